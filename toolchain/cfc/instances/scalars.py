"""Numbers and strings of facets: those at the limits, and drawn ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from random import Random

from cfc.instances.facets import Facets, matches, step_of
from cfc.instances.texts import of_format, of_pattern

_LONGEST = 4000
_SAFE = 2**53 - 1
_CHARACTERS = "aZ09 _-.,<>&\"'/\\éß漢😀\u0301\u202e\t\n\x00"
_TEXTS = ("a", "A", "0", " ", "", "<b>", "\"'", "é", "😀", "null", "a b", "\n", "漢字", "\x00")


def admits_number(facets: Facets, value: int | float) -> bool:
    """Tell whether a number is within the limits; multiples are not asked."""
    low, high = facets.low, facets.high
    return not (
        (low is not None and (value < low or (facets.low_excluded and value == low)))
        or (high is not None and (value > high or (facets.high_excluded and value == high)))
    )


def number_edges(facets: Facets, *, whole: bool) -> list[int | float]:
    """Return numbers at and near the limits, the smallest first."""
    step = step_of(facets, whole=whole)
    found: list[int | float] = [0, 1, -1, 2, 10]
    for limit in (facets.low, facets.high):
        if limit is not None:
            found += _around(limit, step)
    if step is not None:
        found += _around(0, step)
        # Where a multiple is not what its product in doubles is: 0.29 * 100 is 28.999…
        found += [_plain(step * count) for count in (3, 7, 29, 57, 115, 1009)]
    if facets.low is not None and facets.high is not None:
        found += _around((facets.low + facets.high) / 2, step)[:1]
    if facets.high is None:
        found += [100, 2**31 - 1, 2**31, _SAFE, _SAFE + 1, 2**53 + 2]
    if facets.low is None:
        found += [-(2**31), -_SAFE, -(2**53) - 2]
    if not whole and not facets.multiples:
        found += [0.5, -0.5, 1.1, 1e-7, 1e21, -1.5e300]
    kept = _distinct(number for number in found if admits_number(facets, number))
    if whole:
        kept = [number for number in kept if float(number).is_integer()]
    return sorted(kept, key=lambda number: (abs(number), number < 0))


def _around(limit: int | float, step: Decimal | None) -> list[int | float]:
    if step is None:
        if isinstance(limit, int) and abs(limit) > _SAFE:
            return [limit - 1, limit, limit + 1]
        wide = float(limit)
        return [limit, limit + 1, limit - 1, math.nextafter(wide, math.inf),
                math.nextafter(wide, -math.inf), limit + 0.5, limit - 0.5]  # fmt: skip
    nearest = (Decimal(repr(limit)) / step).to_integral_value()
    return [_plain((nearest + offset) * step) for offset in (0, 1, -1, 2, -2)]


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _distinct(numbers: Iterable[int | float]) -> list[int | float]:
    return list(dict.fromkeys(numbers))


def draw_number(facets: Facets, rng: Random, *, whole: bool) -> int | float | None:
    """Return a number within the limits; None when there is none."""
    if rng.random() < 0.35:
        edges = number_edges(facets, whole=whole)
        if edges:
            return rng.choice(edges)
    step = step_of(facets, whole=whole)
    reach = 10.0 ** rng.randint(0, 9)
    low = facets.low if facets.low is not None else (
        -reach if facets.high is None else facets.high - reach
    )  # fmt: skip
    high = facets.high if facets.high is not None else max(low, 0) + reach
    if step is not None:
        first = int((Decimal(repr(low)) / step).to_integral_value(rounding="ROUND_CEILING"))
        last = int((Decimal(repr(high)) / step).to_integral_value(rounding="ROUND_FLOOR"))
        if facets.low_excluded and first * step == Decimal(repr(low)):
            first += 1
        if facets.high_excluded and last * step == Decimal(repr(high)):
            last -= 1
        return _plain(rng.randint(first, last) * step) if first <= last else None
    if low > high:
        return None
    number = rng.uniform(low, high)
    number = round(number, rng.choice((0, 1, 2, 6))) if rng.random() < 0.6 else number
    return number if admits_number(facets, number) else rng.uniform(low, high)


def admits_text(facets: Facets, text: str) -> bool:
    """Tell whether a string has a length and a form that are allowed; formats are not asked."""
    least, most = facets.lengths
    return least <= len(text) <= most and all(matches(one, text) for one in facets.patterns)


def text_edges(facets: Facets, rng: Random) -> list[str]:
    """Return strings at the limits, the shortest first."""
    found: list[str] = []
    for name in facets.formats:
        found += of_format(name)
    for pattern in facets.patterns:
        found += _of_pattern(facets, pattern, rng)
    if len(facets.patterns) > 1:
        found += ["".join(of_pattern(one, "least", rng) or "" for one in facets.patterns)]
    if not found:
        least, most = facets.lengths
        found += [*_TEXTS]
        lengths = {least, least + 1}
        if most <= _LONGEST:
            lengths |= {int(most), max(least, int(most) - 1)}
        found += ["a" * length for length in sorted(lengths)]
        found += [text * least for text in ("0", " ", "A", "😀", "<") if least > 1]
        if not facets.formats and 1 <= most <= _LONGEST:
            found += ["😀" * int(most)]
    kept = [text for text in dict.fromkeys(found) if admits_text(facets, text)]
    return sorted(kept, key=lambda text: (len(text), not text.isalnum(), text.lower() != text))


def _of_pattern(facets: Facets, pattern: str, rng: Random) -> list[str]:
    least, most = facets.lengths
    reach = int(min(most, 40)) if most < math.inf else 6
    found = [of_pattern(pattern, "least", rng), of_pattern(pattern, "most", rng, reach)]
    found += [of_pattern(pattern, "random", rng, reach) for _ in range(24)]
    texts = [text for text in found if text is not None]
    # Without an anchor, more may stand around a match: that is how lengths are reached.
    for text in texts[:2]:
        for length in (least, most):
            if len(text) < length <= _LONGEST:
                gap = int(length) - len(text)
                texts += [text + "a" * gap, "a" * gap + text, text + text[-1:] * gap]
    admitted = [text for text in dict.fromkeys(texts) if admits_text(facets, text)]
    admitted.sort(key=len)
    return [*admitted[:4], *admitted[-4:]] if len(admitted) > 8 else admitted


def draw_text(facets: Facets, rng: Random) -> str | None:
    """Return a string; None when none was found."""
    for _ in range(20):
        text = _drawn_text(facets, rng)
        if text is not None and admits_text(facets, text):
            return text
    edges = text_edges(facets, rng)
    return rng.choice(edges) if edges else None


def _drawn_text(facets: Facets, rng: Random) -> str | None:
    if facets.patterns:
        if len(facets.patterns) > 1 and rng.random() < 0.5:
            return "".join(of_pattern(one, "random", rng) or "" for one in facets.patterns)
        most = facets.lengths[1]
        reach = int(most) if most <= 64 and rng.random() < 0.5 else 12
        mode = rng.choice(("random", "random", "random", "least", "most"))
        return of_pattern(rng.choice(facets.patterns), mode, rng, reach)  # type: ignore[arg-type]
    if facets.formats and (known := of_format(facets.formats[0], rng)):
        return rng.choice(known)
    least, most = facets.lengths
    if rng.random() < 0.2:
        length = int(most) if most <= _LONGEST and rng.random() < 0.6 else least
    else:
        reach = int(min(most, least + rng.choice((3, 8, 30))))
        # No length at all may be left; then what is drawn is not admitted.
        length = rng.randint(least, max(least, reach))
    if rng.random() < 0.5:
        return "".join(rng.choice("abcdefgxyz012 ") for _ in range(length))
    return "".join(rng.choice(_CHARACTERS) for _ in range(length))
