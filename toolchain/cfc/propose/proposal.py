"""A proposal: a page with settings, patches and evidence, read as a value and written as a text.

In: the text of a page. Out: a `Proposal`; raises PageError with everything that is wrong. It
refuses to know contracts: names in it are words until somebody looks them up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from cfc.propose.patch import Operation, PatchError, read_operations
from cfc.text.json_reader import read as read_json
from cfc.text.page import Block, Page, read_page
from cfc.text.yaml_reader import read as read_yaml

FORMAT = "proposal/1"
LARGEST = 1_000_000
HEADINGS = ("Rationale", "Impact", "Patch", "Evidence", "Migration", "Discussion")
LEVELS = ("none", "patch", "minor", "major")
KINDS = ("accept", "reject", "holds", "breaks")
ID = re.compile(r"[0-9]{4}-[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_TEXTS = ("cfc", "id", "title", "author")
_TABLES = ("base", "compatibility", "renames")
_LISTS = ("serves", "depends_on")

Kind = Literal["accept", "reject", "holds", "breaks"]


class PageError(Exception):
    """The page cannot be used: what is wrong, each with its line (0: the whole page)."""

    def __init__(self, problems: Sequence[tuple[str, int]]) -> None:
        super().__init__("; ".join(message for message, _ in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class PatchBlock:
    """A patch of one contract. `line` is that of its fence."""

    contract: str
    operations: tuple[Operation, ...]
    line: int


@dataclass(frozen=True)
class Obligation:
    """A value that a place of a contract must accept or reject, or an invariant hold for or not."""

    kind: Kind
    contract: str
    fragment: str
    invariant: str
    value: object
    line: int

    @property
    def subject(self) -> str:
        named = f" `{self.invariant}`" if self.invariant else ""
        return f"`{self.contract}{self.fragment}`{named}"


@dataclass(frozen=True)
class Proposal:
    """One page. `base` and `compatibility` are by contract id; `digest` is that of the page."""

    id: str
    title: str
    author: str
    path: str
    digest: str
    base: Mapping[str, str]
    compatibility: Mapping[str, str]
    patches: tuple[PatchBlock, ...]
    obligations: tuple[Obligation, ...]
    serves: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    counters: str | None = None
    rationale: str = ""


def digest_of(data: bytes) -> str:
    """Return a digest as pages and reviews write it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def read_proposal(path: str, data: bytes) -> Proposal:
    """Return the proposal of a page; raises PageError."""
    if len(data) > LARGEST:
        raise PageError([(f"the page has {len(data):,} bytes; {LARGEST:,} are the limit", 0)])
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PageError([("the page is not UTF-8", 0)]) from None
    return _Reader(path, digest_of(data), text).proposal()


