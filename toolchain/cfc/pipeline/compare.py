"""Compare two versions of one contract: changes, verdicts of each part, the bump.

In: two versions, an engine, the mode for type contracts. Out: a report per part. Nothing is
printed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cfc.contract.model import Place
from cfc.diff.bundle import Unbundled
from cfc.diff.changes import compare_schemas
from cfc.diff.engine import Engine, Opinion, both
from cfc.diff.invariants import inner_conditions, invariant_changes, new_conditions, text_of
from cfc.diff.model import Bump, Change, PartReport, Refusal, Verdict
from cfc.diff.semver import bump_required, part_bump, scaled
from cfc.diff.texts import canonical_text
from cfc.diff.values import Sampler
from cfc.diff.verdict import decide
from cfc.diff.witness import Confirm, Sides
from cfc.invariants.program import CompiledInvariant
from cfc.pipeline.blame import Blame
from cfc.pipeline.versions import Part, TooDeep, Version

Mode = Literal["backward", "forward", "full"]
_MUST: dict[str, tuple[Literal["old_in_new", "new_in_old"], ...]] = {
    "backward": ("old_in_new",),
    "forward": ("new_in_old",),
    "full": ("old_in_new", "new_in_old"),
}
_INCLUDED = Verdict("included")


@dataclass(frozen=True)
class Compared:
    """What a comparison of one contract found. `bump` counts from the old version."""

    parts: tuple[PartReport, ...]
    bump: Bump
    errors_added: tuple[str, ...] = ()
    errors_removed: tuple[str, ...] = ()


@dataclass
class Comparison:
    """One comparison of two versions."""

    old: Version
    new: Version
    engine: Engine
    mode: Mode = "backward"
    with_blame: bool = True
    _parts: list[PartReport] = field(default_factory=list)

    def run(self) -> Compared:
        """Compare; the versions stay open."""
        before, after = self.old.parts(), self.new.parts()
        added = tuple(name for name in after if name.startswith("errors/") and name not in before)
        removed = tuple(name for name in before if name.startswith("errors/") and name not in after)
        for name in dict.fromkeys([*before, *after]):
            if name not in added and name not in removed:
                none = Part(name, None)
                self._parts.append(self._part(before.get(name, none), after.get(name, none)))
        if self.old.contract.kind == self.new.contract.kind == "operation":
            self._exchange()
        bumps = [part.bump for part in self._parts]
        bumps += [Bump.MAJOR] if added else []
        bumps += [Bump.MINOR] if removed else []
        if canonical_text(self.old.contract.value) != canonical_text(self.new.contract.value):
            bumps += [Bump.PATCH] if _differs_beside_version(self.old, self.new) else []
        bump = scaled(bump_required(bumps), self.old.contract.version)
        return Compared(tuple(self._parts), bump, added, removed)

    def _part(self, before: Part, after: Part) -> PartReport:
        old_place = before.place or Place(self.old.contract.uri)
        new_place = after.place or Place(self.new.contract.uri)
        must, breaks = self._asked(before.name)
        changes = self._changes(before, after)
        if self._is_same(before, after):
            return PartReport(
                before.name,
                changes,
                _INCLUDED,
                _INCLUDED,
                must,
                Bump.NONE,
                breaks,
                old_place,
                new_place,
            )
        forward, backward = self._opinions(before, after)
        old_in_new = self._verdict(self.old, before, self.new, after, forward, changes)
        new_in_old = self._verdict(self.new, after, self.old, before, backward, changes)
        verdicts = {"old_in_new": old_in_new, "new_in_old": new_in_old}
        demanded = [verdicts[name] for name in must]
        others = [verdict for name, verdict in verdicts.items() if name not in must]
        bump = part_bump(demanded, others, differs=True)
        own: dict[int, Refusal] = {}
        if self.with_blame:
            for name in must:
                if verdicts[name].answer == "not-included":
                    own |= self._blame(before, after, changes, verdicts[name], name)
        return PartReport(
            before.name, changes, old_in_new, new_in_old, must, bump, breaks, old_place, new_place, own
        )  # fmt: skip

    def _asked(self, name: str) -> tuple[tuple[Literal["old_in_new", "new_in_old"], ...], str]:
        if name == "input":
            return ("old_in_new",), "callers"
        if name == "document":
            who = {"backward": "writers", "forward": "readers", "full": "writers and readers"}
            return _MUST[self.mode], who[self.mode]
        return ("new_in_old",), "callers, who read the answer"

    # --- changes ----------------------------------------------------------------------------

    def _changes(self, before: Part, after: Part) -> tuple[Change, ...]:
        found: list[Change] = []
        if before.place is not None and after.place is not None:
            found += compare_schemas(
                self.old.front.registry, self.new.front.registry, before.place, after.place
            )
        elif before.place is not after.place:
            root = Place(self.old.contract.uri), Place(self.new.contract.uri)
            new = after.place is not None
            kind, word = ("schema-narrowed", "new") if new else ("schema-widened", "gone")
            effect: Literal["narrows", "widens"] = "narrows" if new else "widens"
            found.append(
                Change(
                    kind, effect, before.place or root[0], after.place or root[1],
                    f"the schema of `{before.name}` is {word}",
                )
            )  # fmt: skip
        found += invariant_changes(
            self.old.invariants(before.name), self.new.invariants(before.name),
            self.old.contract.uri, self.new.contract.uri,
        )  # fmt: skip
        if before.name in ("document", "input"):
            inner_old, inner_new = self.old.inner_invariants(), self.new.inner_invariants()
            for place in dict.fromkeys([*inner_old, *inner_new]):
                found += invariant_changes(
                    inner_old.get(place, []),
                    inner_new.get(place, []),
                    place.document,
                    place.document,
                )
        return tuple(found)

    def _is_same(self, before: Part, after: Part) -> bool:
        """Tell whether nothing that a part could depend on has changed."""
        if before.place is None or after.place is None:
            return before.place is after.place
        try:
            old, new = self.old.bundled(before), self.new.bundled(after)
        except Unbundled:
            return False
        return (
            canonical_text(old) == canonical_text(new)
            and _texts(self.old.invariants(before.name)) == _texts(self.new.invariants(after.name))
            and _all_texts(self.old) == _all_texts(self.new)
        )

    # --- verdicts ---------------------------------------------------------------------------

    def _opinions(self, before: Part, after: Part) -> tuple[Opinion, Opinion]:
        formats = self.old.front.config.format_patterns
        if formats and self.old.asserts_formats:
            text = canonical_text([*self.old.documents.values(), *self.new.documents.values()])
            if any(f'"format": "{name}"' in text for name in formats):
                return both("a format of the configuration is not known to the engine")
        try:
            old, new = self.old.operand(before), self.new.operand(after)
        except Unbundled as error:
            return both(str(error))
        return self.engine.ask(old, new, assert_formats=self.old.asserts_formats)

    def _verdict(
        self,
        inner: Version,
        inner_part: Part,
        outer: Version,
        outer_part: Part,
        opinion: Opinion,
        changes: Sequence[Change],
    ) -> Verdict:
        name = inner_part.name
        conditions = new_conditions(inner.invariants(name), outer.invariants(name))
        conditions += inner_conditions(inner.inner_invariants(), outer.inner_invariants(), changes)
        sides = self._sides(inner, inner_part, outer, outer_part)
        focus = frozenset(place for change in changes for place in change.trail)
        return decide(
            sides, opinion, focus, self._confirm(inner, inner_part, outer, outer_part),
            conditions, [*inner.examples(name), *outer.examples(name)],
        )  # fmt: skip

    @staticmethod
    def _sides(inner: Version, inner_part: Part, outer: Version, outer_part: Part) -> Sides:
        inner_place = inner_part.place or Place(inner.contract.uri)
        outer_place = outer_part.place or Place(outer.contract.uri)
        return Sides(
            (inner.front.registry, inner_place),
            (outer.front.registry, outer_place),
            inner.quick(inner_part),
            outer.quick(outer_part),
        )

    @staticmethod
    def _confirm(inner: Version, inner_part: Part, outer: Version, outer_part: Part) -> Confirm:
        """Return the judge of witnesses: generated Python of both versions, and `jsonschema`."""

        def confirm(value: object) -> Refusal | None:
            try:
                if inner.generated(inner_part, value) or inner.reference(inner_part, value):
                    return None
                found = outer.generated(outer_part, value)
                if not found or not outer.reference(outer_part, value):
                    return None
            except (TooDeep, RecursionError):
                return None
            shown = [item for item in found if item.rule != "invariant-skipped"] or found
            subject = f"`{shown[0].path}` " if shown[0].path else ""
            return Refusal(
                value, tuple(item.schema_path for item in shown), subject + shown[0].message
            )

        return confirm

    def _blame(
        self,
        before: Part,
        after: Part,
        changes: Sequence[Change],
        verdict: Verdict,
        direction: Literal["old_in_new", "new_in_old"],
    ) -> dict[int, Refusal]:
        forward = direction == "old_in_new"
        inner, outer = (self.old, self.new) if forward else (self.new, self.old)
        parts = (before, after) if forward else (after, before)
        sides = self._sides(inner, parts[0], outer, parts[1])
        confirm = self._confirm(inner, parts[0], outer, parts[1])
        known = Refusal(verdict.witness[0], verdict.refused_at, verdict.why)
        return Blame(inner, outer, *parts, sides, confirm, forward).refusals(changes, known)

    # --- what ties output to input ----------------------------------------------------------

    def _exchange(self) -> None:
        part = Part("exchange", None)
        old, new = self.old.invariants("exchange"), self.new.invariants("exchange")
        root = Place(self.old.contract.uri), Place(self.new.contract.uri)
        changes = tuple(invariant_changes(old, new, root[0].document, root[1].document))
        if not changes:
            return
        lost, gained = new_conditions(new, old), new_conditions(old, new)
        backward = self._promises(self.new, self.old, lost)
        forward = self._promises(self.old, self.new, gained)
        bump = part_bump([backward], [forward], differs=True)
        breaks = "callers, who rely on the promise"
        self._parts.append(
            PartReport(
                part.name, changes, forward, backward, ("new_in_old",), bump, breaks, *root,
                {
                    index: Refusal(backward.witness[0], backward.refused_at, backward.why)
                    for index, change in enumerate(changes)
                    if change.effect != "narrows" and backward.witness
                },
            )
        )  # fmt: skip

    def _promises(self, inner: Version, outer: Version, conditions: Sequence[str]) -> Verdict:
        """Judge exchanges that both versions know, by the promises that only `outer` makes."""
        if not conditions:
            return _INCLUDED
        part = Part("exchange", None)
        confirm = self._confirm(inner, part, outer, part)
        for value in [*inner.examples("exchange"), *_exchanges(inner)]:
            refusal = confirm(value)
            if refusal is not None and all("/invariants/" in at for at in refusal.at):
                return Verdict("not-included", (value,), refusal.at, refusal.why)
        listed = ", ".join(f"`{item}`" for item in conditions)
        return Verdict("unknown", reason=f"no exchange was found that shows what {listed} refuses")


def _exchanges(version: Version) -> Iterable[object]:
    sampler = Sampler(version.front.registry)
    parts = version.parts()
    inputs = sampler.samples(_place(parts, "input"), 10) if "input" in parts else [None]
    outputs = sampler.samples(_place(parts, "output"), 10) if "output" in parts else [None]
    for given in inputs:
        for answer in outputs:
            yield {
                name: value
                for name, value in (("input", given), ("output", answer))
                if name in parts
            }


def _place(parts: dict[str, Part], name: str) -> Place:
    place = parts[name].place
    assert place is not None
    return place


def _differs_beside_version(old: Version, new: Version) -> bool:
    def rest(version: Version) -> object:
        value = version.contract.value
        if not isinstance(value, dict):
            return value
        return {name: item for name, item in value.items() if name != "contractVersion"}

    return canonical_text(rest(old)) != canonical_text(rest(new))


def _texts(invariants: Sequence[CompiledInvariant]) -> list[tuple[str, str]]:
    return sorted(map(text_of, invariants))


def _all_texts(version: Version) -> dict[Place, list[tuple[str, str]]]:
    inner = version.inner_invariants()
    return {place: _texts(listed) for place, listed in inner.items() if listed}
