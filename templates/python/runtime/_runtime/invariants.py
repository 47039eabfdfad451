"""Invariants: rules of a contract, and the violations of those that do not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import Violation

Outcome = tuple[str, str, Mapping[str, object]]
"""Why a rule does not hold: the rule of the violation, its text and its details."""


@dataclass(frozen=True)
class Invariant:
    """A rule of the contract. It holds when `evaluate` gives exactly true.

    `applies`: it need not hold where this does not give true. `judge`: tells why it does not,
    where there is more than true and false. `at`: a JSON pointer to what is to blame.
    `compared`: the values of the sides of its comparison, whose operator is at `position`.
    """

    id: str
    expression: str
    evaluate: Callable[..., object]
    schema_path: str
    message: str | Callable[..., str] | None = None
    severity: str = "error"
    applies: Callable[..., object] | None = None
    judge: Callable[[Invariant, object], Outcome | None] | None = None
    at: str = ""
    compared: Callable[..., dict[str, object]] | None = None
    position: int | None = None


def check_invariants(
    value: object, invariants: tuple[Invariant, ...], path: str, found: list[Violation], since: int
) -> None:
    """Add a violation for every invariant that does not hold.

    A value that the schema refuses (something was found since) is not judged by them.
    """
    skipped = len(found) > since
    outcome: Outcome | None = ("invariant-skipped", "not judged: the schema refuses the value", {})
    for invariant in invariants:
        if not skipped:
            outcome = _judge(invariant, value)
        if outcome is not None:
            found.append(_violation(invariant, value, path, *outcome))


def invariants_hold(value: object, invariants: tuple[Invariant, ...]) -> bool:
    """Tell whether all hold, for a value that the schema accepts."""
    return all(_judge(invariant, value) is None for invariant in invariants)


def _judge(invariant: Invariant, value: object) -> Outcome | None:
    if invariant.judge is not None:
        return invariant.judge(invariant, value)
    applies = invariant.applies is None or invariant.applies(value)
    if not applies or invariant.evaluate(value):
        return None
    return ("invariant-violated", "does not hold", {})


def _violation(
    invariant: Invariant,
    value: object,
    path: str,
    rule: str,
    text: str,
    details: Mapping[str, object],
) -> Violation:
    message = f"invariant `{invariant.id}` {text}"
    params: dict[str, object] = {"id": invariant.id, "expression": invariant.expression, **details}
    if invariant.severity != "error":
        params["severity"] = invariant.severity
    if rule == "invariant-violated":
        if invariant.message is not None:
            told = invariant.message
            message = told if isinstance(told, str) else told(value)
        if invariant.compared is not None:
            params |= {"position": invariant.position, **invariant.compared(value)}
    return Violation(rule, message, path + invariant.at, invariant.schema_path, params)