class _Reader:
    def __init__(self, path: str, digest: str, text: str) -> None:
        self.path, self.digest = path, digest
        self.problems: list[tuple[str, int]] = []
        self.settings: dict[str, object] = {}
        front = _FRONT.match(text)
        if front is not None:
            # As many lines as before, so that places on the page stay true.
            self._front(front[1])
            text = "\n" * front[0].count("\n") + text[front.end() :]
        try:
            self.page: Page = read_page(text)
        except ValueError as error:
            raise PageError([(str(error), 0)]) from None
        if front is None:
            self.settings = self.page.settings

    def _front(self, text: str) -> None:
        document = read_yaml(text)
        if document.problems:
            line = text.count("\n", 0, document.problems[0].span.start) + 2
            raise PageError([(f"the front matter: {document.problems[0].message}", line)])
        if isinstance(document.value, dict):
            self.settings = document.value

    def wrong(self, message: str, line: int = 1) -> None:
        self.problems.append((message, line))

    def proposal(self) -> Proposal:
        settings = self.settings
        if not settings:
            self.wrong("there is no front matter between two lines `---`")
            raise PageError(self.problems)
        for name in settings:
            if name not in (*_TEXTS, *_TABLES, *_LISTS, "counters"):
                self.wrong(f"the front matter has no `{name}`")
        texts = {name: self._text(name) for name in _TEXTS}
        if texts["cfc"] != FORMAT:
            self.wrong(f"`cfc` must be `{FORMAT}`, not `{texts['cfc']}`")
        stem = self.path.rsplit("/", 1)[-1].removesuffix(".md")
        if texts["id"] != stem:
            self.wrong(f"`id` is `{texts['id']}`, and the file is `{stem}.md`")
        if not ID.fullmatch(texts["id"]):
            self.wrong("an id is four digits and words joined by hyphens: `0007-raise-age-limit`")
        tables = {name: self._table(name) for name in _TABLES}
        for name, digest in tables["base"].items():
            if not _DIGEST.fullmatch(digest):
                self.wrong(f"the base of `{name}` is no `sha256:` with 64 hexadecimal digits")
        for name, level in tables["compatibility"].items():
            if level not in LEVELS:
                self.wrong(f"the compatibility of `{name}` is `{level}`, not {', '.join(LEVELS)}")
        for heading in self.page.headings:
            if heading not in HEADINGS:
                self.wrong(f"`{heading}` is no heading of a proposal ({', '.join(HEADINGS)})", 0)
        patches, obligations = self._blocks()
        self._covers(tables, patches)
        counters = settings.get("counters")
        if counters is not None and not isinstance(counters, str):
            self.wrong("`counters` is the id of a proposal, or null")
        lists = {name: self._list(name) for name in _LISTS}
        if self.problems:
            raise PageError(self.problems)
        return Proposal(
            texts["id"], texts["title"], texts["author"], self.path, self.digest,
            tables["base"], tables["compatibility"], patches, obligations,
            lists["serves"], lists["depends_on"], tables["renames"],
            counters if isinstance(counters, str) else None,
            self.page.sections.get("Rationale", "").strip(),
        )  # fmt: skip

    def _text(self, name: str) -> str:
        value = self.settings.get(name)
        if not isinstance(value, str) or not value.strip() or "\n" in value:
            self.wrong(f"the front matter wants `{name}`: a text of one line")
            return ""
        return value

    def _table(self, name: str) -> dict[str, str]:
        value = self.settings.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            self.wrong(f"`{name}` is a table of texts")
            return {}
        return cast("dict[str, str]", value)

    def _list(self, name: str) -> tuple[str, ...]:
        value = self.settings.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(f"`{name}` is a list of texts")
            return ()
        return tuple(value)

    def _blocks(self) -> tuple[tuple[PatchBlock, ...], tuple[Obligation, ...]]:
        patches: list[PatchBlock] = []
        obligations: list[Obligation] = []
        for block in self.page.blocks:
            if block.language == "toml" and not block.heading:
                continue
            words = block.words
            if block.language == "json-patch" and len(words) == 1:
                self._patch(block, patches)
            elif block.language == "json" and words and words[0] in KINDS:
                self._obligation(block, obligations)
            elif block.language not in ("", "text"):
                info = " ".join((block.language, *words))
                self.wrong(
                    f"a block `{info}` means nothing here: `json-patch CONTRACT`, or `json` with "
                    f"`accept`, `reject`, `holds` or `breaks`; prose is `text`",
                    block.line,
                )
        return tuple(patches), tuple(obligations)

    def _value(self, block: Block) -> tuple[bool, object]:
        document = read_json(block.text)
        bad = [item for item in document.problems if item.kind != "integer-precision"]
        if bad:
            line = block.line + 1 + block.text.count("\n", 0, bad[0].span.start)
            self.wrong(bad[0].message, line)
            return False, None
        return True, document.value

    def _patch(self, block: Block, patches: list[PatchBlock]) -> None:
        fine, value = self._value(block)
        if not fine:
            return
        try:
            patches.append(PatchBlock(block.words[0], read_operations(value), block.line))
        except PatchError as error:
            self.wrong(str(error), block.line)

    def _obligation(self, block: Block, obligations: list[Obligation]) -> None:
        kind = cast("Kind", block.words[0])
        wanted = 2 if kind in ("accept", "reject") else 3
        if len(block.words) != wanted:
            form = "CONTRACT#PLACE" if wanted == 2 else "CONTRACT INVARIANT"
            self.wrong(f"the fence of this block is `json {kind} {form}`", block.line)
            return
        contract, mark, place = block.words[1].partition("#")
        fine, value = self._value(block)
        if fine:
            invariant = block.words[2] if wanted == 3 else ""
            obligations.append(
                Obligation(kind, contract, mark + place, invariant, value, block.line)
            )

    def _covers(
        self, tables: Mapping[str, Mapping[str, str]], patches: Sequence[PatchBlock]
    ) -> None:
        named = list(dict.fromkeys(item.contract for item in patches))
        if not named:
            self.wrong("there is no block `json-patch CONTRACT`: nothing is proposed", 0)
        for name in named:
            for table in ("base", "compatibility"):
                if name not in tables[table]:
                    self.wrong(f"`{table}` says nothing of `{name}`, which the page patches")
        for table in ("base", "compatibility"):
            for name in tables[table]:
                if name not in named:
                    self.wrong(f"`{table}` names `{name}`, which the page does not patch")
