"""An invariant as every language prints it: calls of the runtime, locals, functions, conditions.

Frozen records. Names of locals are lower snake case, unique within their invariant and no
reserved word of any target; names of runtime functions are those of the runtime files.
"""

from __future__ import annotations

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


# --- plain: what every language has words for, on values whose types the schema tells ---------


@dataclass(frozen=True)
class Member:
    """The member of an object that has it; `optional`: another object of its kind may not."""

    base: Expression
    key: str
    optional: bool = False


@dataclass(frozen=True)
class Has:
    """Whether the object has the member."""

    base: Expression
    key: str


@dataclass(frozen=True)
class Empty:
    """An array without items."""


@dataclass(frozen=True)
class Defined:
    """Whether a local has a value."""

    local: str


@dataclass(frozen=True)
class At:
    """The item of an array that has it; from the end when the index is negative."""

    base: Expression
    index: int


@dataclass(frozen=True)
class Size:
    """How many items an array has, or a set."""

    base: Expression
    of_set: bool = False


@dataclass(frozen=True)
class Length:
    """How many code points a string has."""

    text: Expression


@dataclass(frozen=True)
class Changed:
    """A string in lower or upper case; `how` is `lower` or `upper`."""

    text: Expression
    how: str


@dataclass(frozen=True)
class Compare:
    """`==`, `!=`, `<`, `<=`, `>`, `>=` of two scalars that the language compares rightly."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Arithmetic:
    """`+`, `-`, `*`, `/` of two numbers."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Negative:
    operand: Expression


@dataclass(frozen=True)
class Double:
    """A number of the document as a double: an integer may be one that no double equals."""

    operand: Expression


@dataclass(frozen=True)
class Concat:
    """Strings, joined."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    operand: Expression


@dataclass(frozen=True)
class Contains:
    """Whether an array or a set holds a scalar, or a text another; `among`: which of these."""

    value: Expression
    container: Expression
    among: str


@dataclass(frozen=True)
class OneOf:
    """Whether a scalar is one of some constants."""

    value: Expression
    constants: tuple[Constant, ...]


@dataclass(frozen=True)
class Each:
    """A clause: for each item of an array."""

    local: str
    array: Expression


@dataclass(frozen=True)
class When:
    """A clause: go on only where the test is true."""

    test: Expression


@dataclass(frozen=True)
class Some:
    """Whether the clauses come to some item of which the test is true."""

    clauses: tuple[Clause, ...]
    test: Expression


@dataclass(frozen=True)
class Every:
    """Whether the test is true of every item that the clauses come to."""

    clauses: tuple[Clause, ...]
    test: Expression


@dataclass(frozen=True)
class Gathered:
    """The items that the clauses come to, `into` one number or collection.

    `count`, `distinct` (how many differ), `total` (from `start` on), `largest`, `smallest`,
    `set`, `list`.
    """

    into: str
    clauses: tuple[Clause, ...]
    item: Expression
    start: Constant | None = None


Clause = Each | When
Plain = (
    Member
    | Has
    | Empty
    | Defined
    | At
    | Size
    | Length
    | Changed
    | Compare
    | Arithmetic
    | Negative
    | Double
    | Concat
    | Not
    | Contains
    | OneOf
    | Some
    | Every
    | Gathered
)


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
    | Plain
)


@dataclass(frozen=True)
class Let:
    """A local set to a value; without a name only the value's errors matter.

    `again`: the local is set a second time in its body. `plain`: its type is that of the value.
    """

    name: str | None
    value: Expression
    again: bool = False
    plain: bool = False


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
class Read:
    """The type of a value that plain code reads: as much of it as the code needs.

    `kind`: `string`, `number`, `boolean`, `null`, `record` (of this index), `array` (of such
    items), `any`, or `union` of `others`.
    """

    kind: str
    record: int = 0
    item: Read | None = None
    others: tuple[Read, ...] = ()


@dataclass(frozen=True)
class ReadMember:
    key: str
    read: Read
    required: bool


@dataclass(frozen=True)
class ReadRecord:
    """An object that plain code reads; `words` of its name, unique in the expression."""

    words: tuple[str, ...]
    members: tuple[ReadMember, ...]


@dataclass(frozen=True)
class Lowered:
    """One expression. `value` is the name of its parameter; `free` are further parameters.

    `used`: the locals that something reads. `clock`: the last of `free` is the time. `reads`:
    what plain code reads of the value; None where all of the code asks the runtime.
    """

    value: str
    body: Body
    patterns: tuple[Pattern, ...]
    free: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    clock: bool = False
    reads: Read | None = None
    records: tuple[ReadRecord, ...] = ()
