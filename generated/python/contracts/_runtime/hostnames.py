"""Formats of the names of hosts: RFC 1123 and 5890 to 5893."""

from __future__ import annotations

import re
from unicodedata import category, normalize

_ASCII_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LETTERS = frozenset({"Ll", "Lu", "Lo", "Lm", "Nd", "Mn", "Mc"})
# Letters that RFC 5892 refuses by name, by kind, or for a folding that `lower` does not know.
_REFUSED = re.compile(
    r"[\u0345\u034f\u0640\u07fa\u1100-\u11ff\u17b4\u17b5\u180b-\u180f\u1c80-\u1c88\u1f80-\u1faf"
    r"\u1fb2-\u1fb4\u1fb7\u1fc2-\u1fc4\u1fc7\u1ff2-\u1ff4\u1ff7\u20d0-\u20ff\u302e\u302f"
    r"\u3031-\u3035\u303b\ua960-\ua97c\ud7b0-\ud7fb\ufe00-\ufe0f\U0001d100-\U0001d24f"
    r"\U000e0100-\U000e01ef]"
)
_NAMED = frozenset("-\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb")
_SMALL_CHEROKEE = re.compile(r"[\u13f8-\u13fd\uab70-\uabbf]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_HEBREW = re.compile(r"[\u0591-\u05f4\ufb1d-\ufb4f]")
_JAPANESE = re.compile(
    r"[\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff"
    r"\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U000323af]"
)
_VIRAMA = re.compile(
    r"[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84"
    r"\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c"
    r"\ua8c4\ua953\ua9c0\uaaf6\uabed\U00010a3f\U00011046\U00011070\U0001107f\U000110b9\U00011133"
    r"\U00011134\U000111c0\U00011235\U000112ea\U0001134d\U00011442\U000114c2\U000115bf\U0001163f"
    r"\U000116b6\U0001172b\U00011839\U0001193d\U0001193e\U000119e0\U00011a34\U00011a47\U00011a99"
    r"\U00011c3f\U00011d44\U00011d45\U00011d97\U00011f41\U00011f42]"
)
# Arabic letters that join on both sides, and those that join to the letter before them only.
_JOINS_BOTH = re.compile(
    r"[\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f"
    r"\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff"
    r"\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d\u072e\u074e-\u0758\u075c-\u076a"
    r"\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u1820-\u1878]"
)
_JOINS_BACK = re.compile(
    r"[\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0"
    r"\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a"
    r"\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779]"
)
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ARABIC_DIGIT = re.compile(r"[\u0660-\u0669\U00010d30-\U00010d39]")
_EUROPEAN_DIGIT = re.compile(r"[0-9\u06f0-\u06f9]")
_NEUTRAL = frozenset("-\u00b7\u0375\u200c\u200d\u30fb")


def is_hostname(value: str) -> bool:
    """A host's name of ASCII labels; those that stand for other letters are checked as such."""
    return len(value) <= 253 and all(_is_ascii_label(label) for label in value.split("."))


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
    if category(label[0]) in ("Mn", "Mc", "Me") or _REFUSED.search(label):
        return False
    return all(
        (char in _NAMED or category(char) in _LETTERS) and _fits(char, label, at)
        for at, char in enumerate(label)
    )


def _folded(text: str) -> str:
    # Cherokee alone folds to its capitals.
    return _SMALL_CHEROKEE.sub(lambda match: match[0].upper(), text.lower())


def _fits(char: str, label: str, at: int) -> bool:
    """Return whether a character that is allowed in some places only stands in one of them."""
    before, after = label[:at], label[at + 1 :]
    if char == "\u00b7":
        return before[-1:] == "l" and after[:1] == "l"
    if char == "\u0375":
        return _GREEK.match(after) is not None
    if char in "\u05f3\u05f4":
        return _HEBREW.match(before[-1:]) is not None
    if char == "\u30fb":
        return _JAPANESE.search(label) is not None
    if "\u0660" <= char <= "\u0669":
        return re.search(r"[\u06f0-\u06f9]", label) is None
    if char == "\u200d":
        return _VIRAMA.match(before[-1:]) is not None
    if char == "\u200c" and _VIRAMA.match(before[-1:]) is None:
        left = next((other for other in reversed(before) if category(other) != "Mn"), "")
        right = next((other for other in after if category(other) != "Mn"), "")
        joins = _JOINS_BOTH.match(right) or _JOINS_BACK.match(right)
        return _JOINS_BOTH.match(left) is not None and joins is not None
    return True


def _direction(char: str) -> str:
    """Return how a character runs: L, R, A and E for digits, N neither, M a mark."""
    if char in _NEUTRAL:
        return "N"
    if _ARABIC_DIGIT.match(char):
        return "A"
    if _EUROPEAN_DIGIT.match(char):
        return "E"
    if category(char) in ("Mn", "Me"):
        return "M"
    return "R" if _RIGHT_TO_LEFT.match(char) else "L"


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
