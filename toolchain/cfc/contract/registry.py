"""Every schema by its place and every name it answers to: the table that references are looked up in.

In: documents by URI. Out: lookups. It knows `$id`, `$anchor`, `$dynamicAnchor` and JSON
Pointers (JSON Schema Core 2020-12, sections 8 and 9), opens no file and no network; the
metaschemas of json-schema.org are at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import unquote, urldefrag, urljoin

from cfc.contract.keywords import CONTRACT_DIALECT, DIALECT, KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.text.pointer import Pointer, find, from_text

LEGACY = ("http://json-schema.org/draft-", "https://json-schema.org/draft/2019-09/")


@dataclass(frozen=True)
class SchemaInfo:
    """What a schema inherits from where it stands: base URI, resource, dialect."""

    base: str
    resource: Place
    dialect: str


class Unresolved(Exception):
    """A reference leads nowhere; the message says why, `near` lists what was there instead."""

    def __init__(self, message: str, near: tuple[str, ...] = (), *, outside: bool = False) -> None:
        super().__init__(message)
        self.message, self.near, self.outside = message, near, outside


@dataclass
class Registry:
    """See the module. `duplicates` are `$id`s and anchors that were given twice."""

    documents: dict[str, object] = field(default_factory=dict)
    schemas: dict[Place, SchemaInfo] = field(default_factory=dict)
    resources: dict[str, Place] = field(default_factory=dict)
    anchors: dict[tuple[str, str], Place] = field(default_factory=dict)
    dynamic: dict[tuple[str, str], Place] = field(default_factory=dict)
    duplicates: list[tuple[Place, str]] = field(default_factory=list)
    dialects: dict[str, frozenset[str]] = field(default_factory=dict)
    has_dynamic_references: bool = False
    _targets: dict[Place, Place | None] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], Place] = field(default_factory=dict)

    # --- building ---------------------------------------------------------------------------

    def add_contract(self, contract: Contract) -> None:
        """Enter a contract: its whole document, or the schemas of an operation."""
        self.documents[contract.uri] = contract.value
        root = Place(contract.uri)
        if contract.kind == "type":
            self.add_schema(root, contract.uri, root, DIALECT)
            return
        info = SchemaInfo(contract.uri, root, DIALECT)
        self.schemas[root] = info
        self.resources.setdefault(contract.uri, root)
        for place in operation_schemas(cast("dict[str, object]", contract.value), root):
            self.add_schema(place, contract.uri, root, DIALECT)

    def add_document(self, uri: str, value: object) -> None:
        """Enter a document that is one schema, under the URI it was asked for."""
        self.documents[uri] = value
        root = Place(uri)
        self.add_schema(root, uri, root, DIALECT)

    def add_schema(self, place: Place, base: str, resource: Place, dialect: str) -> None:
        """Enter a schema and all its subschemas."""
        stack = [(place, self.value(place), base, resource, dialect)]
        while stack:
            here, value, base, resource, dialect = stack.pop()
            if isinstance(value, dict):
                declared = value.get("$schema")
                if isinstance(declared, str):
                    dialect = declared.rstrip("#") if "2020-12" in declared else declared
                identifier = value.get("$id")
                if isinstance(identifier, str):
                    base, resource = urldefrag(joined(base, identifier))[0], here
            if here == resource:
                self._enter(self.resources, base, here)
                if here.pointer == ():
                    self.resources.setdefault(here.document, here)
            self.schemas[here] = SchemaInfo(base, resource, dialect)
            if isinstance(value, dict):
                self._enter_anchors(value, here, base)
                stack.extend(
                    (child, item, base, resource, dialect)
                    for child, item in subschemas(value, here)
                )

    def _enter(self, table: dict[str, Place], name: str, here: Place) -> None:
        known = table.setdefault(name, here)
        if known != here and self.documents.get(known.document) is not None:
            self.duplicates.append((here, name))

    def _enter_anchors(self, value: dict[str, object], here: Place, base: str) -> None:
        if "$dynamicRef" in value:
            self.has_dynamic_references = True
        for keyword in ("$anchor", "$dynamicAnchor"):
            name = value.get(keyword)
            if not isinstance(name, str):
                continue
            known = self.anchors.setdefault((base, name), here)
            if known != here:
                self.duplicates.append((here, name))
            if keyword == "$dynamicAnchor":
                self.dynamic[(base, name)] = here

    # --- looking up -------------------------------------------------------------------------

    def value(self, place: Place) -> object:
        """Return the raw value; raises LookupError when there is no such place."""
        return find(self.documents[place.document], place.pointer)

    def info(self, place: Place) -> SchemaInfo:
        """Return what the schema at a place inherits, for any place a reference can reach."""
        known = self.schemas.get(place)
        if known is not None:
            return known
        parent = place
        while parent.pointer:
            parent = Place(parent.document, parent.pointer[:-1])
            if parent in self.schemas:
                above = self.schemas[parent]
                self.add_schema(place, above.base, above.resource, above.dialect)
                return self.schemas[place]
        self.add_schema(place, place.document, Place(place.document), DIALECT)
        return self.schemas[place]

    def target(self, place: Place) -> Place | None:
        """Return where the `$ref` of the schema at this place leads; None when nowhere."""
        if place not in self._targets:
            value = self.value(place)
            reference = value.get("$ref") if isinstance(value, dict) else None
            try:
                found = self.resolve(place, reference) if isinstance(reference, str) else None
            except Unresolved:
                found = None
            self._targets[place] = found
        return self._targets[place]

    def asserts(self, place: Place) -> bool:
        """Tell whether the keywords of 2020-12 are in force at the place, all that assert."""
        dialect = self.info(place).dialect
        active = self.active_vocabularies(dialect)
        return not dialect.startswith(LEGACY) and (
            active is None or {"applicator", "validation"} <= active
        )

    def resolve(self, place: Place, reference: str) -> Place:
        """Return the place a reference at `place` leads to; raises Unresolved."""
        key = (self.info(place).base, reference)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(*key)
        return found

    def forget_references(self) -> None:
        """Let every reference be looked up again: documents have changed."""
        self._targets, self._resolved = {}, {}

    def _resolve(self, base: str, reference: str) -> Place:
        uri, fragment = urldefrag(joined(base, reference))
        resource = self.resources.get(uri) or self._built_in(uri)
        if resource is None:
            raise self._no_document(uri, reference)
        fragment = unquote(fragment)
        if not fragment:
            return resource
        if not fragment.startswith("/"):
            return self._anchor(uri, resource, fragment)
        try:
            pointer = from_text(fragment)
        except ValueError as error:
            raise Unresolved(f"`#{fragment}`: {error}") from error
        return self._follow(resource, pointer)

    def _anchor(self, uri: str, resource: Place, name: str) -> Place:
        found = self.anchors.get((uri, name)) or self.anchors.get((self.info(resource).base, name))
        if found is None:
            near = tuple(anchor for base, anchor in self.anchors if base == uri)
            raise Unresolved(f"there is no anchor `{name}` there", near)
        return found

    def _follow(self, resource: Place, pointer: Pointer) -> Place:
        value = self.value(resource)
        for count, token in enumerate(pointer):
            try:
                value = find(value, (token,))
            except LookupError as error:
                near = tuple(value) if isinstance(value, dict) else ()
                done = "/".join(("#", *pointer[:count]))
                raise Unresolved(f"`{done}` has no member `{token}`", near) from error
        if not isinstance(value, (dict, bool)):
            raise Unresolved("what is there is no schema")
        return resource.child(*pointer)

    def _no_document(self, uri: str, reference: str) -> Unresolved:
        if uri.startswith(("http:", "https:")):
            return Unresolved(
                f"no contract has the `$id` `{uri}`, and cfc does not use the network"
            )
        local = tuple(name.removeprefix("file:///") for name in self.documents)
        return Unresolved(f"there is no contract `{uri.removeprefix('file:///')}`", local)

    def _built_in(self, uri: str) -> Place | None:
        if not uri.startswith(("https://json-schema.org/draft/2020-12/", CONTRACT_DIALECT)):
            return None
        documents = built_in_documents()
        if uri not in documents:
            return None
        self.add_document(uri, documents[uri])
        return Place(uri)

    def active_vocabularies(self, dialect: str) -> frozenset[str] | None:
        """Return the vocabularies (last path segments) a metaschema switches on; None: all.

        Source: JSON Schema Core 2020-12, section 8.1.2.
        """
        if dialect in (DIALECT, CONTRACT_DIALECT):
            return None
        if dialect not in self.dialects:
            place = self.resources.get(dialect.rstrip("#"))
            value = self.value(place) if place is not None else None
            listed = value.get("$vocabulary") if isinstance(value, dict) else None
            if not isinstance(listed, Mapping):
                return None
            self.dialects[dialect] = frozenset(str(name).rsplit("/", 1)[-1] for name in listed)
        return self.dialects[dialect]


def joined(base: str, reference: str) -> str:
    """Return a reference resolved against a base (RFC 3986); `urljoin` drops the base of a URN."""
    return base + reference if reference.startswith("#") else urljoin(base, reference)


def operation_schemas(value: dict[str, object], root: Place) -> Iterator[Place]:
    """Yield the places of an operation's schemas: input, output, errors, definitions."""
    for part in ("input", "output"):
        if isinstance(value.get(part), (dict, bool)):
            yield root.child(part)
    errors = value.get("errors")
    if isinstance(errors, dict):
        for name, error in errors.items():
            if isinstance(error, dict) and isinstance(error.get("schema"), (dict, bool)):
                yield root.child("errors", name, "schema")
    definitions = value.get("$defs")
    if isinstance(definitions, dict):
        for name, schema in definitions.items():
            if isinstance(schema, (dict, bool)):
                yield root.child("$defs", name)


