"""Formats of the names of hosts: RFC 1123 and 5890 to 5893."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from .matching import Regex
from .tables import (
    ARABIC_DIGIT,
    EUROPEAN_DIGIT,
    GREEK,
    HEBREW,
    JAPANESE,
    JOINS_BACK,
    JOINS_BOTH,
    NAMED,
    NEUTRAL,
    REFUSED,
    RIGHT_TO_LEFT,
    SMALL_CHEROKEE,
    VIRAMA,
)

_ASCII_LABEL = Regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_DOTS = Regex(r"[.\u3002\uff0e\uff61]")
_LETTERS = frozenset({"Ll", "Lu", "Lo", "Lm", "Nd", "Mn", "Mc"})


def is_hostname(value: str) -> bool:
    """A host's name of ASCII labels; those that stand for other letters are checked as such."""
    return len(value) <= 253 and all(_is_ascii_label(label) for label in value.split("."))


def is_idn_hostname(value: str) -> bool:
    """A host's name that may hold letters of any script, as IDNA 2008 allows them."""
    labels = []
    length = -1
    for label in _DOTS.engine.split(value):
        if label.isascii():
            has_prefix = label[:4].lower() == "xn--"
            if not _is_ascii_label(label) or (label[2:4] == "--" and not has_prefix):
                return False
            labels.append(_from_punycode(label[4:]) or label if has_prefix else label)
            length += 1 + len(label)
        else:
            encoded = _to_punycode(label) if len(label) < 60 else label
            if len(encoded) > 59 or not _is_wide_label(label):
                return False
            labels.append(label)
            length += 5 + len(encoded)
    if length > 253:
        return False
    has_direction = any(_direction(char) in "RA" for label in labels for char in label)
    return not has_direction or all(_keeps_direction(label) for label in labels)


def _is_ascii_label(label: str) -> bool:
    if _ASCII_LABEL.fullmatch(label) is None:
        return False
    if label[:4].lower() != "xn--":
        return True
    decoded = _from_punycode(label[4:])
    if decoded is None or decoded.isascii() or not _is_wide_label(decoded):
        return False
    has_direction = any(_direction(char) in "RA" for char in decoded)
    is_canonical = _to_punycode(decoded) == label[4:].lower()
    return is_canonical and (not has_direction or _keeps_direction(decoded))


def _is_wide_label(label: str) -> bool:
    if label[0] == "-" or label[-1] == "-" or label[2:4] == "--":
        return False
    if normalize("NFKC", _folded(normalize("NFKC", label))) != label:
        return False
    if category(label[0]) in ("Mn", "Mc", "Me") or REFUSED.search(label):
        return False
    return all(
        (char in NAMED or category(char) in _LETTERS) and _fits(char, label, at)
        for at, char in enumerate(label)
    )


def _folded(text: str) -> str:
    # Cherokee alone folds to its capitals.
    return SMALL_CHEROKEE.engine.sub(lambda match: match[0].upper(), text.lower())


def _fits(char: str, label: str, at: int) -> bool:
    """Return whether a character that is allowed in some places only stands in one of them."""
    before, after = label[:at], label[at + 1 :]
    if char == "\u00b7":
        return before[-1:] == "l" and after[:1] == "l"
    if char == "\u0375":
        return GREEK.match(after) is not None
    if char in "\u05f3\u05f4":
        return HEBREW.match(before[-1:]) is not None
    if char == "\u30fb":
        return JAPANESE.search(label) is not None
    if "\u0660" <= char <= "\u0669":
        return re.search(r"[\u06f0-\u06f9]", label) is None
    if char == "\u200d":
        return VIRAMA.match(before[-1:]) is not None
    if char == "\u200c" and VIRAMA.match(before[-1:]) is None:
        left = next((other for other in reversed(before) if category(other) != "Mn"), "")
        right = next((other for other in after if category(other) != "Mn"), "")
        joins = JOINS_BOTH.match(right) or JOINS_BACK.match(right)
        return JOINS_BOTH.match(left) is not None and joins is not None
    return True


def _direction(char: str) -> str:
    """Return how a character runs: L, R, A and E for digits, N neither, M a mark."""
    if char in NEUTRAL:
        return "N"
    if ARABIC_DIGIT.match(char):
        return "A"
    if EUROPEAN_DIGIT.match(char):
        return "E"
    if category(char) in ("Mn", "Me"):
        return "M"
    return "R" if RIGHT_TO_LEFT.match(char) else "L"


def _keeps_direction(label: str) -> bool:
    """Return whether the label can be told apart in a line that runs both ways (RFC 5893)."""
    runs = "".join(_direction(char) for char in label)
    if runs[0] == "R":
        return re.fullmatch(r"[RAENM]*[RAE]M*", runs) is not None and not (
            "A" in runs and "E" in runs
        )
    return re.fullmatch(r"L(?:[LENM]*[LE])?M*", runs) is not None


def _from_punycode(text: str) -> str | None:
    """Return what the text stands for (RFC 3492); None when it stands for nothing."""
    basic, _, digits = text.lower().rpartition("-")
    output = list(basic)
    code, index, bias, at = 128, 0, 72, 0
    while at < len(digits):
        start, weight, k = index, 1, 36
        while True:
            if at == len(digits):
                return None
            digit = "abcdefghijklmnopqrstuvwxyz0123456789".find(digits[at])
            at += 1
            if digit < 0:
                return None
            index += digit * weight
            if index > 0x7FFFFFFF:
                return None
            threshold = min(max(k - bias, 1), 26)
            if digit < threshold:
                break
            weight *= 36 - threshold
            k += 36
        bias = _adapted(index - start, len(output) + 1, start == 0)
        code += index // (len(output) + 1)
        index %= len(output) + 1
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            return None
        output.insert(index, chr(code))
        index += 1
    return "".join(output)


def _to_punycode(label: str) -> str:
    """Return the ASCII text that stands for a label, without its prefix (RFC 3492)."""
    output = [char for char in label if char < "\x80"]
    done = basic = len(output)
    if basic:
        output.append("-")
    code, delta, bias = 128, 0, 72
    points = [ord(char) for char in label]
    while done < len(points):
        following = min(point for point in points if point >= code)
        delta += (following - code) * (done + 1)
        code = following
        for point in points:
            delta += point < code
            if point != code:
                continue
            rest, k = delta, 36
            while rest >= (threshold := min(max(k - bias, 1), 26)):
                digit = threshold + (rest - threshold) % (36 - threshold)
                output.append("abcdefghijklmnopqrstuvwxyz0123456789"[digit])
                rest = (rest - threshold) // (36 - threshold)
                k += 36
            output.append("abcdefghijklmnopqrstuvwxyz0123456789"[rest])
            bias = _adapted(delta, done + 1, done == basic)
            delta = 0
            done += 1
        delta += 1
        code += 1
    return "".join(output)


def _adapted(delta: int, count: int, is_first: bool) -> int:
    delta = delta // 700 if is_first else delta // 2
    delta += delta // count
    k = 0
    while delta > 455:
        delta //= 35
        k += 36
    return k + 36 * delta // (delta + 38)
