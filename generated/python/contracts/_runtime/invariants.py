"""Invariants: rules of a contract, and the violations of those that do not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import Violation
from .values import UNDEFINED, JsonataError, first_absent, is_number, type_of


@dataclass(frozen=True)
class Invariant:
    """A rule of the contract. It holds when `evaluate` gives exactly true.

    `applies`: when it does not give exactly true, the rule is not applicable.
    """

    id: str
    expression: str
    evaluate: Callable[..., object]
    schema_path: str
    message: str | None = None
    severity: str = "error"
    applies: Callable[..., object] | None = None


def check_invariants(
    value: object, invariants: tuple[Invariant, ...], path: str, found: list[Violation], since: int
) -> None:
    """Add a violation for every invariant that does not hold.

    A value that the schema refuses (something was found since) is not judged by them.
    """
    if len(found) > since:
        for invariant in invariants:
            found.append(
                _violation(
                    invariant, path, "invariant-skipped", "not judged: the schema refuses the value"
                )
            )
        return
    for invariant in invariants:
        violation = _judge(invariant, value, path)
        if violation is not None:
            found.append(violation)


def invariants_hold(value: object, invariants: tuple[Invariant, ...]) -> bool:
    """Tell whether all hold, for a value that the schema accepts."""
    return all(_judge(invariant, value, "") is None for invariant in invariants)


def _judge(invariant: Invariant, value: object, path: str) -> Violation | None:
    try:
        if invariant.applies is not None and invariant.applies(value) is not True:
            return None
        result = invariant.evaluate(value)
        if result is True:
            return None
        if isinstance(result, float):
            is_number(result)
    except JsonataError as error:
        position = _position_of(invariant.expression, error.token)
        details = {"code": error.code, "position": position}
        text = f"{error.code}: {error.message}"
        rule = "invariant-limit" if error.code == "U1001" else "invariant-error"
        return _violation(invariant, path, rule, text, details)
    except OverflowError:
        text = "D1001: a number is out of range"
        details = {"code": "D1001", "position": None}
        return _violation(invariant, path, "invariant-error", text, details)
    except RecursionError:
        return _violation(invariant, path, "invariant-limit", "the value is nested too deeply")
    if result is False:
        return _violation(invariant, path, "invariant-violated", "does not hold")
    if result is UNDEFINED:
        absent = first_absent(invariant.evaluate, value)
        text = "has no answer" if absent is None else f"has no answer: `{absent}` is absent"
        return _violation(invariant, path, "invariant-undefined", text, {"absent": absent})
    kind = type_of(result)
    return _violation(
        invariant, path, "invariant-not-boolean", f"gives {kind}, not a boolean", {"type": kind}
    )


def _violation(
    invariant: Invariant,
    path: str,
    rule: str,
    text: str,
    details: Mapping[str, object] | None = None,
) -> Violation:
    message = f"invariant `{invariant.id}` {text}"
    if rule == "invariant-violated" and invariant.message is not None:
        message = invariant.message
    params: dict[str, object] = {"id": invariant.id, "expression": invariant.expression}
    if invariant.severity != "error":
        params["severity"] = invariant.severity
    return Violation(rule, message, path, invariant.schema_path, {**params, **(details or {})})


def _position_of(expression: str, token: str | None) -> int | None:
    """Return where the token stands, when it stands there only once."""
    if token is None or expression.count(token) != 1:
        return None
    return expression.index(token)
