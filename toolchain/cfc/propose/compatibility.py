"""What a change is for those who use a contract: asked of the comparison, and of nobody else.

In: both sides of a change (`Side`), the id of a contract. Out: a `Compatibility`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cfc.config.model import Config
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.diff.engine import Engine
from cfc.diff.model import Bump
from cfc.diff.semver import bump_required, next_version
from cfc.pipeline.compare import Compared, Comparison
from cfc.pipeline.front import check, read
from cfc.pipeline.selection import select
from cfc.pipeline.versions import Version
from cfc.text.pointer import to_fragment


@dataclass(frozen=True)
class Shown:
    """A confirmed value: the new version `accept`s it and the old one does not, or the reverse."""

    kind: Literal["accept", "reject"]
    fragment: str
    value: object


@dataclass(frozen=True)
class Compatibility:
    """The class of a change, and the version that the contract has after it.

    `level`: `none`, `patch`, `minor` or `major`; `is_unknown`: nobody could decide, which counts
    as `major`. `witness` (one element, since null is a value) shows a break. `shown`: values that
    one version accepts and the other refuses.
    """

    level: str
    reason: str
    is_unknown: bool = False
    witness: tuple[object, ...] = ()
    version: str | None = None
    shown: tuple[Shown, ...] = ()


class Side:
    """All contracts of a project as they are on one side of a change, read once."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._files = select(config, (), config.project).files
        self._whole = read(config, self._files, Reporter(catalogue()))
        self._uris = {item.id: item.uri for item in self._whole.loaded.contracts}

    def file(self, contract: str) -> str:
        """Return the file of a contract."""
        uri = self._uris[contract]
        return next(item.file for item in self._files if item.uri == uri)

    def reading(self, contracts: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the other contracts that refer to these, directly or not, and to which of them."""
        wanted = {self._uris[name]: name for name in contracts if name in self._uris}
        found = {}
        for name, uri in sorted(self._uris.items()):
            if name not in contracts:
                reached = tuple(wanted[one] for one in self._whole.reads(uri) if one in wanted)
                if reached:
                    found[name] = reached
        return found

    def version(self, contract: str) -> Version:
        """Return a contract with its judges; raises Unsound."""
        uri = self._uris[contract]
        # Only what the contract is built on: what refers to it, and the rest, must not matter.
        needed = {uri, *self._whole.reads(uri)}
        reporter = Reporter(catalogue())
        front = read(self.config, [item for item in self._files if item.uri in needed], reporter)
        check(front, front.loaded.contracts, lambda _: None)
        if front.unusable & needed:
            raise Unsound(f"`{contract}` has errors of its own: `cfc check` lists them")
        return Version(front, next(item for item in front.loaded.contracts if item.uri == uri))


class Unsound(Exception):
    """A contract cannot be compared; the message says why."""


def compatibility(
    before: Side, after: Side, contract: str, tried: Sequence[tuple[str, object]] = ()
) -> Compatibility:
    """Return what the change of one contract is; both sides have it.

    `tried`: values (with the fragment of their place) that may show what the search has missed.
    """
    try:
        old = before.version(contract)
    except Unsound as error:
        return Compatibility("major", str(error), is_unknown=True)
    try:
        new = after.version(contract)
    except Unsound as error:
        old.close()
        return Compatibility("major", str(error), is_unknown=True)
    engine = Engine()
    try:
        compared = Comparison(old, new, engine, with_blame=False).run()
        found = _read(compared, old.contract.version)
        if found.is_unknown:
            found = _shown_by(tried, compared, old, new) or found
        return replace(found, shown=tuple(_shown(compared)))
    finally:
        engine.close()
        old.close()
        new.close()


def _read(compared: Compared, version: str | None) -> Compatibility:
    bumps = [part.bump for part in compared.parts]
    bumps += [Bump.MAJOR] if compared.errors_added else []
    bumps += [Bump.MINOR] if compared.errors_removed else []
    # A version below 1.0.0 asks for less, but what breaks its users breaks them all the same.
    level = max(bump_required(bumps), compared.bump)
    following = next_version(version, compared.bump)
    for part in compared.parts:
        for verdict in part.demanded:
            if verdict.answer == "not-included":
                why = verdict.why or "a value is treated otherwise than before"
                reason = f"it breaks {part.breaks} ({part.part}: {why})"
                return Compatibility(level.word, reason, False, verdict.witness, following)
    for part in compared.parts:
        for verdict in part.demanded:
            if verdict.answer == "unknown":
                reason = f"{part.part}: {verdict.reason}"
                return Compatibility("major", reason, True, (), following)
    if compared.errors_added:
        reason = f"callers do not know the error `{compared.errors_added[0]}`"
        return Compatibility(level.word, reason, False, (), following)
    reason = {
        Bump.NONE: "nothing that a user could notice has changed",
        Bump.PATCH: "the same values are accepted as before",
        Bump.MINOR: "what was good before is good now, and more is",
        Bump.MAJOR: "it breaks users",
    }[level]
    return Compatibility(level.word, reason, False, (), following)


def _shown_by(
    tried: Sequence[tuple[str, object]], compared: Compared, old: Version, new: Version
) -> Compatibility | None:
    """Return the break that one of the values shows, by two judges on either side."""
    before, after = old.parts(), new.parts()
    for part in compared.parts:
        if part.part not in before or part.part not in after:
            continue
        for name in part.must:
            ways = ((old, before), (new, after))
            (inner, inside), (outer, outside) = ways if name == "old_in_new" else ways[::-1]
            for fragment, value in tried:
                if (
                    fragment == _fragment(part.part)
                    and not inner.generated(inside[part.part], value)
                    and not inner.reference(inside[part.part], value)
                    and outer.reference(outside[part.part], value)
                    and (refused := outer.generated(outside[part.part], value))
                ):
                    reason = f"it breaks {part.breaks} ({part.part}: {refused[0].message})"
                    following = next_version(old.contract.version, compared.bump)
                    return Compatibility("major", reason, False, (value,), following)
    return None


def _fragment(part: str) -> str:
    head, _, name = part.partition("/")
    return {
        "input": "#/input",
        "output": "#/output",
        "errors": to_fragment(("errors", name, "schema")),
    }.get(head, "")


def _shown(compared: Compared) -> Iterator[Shown]:
    for part in compared.parts:
        fragment = _fragment(part.part)
        for value in part.new_in_old.witness:
            yield Shown("accept", fragment, value)
        for value in part.old_in_new.witness:
            yield Shown("reject", fragment, value)
