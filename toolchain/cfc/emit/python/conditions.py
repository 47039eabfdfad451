"""Tests of a program as Python expressions.

In: a test. Out: `Code`, and the names it uses: of the runtime, of the formats and of tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.python.identifiers import identifier
from cfc.emit.python.literals import literal, string
from cfc.ir.numbers import rounding_to
from cfc.ir.parts import PART_OF_FORMAT
from cfc.ir.program import (
    All,
    Any,
    Compare,
    Constant,
    EqualsOneOf,
    ExactlyOne,
    Flag,
    FunctionRef,
    HasFormat,
    HasMember,
    Holds,
    IndexBelow,
    IsType,
    IsUnique,
    LengthIs,
    Matches,
    MatchingItems,
    MultipleOf,
    NameIs,
    Not,
    Operator,
    SizeIs,
    Test,
    TextHas,
)
from cfc.ir.tests import negate

_FEW = 3
# Types that Python has one class for; numbers need a function, since bool is an int there.
_BUILT_IN = {
    "object": Code("dict"), "array": Code("list"), "string": Code("str"), "boolean": Code("bool"),
}  # fmt: skip
_OPERATORS: dict[Operator, Code] = {
    "<": Code("<"), "<=": Code("<="), ">": Code(">"), ">=": Code(">="), "==": Code("=="),
    "!=": Code("!="),
}  # fmt: skip


@dataclass
class Used:
    """What a module's code turned out to need, by the module that has it."""

    runtime: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    pydantic: set[str] = field(default_factory=set)
    typing: set[str] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
    functools: set[str] = field(default_factory=set)
    formats: set[str] = field(default_factory=set)
    tables: dict[tuple[str, ...], str] = field(default_factory=dict)
    values: dict[str, tuple[str, tuple[object, ...]]] = field(default_factory=dict)

    def helper(self, name: str) -> Code:
        self.runtime.add(name)
        return Code(name)

    def partial(self) -> Code:
        """Return the standard library's `partial`."""
        self.functools.add("partial")
        return Code("partial")

    def names_table(self, names: tuple[str, ...]) -> Code:
        """Return the constant that holds a set of strings."""
        return Code(self.tables.setdefault(names, f"NAMES_{len(self.tables)}"))

    def values_table(self, values: tuple[object, ...]) -> Code:
        """Return the constant that holds a tuple of JSON values."""
        key = repr(values)
        name = self.values.setdefault(key, (f"VALUES_{len(self.values)}", values))[0]
        return Code(name)


