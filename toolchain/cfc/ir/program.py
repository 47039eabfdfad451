"""Programs: what must hold, as straight-line steps that every language prints alike.

One function judges one place of a schema. It is printed twice: as a boolean (`Report` is
"answer no", `Call` is "answer no unless the callee says yes") and as a collector of every
violation. All decisions are made here: a printer has one form per step and one per test.

Variables are names that the printers may use as they are (lower snake case, unique within
their function, never a reserved word of any target language: see `ir/variables.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cfc.ir.dispatch import Case as Case
from cfc.ir.dispatch import Dispatch as Dispatch
from cfc.ir.dispatch import HasOthers as HasOthers
from cfc.ir.dispatch import MemberIs as MemberIs
from cfc.ir.places import At as At
from cfc.ir.places import Var as Var

Json = object
Operator = Literal["<", "<=", ">", ">=", "==", "!="]
JsonType = Literal["null", "boolean", "object", "array", "number", "integer", "string"]


# --- tests: conditions on variables ---------------------------------------------------------


@dataclass(frozen=True)
class Constant:
    """Always true, or always false."""

    holds: bool


@dataclass(frozen=True)
class IsType:
    """The value has this JSON type (`integer`: a finite number without fraction, 1.0 is one)."""

    var: str
    type: JsonType


@dataclass(frozen=True)
class Compare:
    """`var OP limit` for a number `var`; order is that of IEEE doubles."""

    var: str
    op: Operator
    limit: int | float


@dataclass(frozen=True)
class MultipleOf:
    """`var` is a multiple of the divisor, both read as their shortest decimal texts."""

    var: str
    divisor: int | float


@dataclass(frozen=True)
class LengthIs:
    """The number of code points of the string `var` compares so."""

    var: str
    op: Operator
    limit: int


@dataclass(frozen=True)
class SizeIs:
    """The number of items of an array, or of members of an object, compares so."""

    var: str
    of: Literal["array", "object"]
    op: Operator
    limit: int


@dataclass(frozen=True)
class Matches:
    """The string `var` has a match of the pattern (an index into the module's `patterns`)."""

    var: str
    pattern: int


@dataclass(frozen=True)
class TextHas:
    """The string `var` starts with, ends with or contains one of these (`contains`: the only) texts."""

    var: str
    where: Literal["starts", "ends", "contains"]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class HasFormat:
    """The string `var` has the format: a name of the 2020-12 format vocabulary."""

    var: str
    format: str


@dataclass(frozen=True)
class IsUnique:
    """No two items of the array `var` are equal JSON values."""

    var: str


@dataclass(frozen=True)
class EqualsOneOf:
    """`var` is equal to one of some JSON values (1 = 1.0; true is not 1)."""

    var: str
    values: tuple[Json, ...]


@dataclass(frozen=True)
class HasMember:
    """The object `var` has a member of this name (own, never inherited)."""

    var: str
    key: str


@dataclass(frozen=True)
class NameIs:
    """The string in `var` (a member's name) is one of these."""

    var: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class IndexBelow:
    """The index in `var` is below the limit."""

    var: str
    limit: int


@dataclass(frozen=True)
class FunctionRef:
    """A function of this module (`contract` None) or of another contract's.

    `deep`: it is told how deep in the value it is called (`ir/depth.py`).
    """

    name: str
    contract: str | None = None
    deep: bool = False


@dataclass(frozen=True)
class Holds:
    """The function, as a boolean, says yes to `var`."""

    function: FunctionRef
    var: str


@dataclass(frozen=True)
class MatchingItems:
    """The number of items of the array `var` that the function says yes to compares so."""

    function: FunctionRef
    var: str
    op: Operator
    limit: int


@dataclass(frozen=True)
class Flag:
    """The boolean variable that a `Let` has set."""

    name: str


@dataclass(frozen=True)
class Not:
    test: Test


@dataclass(frozen=True)
class All:
    """All of them hold; not empty; evaluated left to right, stops at the first no."""

    tests: tuple[Test, ...]


@dataclass(frozen=True)
class Any:
    """One of them holds; not empty; evaluated left to right, stops at the first yes."""

    tests: tuple[Test, ...]


@dataclass(frozen=True)
class ExactlyOne:
    """One of them holds and no other."""

    tests: tuple[Test, ...]


Test = (
    Constant
    | IsType
    | Compare
    | MultipleOf
    | LengthIs
    | SizeIs
    | Matches
    | TextHas
    | HasFormat
    | IsUnique
    | EqualsOneOf
    | HasMember
    | MemberIs
    | HasOthers
    | NameIs
    | IndexBelow
    | Holds
    | MatchingItems
    | Flag
    | Not
    | All
    | Any
    | ExactlyOne
)


# --- steps ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Report:
    """A violation of `rule` (the keyword) at `at`. `params` are JSON values for translators.

    `schema_path` is `contract-id#/…`, whichever contract is judged.
    """

    rule: str
    message: str
    at: At
    schema_path: str
    params: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True)
