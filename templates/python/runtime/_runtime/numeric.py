"""Functions of one number, and numbers read from texts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from .arguments import expect, number_argument, string_argument
from .powers import power_of
from .texts import number_text
from .values import EXACT, UNDEFINED, JsonataError, to_double


def number(value: object) -> object:
    """Return the number that a string or a boolean stands for."""
    if isinstance(value, bool):
        return 1 if value else 0
    if value is UNDEFINED or isinstance(value, int | float):
        return value
    text = string_argument(value, "number")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?", text):
        found = float(text)
        if math.isfinite(found):
            return int(found) if found.is_integer() and abs(found) <= EXACT else found
    elif re.fullmatch(r"0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)", text):
        return to_double(int(text, 0))
    raise JsonataError("D3030", "the string is no number", "number")


def absolute(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else abs(number_argument(value, "abs"))


def floor(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _integral(value, "floor", math.floor)


def ceil(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _integral(value, "ceil", math.ceil)


def _integral(value: object, token: str, to_integer: Callable[[float], int]) -> int | float:
    found = number_argument(value, token)
    return to_double(to_integer(found)) if math.isfinite(found) else found


def round_number(value: object, precision: object = UNDEFINED) -> object:
    """Round half to even, on the decimal text of the number."""
    expect("round", "number", value, precision)
    if value is UNDEFINED:
        return UNDEFINED
    found = number_argument(value, "round")
    wanted = 0 if precision is UNDEFINED else number_argument(precision, "round")
    if not math.isfinite(found):
        return found
    if not (math.isfinite(wanted) and float(wanted).is_integer()):
        return math.nan
    places = int(wanted)
    shifted = _shifted(found, places)
    below = math.floor(shifted)
    rounded = below + 1 if shifted - below >= 0.5 else below
    if abs(rounded - shifted) == 0.5 and rounded % 2 == 1:
        rounded -= 1
    return _shifted(float(rounded), -places) if places else to_double(rounded)


def _shifted(value: float, places: int) -> float:
    mantissa, _, exponent = number_text(value).partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + places}")


def power(base: object, exponent: object) -> object:
    expect("power", "number", base, exponent)
    if base is UNDEFINED:
        return UNDEFINED
    one = number_argument(base, "power")
    other = math.nan if exponent is UNDEFINED else number_argument(exponent, "power")
    found = power_of(float(one), float(other))
    if not math.isfinite(found):
        raise JsonataError("D3061", "the power is out of range", "power")
    return found


def square_root(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    found = number_argument(value, "sqrt")
    if found < 0:
        raise JsonataError("D3060", "a negative number has no square root", "sqrt")
    return math.sqrt(found)
