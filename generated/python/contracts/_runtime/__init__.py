"""What the generated modules share: the differences between Python and JSON Schema, each in one
named function, and the exceptions that say who is at fault. It depends on the standard library."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from typing_extensions import TypeIs


@dataclass(frozen=True)
class Violation:
    """One way in which a value breaks a contract.

    `rule` is the keyword, or the rule of an invariant; `path` a JSON Pointer into the value;
    `schema_path` where the rule stands in the contract; `params` what the message says, as data.
    """

    rule: str
    message: str
    path: str
    schema_path: str
    params: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[object, str, list[Violation]], None]


def report(
    found: list[Violation],
    rule: str,
    message: str,
    path: str,
    schema_path: str,
    params: Mapping[str, object] | None = None,
) -> None:
    """Add a violation to those found so far."""
    found.append(Violation(rule, message, path, schema_path, params or {}))


def violations_of(check: Check, value: object) -> list[Violation]:
    """Return every violation that a collector finds."""
    found: list[Violation] = []
    check(value, "", found)
    return found


class _Trial(list[Violation]):
    """What a branch of a union finds when it is only tried: nothing in it is explained further."""


def explain(value: object, path: str, found: list[Violation], branches: tuple[Check, ...]) -> None:
    """Add what the branch of a union finds that was most likely meant, if one stands out.

    A branch that refuses the value's very type or constant was not meant, nor one whose
    constant in a member is another. Of the others that one was that misses the fewest members,
    and has the fewest violations.
    """
    if isinstance(found, _Trial):
        return
    best: Check | None = None
    least = (_OTHER_KIND, 0, 0)
    for check in branches:
        trial = _Trial()
        check(value, path, trial)
        if not trial:
            return
        missing = sum(item.rule == "required" and item.path == path for item in trial)
        distance = (max(_distance(item, path) for item in trial), missing, len(trial))
        if distance < least:
            best, least = check, distance
    if best is not None:
        best(value, path, found)


_OTHER_TAG, _OTHER_KIND = 1, 2


def _distance(violation: Violation, path: str) -> int:
    if violation.rule not in ("type", "const", "enum", "false"):
        return 0
    below = violation.path[len(path) :].count("/")
    if below == 0:
        return _OTHER_KIND
    return _OTHER_TAG if below == 1 and violation.rule in ("const", "enum") else 0


def step(name: object) -> str:
    """Return a member's name as it stands in a JSON Pointer, with the slash before it."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


def is_object(value: object) -> TypeIs[dict[str, object]]:
    """Whether the value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeIs[list[object]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list)


def is_string(value: object) -> TypeIs[str]:
    """Whether the value is a string."""
    return isinstance(value, str)


def is_boolean(value: object) -> TypeIs[bool]:
    """Whether the value is a boolean."""
    return isinstance(value, bool)


# From here on the nearest double of an integer is infinite: half a step above the largest one.
_HUGE = 2**1024 - 2**970


def is_number(value: object) -> TypeIs[int | float]:
    """Whether the value is a number: Python counts bool as int, and 1e400 is no JSON number."""
    if isinstance(value, float):
        return math.isfinite(value)
    return (
        isinstance(value, int)
        and value is not True
        and value is not False
        and -_HUGE < value < _HUGE
    )


def is_integer(value: object) -> TypeIs[int | float]:
    """Whether the value is a number without a fraction: 1.0 is an integer in JSON Schema."""
    if isinstance(value, int):
        return value is not True and value is not False and -_HUGE < value < _HUGE
    return isinstance(value, float) and value.is_integer()


def as_double(value: int) -> int | float:
    """Return the number that an integer means: the nearest double, which Python would not round to."""
    if -9007199254740992 <= value <= 9007199254740992:
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_multiple_of(value: float, divisor: float) -> bool:
    """Whether the value is a multiple of the divisor, both as their shortest decimal texts say.

    19.99 is a multiple of 0.01, which the remainder of doubles denies.
    """
    if isinstance(value, int):
        value = as_double(value)
    if isinstance(value, int) and isinstance(divisor, int):
        return value % divisor == 0
    if not math.isfinite(value) or not math.isfinite(divisor):
        return value == 0
    left, right = Decimal(_text(value)).as_tuple(), Decimal(_text(divisor)).as_tuple()
    shift = int(left.exponent) - int(right.exponent)
    dividend = int("".join(map(str, left.digits)) + "0" * max(shift, 0))
    return dividend % int("".join(map(str, right.digits)) + "0" * max(-shift, 0)) == 0


def _text(value: float) -> str:
    """Return the shortest decimal text; subclasses of float may print themselves otherwise."""
    return float.__repr__(value) if isinstance(value, float) else int.__repr__(value)


def is_equal(left: object, right: object) -> bool:
    """Whether two JSON values are equal: 1 = 1.0, and true is not 1 (in Python it is)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if is_array(left):
        return (
            is_array(right)
            and len(left) == len(right)
            and all(is_equal(item, other) for item, other in zip(left, right, strict=True))
        )
    if is_object(left):
        return (
            is_object(right)
            and left.keys() == right.keys()
            and all(is_equal(item, right[name]) for name, item in left.items())
        )
    if isinstance(left, int | float) or isinstance(right, int | float):
        # A Decimal would be equal to a number, but JSON has no such value.
        return (
            isinstance(left, int | float)
            and isinstance(right, int | float)
            and _double(left) == _double(right)
        )
    return left == right if isinstance(left, str) else left is right


