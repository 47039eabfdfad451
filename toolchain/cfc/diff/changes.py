"""Where two schemas differ: one walk over both, as they are written.

In: a registry for each version and the places to compare. Out: changes of a closed list of
kinds, with both places. It refuses to know whether a difference matters: a change says what
its keyword does where it stands, and the verdict decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cfc.contract.model import Place, SchemaReader
from cfc.diff import branches, facets
from cfc.diff.model import Change, Effect
from cfc.diff.texts import shown

_IN_PLACE_LISTS: dict[str, tuple[Effect, Effect]] = {
    "allOf": ("narrows", "widens"),
    "anyOf": ("widens", "narrows"),
}
_LISTS: dict[bool, tuple[str, Effect, str]] = {
    True: ("schema-narrowed", "narrows", "is now"),
    False: ("schema-widened", "widens", "is no longer"),
}
_TURNED: dict[Effect, Effect] = {"narrows": "widens", "widens": "narrows"}
_MAPS = ("patternProperties", "dependentSchemas", "dependencies")
_SINGLE = ("propertyNames", "contains", "then", "else", "contentSchema")
MOST_CHANGES = 500


@dataclass
class _Walk:
    old: SchemaReader
    new: SchemaReader
    found: list[Change] = field(default_factory=list)
    seen: set[tuple[Place, Place, bool]] = field(default_factory=set)
    users: dict[Place, list[Place]] = field(default_factory=dict)
    within: _At | None = None


@dataclass(frozen=True)
class _At:
    """A pair of places; `flipped` under `not` and `if`; `trail` leads to both.

    `definition`: what the last reference on the way led to, in the new version.
    """

    old: Place
    new: Place
    trail: frozenset[Place]
    flipped: bool = False
    definition: Place | None = None

    def child(self, *tokens: str) -> _At:
        return self.pair(self.old.child(*tokens), self.new.child(*tokens))

    def pair(self, old: Place, new: Place, *, flipped: bool = False) -> _At:
        trail = self.trail | {old, new}
        return _At(old, new, trail, self.flipped != flipped, self.definition)

    def led(self, old: Place, new: Place) -> _At:
        """Return the pair that references lead to."""
        return _At(old, new, self.trail | {old, new}, self.flipped, new)


def compare_schemas(
    old: SchemaReader, new: SchemaReader, old_place: Place, new_place: Place
) -> tuple[Change, ...]:
    """Return the changes between two schemas, in the order of the new one."""
    walk = _Walk(old, new)
    _compare(walk, _At(old_place, new_place, frozenset({old_place, new_place})))
    return tuple(
        replace(change, users=tuple(walk.users.get(change.users[0], ())))
        if change.users
        else change
        for change in walk.found
    )


def _compare(walk: _Walk, at: _At) -> None:
    outside = walk.within
    at = walk.within = _followed(walk, at)
    _compare_here(walk, at)
    walk.within = outside


def _compare_here(walk: _Walk, at: _At) -> None:
    key = (at.old, at.new, at.flipped)
    if key in walk.seen or len(walk.found) >= MOST_CHANGES:
        return
    walk.seen.add(key)
    old, new = walk.old.value(at.old), walk.new.value(at.new)
    if isinstance(old, bool) or isinstance(new, bool):
        if old is not new and not (_is_open(old) and _is_open(new)):
            _booleans(walk, at, old, new)
        return
    if not isinstance(old, dict) or not isinstance(new, dict):
        return
    if _wrapped(walk, at, old, new):
        return
    for item in facets.scalar_changes(old, new):
        _add(
            walk,
            at.child(item.keyword) if item.keyword else at,
            item.kind,
            item.effect,
            item.message,
        )
    _properties(walk, at, old, new)
    _closing(walk, at, old, new)
    _items(walk, at, old, new)
    for keyword in _MAPS:
        _map(walk, at, keyword, old, new)
    for keyword in _SINGLE:
        _single(walk, at, keyword, old, new)
    for keyword in ("not", "if"):
        _single(walk, at, keyword, old, new, flipped=True)
    for keyword in ("allOf", "anyOf", "oneOf"):
        _branches(walk, at, keyword, old, new)
    _reference(walk, at, old, new)


def _followed(walk: _Walk, at: _At) -> _At:
    """Follow references that stand alone on either side."""
    for _ in range(32):
        old, new = _alone(walk.old, at.old), _alone(walk.new, at.new)
        if old is None and new is None:
            inner = _unwrapped(walk, at)
            if inner is None:
                return at
            at = inner
            continue
        if new is not None:
            walk.users.setdefault(new, []).append(at.new)
        at = at.led(old or at.old, new) if new is not None else at.pair(old or at.old, at.new)
    return at


def _unwrapped(walk: _Walk, at: _At) -> _At | None:
    """Return the pair within an `allOf` of one schema that only one side has."""
    sides = walk.old.value(at.old), walk.new.value(at.new)
    lists = [_listed(value, "allOf") if isinstance(value, dict) else [] for value in sides]
    single = [
        len(listed) == 1 and isinstance(value, dict) and set(facets.bare_of(value)) == {"allOf"}
        for listed, value in zip(lists, sides, strict=True)
    ]
    if single[0] and not lists[1]:
        return at.pair(at.old.child("allOf", "0"), at.new)
    if single[1] and not lists[0]:
        return at.pair(at.old, at.new.child("allOf", "0"))
    return None


def _alone(reader: SchemaReader, place: Place) -> Place | None:
    value = reader.value(place)
    if not isinstance(value, dict) or "$ref" not in value:
        return None
    others = [name for name in value if name not in facets.SILENT and name != "$ref"]
    return None if others else reader.target(place)


def _add(
    walk: _Walk, at: _At, kind: str, effect: Effect, message: str, *, is_key: bool = False
) -> None:
    if len(walk.found) < MOST_CHANGES:
        effect = _TURNED.get(effect, effect) if at.flipped else effect
        within = (walk.within.old, walk.within.new) if walk.within is not None else None
        users = (at.definition,) if at.definition is not None else ()
        walk.found.append(
            Change(kind, effect, at.old, at.new, message, at.trail, is_key, within, users)
        )


def _is_open(value: object) -> bool:
    return value is True or (isinstance(value, dict) and not set(value) - facets.SILENT)


def _booleans(walk: _Walk, at: _At, old: object, new: object) -> None:
    if new is False or _is_open(old):
        what = "nothing is accepted here" if new is False else "what was free is now described"
        _add(walk, at, "schema-narrowed", "narrows", what)
    else:
        _add(walk, at, "schema-widened", "widens", "more is accepted here")


def _is_closed(value: dict[str, object]) -> bool:
    return value.get("additionalProperties") is False or (
        value.get("unevaluatedProperties") is False
    )


def _properties(walk: _Walk, at: _At, old: dict[str, object], new: dict[str, object]) -> None:
    before, after = facets.members(old, "properties"), facets.members(new, "properties")
    was, now = facets.names(old, "required"), facets.names(new, "required")
    for name in now:
        if name not in was:
            place = at.child("required")
            _add(
                walk, place, "property-became-required", "narrows", f"`{name}` must now be present"
            )
    for name in was:
        if name not in now:
            place = at.child("required")
            _add(walk, place, "property-became-optional", "widens", f"`{name}` may now be absent")
    for name in after:
        if name in before:
            _compare(walk, at.child("properties", name))
        elif _is_closed(old):
            message = f"`{name}` may now be present"
            _add(
                walk, at.child("properties", name), "property-added", "widens", message, is_key=True
            )
        elif not _is_open(after[name]):
            message = f"`{name}` was free to hold anything, and is now described"
            _add(
                walk,
                at.child("properties", name),
                "property-added",
                "narrows",
                message,
                is_key=True,
            )
        else:
            message = f"`{name}` is now named"
            _add(walk, at.child("properties", name), "property-added", "none", message, is_key=True)
    for name in before:
        if name not in after:
            closed = _is_closed(new)
            message = f"`{name}` is refused now" if closed else f"`{name}` may hold anything now"
            effect: Effect = "narrows" if closed else "widens"
            _add(
                walk, at.child("properties", name), "property-removed", effect, message, is_key=True
            )


def _closing(walk: _Walk, at: _At, old: dict[str, object], new: dict[str, object]) -> None:
    for keyword in ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"):
        before, after = old.get(keyword, True), new.get(keyword, True)
        place = at.child(keyword)
        if isinstance(before, dict) and isinstance(after, dict):
            _compare(walk, place)
        elif _is_open(before) and not _is_open(after):
            what = "members" if keyword != "unevaluatedItems" else "items"
            how = "refused" if after is False else "described"
            message = f"{what} that the schema does not name are now {how}"
            _add(walk, place, "object-closed", "narrows", message)
        elif before is False and after is not False:
            _add(walk, place, "object-opened", "widens", "what is not named is no longer refused")
        elif after is False and before is not False:
            _add(walk, place, "object-closed", "narrows", "what is not named is now refused")
        elif _is_open(after) and not _is_open(before):
            _add(walk, place, "object-opened", "widens", "what is not named is free now")


def _items(walk: _Walk, at: _At, old: dict[str, object], new: dict[str, object]) -> None:
    before, after = old.get("prefixItems", []), new.get("prefixItems", [])
    if isinstance(before, list) and isinstance(after, list):
        for index in range(min(len(before), len(after))):
            _compare(walk, at.child("prefixItems", str(index)))
        if len(after) > len(before):
            _add(
                walk, at.child("prefixItems", str(len(before))), "item-added",
                "changes", "an item at this position has a schema of its own now",
            )  # fmt: skip
        if len(before) > len(after):
            _add(
                walk, at.child("prefixItems", str(len(after))), "item-removed",
                "changes", "an item at this position has no schema of its own any more",
            )  # fmt: skip
    _single(walk, at, "items", old, new)


def _map(
    walk: _Walk, at: _At, keyword: str, old: dict[str, object], new: dict[str, object]
) -> None:
    before, after = facets.members(old, keyword), facets.members(new, keyword)
    for name in after:
        place = at.child(keyword, name)
        if name in before:
            if not isinstance(after[name], list) and not isinstance(before[name], list):
                _compare(walk, place)
        else:
            _add(walk, place, "schema-narrowed", "narrows", f"`{keyword}` names `{name}` now")
    for name in before:
        if name not in after:
            place = at.child(keyword, name)
            _add(walk, place, "schema-widened", "widens", f"`{keyword}` no longer names `{name}`")


def _single(
    walk: _Walk,
    at: _At,
    keyword: str,
    old: dict[str, object],
    new: dict[str, object],
    *,
    flipped: bool = False,
) -> None:
    place = at.pair(at.old.child(keyword), at.new.child(keyword), flipped=flipped)
    if keyword in old and keyword in new:
        _compare(walk, place)
        return
    if (keyword in old) == (keyword in new):
        return
    alone = replace(place, flipped=at.flipped)
    if keyword in new:
        if not (keyword == "items" and _is_open(new[keyword])):
            _add(walk, alone, "schema-narrowed", "narrows", f"`{keyword}` is asked for now")
    elif not (keyword == "items" and _is_open(old[keyword])):
        _add(walk, alone, "schema-widened", "widens", f"`{keyword}` is no longer asked for")


def _branches(
    walk: _Walk, at: _At, keyword: str, old: dict[str, object], new: dict[str, object]
) -> None:
    before, after = _listed(old, keyword), _listed(new, keyword)
    if bool(before) != bool(after):
        # Without any branch there is no condition, so that the first one always narrows.
        kind, effect, word = _LISTS[bool(after)]
        _add(walk, at.child(keyword), kind, effect, f"`{keyword}` {word} asked for")
        return
    added, removed = _IN_PLACE_LISTS.get(keyword, ("changes", "changes"))
    matched = branches.matched(before, after)
    for first, second in matched.pairs:
        _compare(walk, _branch(at, keyword, first, second))
    for index in matched.added:
        place = at.child(keyword, str(index))
        _add(walk, place, "branch-added", added, f"`{keyword}` has one more branch")
    for index in matched.removed:
        place = at.child(keyword, str(index))
        _add(walk, place, "branch-removed", removed, f"`{keyword}` has one branch less")


def _branch(at: _At, keyword: str, old: int, new: int) -> _At:
    return at.pair(at.old.child(keyword, str(old)), at.new.child(keyword, str(new)))


def _wrapped(walk: _Walk, at: _At, old: dict[str, object], new: dict[str, object]) -> bool:
    """Compare a schema with the branch that it became, or was; tell whether there is one."""
    for keyword in ("anyOf", "oneOf"):
        for one, other, grew in ((old, new, True), (new, old, False)):
            listed = _listed(other, keyword)
            if keyword in one or len(listed) < 2 or set(facets.bare_of(other)) != {keyword}:
                continue
            index = branches.nearest(one, list(enumerate(listed)))
            if index is None:
                continue
            branch = (at.new if grew else at.old).child(keyword, str(index))
            _compare(walk, at.pair(at.old, branch) if grew else at.pair(branch, at.new))
            walk.within = at
            effect = _IN_PLACE_LISTS.get(keyword, ("changes", "changes"))[not grew]
            for place in range(len(listed)):
                if place != index:
                    word = "more" if grew else "less"
                    kind = "branch-added" if grew else "branch-removed"
                    where = at.child(keyword, str(place))
                    _add(walk, where, kind, effect, f"`{keyword}` has one branch {word}")
            return True
    return False


def _effect(word: str) -> Effect:
    return "narrows" if word == "narrows" else "widens" if word == "widens" else "changes"


def _listed(value: dict[str, object], keyword: str) -> list[object]:
    found = value.get(keyword)
    return found if isinstance(found, list) else []


def _reference(walk: _Walk, at: _At, old: dict[str, object], new: dict[str, object]) -> None:
    if "$ref" in old and "$ref" in new:
        before, after = walk.old.target(at.old), walk.new.target(at.new)
        if before is not None and after is not None:
            walk.users.setdefault(after, []).append(at.new)
            _compare(walk, at.led(before, after))
    elif "$ref" in new or "$ref" in old:
        added = "$ref" in new
        reference = (new if added else old)["$ref"]
        kind, effect = ("schema-narrowed", "narrows") if added else ("schema-widened", "widens")
        what = "has to hold, too" if added else "no longer has to hold"
        _add(walk, at.child("$ref"), kind, _effect(effect), f"{shown(reference)} {what}")
    for keyword in ("$dynamicRef", "$dynamicAnchor", "$anchor", "$id"):
        if old.get(keyword) != new.get(keyword):
            _add(walk, at.child(keyword), "reference-changed", "changes", f"`{keyword}` changed")
