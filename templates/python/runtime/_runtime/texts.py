"""Values as texts: JSON, with numbers as JavaScript writes them."""

from __future__ import annotations

import json
import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from .arguments import bad_argument
from .units import joined
from .values import UNDEFINED, JsonataError, bounded, is_number, keys_of, to_double


def string(value: object, pretty: object = UNDEFINED) -> object:
    if not (pretty is UNDEFINED or isinstance(pretty, bool)):
        raise bad_argument("string")
    return UNDEFINED if value is UNDEFINED else text_of(value, pretty is True)


def concat(*values: object) -> str:
    texts = ["" if value is UNDEFINED else text_of(value) for value in values]
    bounded(sum(map(len, texts)), "&")
    return joined("".join(texts))


def text_of(value: object, pretty: bool = False) -> str:
    """Return the value as `&` and `$string` see it: JSON, numbers with 15 digits."""
    if isinstance(value, str):
        return value
    if callable(value):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        raise JsonataError("D3001", "a number out of range has no text", "string")
    return _json(value, "\n" if pretty else "")


def _json(value: object, line: str) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return re.sub(
            "[\ud800-\udfff]",
            lambda found: f"\\u{ord(found.group()):04x}",
            json.dumps(value, ensure_ascii=False),
        )
    if isinstance(value, int | float):
        is_number(value)
        found = to_double(value)
        if isinstance(found, float) and not found.is_integer():
            digits = Context(prec=15, rounding=ROUND_HALF_UP)
            found = float(digits.create_decimal(Decimal(found)))
        return number_text(found)
    inner = line + "  " if line else ""
    if isinstance(value, list):
        parts = [_json(item, inner) for item in value]
        return _bracketed("[", parts, "]", line, inner)
    if isinstance(value, dict):
        colon = '": ' if line else '":'
        parts = [_json(key, "")[:-1] + colon + _json(value[key], inner) for key in keys_of(value)]
        return _bracketed("{", parts, "}", line, inner)
    return '""'


def _bracketed(opening: str, parts: list[str], closing: str, line: str, inner: str) -> str:
    if not parts:
        return opening + closing
    return opening + inner + ("," + inner).join(parts) + line + closing


def number_text(value: float) -> str:
    """Return the number as JavaScript writes it: 1e+21, 1e-7, 100000000000000000000."""
    value = to_double(value)
    if value == 0:
        return "0"
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    figures = "".join(map(str, digits)).rstrip("0")
    point = len(digits) + int(exponent)
    minus = "-" if sign else ""
    if len(figures) <= point <= 21:
        return minus + figures + "0" * (point - len(figures))
    if 0 < point <= 21:
        return minus + figures[:point] + "." + figures[point:]
    if -6 < point <= 0:
        return minus + "0." + "0" * -point + figures
    mantissa = figures if len(figures) == 1 else figures[0] + "." + figures[1:]
    return f"{minus}{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"
