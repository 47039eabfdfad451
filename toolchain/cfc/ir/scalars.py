"""Keywords that look at the value itself: each becomes a test that holds for a violation.

In: a schema object and a variable. Out: `Clause`s in the order of the schema. Whoever wants a
condition takes `as_test`, whoever wants reports takes the clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from cfc.contract.keywords import FORMATS, KEYWORDS
from cfc.ir import messages
from cfc.ir.numbers import as_doubles, nearest
from cfc.ir.program import (
    All,
    Compare,
    Constant,
    EqualsOneOf,
    HasFormat,
    HasMember,
    IsType,
    IsUnique,
    JsonType,
    LengthIs,
    MultipleOf,
    Operator,
    SizeIs,
    Test,
)
from cfc.ir.tests import all_of, any_of, negate
from cfc.ir.texts import matching
from cfc.patterns.matcher import has_match, longest

_BROKEN: dict[str, Operator] = {
    "minimum": "<", "exclusiveMinimum": "<=", "maximum": ">", "exclusiveMaximum": ">=",
    "minLength": "<", "maxLength": ">", "minItems": "<", "maxItems": ">",
    "minProperties": "<", "maxProperties": ">",
}  # fmt: skip
SCALAR_KEYWORDS = frozenset(
    {
        "type",
        "const",
        "enum",
        "multipleOf",
        "pattern",
        "format",
        "uniqueItems",
        "required",
        *_BROKEN,
    }
)
_LONGEST_PARAM = 300
TYPES = ("null", "boolean", "object", "array", "number", "integer", "string")


@dataclass(frozen=True)
class Clause:
    """`broken` holds for a violation; it may be asked only of values of `type` (None: of all).

    `rule`: what the violation is called, where that is not the keyword.
    """

    keyword: str
    type: JsonType | None
    broken: Test
    message: str
    params: tuple[tuple[str, object], ...] = ()
    rule: str | None = None


@dataclass(frozen=True)
class Context:
    """What the clauses need of the module: how patterns and formats are looked up.

    `pattern` returns the index of an ECMA-262 pattern, `source` its normalised text; None for
    one that is no pattern (it has been reported). `format_patterns` are the configuration's own
    formats.
    """

    pattern: Callable[[str], int | None]
    source: Callable[[str], str | None]
    assert_formats: bool
    format_patterns: dict[str, str]

    def matching(self, text: str, var: str) -> Test | None:
        """Return the test that the string `var` has a match; None for what is no pattern."""
        return matching(text, var, self.pattern, self.source)

    def matches(self, text: str, name: str) -> bool:
        """Tell whether a member's name has a match; what is no pattern has none."""
        source = self.source(text)
        return source is not None and has_match(source, name)

    def longest(self, text: str) -> int | None:
        """Return how long a text may be for the pattern to be tried; None if that is no matter."""
        source = self.source(text)
        return None if source is None else longest(source)


def declared_types(schema: dict[str, object]) -> tuple[JsonType, ...] | None:
    """Return the types a schema lists; None when it lists none."""
    value = schema.get("type")
    if value is None:
        return None
    listed = value if isinstance(value, list) else [value]
    types = tuple(name for name in TYPES if name in listed)
    if "number" in types:
        types = tuple(name for name in types if name != "integer")
    return cast("tuple[JsonType, ...] | None", types or None)


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def type_test(types: tuple[JsonType, ...], var: str) -> Test:
    return any_of(IsType(var, name) for name in types)


def clauses(schema: dict[str, object], var: str, context: Context) -> Iterator[Clause]:
    """Yield the clauses of the scalar keywords, `type` first, then as the schema has them."""
    types = declared_types(schema)
    if types is not None:
        params = (("type", list(types) if len(types) > 1 else types[0]),)
        broken = negate(type_test(types, var))
        yield Clause("type", None, broken, messages.of_type(types), params)
    for keyword, value in schema.items():
        if keyword in SCALAR_KEYWORDS and keyword != "type":
            yield from _clause(keyword, value, var, context)


