"""Schemas changed by one edit where an invariant reads them: what the checker should notice.

In: a subject. Out: mutants, each with the ids of the invariants that it touches. An invariant
reads a property that it names, if it names all properties on some way to it, too.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from cfc.invariants.parser import parse
from cfc.invariants.tree import Literal, Name, iter_nodes

from bench.invariants.subjects import Subject

_OTHER_TYPE = {"string": "integer", "integer": "string", "number": "string", "boolean": "string"}
_DEEPEST = 6


@dataclass(frozen=True)
class Mutant:
    """`kind`: renamed, retyped, enum or required; `what`: the property, and the value of an enum."""

    kind: str
    what: str
    subject: Subject
    touched: tuple[str, ...]


@dataclass(frozen=True)
class _Property:
    """A property as declared: `holder` leads to the schema that has it, `around` names those above."""

    file: str
    holder: tuple[str, ...]
    name: str
    around: frozenset[str] = frozenset()


def mutants(subject: Subject) -> Iterator[Mutant]:
    names = {rule["id"]: _words(rule, Name) for rule in subject.rules}
    literals = {rule["id"]: _words(rule, Literal) for rule in subject.rules}
    ways: dict[tuple[str, tuple[str, ...], str], list[frozenset[str]]] = {}
    for one in _properties(subject):
        ways.setdefault((one.file, one.holder, one.name), []).append(one.around)
    for (file, holder, name), arounds in ways.items():
        one = _Property(file, holder, name)
        touched = tuple(
            key
            for key, words in names.items()
            if name in words and any(around <= words for around in arounds)
        )
        if touched:
            yield from _of_property(subject, one, touched, literals)


def _of_property(
    subject: Subject, one: _Property, touched: tuple[str, ...], literals: dict[str, set[object]]
) -> Iterator[Mutant]:
    yield _mutant("renamed", one.name, subject, one, touched, _renamed)
    schema = _at(subject.files[one.file], one.holder)
    declared = schema["properties"][one.name]
    type_ = declared.get("type") if isinstance(declared, dict) else None
    if isinstance(type_, str) and type_ in _OTHER_TYPE:
        yield _mutant("retyped", one.name, subject, one, touched, _retyped)
    if one.name in schema.get("required", ()):
        yield _mutant("required", one.name, subject, one, touched, _optional)
    for value in declared.get("enum", ()) if isinstance(declared, dict) else ():
        asked = tuple(key for key in touched if value in literals[key])
        if asked and len(declared["enum"]) > 1:
            edit = partial(_drop, value=value)
            yield _mutant("enum", f"{one.name} {value}", subject, one, asked, edit)


def _words(rule: dict[str, str], kind: type[Name] | type[Literal]) -> set[object]:
    found: set[object] = set()
    for text in (rule["expr"], rule.get("when", "true")):
        for node in iter_nodes(parse(text)):
            if isinstance(node, kind):
                found.add(node.key if isinstance(node, Name) else node.value)
    return found


def _properties(subject: Subject) -> Iterator[_Property]:
    """Yield each property as often as there are ways to it from where the invariants stand."""
    pointer = tuple(subject.pointer.split("/")[1:])
    pending: list[tuple[str, tuple[str, ...], frozenset[str]]] = []
    contract = subject.files[subject.contract]
    sides = [side for side in ("input", "output") if not pointer and side in contract]
    pending += [(subject.contract, (side,), frozenset([side])) for side in sides]
    pending += [] if sides else [(subject.contract, pointer, frozenset())]
    seen = set(pending)
    while pending:
        file, holder, around = pending.pop(0)
        schema = _at(subject.files[file], holder)
        for more in _steps(subject, file, holder, around, schema):
            if more not in seen and len(more[2]) < _DEEPEST:
                seen.add(more)
                pending.append(more)
        for name in schema.get("properties", {}) if isinstance(schema, dict) else ():
            yield _Property(file, holder, name, around)


def _steps(
    subject: Subject, file: str, at: tuple[str, ...], around: frozenset[str], schema: Any
) -> Iterator[tuple[str, tuple[str, ...], frozenset[str]]]:
    """Yield the schemas that one leads to: where, and the properties around."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        target = _target(subject, file, schema["$ref"])
        if target is not None:
            yield (*target, around)
    for name in schema.get("properties", {}):
        yield file, (*at, "properties", name), around | {name}
    for keyword in ("items", "additionalProperties", "if", "then", "else"):
        if isinstance(schema.get(keyword), dict):
            yield file, (*at, keyword), around
    for keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        for index, _ in enumerate(schema.get(keyword, ())):
            yield file, (*at, keyword, str(index)), around


def _target(subject: Subject, file: str, reference: str) -> tuple[str, tuple[str, ...]] | None:
    path, _, fragment = reference.partition("#")
    if path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        file = path.removesuffix(".json")
    if file not in subject.files or (fragment and not fragment.startswith("/")):
        return None
    return file, tuple(fragment.split("/")[1:])


def _at(value: Any, pointer: tuple[str, ...]) -> Any:
    for part in pointer:
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def _mutant(
    kind: str,
    what: str,
    subject: Subject,
    one: _Property,
    touched: tuple[str, ...],
    edit: Any,
) -> Mutant:
    file = copy.deepcopy(subject.files[one.file])
    edit(_at(file, one.holder), one.name)
    files = {**subject.files, one.file: file}
    return Mutant(kind, what, Subject(subject.contract, subject.pointer, files), touched)


def _renamed(holder: dict[str, Any], name: str) -> None:
    new = f"{name}Of"
    holder["properties"] = {
        new if key == name else key: value for key, value in holder["properties"].items()
    }
    if "required" in holder:
        holder["required"] = [new if key == name else key for key in holder["required"]]
    dependent = holder.get("dependentRequired", {})
    holder_dependent = {
        (new if key == name else key): [new if one == name else one for one in others]
        for key, others in dependent.items()
    }
    if holder_dependent:
        holder["dependentRequired"] = holder_dependent


def _retyped(holder: dict[str, Any], name: str) -> None:
    declared = holder["properties"][name]
    holder["properties"][name] = {"type": _OTHER_TYPE[declared["type"]]}


def _drop(holder: dict[str, Any], name: str, value: object) -> None:
    holder["properties"][name]["enum"].remove(value)


def _optional(holder: dict[str, Any], name: str) -> None:
    holder["required"] = [key for key in holder["required"] if key != name]
    if not holder["required"]:
        del holder["required"]
