"""Numbers written by a picture, `#,##0.00`, or in another base."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce
from typing import Final

from .arguments import bad_argument, expect, number_argument, string_argument
from .numeric import round_number
from .texts import number_text
from .values import UNDEFINED, JsonataError

_SYMBOLS: Final[Mapping[str, str]] = {
    "decimal-separator": ".",
    "grouping-separator": ",",
    "exponent-separator": "e",
    "infinity": "Infinity",
    "minus-sign": "-",
    "NaN": "NaN",
    "percent": "%",
    "per-mille": "\u2030",
    "zero-digit": "0",
    "digit": "#",
    "pattern-separator": ";",
}
_WIDEST: Final = 1000


@dataclass(frozen=True)
class _Symbols:
    """What the characters of a picture mean."""

    decimal: str
    grouping: str
    exponent: str
    minus: str
    percent: str
    per_mille: str
    zero: str
    digit: str
    separator: str
    digits: str

    def is_active(self, char: str) -> bool:
        marks = (self.decimal, self.exponent, self.grouping, self.digit, self.separator)
        return char in self.digits or char in marks

    def is_edge(self, char: str) -> bool:
        return self.is_active(char) and char != self.exponent

    def count(self, text: str, *, optional: bool = False) -> int:
        """Return the number of digits in the text; `optional`: those that may be left out, too."""
        return sum(char in self.digits or (optional and char == self.digit) for char in text)


@dataclass(frozen=True)
class _Parts:
    """A picture taken apart."""

    text: str
    prefix: str
    suffix: str
    active: str
    mantissa: str
    exponent: str | None
    integer: str
    fraction: str


def format_number(value: object, picture: object, options: object = UNDEFINED) -> object:
    """Return the number as the picture has it; the options give other characters."""
    expect("formatNumber", "string", picture)
    expect("formatNumber", "object", options)
    if value is UNDEFINED:
        return UNDEFINED
    number = number_argument(value, "formatNumber")
    if not math.isfinite(number):
        raise JsonataError("D1001", "a number is out of range", "formatNumber")
    symbols = _symbols(options)
    pictures = string_argument(picture, "formatNumber").split(symbols.separator)
    if len(pictures) > 2:
        raise JsonataError("D3080", "a picture has at most two parts", "formatNumber")
    parts = [_taken_apart(one, symbols) for one in pictures]
    for part in parts:
        _check(part, symbols)
    chosen = parts[0] if number >= 0 else parts[-1]
    sign = symbols.minus if number < 0 and len(parts) == 1 else ""
    return sign + chosen.prefix + _written(abs(number), chosen, symbols) + chosen.suffix


def _symbols(options: object) -> _Symbols:
    found = {**_SYMBOLS, **(options if isinstance(options, dict) else {})}
    for name in _SYMBOLS:
        if not isinstance(found[name], str) or not found[name]:
            raise bad_argument("formatNumber")
    zero = ord(found["zero-digit"][0])
    return _Symbols(
        found["decimal-separator"],
        found["grouping-separator"],
        found["exponent-separator"],
        found["minus-sign"],
        found["percent"],
        found["per-mille"],
        found["zero-digit"],
        found["digit"],
        found["pattern-separator"],
        "".join(chr(zero + index) for index in range(10)),
    )


def _taken_apart(text: str, symbols: _Symbols) -> _Parts:
    edges = [index for index, char in enumerate(text) if symbols.is_edge(char)]
    prefix = text[: edges[0]] if edges else ""
    suffix = text[edges[-1] + 1 :] if edges else ""
    active = text[len(prefix) : len(text) - len(suffix)]
    at = text.find(symbols.exponent, len(prefix))
    mantissa, exponent = active, None
    if at >= 0 and at <= len(text) - len(suffix):
        mantissa, exponent = active[:at], active[at + 1 :]
    point = mantissa.find(symbols.decimal)
    integer, fraction = (
        (mantissa, suffix) if point < 0 else (mantissa[:point], mantissa[point + 1 :])
    )
    return _Parts(text, prefix, suffix, active, mantissa, exponent, integer, fraction)


def _check(part: _Parts, symbols: _Symbols) -> None:
    """Refuse a picture that is none; of several errors the last one counts."""
    text, grouping = part.text, symbols.grouping
    found: str | None = None
    point = text.find(symbols.decimal)
    scales = (symbols.percent in text, symbols.per_mille in text)
    if text.count(symbols.decimal) > 1:
        found = "D3081"
    if text.count(symbols.percent) > 1:
        found = "D3082"
    if text.count(symbols.per_mille) > 1:
        found = "D3083"
    if all(scales):
        found = "D3084"
    if not symbols.count(part.mantissa, optional=True):
        found = "D3085"
    if not all(map(symbols.is_active, part.active)):
        found = "D3086"
    if point >= 0:
        before = text[point - 1] if point else ""
        if grouping in (before, text[point + 1 : point + 2]):
            found = "D3087"
    elif part.integer.endswith(grouping):
        found = "D3088"
    if grouping * 2 in text:
        found = "D3089"
    if symbols.count(part.integer.partition(symbols.digit)[0]) and symbols.digit in part.integer:
        found = "D3090"
    if symbols.count(part.fraction[max(part.fraction.rfind(symbols.digit), 0) :]) and (
        symbols.digit in part.fraction
    ):
        found = "D3091"
    if part.exponent and any(scales):
        found = "D3092"
    if part.exponent is not None and symbols.count(part.exponent) != max(len(part.exponent), 1):
        found = "D3093"
    if found is None and len(text) > _WIDEST:
        found = "U1001"
    if found is not None:
        raise JsonataError(found, "the picture of the number is none", "formatNumber")


def _written(number: float, part: _Parts, symbols: _Symbols) -> str:
    least_integer = scale = symbols.count(part.integer)
    least = symbols.count(part.fraction)
    most = symbols.count(part.fraction, optional=True)
    has_exponent = part.exponent is not None
    if least_integer == 0 and most == 0:
        if has_exponent:
            least = most = 1
        else:
            least_integer = 1
    if has_exponent and least_integer == 0 and symbols.digit in part.integer:
        least_integer = 1
    if least_integer == 0 and least == 0:
        least = 1
    if symbols.percent in part.text:
        number = number * 100
    elif symbols.per_mille in part.text:
        number = number * 1000
    exponent = 0
    if has_exponent and number:
        number, exponent = _normalised(float(number), scale)
    rounded = round_number(number, most)
    text = _fixed(abs(number_argument(rounded, "formatNumber")), most, symbols)
    whole, _, fraction = text.partition(".")
    whole = whole.lstrip(symbols.zero).rjust(least_integer, symbols.zero)
    fraction = fraction.rstrip(symbols.zero).ljust(least, symbols.zero)
    text = _grouped(whole, fraction, part, symbols)
    if symbols.decimal not in part.text or text.endswith(symbols.decimal):
        text = text[:-1]
    if not has_exponent:
        return text
    power = _fixed(abs(exponent), 0, symbols).rjust(len(part.exponent or ""), symbols.zero)
    return text + symbols.exponent + (symbols.minus if exponent < 0 else "") + power


def _normalised(number: float, scale: int) -> tuple[float, int]:
    """Return the number with so many digits before the point, and the power of ten left."""
    largest, smallest, exponent = 10.0**scale, 10.0 ** (scale - 1), 0
    while number < smallest:
        number *= 10
        exponent -= 1
    while number > largest:
        number /= 10
        exponent += 1
    return number, exponent


def _fixed(number: float, places: int, symbols: _Symbols) -> str:
    if places > 100:
        raise JsonataError("D3061", "a number has at most 100 decimal places", "formatNumber")
    if number >= 1e21:
        text = number_text(number)
    else:
        digits = Context(prec=200, rounding=ROUND_HALF_UP)
        text = f"{Decimal(number).quantize(Decimal(1).scaleb(-places), context=digits):f}"
    if symbols.zero == "0":
        return text
    return "".join(symbols.digits[int(char)] if char in "0123456789" else char for char in text)


def _grouped(whole: str, fraction: str, part: _Parts, symbols: _Symbols) -> str:
    marks = _positions(part.integer, part.integer, symbols, to_left=False)
    step = _regular_step(marks)
    if step:
        for count in range(1, (len(whole) - 1) // step + 1):
            at = len(whole) - count * step - (count - 1) * len(symbols.grouping)
            whole = whole[:at] + symbols.grouping + whole[at:]
        text = whole + symbols.decimal + fraction
    else:
        text, point = whole + symbols.decimal + fraction, len(whole)
        for mark in marks:
            text = text[: point - mark] + symbols.grouping + text[point - mark :]
            point += 1
    point = text.find(symbols.decimal)
    for mark in _positions(part.fraction, part.integer, symbols, to_left=True):
        at = mark + point + 1
        text = text[:at] + symbols.grouping + text[at:]
    return text


def _positions(part: str, integer: str, symbols: _Symbols, *, to_left: bool) -> list[int]:
    """Return how many digits stand on one side of each mark of grouping."""
    found: list[int] = []
    at = part.find(symbols.grouping)
    while at >= 0:
        found.append(symbols.count(part[:at] if to_left else part[at:], optional=True))
        # The reference goes on in the integer part, whichever part it is about.
        at = integer.find(symbols.grouping, at + 1)
    return found


def _regular_step(marks: Sequence[int]) -> int:
    if not marks:
        return 0
    step = reduce(math.gcd, marks)
    return step if all(index * step in marks for index in range(1, len(marks) + 1)) else 0


def format_base(value: object, radix: object = UNDEFINED) -> object:
    """Return the rounded number in the base of the radix, 2 to 36."""
    expect("formatBase", "number", radix)
    if value is UNDEFINED:
        return UNDEFINED
    number = number_argument(round_number(number_argument(value, "formatBase")), "formatBase")
    base = 10 if radix is UNDEFINED else number_argument(round_number(radix), "formatBase")
    if not 2 <= base <= 36:
        raise JsonataError("D3100", "a number has a base of 2 to 36", "formatBase")
    if not math.isfinite(number):
        raise JsonataError("D1001", "a number is out of range", "formatBase")
    if base == 10:
        return number_text(number)
    rest, out = abs(float(number)), ""
    while math.ulp(rest) >= base:
        # The digits that a double does not hold are zeros.
        rest, out = rest / base, "0" + out
    while rest > 0 or not out:
        digit = math.fmod(rest, base)
        rest = (rest - digit) / base
        out = "0123456789abcdefghijklmnopqrstuvwxyz"[int(digit)] + out
    return "-" + out if number < 0 else out
