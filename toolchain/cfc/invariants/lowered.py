"""An invariant as every language prints it: calls of the runtime, locals, functions, conditions.

Frozen records. Names of locals are lower snake case, unique within their invariant and no
reserved word of any target; names of runtime functions are those of the runtime files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cfc.invariants.tree import Scalar


@dataclass(frozen=True)
class Constant:
    value: Scalar


@dataclass(frozen=True)
class Undefined:
    """No value."""


@dataclass(frozen=True)
class Local:
    """A variable, a parameter, or the value being judged."""

    name: str


@dataclass(frozen=True)
class Keep:
    """The mark behind the steps of a path that keeps an array of one."""


@dataclass(frozen=True)
class PatternRef:
    """A pattern of the invariant, by index."""

    index: int


@dataclass(frozen=True)
class Runtime:
    """A call of a runtime function."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Invoke:
    """A call of a local function that takes just these arguments."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Function:
    """A function value."""

    parameters: tuple[str, ...]
    body: Body


@dataclass(frozen=True)
class Run:
    """A block in the middle of an expression."""

    body: Body


@dataclass(frozen=True)
class All:
    """Booleans, all true; stops at the first that is not."""

    items: tuple[Expression, ...]


@dataclass(frozen=True)
class Any:
    """Booleans, one true; stops at the first that is."""

    items: tuple[Expression, ...]


@dataclass(frozen=True)
class Choose:
    """`then` when the boolean test is true, else `otherwise`."""

    test: Expression
    then: Expression
    otherwise: Expression


Expression = (
    Constant
    | Undefined
    | Local
    | Keep
    | PatternRef
    | Runtime
    | Invoke
    | Function
    | Run
    | All
    | Any
    | Choose
)


@dataclass(frozen=True)
class Let:
    """A local set to a value; without a name only the value's errors matter.

    `again`: the local is set a second time in its body.
    """

    name: str | None
    value: Expression
    again: bool = False


@dataclass(frozen=True)
class Body:
    lets: tuple[Let, ...]
    result: Expression


@dataclass(frozen=True)
class Pattern:
    """A regular expression: as written for ECMAScript (no `u` flag), and translated for Python.

    The translation needs no flags.
    """

    source: str
    flags: str
    python: str


@dataclass(frozen=True)
class Lowered:
    """One expression. `value` is the name of its parameter; `free` are further parameters.

    `used`: the locals that something reads. `clock`: the last of `free` is the time.
    """

    value: str
    body: Body
    patterns: tuple[Pattern, ...]
    free: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    clock: bool = False


def iter_expressions(body: Body) -> Iterator[Expression]:
    """Yield every expression of the body, however deep."""
    stack = [*(let.value for let in body.lets), body.result]
    while stack:
        expression = stack.pop()
        yield expression
        match expression:
            case Runtime() | Invoke():
                stack += expression.arguments
            case Function() | Run():
                stack += (let.value for let in expression.body.lets)
                stack.append(expression.body.result)
            case All() | Any():
                stack += expression.items
            case Choose():
                stack += (expression.test, expression.then, expression.otherwise)


def iter_used_in(body: Body) -> Iterator[str]:
    """Yield the names of the locals that the body reads."""
    for expression in iter_expressions(body):
        if isinstance(expression, Local):
            yield expression.name
        elif isinstance(expression, Invoke):
            yield expression.function


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