class Conditions:
    """Prints tests. `modules`: how other contracts' modules are called here."""

    def __init__(self, used: Used, modules: dict[str, Code]) -> None:
        self.used, self._modules = used, modules
        # Both forms of a function ask for the same tests. The test is kept, so that its number
        # stays its own.
        self._texts: dict[int, tuple[Test, Code]] = {}

    def function(self, ref: FunctionRef, prefix: str) -> Code:
        """Return the name of one form (`holds` or `check`) of a function."""
        name = Code(f"{prefix}_{ref.name}")
        return name if ref.contract is None else code("{}.{}", self._modules[ref.contract], name)

    def test(self, test: Test) -> Code:
        """Return the condition, as it stands behind `if`."""
        known = self._texts.get(id(test))
        if known is None:
            known = self._texts[id(test)] = (test, self._test(test))
        return known[1]

    def _test(self, test: Test) -> Code:
        match test:
            case All(tests):
                return join(" and ", (self._operand(part, All) for part in tests))
            case Any(tests):
                return join(" or ", (self._operand(part, Any) for part in tests))
            case Not(inner):
                return self._negated(inner)
            case _:
                return self._atom(test)

    def operands(self, test: Test) -> tuple[Code, tuple[Code, ...]] | None:
        """Return the operator and the operands of a condition that may be laid out over lines."""
        pushed = _pushed(test)
        if isinstance(pushed, All):
            return Code("and"), tuple(self._operand(part, All) for part in pushed.tests)
        if isinstance(pushed, Any):
            return Code("or"), tuple(self._operand(part, Any) for part in pushed.tests)
        return None

    def _operand(self, test: Test, around: type[All] | type[Any]) -> Code:
        pushed = _pushed(test)
        text = self.test(pushed)
        mixed = isinstance(pushed, (All, Any)) and not isinstance(pushed, around)
        return code("({})", text) if mixed else text

    def _negated(self, test: Test) -> Code:
        pushed = _pushed(Not(test))
        if not isinstance(pushed, Not):
            return self.test(pushed)
        match test:
            case IsType(var, "null"):
                return code("{} is not None", identifier(var))
            case EqualsOneOf(var, (value,)) if value is None or isinstance(value, bool):
                return code("{} is not {}", identifier(var), literal(value))
            case EqualsOneOf(var, values) if _all_strings(values):
                return self._string_among(var, values, negated=True)
            case HasMember(var, key):
                return code("{} not in {}", string(key), identifier(var))
            case TextHas(var, "contains", texts):
                return code("{} not in {}", string(texts[0]), identifier(var))
            case NameIs(var, names):
                return self._name_among(var, names, negated=True)
            case Matches(var, pattern):
                return code("{}.search({}) is None", Code(f"PATTERN_{pattern}"), identifier(var))
            case ExactlyOne(tests):
                return self._exactly_one(tests, Code("!="))
            case _:
                return code("not {}", self._atom(test))

    def _exactly_one(self, tests: tuple[Test, ...], operator: Code) -> Code:
        parts = join(", ", (self.test(_pushed(part)) for part in tests))
        return code("[{}].count(True) {} 1", parts, operator)

    def _atom(self, test: Test) -> Code:
        match test:
            case HasMember(var, key):
                return code("{} in {}", string(key), identifier(var))
            case IsType(var, kind):
                if kind == "null":
                    return code("{} is None", identifier(var))
                if kind in _BUILT_IN:
                    return code("isinstance({}, {})", identifier(var), _BUILT_IN[kind])
                return code("{}({})", self.used.helper(f"is_{kind}"), identifier(var))
            case EqualsOneOf(var, values):
                return self._equals(var, values)
            case Holds(function, var):
                called = self.function(function, "holds")
                return code("{}({}{})", called, identifier(var), passed(function))
            case Compare(var, op, limit):
                return _compare(identifier(var), op, limit)
            case MultipleOf(var, divisor):
                helper = self.used.helper("is_multiple_of")
                return code("{}({}, {})", helper, identifier(var), literal(divisor))
            case LengthIs(var, op, limit) | SizeIs(var, _, op, limit):
                return code("len({}) {} {}", identifier(var), _OPERATORS[op], literal(limit))
            case Matches(var, pattern):
                return code(
                    "{}.search({}) is not None", Code(f"PATTERN_{pattern}"), identifier(var)
                )
            case TextHas(var, where, texts):
                return _text_has(identifier(var), where, tuple(string(text) for text in texts))
            case HasFormat(var, name):
                checker = "is_" + name.replace("-", "_")
                part = PART_OF_FORMAT[name]
                self.used.formats.add(part)
                return code("_{}.{}({})", Code(part), Code(checker), identifier(var))
            case IsUnique(var):
                return code("{}({})", self.used.helper("is_unique"), identifier(var))
            case NameIs(var, names):
                return self._name_among(var, names, negated=False)
            case IndexBelow(var, limit):
                return code("{} < {}", identifier(var), literal(limit))
            case MatchingItems(function, var, op, limit):
                counter = self.used.helper("count_items")
                holds = self.function(function, "holds")
                if function.deep:
                    holds = code("lambda item: {}(item, depth)", holds)
                count = code("{}({}, {})", counter, identifier(var), holds)
                return code("{} {} {}", count, _OPERATORS[op], literal(limit))
            case Constant(holds):
                return Code("True" if holds else "False")
            case Flag(name):
                return identifier(name)
            case ExactlyOne(tests):
                return self._exactly_one(tests, Code("=="))
            case _:
                return code("({})", self.test(test))

    def _equals(self, var: str, values: tuple[object, ...]) -> Code:
        if _all_strings(values):
            return self._string_among(var, values, negated=False)
        if len(values) == 1:
            if values[0] is None or isinstance(values[0], bool):
                return code("{} is {}", identifier(var), literal(values[0]))
            return code(
                "{}({}, {})", self.used.helper("is_equal"), identifier(var), literal(values[0])
            )
        return code(
            "{}({}, {})",
            self.used.helper("is_one_of"),
            identifier(var),
            self.used.values_table(values),
        )

    def _string_among(self, var: str, values: tuple[object, ...], *, negated: bool) -> Code:
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) == 1:
            operator = Code("!=") if negated else Code("==")
            return code("{} {} {}", identifier(var), operator, string(texts[0]))
        operator = Code("not in") if negated else Code("in")
        # A tuple, not a set: what is looked for may be an unhashable list.
        table = self.used.values_table(texts)
        return code("{} {} {}", identifier(var), operator, table)

    def _name_among(self, var: str, names: tuple[str, ...], *, negated: bool) -> Code:
        if len(names) == 1:
            operator = Code("!=") if negated else Code("==")
            return code("{} {} {}", identifier(var), operator, string(names[0]))
        operator = Code("not in") if negated else Code("in")
        if len(names) <= _FEW:
            listed = join(", ", (string(name) for name in names))
            return code("{} {} ({})", identifier(var), operator, listed)
        return code("{} {} {}", identifier(var), operator, self.used.names_table(names))


def passed(ref: FunctionRef) -> Code:
    """Return the argument that tells a function how deep it is called, if it wants to know."""
    return Code(", depth") if ref.deep else EMPTY


def _compare(var: Code, op: Operator, limit: int | float) -> Code:
    """Compare as doubles do: Python's integers are exact, so the bound is moved."""
    low, high = rounding_to(limit)
    if low != high and op in ("==", "!="):
        inside = code("{} <= {} <= {}", literal(low), var, literal(high))
        return inside if op == "==" else code("not {}", inside)
    bound = low if op in ("<", ">=") else high
    return code("{} {} {}", var, _OPERATORS[op], literal(bound))


def _text_has(var: Code, where: str, texts: tuple[Code, ...]) -> Code:
    if where == "contains":
        return code("{} in {}", texts[0], var)
    method = Code("startswith" if where == "starts" else "endswith")
    listed = texts[0] if len(texts) == 1 else code("({})", join(", ", texts))
    return code("{}.{}({})", var, method, listed)


def _all_strings(values: tuple[object, ...]) -> bool:
    return bool(values) and all(isinstance(value, str) for value in values)


def _pushed(test: Test) -> Test:
    """Return the test with negations pushed inwards: `not (a or b)` reads as `not a and not b`."""
    if isinstance(test, Not):
        inner = test.test
        if isinstance(inner, Any):
            return All(tuple(_pushed(negate(part)) for part in inner.tests))
        if isinstance(inner, All):
            return Any(tuple(_pushed(negate(part)) for part in inner.tests))
        return negate(inner) if not isinstance(negate(inner), Not) else test
    return test