def _clause(keyword: str, value: object, var: str, context: Context) -> Iterator[Clause]:
    group = KEYWORDS[keyword].type
    if keyword in ("const", "enum"):
        value = as_doubles(value)
    match keyword:
        case "const":
            yield Clause(
                keyword, None, negate(EqualsOneOf(var, (value,))), messages.one_of([value]),
                (("const", value),),
            )  # fmt: skip
        case "enum" if isinstance(value, list):
            broken = negate(EqualsOneOf(var, tuple(value))) if value else Constant(True)
            params = (("enum", value),) if len(str(value)) <= _LONGEST_PARAM else ()
            yield Clause(keyword, None, broken, messages.one_of(value), params)
        case "pattern" if isinstance(value, str):
            yield from _pattern(value, var, context)
        case "format" if isinstance(value, str):
            broken_format = _format(value, var, context)
            if broken_format is not None:
                own = value in context.format_patterns
                text = messages.own_format(value) if own else messages.FORMATS[value]
                yield Clause(keyword, group, broken_format, text, (("format", value),))
        case "uniqueItems" if value is True:
            yield Clause(keyword, group, negate(IsUnique(var)), "must not hold two equal items")
        case "required" if isinstance(value, list):
            for name in dict.fromkeys(value):
                text = f"must have the property {messages.json_text(name)}"
                yield Clause(
                    keyword, group, negate(HasMember(var, name)), text, (("missing", name),)
                )
        case _:
            yield from _limit(keyword, value, var)


def _pattern(value: str, var: str, context: Context) -> Iterator[Clause]:
    matched = context.matching(value, var)
    if matched is None or matched == Constant(True):
        return
    broken = negate(matched)
    params = (("pattern", value),)
    shown = messages.pattern_text(value)
    limit = context.longest(value)
    if limit is not None:
        text = f"must have at most {limit} characters for the pattern {shown} to be tried"
        too_long = LengthIs(var, ">", limit)
        yield Clause("pattern", "string", too_long, text, params, rule="pattern-limit")
        if isinstance(matched, All):
            broken = all_of((negate(too_long), negate(matched.tests[-1])))
    yield Clause("pattern", "string", broken, f"must match the pattern {shown}", params)


def _limit(keyword: str, value: object, var: str) -> Iterator[Clause]:
    group = KEYWORDS[keyword].type
    if not is_number(value):
        return
    limit = value = nearest(cast("int | float", value))
    params = ((keyword, value),)
    if keyword == "multipleOf":
        broken = negate(MultipleOf(var, limit))
        yield Clause(keyword, group, broken, messages.bound(keyword, value), params)
    elif group == "number":
        test: Test = Compare(var, _BROKEN[keyword], limit)
        yield Clause(keyword, group, test, messages.bound(keyword, value), params)
    else:
        count = int(limit)
        if keyword.startswith("min") and count <= 0:
            return
        if group == "string":
            test = LengthIs(var, _BROKEN[keyword], count)
        else:
            test = SizeIs(var, "array" if group == "array" else "object", _BROKEN[keyword], count)
        yield Clause(keyword, group, test, messages.size(keyword, count), params)


def _format(name: str, var: str, context: Context) -> Test | None:
    own = context.format_patterns.get(name)
    if own is not None:
        matched = context.matching(own, var)
        return None if matched is None else negate(matched)
    if name in FORMATS and context.assert_formats:
        return negate(HasFormat(var, name))
    return None


def is_scalar_schema(schema: object) -> bool:
    """Tell whether only scalar keywords judge here, so that it can be written out in place."""
    if isinstance(schema, bool):
        return True
    if not isinstance(schema, dict):
        return False
    for name in schema:
        keyword = KEYWORDS.get(name)
        if keyword is None or keyword.role in ("annotation", "identity"):
            continue
        if name not in SCALAR_KEYWORDS:
            return False
    return True


def as_test(schema: object, var: str, context: Context) -> Test:
    """Return the condition that a scalar schema puts on a variable."""
    if not isinstance(schema, dict):
        return Constant(schema is not False)
    types = declared_types(schema)
    parts: list[Test] = []
    for clause in clauses(schema, var, context):
        holds = negate(clause.broken)
        if clause.type is None:
            parts.append(holds)
        elif types is None:
            parts.append(any_of((negate(IsType(var, clause.type)), holds)))
        elif _only(types, clause.type):
            parts.append(holds)
        elif reachable(types, clause.type):
            parts.append(any_of((negate(IsType(var, clause.type)), holds)))
    return all_of(parts)


def reachable(types: tuple[JsonType, ...] | None, group: JsonType) -> bool:
    """Tell whether a value of one of the types can be of the group's type."""
    if types is None:
        return True
    return group in types or (group == "number" and "integer" in types)


def _only(types: tuple[JsonType, ...], group: JsonType) -> bool:
    return all(name == group or (group == "number" and name == "integer") for name in types)
