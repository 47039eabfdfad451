"""References that lead nowhere, out of the root, in circles, or to another dialect."""

from __future__ import annotations

import difflib
from pathlib import PurePosixPath
from urllib.parse import unquote

from cfc.contract.checks.scene import Scene
from cfc.contract.keywords import CONTRACT_DIALECT, DIALECT, KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Unresolved
from cfc.text.pointer import to_fragment


def check_references(scene: Scene, contract: Contract) -> None:
    """Report references of one contract."""
    for place, schema in scene.schemas(contract):
        for keyword in ("$ref", "$dynamicRef"):
            reference = schema.get(keyword)
            if isinstance(reference, str):
                _check(scene, contract, place, keyword, reference)
        _check_dialect(scene, place, schema)
    for closing, circle in _cycles(scene, contract):
        scene.report(
            "reference-cycle",
            f"`$ref` leads back here without a step into the value: {circle}",
            closing.child("$ref"),
        )
    for place, name in scene.registry.duplicates:
        if place.document == contract.uri:
            value = scene.registry.value(place)
            keyword = next(
                (key for key in ("$anchor", "$dynamicAnchor") if isinstance(value, dict) and value.get(key) == name),
                "$id",
            )  # fmt: skip
            scene.report("duplicate-identifier", f"`{name}` is taken already", place.child(keyword))


def _check(scene: Scene, contract: Contract, place: Place, keyword: str, reference: str) -> None:
    here = place.child(keyword)
    if _leaves_root(contract, reference):
        scene.report(
            "reference-outside-root", f"`{reference}` leads out of the folder of contracts", here
        )
        return
    try:
        scene.registry.resolve(place, reference)
    except Unresolved as error:
        if any(uri in scene.loaded.skipped for uri in _documents(contract, reference)):
            return  # the document is there, and what is wrong with it has been reported
        near = difflib.get_close_matches(reference.rpartition("/")[2], error.near, 1)
        scene.report(
            "dangling-reference",
            f"`{reference}` leads nowhere: {error.message}",
            here,
            help=f"did you mean `{near[0]}`?" if near else None,
        )


def _documents(contract: Contract, reference: str) -> list[str]:
    from urllib.parse import urldefrag, urljoin

    return [urldefrag(urljoin(contract.uri, reference))[0]]


def _leaves_root(contract: Contract, reference: str) -> bool:
    path = unquote(reference.partition("#")[0])
    if path.startswith("file:"):
        return True
    if ":" in path.partition("/")[0] or not path:
        return False
    if path.startswith(("/", "\\")):
        return True
    depth = contract.id.count("/")
    for part in PurePosixPath(path.replace("\\", "/")).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return False


def _check_dialect(scene: Scene, place: Place, schema: dict[str, object]) -> None:
    declared = schema.get("$schema")
    if not isinstance(declared, str):
        return
    known = {DIALECT, CONTRACT_DIALECT, *scene.metaschemas}
    if declared.removesuffix("#") in known:
        return
    help = None
    if "draft-0" in declared or "2019-09" in declared:
        help = (
            "upgrade it to 2020-12: `definitions` is `$defs`, an array of `items` is `prefixItems`, "
            "`additionalItems` is `items`, `dependencies` is `dependentRequired` or `dependentSchemas`"
        )
    scene.report(
        "wrong-dialect",
        f"`{declared}` is not JSON Schema 2020-12",
        place.child("$schema"),
        help=help,
    )


_IN_PLACE = tuple(row.name for row in KEYWORDS.values() if row.in_place)


def _cycles(scene: Scene, contract: Contract) -> list[tuple[Place, str]]:
    """Return the schemas whose reference closes a circle of schemas that judge the same value."""
    found: list[tuple[Place, str]] = []
    done: set[Place] = set()
    for start, schema in scene.schemas(contract):
        if "$ref" not in schema or start in done:
            continue
        trail: list[Place] = []
        stack: list[tuple[Place, bool]] = [(start, False)]
        while stack:
            place, leaving = stack.pop()
            if leaving:
                trail.pop()
                done.add(place)
                continue
            if place in trail:
                circle = [*trail[trail.index(place) :], place]
                closing = trail[-1]
                if closing.document == contract.uri:
                    path = " → ".join(to_fragment(step.pointer) for step in circle)
                    found.append((closing, path))
                continue
            if place in done:
                continue
            trail.append(place)
            stack.append((place, True))
            stack.extend((child, False) for child in _same_value(scene, place))
    return found


def _same_value(scene: Scene, place: Place) -> list[Place]:
    schema = scene.registry.value(place)
    if not isinstance(schema, dict):
        return []
    found: list[Place] = []
    for keyword in _IN_PLACE:
        value = schema.get(keyword)
        if keyword == "$ref":
            target = scene.registry.target(place)
            found += [target] if target is not None else []
        elif isinstance(value, list):
            found += [place.child(keyword, str(index)) for index in range(len(value))]
        elif keyword in ("dependentSchemas", "dependencies") and isinstance(value, dict):
            found += [
                place.child(keyword, name) for name, item in value.items() if isinstance(item, dict)
            ]
        elif isinstance(value, dict):
            found.append(place.child(keyword))
    return found
