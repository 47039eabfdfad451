"""Tests as TypeScript conditions, together with what the compiler knows where they hold.

In: a test, and what is known of the variables. Out: `Condition`. TypeScript narrows types along
the flow of control; `Known` mirrors that, so that a test which needs a string asks for one
exactly where the compiler would not know, and no comparison is printed that it would refuse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cfc.emit.code import Code, code, join
from cfc.emit.typescript import literals
from cfc.emit.typescript.condition import (
    AND,
    ATOM,
    COMPARISON,
    FALSE,
    OR,
    TRUE,
    Condition,
    Known,
    joined,
    member_fact,
)
from cfc.emit.typescript.identifiers import INHERITED
from cfc.emit.typescript.lines import passed
from cfc.emit.typescript.module_names import ModuleNames
from cfc.ir.program import (
    All,
    Any,
    Compare,
    Constant,
    EqualsOneOf,
    ExactlyOne,
    Flag,
    HasFormat,
    HasMember,
    HasOthers,
    Holds,
    IndexBelow,
    IsType,
    IsUnique,
    JsonType,
    LengthIs,
    Matches,
    MatchingItems,
    MemberIs,
    MultipleOf,
    NameIs,
    Not,
    Operator,
    SizeIs,
    Test,
    TextHas,
)

_INLINE, _INLINE_NAMES = 8, 24
"""How many values are compared one by one: a set is slower, above all for names of members, which
an engine keeps but once."""
_EMPTINESS = frozenset([("<", 1), (">=", 1), (">", 0), ("<=", 0), ("==", 0), ("!=", 0)])
_NEGATED: dict[Operator, Operator] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip
_METHODS = {
    "starts": Code("startsWith"), "ends": Code("endsWith"), "contains": Code("includes"),
}  # fmt: skip
_SIGNS: dict[Operator, Code] = {
    "<": Code("<"), "<=": Code("<="), ">": Code(">"), ">=": Code(">="),
    "==": Code("==="), "!=": Code("!=="),
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A module constant: a set of scalars (`set`), or a list of JSON values."""

    name: Code
    kind: Literal["set", "values"]
    items: tuple[Code, ...]


