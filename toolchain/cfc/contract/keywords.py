"""The keyword table of JSON Schema 2020-12: vocabulary, where subschemas stand, what it applies to.

Source: JSON Schema Core and Validation, draft 2020-12, and this project's two own keywords.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Subschemas = Literal["none", "schema", "list", "map"]
Role = Literal["assertion", "applicator", "identity", "annotation"]
VOCABULARY = "https://json-schema.org/draft/2020-12/vocab/"


@dataclass(frozen=True)
class Keyword:
    """`type`: the JSON type it applies to (None: all). `in_place`: its subschemas judge the same value."""

    name: str
    vocabulary: str
    role: Role
    subschemas: Subschemas = "none"
    type: Literal["object", "array", "string", "number"] | None = None
    in_place: bool = False


_ROWS: tuple[Keyword, ...] = (
    Keyword("$schema", "core", "identity"),
    Keyword("$vocabulary", "core", "identity"),
    Keyword("$id", "core", "identity"),
    Keyword("$anchor", "core", "identity"),
    Keyword("$dynamicAnchor", "core", "identity"),
    Keyword("$ref", "core", "applicator", in_place=True),
    Keyword("$dynamicRef", "core", "applicator", in_place=True),
    Keyword("$defs", "core", "identity", "map"),
    Keyword("$comment", "core", "annotation"),
    Keyword("type", "validation", "assertion"),
    Keyword("const", "validation", "assertion"),
    Keyword("enum", "validation", "assertion"),
    Keyword("multipleOf", "validation", "assertion", type="number"),
    Keyword("maximum", "validation", "assertion", type="number"),
    Keyword("exclusiveMaximum", "validation", "assertion", type="number"),
    Keyword("minimum", "validation", "assertion", type="number"),
    Keyword("exclusiveMinimum", "validation", "assertion", type="number"),
    Keyword("maxLength", "validation", "assertion", type="string"),
    Keyword("minLength", "validation", "assertion", type="string"),
    Keyword("pattern", "validation", "assertion", type="string"),
    Keyword("format", "format-annotation", "assertion", type="string"),
    Keyword("maxItems", "validation", "assertion", type="array"),
    Keyword("minItems", "validation", "assertion", type="array"),
    Keyword("uniqueItems", "validation", "assertion", type="array"),
    Keyword("maxContains", "validation", "assertion", type="array"),
    Keyword("minContains", "validation", "assertion", type="array"),
    Keyword("maxProperties", "validation", "assertion", type="object"),
    Keyword("minProperties", "validation", "assertion", type="object"),
    Keyword("required", "validation", "assertion", type="object"),
    Keyword("dependentRequired", "validation", "assertion", type="object"),
    Keyword("prefixItems", "applicator", "applicator", "list", "array"),
    Keyword("items", "applicator", "applicator", "schema", "array"),
    Keyword("contains", "applicator", "applicator", "schema", "array"),
    Keyword("properties", "applicator", "applicator", "map", "object"),
    Keyword("patternProperties", "applicator", "applicator", "map", "object"),
    Keyword("additionalProperties", "applicator", "applicator", "schema", "object"),
    Keyword("propertyNames", "applicator", "applicator", "schema", "object"),
    Keyword("dependentSchemas", "applicator", "applicator", "map", "object", in_place=True),
    Keyword("allOf", "applicator", "applicator", "list", in_place=True),
    Keyword("anyOf", "applicator", "applicator", "list", in_place=True),
    Keyword("oneOf", "applicator", "applicator", "list", in_place=True),
    Keyword("not", "applicator", "applicator", "schema", in_place=True),
    Keyword("if", "applicator", "applicator", "schema", in_place=True),
    Keyword("then", "applicator", "applicator", "schema", in_place=True),
    Keyword("else", "applicator", "applicator", "schema", in_place=True),
    Keyword("unevaluatedItems", "unevaluated", "applicator", "schema", "array"),
    Keyword("unevaluatedProperties", "unevaluated", "applicator", "schema", "object"),
    Keyword("title", "meta-data", "annotation"),
    Keyword("description", "meta-data", "annotation"),
    Keyword("default", "meta-data", "annotation"),
    Keyword("deprecated", "meta-data", "annotation"),
    Keyword("readOnly", "meta-data", "annotation"),
    Keyword("writeOnly", "meta-data", "annotation"),
    Keyword("examples", "meta-data", "annotation"),
    Keyword("contentEncoding", "content", "annotation", type="string"),
    Keyword("contentMediaType", "content", "annotation", type="string"),
    Keyword("contentSchema", "content", "annotation", "schema", "string"),
    # Outside the vocabularies, but the 2020-12 metaschema knows them (a deprecated form).
    Keyword("definitions", "core", "identity", "map"),
    Keyword("dependencies", "applicator", "applicator", "map", "object", in_place=True),
    Keyword("$recursiveRef", "core", "annotation"),
    Keyword("$recursiveAnchor", "core", "annotation"),
    # This project's own.
    Keyword("contractVersion", "contract", "annotation"),
    Keyword("invariants", "contract", "assertion"),
)

KEYWORDS: dict[str, Keyword] = {row.name: row for row in _ROWS}
ASSERTIONS: frozenset[str] = frozenset(
    row.name for row in _ROWS if row.role in ("assertion", "applicator")
)
OPERATION_KEYWORDS: frozenset[str] = frozenset(
    {
        "name", "contractVersion", "input", "output", "description", "errors", "invariants",
        "examples", "semantics", "deprecated", "$defs", "$schema", "$id", "$comment", "title",
    }
)  # fmt: skip
FORMATS: frozenset[str] = frozenset(
    {
        "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
        "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template",
        "json-pointer", "relative-json-pointer", "regex",
    }
)  # fmt: skip
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CONTRACT_DIALECT = "urn:cfc-toolchain:contract:1"
