"""Objects and unions that cannot mean what they say."""

from __future__ import annotations

import difflib
import json

from cfc.contract.checks.scene import Scene
from cfc.contract.model import Contract, Place

_MOST_BRANCHES = 40


def check_required(scene: Scene, contract: Contract) -> None:
    """Report names in `required` that a closed object does not let in."""
    for place, schema in scene.schemas(contract):
        if schema.get("additionalProperties") is not False or "patternProperties" in schema:
            continue
        properties = schema.get("properties", {})
        required = schema.get("required")
        if not isinstance(properties, dict) or not isinstance(required, list):
            continue
        for index, name in enumerate(required):
            if isinstance(name, str) and name not in properties:
                near = difflib.get_close_matches(name, properties, 1)
                scene.report(
                    "required-undeclared",
                    f"`{name}` is required, but this closed object does not declare it",
                    place.child("required", str(index)),
                    help=f"did you mean `{near[0]}`?" if near else None,
                )


def check_unions(scene: Scene, contract: Contract) -> None:
    """Hint at `oneOf`s with two branches that nothing keeps apart."""
    for place, schema in scene.schemas(contract):
        branches = schema.get("oneOf")
        if not isinstance(branches, list) or not 1 < len(branches) <= _MOST_BRANCHES:
            continue
        views = [_view(scene, place.child("oneOf", str(i)), 4) for i in range(len(branches))]
        pair = _overlapping(views)
        if pair is not None:
            scene.report(
                "oneof-ambiguous",
                f"branches {pair[0] + 1} and {pair[1] + 1} of `oneOf` can hold for one value",
                place.child("oneOf"),
                key=True,
            )


def _overlapping(views: list[dict[str, object]]) -> tuple[int, int] | None:
    for left in range(len(views)):
        for right in range(left + 1, len(views)):
            if not _apart(views[left], views[right]):
                return left, right
    return None


def _view(scene: Scene, place: Place, depth: int) -> dict[str, object]:
    """Return the schema with its reference and `allOf` merged in, as far as telling apart needs."""
    value = scene.registry.value(place)
    if not isinstance(value, dict):
        return {"type": []} if value is False else {}
    merged = dict(value)
    target = scene.registry.target(place) if "$ref" in value else None
    parts = [target] if target is not None else []
    listed = value.get("allOf")
    parts += (
        [place.child("allOf", str(i)) for i in range(len(listed))]
        if isinstance(listed, list)
        else []
    )
    for part in parts if depth else ():
        other = _view(scene, part, depth - 1)
        for key, item in other.items():
            if key == "properties" and isinstance(item, dict):
                own = merged.get("properties")
                merged["properties"] = {**item, **own} if isinstance(own, dict) else item
            elif key == "required" and isinstance(item, list):
                own_names = merged.get("required")
                merged["required"] = [*item, *own_names] if isinstance(own_names, list) else item
            else:
                merged.setdefault(key, item)
    return merged


def _apart(left: dict[str, object], right: dict[str, object]) -> bool:
    """Tell whether no value fits both, as far as this cheap look can say."""
    types = [_types(view) for view in (left, right)]
    if types[0] is not None and types[1] is not None and not types[0] & types[1]:
        return True
    values = [_values(view) for view in (left, right)]
    if values[0] is not None and values[1] is not None and not values[0] & values[1]:
        return True
    for one, other in ((left, right), (right, left)):
        if _needs_what_is_closed(one, other):
            return True
    return any(_told_by(left, right, name) for name in _required(left) & _required(right)) or (
        _excludes(left, right) or _excludes(right, left)
    )


def _excludes(view: dict[str, object], other: dict[str, object]) -> bool:
    """`not: {required: [x]}` here, and x required there."""
    negated = view.get("not")
    names = negated.get("required") if isinstance(negated, dict) else None
    return isinstance(names, list) and bool(names) and set(names) <= _required(other)


def _types(view: dict[str, object]) -> set[str] | None:
    value = view.get("type")
    if isinstance(value, str):
        return {"number", "integer"} if value == "number" else {value}
    if isinstance(value, list):
        return {str(item) for item in value} | ({"integer"} if "number" in value else set())
    return None


def _values(view: object) -> set[str] | None:
    if not isinstance(view, dict):
        return None
    if "const" in view:
        return {json.dumps(view["const"], sort_keys=True)}
    listed = view.get("enum")
    if isinstance(listed, list):
        return {json.dumps(item, sort_keys=True) for item in listed}
    return None


def _required(view: dict[str, object]) -> set[str]:
    value = view.get("required")
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()


def _needs_what_is_closed(needs: dict[str, object], closed: dict[str, object]) -> bool:
    properties = closed.get("properties", {})
    if closed.get("additionalProperties") is not False or "patternProperties" in closed:
        return False
    return isinstance(properties, dict) and bool(_required(needs) - set(properties))


def _told_by(left: dict[str, object], right: dict[str, object], name: str) -> bool:
    schemas = []
    for view in (left, right):
        properties = view.get("properties")
        schemas.append(properties.get(name) if isinstance(properties, dict) else None)
    one, other = _values(schemas[0]), _values(schemas[1])
    if one is not None and other is not None and not one & other:
        return True
    if isinstance(schemas[0], dict) and isinstance(schemas[1], dict):
        first, second = _types(schemas[0]), _types(schemas[1])
        return first is not None and second is not None and not first & second
    return False
