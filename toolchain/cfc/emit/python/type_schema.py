"""The type schema: the shapes of one module as a JSON Schema that says types and nothing else.

In: declarations, and what to call the types of other modules. Out: a document with one
definition a declaration. Composition is merged, references are resolved and every object has a
name, since shapes are so; what a type cannot say is left out, and no text of the author's but
member names and literals goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cfc.emit.python.identifiers import identifier
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Constant,
    Declaration,
    JsonScalar,
    Literals,
    MapOf,
    Named,
    NoObject,
    Nothing,
    Record,
    Scalar,
    Shape,
    Text,
    TupleOf,
    UnionOf,
)

JsonObject = dict[str, object]
# A module that is never imported: what is named through it is printed by its last part alone.
ELSEWHERE = "cfc_elsewhere"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def type_schema(
    declarations: Iterable[Declaration],
    foreign: Callable[[str, str], JsonObject],
    anything: JsonObject,
) -> JsonObject:
    """Return the document. `foreign`: the schema of another contract's type, `anything`: of any value."""
    printer = _Shapes(foreign, anything)
    return {
        "$schema": DIALECT,
        "$defs": {identifier(item.name).text: printer.declared(item) for item in declarations},
    }


def elsewhere(name: str) -> JsonObject:
    """Return a schema that is printed as this name."""
    return {"customTypePath": f"{ELSEWHERE}.{name}"}


class _Shapes:
    def __init__(self, foreign: Callable[[str, str], JsonObject], anything: JsonObject) -> None:
        self._foreign, self._anything = foreign, anything

    def declared(self, item: Declaration) -> JsonObject:
        match item:
            case Alias():
                return self.of(item.shape)
            case Record():
                return {
                    "type": "object",
                    "properties": {field.key: self.of(field.shape) for field in item.fields},
                    "required": [field.key for field in item.fields if field.required],
                }

    def of(self, shape: Shape) -> JsonObject:
        match shape:
            case Text():
                return {"type": "string"}
            case Constant(text):
                return {"type": "object" if text.startswith("{") else "array"}
            case Scalar(kind):
                return {"type": kind}
            case Literals(values):
                return self._union(_of_literals(values))
            case ArrayOf(item):
                return {"type": "array", "items": self.of(item)}
            case TupleOf(items, _, rest):
                # A JSON array is a list, whatever is known of its places.
                parts = (*items, *(() if rest is None else (rest,)))
                return {"type": "array", "items": self._union(map(self.of, parts))}
            case MapOf(value):
                return {"type": "object", "additionalProperties": self.of(value)}
            case UnionOf(options):
                return self._union(map(self.of, options))
            case Named(name, contract):
                if contract is not None:
                    return self._foreign(contract, name)
                return {"$ref": f"#/$defs/{identifier(name).text}"}
            case Anything() | NoObject() | Nothing():
                return self._anything

    def _union(self, options: Iterable[JsonObject]) -> JsonObject:
        flat: list[JsonObject] = []
        for option in options:
            inner = option.get("anyOf")
            parts = inner if isinstance(inner, list) else [option]
            flat.extend(part for part in parts if part not in flat)
        if not flat or self._anything in flat:
            return self._anything
        return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _of_literals(values: tuple[JsonScalar, ...]) -> list[JsonObject]:
    """Split literals by what Python's `Literal` can hold; it holds no float."""
    texts = [value for value in values if isinstance(value, (str, bool, int))]
    found: list[JsonObject] = [{"enum": texts}] if texts else []
    if any(isinstance(value, float) for value in values):
        found.append({"type": "number"})
    if None in values:
        found.append({"type": "null"})
    return found