def subschemas(value: dict[str, object], place: Place) -> Iterator[tuple[Place, object]]:
    """Yield the direct subschemas of a schema object, in document order."""
    for name, item in value.items():
        keyword = KEYWORDS.get(name)
        if keyword is None or keyword.subschemas == "none":
            continue
        if keyword.subschemas == "schema":
            if isinstance(item, (dict, bool)):
                yield place.child(name), item
        elif keyword.subschemas == "list":
            if isinstance(item, list):
                for index, schema in enumerate(item):
                    yield place.child(name, str(index)), schema
        elif isinstance(item, dict):
            for member, schema in item.items():
                if isinstance(schema, (dict, bool)):
                    yield place.child(name, member), schema


_BUILT_IN: dict[str, object] = {}


def built_in_documents() -> dict[str, object]:
    """Return the metaschemas of 2020-12 and of this project's contracts, by URI."""
    if not _BUILT_IN:
        from importlib.resources import files

        from cfc.resources import folder

        base = files("jsonschema_specifications").joinpath("schemas", "draft202012")
        texts = [base.joinpath("metaschema.json").read_text("utf-8")]
        texts += [
            entry.read_text("utf-8")
            for entry in base.joinpath("vocabularies").iterdir()
            if entry.is_file()
        ]
        own = folder("schemas") / "cfc" / "contract.json"
        if own.is_file():
            texts.append(own.read_text("utf-8"))
        for text in texts:
            document = json.loads(text)
            _BUILT_IN[document["$id"]] = document
    return _BUILT_IN