class Call:
    """Judge `var`, which stands at `at`, by another function."""

    function: FunctionRef
    var: str
    at: At


@dataclass(frozen=True)
class If:
    """Do `then` when the test holds, else `otherwise` (which may be empty)."""

    test: Test
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True)
class WithMember:
    """Bind `member` to the member `key` of the object `var` and do `then`, if it has that member.

    `certain`: that it has it has been asked before.
    """

    var: str
    key: str
    member: str
    then: tuple[Step, ...]
    certain: bool = False


@dataclass(frozen=True)
class ForItems:
    """For each item of the array `var` from `start` on: bind `index` and `item`.

    `index` is None when no step needs it.
    """

    var: str
    item: str
    index: str | None
    start: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class WithItem:
    """Bind `item` to the item number `position` of the array `var` and do `then`, if there is one."""

    var: str
    position: int
    item: str
    then: tuple[Step, ...]


@dataclass(frozen=True)
class ForMembers:
    """For each member of the object `var`: bind `name`, and `member` (None: not needed).

    Order: the object's own for the boolean, by UTF-16 code units of the names for the collector
    (a JavaScript object has no document order to rely on).
    """

    var: str
    name: str
    member: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Let:
    """Set a boolean variable."""

    name: str
    test: Test


@dataclass(frozen=True)
class Explain:
    """Behind the report of a union, in a collector: report what the nearest branch says, too.

    `branches` are the functions of those that are more than one question.
    """

    branches: tuple[FunctionRef, ...]
    var: str
    at: At


@dataclass(frozen=True)
class CheckInvariants:
    """Evaluate these invariants (indices into the module's `invariants`), in order, on `var`.

    They apply only when no step before has reported anything (in the collector: when nothing
    was reported since this function began); else each is reported as `invariant-skipped`.
    """

    var: str
    invariants: tuple[int, ...]


Step = (
    Report
    | Call
    | If
    | WithMember
    | WithItem
    | ForItems
    | ForMembers
    | Dispatch
    | Let
    | Explain
    | CheckInvariants
)


@dataclass(frozen=True)
class Function:
    """Judges the value in the variable `value`. `name` is in lower snake case, unique in the module.

    `collected`: some public collector needs its collector. `of_records`: so does a record judged
    on its own, which languages need whose records are classes. `is_public`: a public validator
    reaches it (else only a record does). `pointer`: the place in the contract that it judges. `quick`:
    its boolean form (`ir/quick.py`); `has_boolean`: anything asks for that form. `depth`: it
    counts how deep it is called in the value, or passes that on (`ir/depth.py`).
    """

    name: str
    pointer: str
    steps: tuple[Step, ...]
    collected: bool = True
    exported: bool = False
    of_records: bool = False
    is_public: bool = True
    quick: tuple[Step, ...] | None = None
    has_boolean: bool = True
    depth: Literal["", "passed", "counted"] = ""

    @property
    def is_printed(self) -> bool:
        """Whether either form is wanted, by anybody."""
        return self.has_boolean or self.collected or self.of_records

    @property
    def boolean(self) -> tuple[Step, ...]:
        """The steps that the boolean form is printed from."""
        return self.steps if self.quick is None else self.quick
