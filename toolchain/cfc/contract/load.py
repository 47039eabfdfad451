"""Files to contracts.

In: the project folder and the settings. Out: `Loaded`: contracts with their ids, every source
for later positions, and findings for what could not be read. A file that could not be read is
reported and left out. Nothing outside the roots is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

from cfc.contract.keywords import OPERATION_KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.diagnostics.model import Location, Related
from cfc.diagnostics.reporter import Reporter
from cfc.text import json_reader
from cfc.text.document import Document
from cfc.text.pointer import Pointer
from cfc.text.source import SourceFile, Span

SUFFIXES = (".json", ".jsonc", ".yaml", ".yml")
SCHEME = "file:///"
_RULES = {
    "syntax": "not-json",
    "duplicate-key": "duplicate-key",
    "bad-escape": "bad-escape",
    "control-character": "control-character",
    "non-finite": "non-finite-number",
    "too-deep": "too-deep",
    "too-large": "too-large",
    "integer-precision": "integer-precision",
}
LARGEST = 64 * 1024 * 1024


class MissingInput(Exception):
    """A path on the command line leads to no contract; the message says what to do."""


@dataclass
class Opened:
    """One file that was read; spans are computed only when a finding needs them."""

    source: SourceFile
    value: object
    _document: Document | None = None

    @property
    def document(self) -> Document:
        if self._document is None:
            self._document = read_document(self.source.path, self.source.text)
        return self._document

    def locate(self, pointer: Pointer, *, key: bool = False) -> Location:
        """Return the place of a value, or of a member's name; of its nearest parent when absent."""
        document = self.document
        current = pointer
        while True:
            span = document.key_span(current) if key else None
            span = span or document.value_span(current)
            if span is not None:
                return Location.of(self.source, span)
            if not current:
                return Location.of(self.source, Span(0, 0))
            current = current[:-1]


@dataclass(frozen=True)
class Found:
    """A file that is a contract by its place: `root` and `file` are relative to the project."""

    root: str
    file: str
    path: Path

    @property
    def relative(self) -> str:
        """The path under the root, `/`-separated."""
        return self.file[len(self.root) + 1 :] if self.root not in ("", ".") else self.file

    @property
    def id(self) -> str:
        return self.relative.rsplit(".", 1)[0]

    @property
    def uri(self) -> str:
        return SCHEME + quote(self.relative, safe="/!$&'()*+,;=:@~")


@dataclass
class Loaded:
    """What was read, by document URI. `skipped`: documents that had errors."""

    contracts: list[Contract] = field(default_factory=list)
    files: dict[str, Opened] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)

    def locate(self, place: Place, *, key: bool = False) -> Location | None:
        opened = self.files.get(place.document)
        return opened.locate(place.pointer, key=key) if opened else None


def read_document(path: str, text: str) -> Document:
    """Read a text with positions, by the suffix of its path."""
    if path.endswith((".yaml", ".yml")):
        from cfc.text import yaml_reader

        return yaml_reader.read(text)
    return json_reader.read(text)


def find_files(project: Path, roots: Sequence[str], exclude: Sequence[str]) -> list[Found]:
    """Return every contract file under the roots, sorted by id.

    A root may be a file: then it stands alone, and its folder is the root. Hidden files and
    folders are passed over; so are links that lead out of the root.
    """
    found: list[Found] = []
    for root in roots:
        base = project / root if root else project
        if base.is_file():
            parent = base.parent
            name = "" if parent == project else parent.relative_to(project).as_posix()
            found.append(Found(name, (f"{name}/" if name else "") + base.name, base))
            continue
        for path in sorted(_walk(base)):
            relative = path.relative_to(base).as_posix()
            if any(fnmatch(relative, pattern) for pattern in exclude):
                continue
            name = "" if root in ("", ".") else root
            found.append(Found(name, f"{name}/{relative}" if name else relative, path))
    return sorted(found, key=lambda item: (item.id, item.file))


def _walk(base: Path) -> Iterator[Path]:
    if not base.is_dir():
        return
    for entry in base.iterdir():
        if entry.name.startswith((".", "node_modules")):
            continue
        if entry.is_symlink() and not entry.resolve().is_relative_to(base.resolve()):
            continue
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.suffix in SUFFIXES:
            yield entry


def load(files: Iterable[Found], reporter: Reporter) -> Loaded:
    """Read the files; report what cannot be read, and leave it out."""
    loaded = Loaded()
    for item in files:
        text, digest = _read_text(item, reporter)
        if text is None:
            loaded.skipped.add(item.uri)
            continue
        opened = open_text(item.file, text, reporter)
        if opened is None:
            loaded.skipped.add(item.uri)
            continue
        loaded.files[item.uri] = opened
        contract = _identify(item, opened, digest, reporter)
        if contract is None:
            loaded.skipped.add(item.uri)
        else:
            loaded.contracts.append(contract)
    return loaded


def _read_text(item: Found, reporter: Reporter) -> tuple[str | None, str]:
    whole = Location(item.file)
    try:
        size = item.path.stat().st_size
        if size > LARGEST:
            reporter.report(
                "too-large", f"the file has {size:,} bytes; the limit is {LARGEST:,}", whole
            )
            return None, ""
        data = item.path.read_bytes()
    except OSError as error:
        reporter.report("unreadable-file", f"cannot be read: {error.strerror}", whole)
        return None, ""
    digest = hashlib.sha256(data).hexdigest()
    try:
        return data.decode("utf-8"), digest
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")) + 1
        reporter.report(
            "not-utf8",
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            Location(item.file, line, column, line, column + 1),
        )
        return None, digest


def open_text(file: str, text: str, reporter: Reporter) -> Opened | None:
    """Read a text as JSON (or YAML, by its suffix); None after reporting an error."""
    source = SourceFile(file, text)
    if not file.endswith((".yaml", ".yml")):
        value, clean = json_reader.read_value(text)
        if clean:
            return Opened(source, value)
    document = read_document(file, text)
    failed = False
    for problem in document.problems:
        rule = _RULES[problem.kind]
        if rule == "not-json" and file.endswith((".yaml", ".yml")):
            rule = "not-yaml"
        location = Location.of(source, problem.span)
        related: tuple[Related, ...] = ()
        if problem.related is not None:
            what = "first here" if rule == "duplicate-key" else "belongs to this"
            related = (Related(what, Location.of(source, problem.related)),)
        reporter.report(rule, problem.message, location, help=problem.help, related=related)
        failed = failed or problem.kind != "integer-precision"
    return None if failed else Opened(source, document.value, document)


def _identify(item: Found, opened: Opened, digest: str, reporter: Reporter) -> Contract | None:
    value = opened.value
    if not isinstance(value, (dict, bool)):
        reporter.report(
            "not-a-contract",
            "a contract is an object (or `true` or `false`)",
            opened.locate(()),
            pointer="",
        )
        return None
    name = version = None
    kind = "type"
    if isinstance(value, dict):
        kind = "operation" if _is_operation(value) else "type"
        raw_version = value.get("contractVersion")
        version = raw_version if isinstance(raw_version, str) else None
        raw_name = value.get("name")
        name = raw_name if kind == "operation" and isinstance(raw_name, str) else None
    return Contract(item.id, item.file, item.uri, kind, value, name, version, digest)


def _is_operation(value: dict[str, object]) -> bool:
    """An operation has `input` or `output`, which mean nothing in a schema."""
    if not ("input" in value or "output" in value):
        return False
    return "name" in value or not (set(value) - OPERATION_KEYWORDS)
