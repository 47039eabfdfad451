"""What the generated modules share: the differences between Python and JSON Schema, each in one
named function, and the exceptions that say who is at fault. It depends on the standard library."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from .limits import MAX_DEPTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard


class Violation:
    """One way in which a value breaks a contract.

    `rule` is the keyword, or the rule of an invariant; `path` a JSON Pointer into the value;
    `schema_path` where the rule stands in the contract; `params` what the message says, as data.
    """

    def __init__(
        self,
        rule: str,
        message: str,
        path: str,
        schema_path: str,
        params: Mapping[str, object] | None = None,
    ) -> None:
        self.rule, self.message = rule, message
        self.path, self.schema_path = path, schema_path
        self.params: Mapping[str, object] = params or {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Violation) and vars(self) == vars(other)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"Violation({said})"


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
    found.append(Violation(rule, message, path, schema_path, params))


def report_keyword(
    found: list[Violation], keyword: str, value: object, message: str, path: str, schema: str
) -> None:
    """Add a violation of a keyword of a schema, which has this value there."""
    found.append(Violation(keyword, message, path, f"{schema}/{keyword}", {keyword: value}))


def report_type(found: list[Violation], name: str, path: str, schema: str) -> None:
    """Add the violation that a schema wants another type."""
    article = "" if name == "null" else "an " if name[0] in "aio" else "a "
    report_keyword(found, "type", name, f"must be {article}{name}", path, schema)


def report_missing(found: list[Violation], name: str, path: str, schema: str) -> None:
    """Add the violation that a schema requires a member which is not there."""
    message = f'must have the property "{name}"'
    found.append(Violation("required", message, path, f"{schema}/required", {"missing": name}))


class _Full(Exception):
    """More violations are found than were asked for."""


class _Limited(list[Violation]):
    """Violations up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        super().__init__()

    def append(self, violation: Violation, /) -> None:
        # Not before: the last one may be a union's, which takes it back for that of a branch.
        if len(self) >= self._limit:
            raise _Full
        super().append(violation)


def violations_of(check: Check, value: object, limit: int | None = None) -> list[Violation]:
    """Return what a collector finds, the first `limit` (1 or more) if that is given.

    Raises TooDeep.
    """
    found: list[Violation] = [] if limit is None else _Limited(limit)
    try:
        check(value, "", found)
    except RecursionError:
        raise TooDeep from None
    except _Full:
        return list(found)
    return found


def answer_of(holds: Callable[[object], bool], value: object) -> bool:
    """Return what a boolean says of a value that may be nested; raises TooDeep."""
    try:
        return holds(value)
    except RecursionError:
        raise TooDeep from None


def findings_of(check: Check, value: object) -> list[Violation]:
    """Return every violation; of what is nested too deeply that it is."""
    try:
        return violations_of(check, value)
    except TooDeep as error:
        return list(error.violations)


def step(name: object) -> str:
    """Return a member's name as it stands in a JSON Pointer, with the slash before it."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


# From here on the nearest double of an integer is infinite: half a step above the largest one.
_HUGE = 2**1024 - 2**970


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether the value is a number: Python counts bool as int, and 1e400 is no JSON number."""
    if isinstance(value, float):
        return math.isfinite(value)
    return (
        isinstance(value, int)
        and value is not True
        and value is not False
        and -_HUGE < value < _HUGE
    )


def is_integer(value: object) -> TypeGuard[int | float]:
    """Whether the value is a number without a fraction: 1.0 is an integer in JSON Schema."""
    if isinstance(value, int):
        return value is not True and value is not False and -_HUGE < value < _HUGE
    return isinstance(value, float) and value.is_integer()


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


class TooDeep(ContractViolation):
    """A value is nested too deeply to be judged: a definition is inside itself too often.

    The same depth in every language, `max-depth` in the configuration.
    """

    def __init__(self) -> None:
        message = f"is nested too deeply: a definition is in itself more than {MAX_DEPTH} times"
        violation = Violation("too-deep", message, "", "#", {"limit": MAX_DEPTH})
        super().__init__("the value", [violation])