class ConditionPrinter:
    """Prints the tests of one module and collects the tables that they need."""

    def __init__(self, names: ModuleNames) -> None:
        self._names = names
        self.variable: Callable[[str], Code] = Code
        self.patterns: set[int] = set()
        self.tables: dict[tuple[str, tuple[Code, ...]], Table] = {}

    def condition(self, test: Test, known: Known, negated: bool = False) -> Condition:
        """Return the condition for the test, or for its opposite."""
        match test:
            case Not(inner):
                return self.condition(inner, known, not negated)
            case All(tests) | Any(tests):
                return self._chain(tests, known, isinstance(test, All) is not negated, negated)
            case Constant(holds):
                return TRUE if holds is not negated else FALSE
            case IsType():
                return self._is_type(test, known, negated)
            case EqualsOneOf(var, values):
                return self._equals(var, values, known, negated, _INLINE)
            case NameIs(var, names):
                return self._equals(var, names, known, negated, _INLINE_NAMES)
            case Compare(var, op, limit):
                return self._compare(var, self.variable(var), op, limit, known, negated)
            case IndexBelow(var, limit):
                return _relation(self.variable(var), "<", limit, negated)
            case LengthIs():
                return self._length(test, known, negated)
            case SizeIs(var, of, op, limit):
                size = code("{}.length", self.variable(var))
                if of == "object":
                    size = self._size(var)
                return self._guarded(var, of, known, _relation(size, op, limit, negated), negated)
            case MatchingItems():
                return self._matching(test, known, negated)
            case ExactlyOne(tests):
                return self._exactly_one(tests, known, negated)
            case Flag(flag):
                return _call(self.variable(flag), negated)
            case Holds(function, var):
                called = self._names.function(function, "holds")
                text = code("{}({}{})", called, self.variable(var), passed(function))
                return _call(text, negated)
            case HasMember(var, key) if member_fact(var, key) in known:
                return FALSE if negated else TRUE
            case HasMember(var, key):
                return self._guarded(var, "object", known, self._has(var, key, negated), negated)
            case MemberIs():
                return self._member_is(test, known, negated)
            case HasOthers():
                return self._has_others(test, known, negated)
            case MultipleOf(var, divisor):
                judge = self._names.runtime("isMultipleOf")
                text = code("{}({}, {})", judge, self.variable(var), literals.number(divisor))
                return self._guarded(var, "number", known, _call(text, negated), negated)
            case Matches(var, pattern_index):
                self.patterns.add(pattern_index)
                text = code("{}.test({})", pattern_name(pattern_index), self.variable(var))
                return self._guarded(var, "string", known, _call(text, negated), negated)
            case TextHas(var, where, texts):
                one, name = _METHODS[where], self.variable(var)
                calls = [code("{}.{}({})", name, one, literals.string(text)) for text in texts]
                result = joined([_call(text, negated) for text in calls], negated)
                return self._guarded(var, "string", known, result, negated)
            case HasFormat(var, format_name):
                text = code("{}({})", self._names.format(format_name), self.variable(var))
                return self._guarded(var, "string", known, _call(text, negated), negated)
            case IsUnique(var):
                text = code("{}({})", self._names.runtime("isUnique"), self.variable(var))
                return self._guarded(var, "array", known, _call(text, negated), negated)

    def _has(self, var: str, key: str, negated: bool) -> Condition:
        fact = {member_fact(var, key): "present"}
        name, quoted = self.variable(var), literals.string(key)
        if key not in INHERITED:
            # Several times faster than to ask for an own property; undefined is no JSON value.
            sign = _SIGNS["==" if negated else "!="]
            text = code("{}[{}] {} undefined", name, quoted, sign)
            return (
                Condition(text, COMPARISON, {}, fact)
                if negated
                else Condition(text, COMPARISON, fact)
            )
        text = code("{}.hasOwn({}, {})", self._names.builtin("Object"), name, quoted)
        if negated:
            return Condition(code("!{}", text), ATOM, {}, fact)
        return Condition(text, ATOM, fact)

    def _member_is(self, test: MemberIs, known: Known, negated: bool) -> Condition:
        member = code("{}[{}]", self.variable(test.var), literals.string(test.key))
        values = [literals.string(text) for text in test.texts]
        if test.or_absent:
            values.append(Code("undefined"))
        sign = _SIGNS["!=" if negated else "=="]
        parts = [Condition(code("{} {} {}", member, sign, one), COMPARISON) for one in values]
        return self._guarded(test.var, "object", known, joined(parts, negated), negated)

    def _size(self, var: str) -> Code:
        return code("{}({})", self._names.runtime("sizeOf"), self.variable(var))

    def _has_others(self, test: HasOthers, known: Known, negated: bool) -> Condition:
        asked = [self._has(test.var, key, False).text for key in test.optional]
        sign = _SIGNS["==" if negated else "!="]
        total = code("{} {} {}", literals.number(test.certain), sign, self._size(test.var))
        terms = [*(code("Number({})", one) for one in asked), total]
        parts = tuple(map(Condition, terms))
        result = Condition(join(" + ", terms), COMPARISON, parts=parts)
        return self._guarded(test.var, "object", known, result, negated)

    def type_guard(self, var: str, kind: JsonType, known: Known) -> Condition:
        """Return the condition that a variable is of a type; certain when that is known."""
        return self._is_type(IsType(var, kind), known, False)

    # --- chains -----------------------------------------------------------------------------

    def _chain(
        self, tests: tuple[Test, ...], known: Known, conjunction: bool, negated: bool
    ) -> Condition:
        parts: list[Condition] = []
        learned: dict[str, str] = {}
        for test in tests:
            part = self.condition(test, {**known, **learned} if learned else known, negated)
            if part.constant is not None:
                if part.constant is conjunction:
                    continue
                return part
            parts.append(part)
            learned.update(part.yes if conjunction else part.no)
        if not parts:
            return TRUE if conjunction else FALSE
        return joined(parts, conjunction)

    def _exactly_one(self, tests: tuple[Test, ...], known: Known, negated: bool) -> Condition:
        parts = [self.condition(test, known) for test in tests]
        certain = sum(part.constant is True for part in parts)
        open_parts = [part for part in parts if part.constant is None]
        if not open_parts:
            return TRUE if (certain == 1) is not negated else FALSE
        if certain > 1:
            return TRUE if negated else FALSE
        terms = [Condition(code("Number({})", part.text)) for part in open_parts]
        terms[-1] = _relation(terms[-1].text, "==", 1 - certain, negated)
        text = join(" + ", [term.text for term in terms])
        return Condition(text, COMPARISON, parts=tuple(terms))

    # --- single tests -----------------------------------------------------------------------

    def _is_type(self, test: IsType, known: Known, negated: bool) -> Condition:
        var = self.variable(test.var)
        wanted = "number" if test.type == "integer" else test.type
        fact = known.get(test.var, "").rstrip("!")
        if fact == "scalar" and wanted not in ("object", "array"):
            # One of some values of several types: which one is still to be asked.
            fact = ""
        if fact and fact != wanted:
            return TRUE if negated else FALSE
        yes: dict[str, str] = {test.var: wanted}
        no: dict[str, str] = {}
        if negated:
            yes, no = no, yes
        if test.type in ("number", "integer"):
            # An infinite number (a text like 1e400) has no type.
            method = Code("isInteger" if test.type == "integer" else "isFinite")
            exact = code("{}.{}({})", self._names.builtin("Number"), method, var)
            if fact:
                return Condition(code("!{}", exact) if negated else exact)
            sign = _SIGNS["!=" if negated else "=="]
            first = Condition(code('typeof {} {} "number"', var, sign), COMPARISON, yes, no)
            return joined([first, _call(exact, negated)], not negated)
        if fact:
            return FALSE if negated else TRUE
        if test.type in ("object", "array"):
            name = self._names.runtime("isObject" if test.type == "object" else "isArray")
            text = code("{}({})", name, var)
            return Condition(code("!{}", text) if negated else text, ATOM, yes, no)
        sign = _SIGNS["!=" if negated else "=="]
        if test.type == "null":
            return Condition(code("{} {} null", var, sign), COMPARISON, yes, no)
        text = code("typeof {} {} {}", var, sign, literals.string(test.type))
        return Condition(text, COMPARISON, yes, no)

    def _compare(
        self, var: str, text: Code, op: Operator, limit: int | float, known: Known, negated: bool
    ) -> Condition:
        if op in ("==", "!="):
            holds = op == "=="
            return self._equals(var, (limit,), known, negated is holds, _INLINE)
        return self._guarded(var, "number", known, _relation(text, op, limit, negated), negated)

    def _length(self, test: LengthIs, known: Known, negated: bool) -> Condition:
        var = self.variable(test.var)
        op = _NEGATED[test.op] if negated else test.op
        limit = literals.number(test.limit)
        if (op, test.limit) in _EMPTINESS:
            # Whether a text is empty needs no counting.
            result = _relation(code("{}.length", var), op, test.limit, False)
        elif op in ("<", ">="):
            name = self._names.runtime("lengthAtLeast")
            result = _call(code("{}({}, {})", name, var, limit), op == "<")
        elif op in (">", "<="):
            name = self._names.runtime("lengthAtMost")
            result = _call(code("{}({}, {})", name, var, limit), op == ">")
        else:
            length = code("{}({})", self._names.runtime("lengthOf"), var)
            result = _relation(length, op, test.limit, False)
        return self._guarded(test.var, "string", known, result, negated)

    def _matching(self, test: MatchingItems, known: Known, negated: bool) -> Condition:
        var = self.variable(test.var)
        function = self._names.function(test.function, "holds")
        if test.function.deep:
            function = code("(item) => {}(item, depth)", function)
        op = _NEGATED[test.op] if negated else test.op
        if (op, test.limit) in ((">=", 1), (">", 0), ("<", 1), ("<=", 0)):
            result = _call(code("{}.some({})", var, function), op in ("<", "<="))
        else:
            count = code("{}({}, {})", self._names.runtime("countItems"), var, function)
            result = _relation(count, op, test.limit, False)
        return self._guarded(test.var, "array", known, result, negated)

    def _equals(
        self, var: str, values: tuple[object, ...], known: Known, negated: bool, most: int
    ) -> Condition:
        name = self.variable(var)
        fact = known.get(var, "")
        if fact in ("string", "number", "boolean", "null"):
            values = tuple(value for value in values if kind_of(value) == fact)
        if not values:
            return TRUE if negated else FALSE
        scalars = all(kind_of(value) not in ("object", "array") for value in values)
        if not scalars or fact.endswith("!") or fact in ("object", "array"):
            table = self._table("values", tuple(literals.literal(value) for value in values))
            text = code("{}({}, {})", self._names.runtime("isOneOf"), name, table)
            return _call(text, negated)
        items = tuple(dict.fromkeys(literals.scalar(value) for value in values))
        if len(items) > most:
            return _call(code("{}.has({})", self._table("set", items), name), negated)
        sign = _SIGNS["!=" if negated else "=="]
        kinds = {kind_of(value) for value in values}
        yes = {var: (kinds.pop() if len(kinds) == 1 else "scalar") + "!"}
        no = {var: fact + "!"} if fact in ("boolean", "null") else {}
        if negated:
            yes, no = no, yes
        parts = tuple(
            Condition(code("{} {} {}", name, sign, item), COMPARISON, yes, no) for item in items
        )
        if len(parts) == 1:
            return parts[0]
        operator = Code(" && " if negated else " || ")
        text = Code(operator.text.join(part.text.text for part in parts))
        return Condition(text, AND if negated else OR, yes, no, parts)

    def _table(self, kind: Literal["set", "values"], items: tuple[Code, ...]) -> Code:
        found = self.tables.get((kind, items))
        if found is None:
            number = sum(table.kind == kind for table in self.tables.values())
            prefix = "ONE_OF" if kind == "set" else "VALUES"
            found = Table(Code(f"{prefix}_{number}"), kind, items)
            self.tables[kind, items] = found
        return found.name

    def _guarded(
        self, var: str, kind: str, known: Known, result: Condition, negated: bool
    ) -> Condition:
        """Return the condition, asking for the type first where the compiler does not know it.

        The IR asks such tests only of values of that type, so this changes no verdict.
        """
        fact = known.get(var, "")
        if fact.rstrip("!") == kind:
            return result
        if fact and fact != "scalar!":
            return TRUE if negated else FALSE
        name = self.variable(var)
        if kind in ("object", "array"):
            guard_name = self._names.runtime("isObject" if kind == "object" else "isArray")
            guard = code("!{}({})" if negated else "{}({})", guard_name, name)
        else:
            sign = _SIGNS["!=" if negated else "=="]
            guard = code("typeof {} {} {}", name, sign, literals.string(kind))
        fact_learned = {var: kind}
        first = Condition(
            guard, COMPARISON, {} if negated else fact_learned, fact_learned if negated else {}
        )
        return joined([first, result], not negated)


def kind_of(value: object) -> str:
    """Return the JSON type of a value; integers are numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, dict) else "array"


def pattern_name(index: int) -> Code:
    return Code(f"PATTERN_{index}")


def _call(text: Code, negated: bool) -> Condition:
    return Condition(code("!{}", text) if negated else text)


def _relation(text: Code, op: Operator, limit: int | float, negated: bool) -> Condition:
    sign = _SIGNS[_NEGATED[op] if negated else op]
    return Condition(code("{} {} {}", text, sign, literals.number(limit)), COMPARISON)
