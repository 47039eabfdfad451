"""Invariants that may have another answer than true or false, or none, or fail."""

from __future__ import annotations

from .invariants import Invariant, Outcome
from .values import UNDEFINED, JsonataError, first_absent, is_number, type_of


def judge_expression(invariant: Invariant, value: object) -> Outcome | None:
    """Return why the invariant does not hold; None when it does, or does not apply."""
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
        rule = "invariant-limit" if error.code == "U1001" else "invariant-error"
        return (rule, f"{error.code}: {error.message}", details)
    except OverflowError:
        details = {"code": "D1001", "position": None}
        return ("invariant-error", "D1001: a number is out of range", details)
    except RecursionError:
        return ("invariant-limit", "the value is nested too deeply", {})
    if result is False:
        return ("invariant-violated", "does not hold", {})
    if result is UNDEFINED:
        absent = first_absent(invariant.evaluate, value)
        text = "has no answer" if absent is None else f"has no answer: `{absent}` is absent"
        return ("invariant-undefined", text, {"absent": absent})
    kind = type_of(result)
    return ("invariant-not-boolean", f"gives {kind}, not a boolean", {"type": kind})


def _position_of(expression: str, token: str | None) -> int | None:
    """Return where the token stands, when it stands there only once."""
    if token is None or expression.count(token) != 1:
        return None
    return expression.index(token)


def compared(left: object, right: object) -> dict[str, object]:
    """Return the values of both sides of a comparison; what has no value is left out."""
    sides = {"left": left, "right": right}
    return {name: _shown(value) for name, value in sides.items() if value is not UNDEFINED}


def _shown(value: object) -> object:
    """Return a number as JavaScript has it: 3, not 3.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
