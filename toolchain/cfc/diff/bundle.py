"""A schema with all that it refers to, as one document that refers only to itself.

In: a registry and a place. Out: a schema with nothing in it that neither accepts nor refuses.
What is referred to stands where it is referred to, except where that has no end: those
references are `#/$defs/NAME`. A name comes from what it stands for, so that equal definitions
of two versions have equal names wherever they stand. Raises Unbundled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from cfc.contract.keywords import CONTRACT_DIALECT, DIALECT, KEYWORDS
from cfc.contract.model import Place
from cfc.contract.registry import Registry, Unresolved

DEEPEST = 200
_MOST_DEFINITIONS = 3000
_MOST_NAMING = 3_000_000
_LARGEST_INLINED = 4000

_Scope = tuple[tuple[str, Place], ...]
"""What the dynamic anchors stand for: the outermost schema of each name on the way here."""


class Unbundled(Exception):
    """A schema cannot stand alone; the message says why."""


class _Link(int):
    """The number of a definition, where its name will stand."""


@dataclass
class _Bundle:
    registry: Registry
    anchors: Mapping[str, tuple[tuple[str, Place], ...]]
    silent: frozenset[str]
    numbers: dict[tuple[Place, _Scope], int] = field(default_factory=dict)
    pending: list[tuple[Place, _Scope]] = field(default_factory=list)

    def link(self, place: Place, scope: _Scope) -> _Link:
        key = (place, self.entered(place, scope))
        if key not in self.numbers:
            if len(self.numbers) >= _MOST_DEFINITIONS:
                raise Unbundled(f"the schema has more than {_MOST_DEFINITIONS} definitions")
            self.numbers[key] = len(self.numbers)
            self.pending.append(key)
        return _Link(self.numbers[key])

    def entered(self, place: Place, scope: _Scope) -> _Scope:
        """Return the scope within the resource of a place: what is bound already stays bound."""
        found = self.anchors.get(self.registry.info(place).base, ())
        bound = {name for name, _ in scope}
        more = [item for item in found if item[0] not in bound]
        return tuple(sorted((*scope, *more), key=lambda item: item[0])) if more else scope


def bundled(registry: Registry, place: Place, *, with_formats: bool = True) -> object:
    """Return the schema at a place as one document; `with_formats`: formats refuse something."""
    anchors: dict[str, list[tuple[str, Place]]] = {}
    if registry.has_dynamic_references:
        for (base, name), anchor in registry.dynamic.items():
            anchors.setdefault(base, []).append((name, anchor))
    silent = frozenset({"invariants"} if with_formats else {"invariants", "format"})
    bundle = _Bundle(registry, {base: tuple(listed) for base, listed in anchors.items()}, silent)
    root = _schema(bundle, place, bundle.entered(place, ()), 0)
    bodies: list[object] = []
    while len(bodies) < len(bundle.numbers):
        here, scope = bundle.pending[len(bodies)]
        bodies.append(_schema(bundle, here, scope, 0))
    bodies, root = _inlined(bodies, root)
    return _with_definitions(root, bodies)


def renamed(schema: object) -> object:
    """Return a bundle whose definitions are named by what they say now."""
    if not isinstance(schema, dict) or not isinstance(schema.get("$defs"), dict):
        return schema
    definitions: dict[str, object] = schema["$defs"]
    numbers = {"#/$defs/" + name: index for index, name in enumerate(definitions)}
    bodies = [_linked(body, numbers) for body in definitions.values()]
    rest = {name: item for name, item in schema.items() if name != "$defs"}
    return _with_definitions(_linked(rest, numbers), bodies)


def _linked(value: object, numbers: Mapping[str, int]) -> object:
    """Return a schema with links for the texts of references; constants stay as they are."""
    if isinstance(value, list):
        return [_linked(item, numbers) for item in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, object] = {}
    for name, item in value.items():
        keyword = KEYWORDS.get(name)
        if name == "$ref" and isinstance(item, str) and item in numbers:
            found[name] = _Link(numbers[item])
        elif keyword is None or keyword.subschemas == "none":
            found[name] = item
        elif keyword.subschemas == "map" and isinstance(item, dict):
            found[name] = {member: _linked(part, numbers) for member, part in item.items()}
        else:
            found[name] = _linked(item, numbers)
    return found


def _with_definitions(root: object, bodies: list[object]) -> object:
    pieces = [list(_pieces(body)) for body in bodies]
    kept = list(_reached(dict.fromkeys(_links(root), 0), pieces))
    names = _names(pieces)
    whole = _named(root, names)
    if not kept or not isinstance(whole, dict):
        return whole
    return {**whole, "$defs": {names[number]: _named(bodies[number], names) for number in kept}}


def _schema(bundle: _Bundle, place: Place, scope: _Scope, depth: int) -> object:
    value = bundle.registry.value(place)
    if not isinstance(value, dict):
        return value
    if depth > DEEPEST:
        raise Unbundled(f"a schema is nested deeper than {DEEPEST} levels")
    dialect = bundle.registry.info(place).dialect.rstrip("#")
    if dialect not in (DIALECT, CONTRACT_DIALECT):
        raise Unbundled(f"`{dialect}` is a dialect that is not compared")
    found: dict[str, object] = {}
    links: list[_Link] = []
    for name, item in value.items():
        keyword = KEYWORDS.get(name)
        if keyword is None or name in bundle.silent:
            continue
        if keyword.role not in ("assertion", "applicator"):
            continue
        here = place.child(name)
        if name == "$ref":
            links.append(bundle.link(_target(bundle.registry, place, item), scope))
        elif name == "$dynamicRef":
            links.append(bundle.link(_dynamic(bundle.registry, place, item, scope), scope))
        elif keyword.subschemas == "schema":
            found[name] = _inner(bundle, here, scope, depth)
        elif keyword.subschemas == "list" and isinstance(item, list):
            found[name] = [
                _inner(bundle, here.child(str(index)), scope, depth) for index in range(len(item))
            ]
        elif keyword.subschemas == "map" and isinstance(item, dict):
            found[name] = {
                member: _inner(bundle, here.child(member), scope, depth) for member in item
            }
        else:
            found[name] = item
    if links:
        found["$ref"] = links[0]
    if len(links) > 1:
        listed = found.get("allOf")
        found["allOf"] = [*(listed if isinstance(listed, list) else []), {"$ref": links[1]}]
    return found


def _inner(bundle: _Bundle, place: Place, scope: _Scope, depth: int) -> object:
    if bundle.anchors:
        scope = bundle.entered(place, scope)
    return _schema(bundle, place, scope, depth + 1)


def _target(registry: Registry, place: Place, reference: object) -> Place:
    try:
        if isinstance(reference, str):
            return registry.resolve(place, reference)
    except Unresolved as error:
        raise Unbundled(f"a reference leads nowhere: {error}") from error
    raise Unbundled("a reference is no text")


def _dynamic(registry: Registry, place: Place, reference: object, scope: _Scope) -> Place:
    """Return where a dynamic reference leads from here (Core 2020-12, section 8.2.3.2)."""
    first = _target(registry, place, reference)
    name = urldefrag(str(reference))[1]
    value = registry.value(first)
    if isinstance(value, dict) and value.get("$dynamicAnchor") == name:
        return dict(scope).get(name, first)
    return first


# --- what needs no name ---------------------------------------------------------------------------


def _inlined(bodies: list[object], root: object) -> tuple[list[object], object]:
    """Return definitions and root with what has an end put in its place, while it stays small."""
    ahead = [list(dict.fromkeys(_links(body))) for body in bodies]
    ready = _acyclic(ahead)
    made: dict[int, object] = {}
    for number in ready:
        body = _placed(bodies[number], made)
        size = sum(1 for _ in _pieces(body))
        if size <= _LARGEST_INLINED:
            made[number] = body
        else:
            bodies[number] = body
    placed = [body if index in made else _placed(body, made) for index, body in enumerate(bodies)]
    return placed, _placed(root, made)


def _acyclic(ahead: list[list[int]]) -> list[int]:
    """Return the definitions from which no cycle is reached, each after those it refers to."""
    waiting = [len(links) for links in ahead]
    users: list[list[int]] = [[] for _ in ahead]
    for index, links in enumerate(ahead):
        for link in links:
            users[link].append(index)
    found = [index for index, count in enumerate(waiting) if not count]
    for index in found:
        for user in users[index]:
            waiting[user] -= 1
            if not waiting[user]:
                found.append(user)
    return found


def _placed(value: object, made: Mapping[int, object]) -> object:
    if isinstance(value, list):
        return [_placed(item, made) for item in value]
    if not isinstance(value, dict):
        return value
    link = value.get("$ref")
    if not isinstance(link, _Link) or int(link) not in made:
        return {name: _placed(item, made) for name, item in value.items()}
    rest = {name: _placed(item, made) for name, item in value.items() if name != "$ref"}
    if not rest:
        return made[int(link)]
    listed = rest.get("allOf")
    rest["allOf"] = [*(listed if isinstance(listed, list) else []), made[int(link)]]
    return rest


def _links(value: object) -> Iterator[int]:
    return (int(piece) for piece in _pieces(value) if isinstance(piece, _Link))


# --- names --------------------------------------------------------------------------------------


def _names(pieces: list[list[str | _Link]]) -> list[str]:
    """Return a name for each definition: equal for those that say the same, and only for them."""
    if sum(map(len, pieces)) * len(pieces) > _MOST_NAMING:
        return [f"n{index}" for index in range(len(pieces))]
    found: list[str] = []
    for index in range(len(pieces)):
        order = {index: 0}
        told = hashlib.sha256()
        for number in _reached(order, pieces):
            for piece in pieces[number]:
                told.update(
                    (f"\0{order[int(piece)]}\0" if isinstance(piece, _Link) else piece).encode(
                        "utf-8", "surrogatepass"
                    )
                )
            told.update(b"\0\0")
        found.append("d" + told.hexdigest()[:20])
    return found


def _reached(order: dict[int, int], pieces: list[list[str | _Link]]) -> Iterator[int]:
    """Yield definitions in the order in which they are met, numbering those that each names."""
    pending = list(order)
    for number in pending:
        for piece in pieces[number]:
            if isinstance(piece, _Link) and int(piece) not in order:
                order[int(piece)] = len(order)
                pending.append(int(piece))
        yield number


def _pieces(value: object) -> Iterator[str | _Link]:
    if isinstance(value, _Link):
        yield value
    elif isinstance(value, dict):
        yield "{"
        for name in sorted(value):
            yield json.dumps(name) + ":"
            yield from _pieces(value[name])
            yield ","
        yield "}"
    elif isinstance(value, list):
        yield "["
        for item in value:
            yield from _pieces(item)
            yield ","
        yield "]"
    else:
        yield json.dumps(value)


def _named(value: object, names: list[str]) -> object:
    if isinstance(value, _Link):
        return "#/$defs/" + names[value]
    if isinstance(value, dict):
        return {name: _named(item, names) for name, item in value.items()}
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    return value
