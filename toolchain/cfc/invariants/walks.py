"""Walk lowered expressions: what stands in them, which locals and runtime names they use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from cfc.invariants.lowered import (
    All,
    Any,
    Arithmetic,
    At,
    Body,
    Changed,
    Choose,
    Compare,
    Concat,
    Constant,
    Contains,
    Defined,
    Double,
    Each,
    Every,
    Expression,
    Function,
    Gathered,
    Has,
    Invoke,
    Keep,
    Length,
    Local,
    Lowered,
    Member,
    Negative,
    Not,
    OneOf,
    Run,
    Runtime,
    Size,
    Some,
    Undefined,
)

_SAFE = frozenset({"finite", "equal", "not_equal", "has_match", "exists", "truthy", "no_value"})
_TOTAL = frozenset({"has_match", "exists"})
_BOOLEANS = (Has, Defined, Compare, Not, Contains, OneOf, Some, Every)


def iter_expressions(body: Body) -> Iterator[Expression]:
    """Yield every expression of the body, however deep."""
    stack = [*(let.value for let in body.lets), body.result]
    while stack:
        expression = stack.pop()
        yield expression
        stack += iter_parts(expression)


def iter_parts(expression: Expression) -> Iterator[Expression]:
    """Yield what stands directly in an expression, the body of a function included."""
    match expression:
        case Runtime() | Invoke():
            yield from expression.arguments
        case Function() | Run():
            yield from (let.value for let in expression.body.lets)
            yield expression.body.result
        case All() | Any():
            yield from expression.items
        case Choose():
            yield from (expression.test, expression.then, expression.otherwise)
        case _:
            yield from iter_operands(expression)


def iter_operands(expression: Expression) -> Iterator[Expression]:
    """Yield what stands directly in a plain expression."""
    match expression:
        case Member() | Has() | At() | Size():
            yield expression.base
        case Length() | Changed():
            yield expression.text
        case Compare() | Arithmetic():
            yield from (expression.left, expression.right)
        case Negative() | Double() | Not():
            yield expression.operand
        case Concat():
            yield from expression.parts
        case Contains():
            yield from (expression.value, expression.container)
        case OneOf():
            yield expression.value
        case Some() | Every() | Gathered():
            for clause in expression.clauses:
                yield clause.array if isinstance(clause, Each) else clause.test
            yield expression.item if isinstance(expression, Gathered) else expression.test


def mapped(one: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """Return an expression with its operands changed: those that are evaluated with it, always."""
    match one:
        case Member() | Has() | At() | Size():
            return replace(one, base=change(one.base))
        case Length() | Changed():
            return replace(one, text=change(one.text))
        case Compare() | Arithmetic():
            left = change(one.left)
            return replace(one, left=left, right=change(one.right))
        case Negative() | Double() | Not():
            return replace(one, operand=change(one.operand))
        case Concat():
            return replace(one, parts=tuple(map(change, one.parts)))
        case Contains():
            value = change(one.value)
            return replace(one, value=value, container=change(one.container))
        case OneOf():
            return replace(one, value=change(one.value))
        case Runtime() | Invoke():
            return replace(one, arguments=tuple(map(change, one.arguments)))
    return one


def may_fail(expression: Expression) -> bool:
    """Tell whether it may raise another error than that a number is out of range."""
    return any(
        isinstance(one, Runtime | Invoke) and getattr(one, "name", "") not in _SAFE
        for one in iter_expressions(Body((), expression))
    )


def is_certain(lowered: Lowered) -> bool:
    """Tell whether the only answers are true and false, and nothing can fail."""
    called = (one for one in iter_expressions(lowered.body) if isinstance(one, Runtime | Invoke))
    return is_boolean(lowered.body.result) and all(
        isinstance(one, Runtime) and one.name in _TOTAL for one in called
    )


def needs_function(expression: Expression) -> bool:
    """Tell whether something that walks an array holds what may have to be a function.

    A function that stands before the expression would not see the items.
    """
    for one in iter_expressions(Body((), expression)):
        if isinstance(one, Some | Every | Gathered):
            for inner in iter_expressions(Body((), one)):
                if isinstance(inner, Runtime | Invoke) and any(
                    isinstance(part, Function | Run | Choose | All | Any)
                    for argument in inner.arguments
                    for part in iter_expressions(Body((), argument))
                ):
                    return True
    return False


def is_boolean(expression: Expression) -> bool:
    """Tell what is true or false in every language, whatever the value."""
    match expression:
        case All() | Any():
            return all(map(is_boolean, expression.items))
        case Choose():
            return is_boolean(expression.then) and is_boolean(expression.otherwise)
        case Constant():
            return isinstance(expression.value, bool)
    return isinstance(expression, _BOOLEANS)


Part = TypeVar("Part")


def renamed(part: Part, names: Mapping[str, str]) -> Part:
    """Return an expression, or several, with other names of locals."""
    if isinstance(part, tuple):
        return cast(Part, tuple(renamed(one, names) for one in part))
    if isinstance(part, Local):
        return cast(Part, Local(names.get(part.name, part.name)))
    if isinstance(part, Defined):
        return cast(Part, Defined(names.get(part.local, part.local)))
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed = {one.name: renamed(getattr(part, one.name), names) for one in fields(part)}
    if isinstance(part, Each):
        changed["local"] = names.get(part.local, part.local)
    return cast(Part, replace(part, **changed))


def free_locals(expression: Expression) -> frozenset[str]:
    """Return the locals that the expression reads and does not bind by clauses of its own."""
    body = Body((), expression)
    bound = {
        clause.local
        for one in iter_expressions(body)
        if isinstance(one, Some | Every | Gathered)
        for clause in one.clauses
        if isinstance(clause, Each)
    }
    return frozenset(iter_used_in(body)) - bound


def iter_used_in(body: Body) -> Iterator[str]:
    """Yield the names of the locals that the body reads."""
    for expression in iter_expressions(body):
        if isinstance(expression, Local):
            yield expression.name
        elif isinstance(expression, Invoke):
            yield expression.function
        elif isinstance(expression, Defined):
            yield expression.local


def runtime_names(lowered: Lowered) -> frozenset[str]:
    """Return the names of the runtime that any language may need to print it."""
    found = {"pattern"} if lowered.patterns else set[str]()
    for expression in iter_expressions(lowered.body):
        match expression:
            case Runtime():
                found.add(expression.name)
            case Keep():
                found.add("KEEP_ARRAY")
            case Undefined():
                found.add("UNDEFINED")
    return frozenset(found)
