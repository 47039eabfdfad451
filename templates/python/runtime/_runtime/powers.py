"""Powers as JavaScript's engines reckon them: the last digit is not that of the C library."""

from __future__ import annotations

import math
import struct
from typing import Final

_BASES: Final = (1.0, 1.5)
# The logarithm to base 2 of the base, in two parts.
_LOG_HIGH: Final = (0.0, 5.84962487220764160156e-01)
_LOG_LOW: Final = (0.0, 1.35003920212974897128e-08)
_LOG_SERIES: Final = (
    5.99999999999994648725e-01,
    4.28571428578550184252e-01,
    3.33333329818377432918e-01,
    2.72728123808534006489e-01,
    2.30660745775561754067e-01,
    2.06975017800338417784e-01,
)
_EXP_SERIES: Final = (
    1.66666666666666019037e-01,
    -2.77777777770155933842e-03,
    6.61375632143793436117e-05,
    -1.65339022054652515390e-06,
    4.13813679705723846039e-08,
)
_LN2: Final = 6.93147180559945286227e-01
_LN2_HIGH: Final = 6.93147182464599609375e-01
_LN2_LOW: Final = -1.90465429995776804525e-09
_TWO_THIRDS: Final = 9.61796693925975554329e-01
_TWO_THIRDS_HIGH: Final = 9.61796700954437255859e-01
_TWO_THIRDS_LOW: Final = -7.02846165095275826516e-09


def _high(value: float) -> int:
    """Return the upper half of the bits, with its sign."""
    (bits,) = struct.unpack(">i", struct.pack(">d", value)[:4])
    return int(bits)


def _with_high(value: float, high: int) -> float:
    (made,) = struct.unpack(">d", struct.pack(">i", high) + struct.pack(">d", value)[4:])
    return float(made)


def _cut(value: float) -> float:
    """Return the value without the lower half of its bits."""
    (made,) = struct.unpack(">d", struct.pack(">d", value)[:4] + bytes(4))
    return float(made)


def _series(at: float, factors: tuple[float, ...]) -> float:
    total = 0.0
    for factor in reversed(factors):
        total = factor + at * total
    return total


def power_of(base: float, exponent: float) -> float:
    """Return the power; one that is out of range is infinite, one that is none is NaN."""
    if exponent == 0 or base == 1:
        return 1.0
    if exponent in (1, -1, 2) or base == 0 or not abs(exponent) <= 2.0**31:
        return _plainly(base, exponent)
    if not math.isfinite(base):
        return _plainly(base, exponent)
    if base < 0 and exponent != math.floor(exponent):
        return math.nan
    if exponent == 0.5 and base >= 0:
        return math.sqrt(base)
    sign = -1.0 if base < 0 and math.fmod(exponent, 2) else 1.0
    high, low = _log2(abs(base))
    # The exponent times the logarithm, in two parts.
    upper = _cut(exponent)
    rest = (exponent - upper) * high + exponent * low
    main = upper * high
    if main + rest >= 1024 or main + rest <= -1075:
        return sign * _plainly(abs(base), exponent)
    return sign * _exp2(main, rest)


def _plainly(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and math.fmod(exponent, 2) else math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan


def _log2(value: float) -> tuple[float, float]:
    count = 0
    if _high(value) < 0x00100000:
        value *= 2.0**53
        count -= 53
    high = _high(value)
    count += (high >> 20) - 0x3FF
    fraction = high & 0xFFFFF
    high = fraction | 0x3FF00000
    which = 1 if 0x3988E < fraction < 0xBB67A else 0
    if fraction >= 0xBB67A:
        count += 1
        high -= 0x00100000
    value = _with_high(value, high)
    base = _BASES[which]
    above = value - base
    inverse = 1.0 / (value + base)
    ratio = above * inverse
    ratio_high = _cut(ratio)
    sum_high = _with_high(0.0, ((high >> 1) | 0x20000000) + 0x00080000 + (which << 18))
    sum_low = value - (sum_high - base)
    ratio_low = inverse * ((above - ratio_high * sum_high) - ratio_high * sum_low)
    square = ratio * ratio
    rest = square * square * _series(square, _LOG_SERIES)
    rest += ratio_low * (ratio_high + ratio)
    square = ratio_high * ratio_high
    sum_high = _cut(3.0 + square + rest)
    sum_low = rest - ((sum_high - 3.0) - square)
    above = ratio_high * sum_high
    inverse = ratio_low * sum_high + sum_low * ratio
    main = _cut(above + inverse)
    low = inverse - (main - above)
    log_high = _TWO_THIRDS_HIGH * main
    log_low = _TWO_THIRDS_LOW * main + low * _TWO_THIRDS + _LOG_LOW[which]
    whole = float(count)
    found = _cut(((log_high + log_low) + _LOG_HIGH[which]) + whole)
    return found, log_low - (((found - whole) - _LOG_HIGH[which]) - log_high)


def _exp2(main: float, rest: float) -> float:
    high = _high(rest + main)
    size = high & 0x7FFFFFFF
    count = 0
    if size > 0x3FE00000:
        count = high + (0x00100000 >> ((size >> 20) - 0x3FF + 1))
        shift = ((count & 0x7FFFFFFF) >> 20) - 0x3FF
        kept = count & ~(0xFFFFF >> shift)
        main -= _with_high(0.0, kept)
        count = ((count & 0xFFFFF) | 0x00100000) >> (20 - shift)
        count = -count if high < 0 else count
    whole = _cut(rest + main)
    upper = whole * _LN2_HIGH
    lower = (rest - (whole - main)) * _LN2 + whole * _LN2_LOW
    found = upper + lower
    error = lower - (found - upper)
    square = found * found
    scaled = found - square * _series(square, _EXP_SERIES)
    left = (found * scaled) / ((scaled - 2.0) - (error + found * error))
    return math.ldexp(1.0 - (left - found), count)
