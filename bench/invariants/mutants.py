"""Schemas changed by one edit where an invariant reads them: what the checker should notice.

In: a subject. Out: mutants, each with the ids of the invariants that it touches. An invariant
reads a property that it names, if it names all properties around it, too.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cfc.invariants.parser import parse
from cfc.invariants.tree import Literal, Name, iter_nodes

from bench.invariants.subjects import Subject

_OTHER_TYPE = {"string": "integer", "integer": "string", "number": "string", "boolean": "string"}
_REFERENCE = re.compile(r'"\$ref": "([^"#]+)')


@dataclass(frozen=True)
class Mutant:
    """`kind`: renamed, retyped, enum or required; `what`: the property, and the value of an enum."""

    kind: str
    what: str
    subject: Subject
    touched: tuple[str, ...]


@dataclass(frozen=True)
class _Property:
    """A property as declared: `holder` leads to the schema that has it, in the file of an id."""

    file: str
    holder: tuple[str, ...]
    name: str
    around: frozenset[str]


def mutants(subject: Subject) -> Iterator[Mutant]:
    names = {rule["id"]: _words(rule, Name) for rule in subject.rules}
    literals = {rule["id"]: _words(rule, Literal) for rule in subject.rules}
    for one in _properties(subject):
        touched = tuple(
            key for key, words in names.items() if one.name in words and one.around <= words
        )
        if not touched:
            continue
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

                def drop(holder: dict[str, Any], name: str, value: object = value) -> None:
                    holder["properties"][name]["enum"].remove(value)

                yield _mutant("enum", f"{one.name} {value}", subject, one, asked, drop)


def _words(rule: dict[str, str], kind: type[Name] | type[Literal]) -> set[object]:
    found: set[object] = set()
    for text in (rule["expr"], rule.get("when", "true")):
        for node in iter_nodes(parse(text)):
            if isinstance(node, kind):
                found.add(node.key if isinstance(node, Name) else node.value)
    return found


def _properties(subject: Subject) -> Iterator[_Property]:
    for file in _reached(subject):
        for holder, name, around in _below(subject.files[file], (), frozenset()):
            # The sides of an operation are members of the value, too.
            side = frozenset(holder[:1]) & {"input", "output"}
            yield _Property(file, holder, name, around | side)


def _reached(subject: Subject) -> list[str]:
    """Return the ids of the files that the contract is made of."""
    found: list[str] = []
    pending = [subject.contract]
    while pending:
        file = pending.pop()
        if file in found:
            continue
        found.append(file)
        for target in _REFERENCE.findall(json.dumps(subject.files[file])):
            folder = file.rpartition("/")[0]
            path = f"{folder}/{target}".removesuffix(".json")
            while "/../" in path:
                path = re.sub(r"[^/]+/\.\./", "", path, count=1)
            if path in subject.files:
                pending.append(path)
    return found


def _below(
    value: Any, at: tuple[str, ...], around: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str, frozenset[str]]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(item, (*at, str(index)), around)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key in ("enum", "const", "invariants", "errors"):
            continue
        if key != "properties" or not isinstance(item, dict):
            yield from _below(item, (*at, key), around if key != "$defs" else frozenset())
            continue
        for name, declared in item.items():
            yield at, name, around
            yield from _below(declared, (*at, key, name), around | {name})


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


def _optional(holder: dict[str, Any], name: str) -> None:
    holder["required"] = [key for key in holder["required"] if key != name]
    if not holder["required"]:
        del holder["required"]