def _double(value: float) -> float:
    return as_double(value) if isinstance(value, int) else value


def is_one_of(value: object, values: Sequence[object]) -> bool:
    """Whether the value is equal to one of these JSON values."""
    return any(is_equal(value, candidate) for candidate in values)


def _canonical(value: object) -> object:
    """Return a hashable that two JSON values share exactly when they are equal."""
    if isinstance(value, bool) or value is None:
        return (bool, value)
    if is_array(value):
        return (list, tuple(_canonical(item) for item in value))
    if is_object(value):
        return (dict, frozenset((name, _canonical(item)) for name, item in value.items()))
    if isinstance(value, int | float):
        # Two NaN are a repetition, as in a set of JavaScript.
        double = _double(value)
        return (float, "nan") if math.isnan(double) else double
    # What JSON has no word for is equal to itself alone; it need not be hashable.
    return value if isinstance(value, str) else (object, id(value))


def is_unique(items: list[object]) -> bool:
    """Whether no two items are equal JSON values."""
    return len({_canonical(item) for item in items}) == len(items)


def count_items(items: list[object], holds: Callable[[object], bool]) -> int:
    """Return the number of items that the function says yes to."""
    return sum(1 for item in items if holds(item))


def sorted_names(value: Mapping[str, object]) -> list[str]:
    """Return the members' names by UTF-16 units: the order every language can tell."""
    return sorted(value, key=_units)


def _units(name: str) -> bytes:
    # A dictionary of Python may have names that are none of JSON's.
    return str(name).encode("utf-16-be", "surrogatepass")


class ContractViolation(ValueError):
    """A value breaks a contract; `violations` holds every way in which it does."""

    def __init__(self, subject: str, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        text = ""
        if self.violations:
            first = self.violations[0]
            more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
            text = f": at `{first.path}`: {first.message}{more}"
        super().__init__(f"{subject} breaks its contract{text}")


class CallerFault(ContractViolation):
    """The caller broke the contract: bad input, or a precondition that does not hold."""

    def __init__(self, operation: str, violations: Sequence[Violation]) -> None:
        self.operation = operation
        super().__init__(f"the input of `{operation}`", violations)


class ImplementationFault(ContractViolation):
    """The implementation broke the contract: bad output or error data, or a broken postcondition."""

    def __init__(self, operation: str, subject: str, violations: Sequence[Violation]) -> None:
        self.operation = operation
        super().__init__(f"the {subject} of `{operation}`", violations)


class UndeclaredError(Exception):
    """The implementation failed with an exception that its contract does not declare.

    The exception itself is the `__cause__`.
    """

    def __init__(self, operation: str, cause: BaseException) -> None:
        self.operation = operation
        super().__init__(
            f"`{operation}` failed with an error that its contract does not declare: "
            f"{type(cause).__name__}: {cause}"
        )


class OperationError(Exception):
    """An error that a contract declares; its subclasses type the data it carries."""

    operation: str = ""
    key: str = ""
    retryable: bool = False

    def __init__(self, data: object, message: str) -> None:
        self.data = data
        super().__init__(message)
