"""The formats of JSON Schema, each by the letter of its specification.

Every function has a twin of the same name and the same steps in TypeScript. Only two things
differ by machine: the Unicode versions of the hosts, for letters of the newest scripts.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

# --- dates and times: RFC 3339 --------------------------------------------------------------

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_DURATION = re.compile(
    r"P(?:[0-9]+W"
    r"|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)"
    r"(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?"
    r"|T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))"
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_date_time(value: str) -> bool:
    """A date and a time of day with its offset from UTC, `T` between them."""
    return value[10:11] in ("T", "t") and is_date(value[:10]) and is_time(value[11:])


def is_date(value: str) -> bool:
    """A day of the calendar: `2024-02-29`."""
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not 1 <= month <= 12:
        return False
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 29 if month == 2 and is_leap else _DAYS[month - 1]
    return 1 <= day <= last


def is_time(value: str) -> bool:
    """A time of day with its offset from UTC. A leap second is the last one of a day in UTC."""
    match = _TIME.fullmatch(value)
    if match is None:
        return False
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    ahead = 0
    if match[4] is not None:
        if int(match[5]) > 23 or int(match[6]) > 59:
            return False
        ahead = int(match[5]) * 60 + int(match[6])
        ahead = ahead if match[4] == "+" else -ahead
    if hour > 23 or minute > 59:
        return False
    if second == 60:
        return (hour * 60 + minute - ahead + 1440) % 1440 == 1439
    return second < 60


def is_duration(value: str) -> bool:
    """A span of time: `P3DT12H`; no unit is left out between two others."""
    return _DURATION.fullmatch(value) is not None


# --- mail addresses: RFC 5321 and 6531 ------------------------------------------------------

_ATOMS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"|\"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*\""
)
_WIDE_ATOMS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
    r"(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+)*"
    r"|\"(?:[\x20\x21\x23-\x5b\x5d-\x7e\x80-\U0010ffff]|\\[\x20-\x7e])*\""
)
_WIDE_DOMAIN = re.compile(
    r"[A-Za-z0-9\x80-\U0010ffff](?:[A-Za-z0-9\x80-\U0010ffff-]*[A-Za-z0-9\x80-\U0010ffff])?"
    r"(?:\.[A-Za-z0-9\x80-\U0010ffff](?:[A-Za-z0-9\x80-\U0010ffff-]*[A-Za-z0-9\x80-\U0010ffff])?)*"
)


def is_email(value: str) -> bool:
    """A mail address of ASCII characters, without a name beside it."""
    local, at, domain = value.rpartition("@")
    if not at or len(local) > 64 or _ATOMS.fullmatch(local) is None:
        return False
    return _is_address_literal(domain) or is_hostname(domain)


def is_idn_email(value: str) -> bool:
    """A mail address that may hold any letters."""
    local, at, domain = value.rpartition("@")
    if not at or _utf8_length(local) > 64 or _WIDE_ATOMS.fullmatch(local) is None:
        return False
    return _is_address_literal(domain) or _WIDE_DOMAIN.fullmatch(domain) is not None


def _is_address_literal(domain: str) -> bool:
    if domain[:1] != "[" or domain[-1:] != "]":
        return False
    if domain[1:6].lower() == "ipv6:":
        return is_ipv6(domain[6:-1])
    return is_ipv4(domain[1:-1])


def _utf8_length(text: str) -> int:
    return sum(1 + (char > "\x7f") + (char > "\u07ff") + (char > "\uffff") for char in text)


# --- names of hosts: RFC 1123, 5890 to 5893 -------------------------------------------------

_ASCII_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_DOTS = re.compile(r"[.\u3002\uff0e\uff61]")
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


def is_idn_hostname(value: str) -> bool:
    """A host's name that may hold letters of any script, as IDNA 2008 allows them."""
    labels = []
    length = -1
    for label in _DOTS.split(value):
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


# --- addresses: RFC 2673, 4291, 3986, 3987, 9562, 6570, 6901 --------------------------------

_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!\Z)|\Z)){4}")
_PIECE = re.compile(r"[0-9A-Fa-f]{1,4}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_FUTURE = re.compile(r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+")
_HOST_AND_PORT = re.compile(r"(?:\[([^\]]*)\]|([^:\[\]]*))(?::[0-9]*)?")
_PLAIN = r"A-Za-z0-9\-._~!$&'()*+,;=:@/"
_WIDE = (
    r"\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U0004fffd"
    r"\U00050000-\U0005fffd\U00060000-\U0006fffd\U00070000-\U0007fffd\U00080000-\U0008fffd"
    r"\U00090000-\U0009fffd\U000a0000-\U000afffd\U000b0000-\U000bfffd\U000c0000-\U000cfffd"
    r"\U000d0000-\U000dfffd\U000e1000-\U000efffd"
)
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_URI_TEXT = re.compile(rf"(?:[{_PLAIN}?]|%[0-9A-Fa-f]{{2}})*")
_IRI_TEXT = re.compile(rf"(?:[{_PLAIN}?{_WIDE}]|%[0-9A-Fa-f]{{2}})*")
_IRI_QUERY = re.compile(rf"(?:[{_PLAIN}?{_WIDE}{_PRIVATE}]|%[0-9A-Fa-f]{{2}})*")
_TEMPLATE = re.compile(
    rf"(?:[!#$&-;=?-\[\]_a-z~{_WIDE}{_PRIVATE}]|%[0-9A-Fa-f]{{2}}"
    r"|\{[+#./;?&=,!@|]?(?:[\w.%]+(?:\*|:[1-9][0-9]{0,3})?(?:,(?!\})|(?=\})))+\})*",
    re.ASCII,
)
_VARIABLE = re.compile(r"(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*", re.ASCII)
_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
_RELATIVE_POINTER = re.compile(r"(?:0|[1-9][0-9]*)(?:#|((?:/(?:[^~/]|~[01])*)*))")


def is_ipv4(value: str) -> bool:
    """Four numbers up to 255 with dots between them, without leading zeros."""
    return _IPV4.fullmatch(value) is not None


def is_ipv6(value: str) -> bool:
    """Eight groups of hexadecimal digits; `::` for a run of zeros, the end may be like IPv4."""
    head, gap, tail = value.partition("::")
    if "::" in tail or tail[:1] == ":":
        return False
    first = head.split(":") if head else []
    last = tail.split(":") if tail else []
    pieces = first + last
    count = len(pieces)
    if pieces and "." in pieces[-1] and (last or not gap):
        if not is_ipv4(pieces.pop()):
            return False
        count += 1
    is_complete = count <= 7 if gap else count == 8
    return is_complete and all(_PIECE.fullmatch(piece) for piece in pieces)


def is_uri(value: str) -> bool:
    """An absolute address: it begins with its scheme."""
    return _is_reference(value, False, True)


def is_uri_reference(value: str) -> bool:
    """An address, absolute or relative."""
    return _is_reference(value, False, False)


def is_iri(value: str) -> bool:
    """An absolute address that may hold letters of any script."""
    return _is_reference(value, True, True)


def is_iri_reference(value: str) -> bool:
    """An address, absolute or relative, that may hold letters of any script."""
    return _is_reference(value, True, False)


def _is_reference(value: str, is_wide: bool, is_absolute: bool) -> bool:
    parts = _PARTS.fullmatch(value)
    if parts is None:
        return False
    scheme, authority, path, query, fragment = parts.groups()
    text = _IRI_TEXT if is_wide else _URI_TEXT
    if scheme is None:
        if is_absolute or (authority is None and ":" in path.partition("/")[0]):
            return False
    elif _SCHEME.fullmatch(scheme) is None:
        return False
    if authority is not None and not _is_authority(authority, text):
        return False
    query_text = _IRI_QUERY if is_wide else text
    return (
        text.fullmatch(path) is not None
        and (query is None or query_text.fullmatch(query) is not None)
        and (fragment is None or text.fullmatch(fragment) is not None)
    )


def _is_authority(authority: str, text: re.Pattern[str]) -> bool:
    user, _, host = authority.rpartition("@")
    parts = _HOST_AND_PORT.fullmatch(host)
    if parts is None or "@" in user or text.fullmatch(user) is None:
        return False
    if parts[1] is not None:
        return is_ipv6(parts[1]) or _FUTURE.fullmatch(parts[1]) is not None
    return text.fullmatch(parts[2]) is not None


def is_uuid(value: str) -> bool:
    """32 hexadecimal digits in five groups."""
    return _UUID.fullmatch(value) is not None


def is_uri_template(value: str) -> bool:
    """An address with variables in braces."""
    if _TEMPLATE.fullmatch(value) is None:
        return False
    return all(
        _VARIABLE.fullmatch(re.sub(r"\*|:[0-9]+", "", name)) is not None
        for expression in re.findall(r"\{[^\w%]?([^}]*)\}", value, re.ASCII)
        for name in expression.split(",")
    )


def is_json_pointer(value: str) -> bool:
    """A JSON Pointer as a text, not as a fragment."""
    return _POINTER.fullmatch(value) is not None


def is_relative_json_pointer(value: str) -> bool:
    """A number of levels up, then a JSON Pointer or `#`."""
    return _RELATIVE_POINTER.fullmatch(value) is not None


# --- regular expressions: ECMA-262 with the `u` flag ----------------------------------------

_GROUP = re.compile(r"\((?:\?(?::|(<?[=!])|<(?![=!])([^>]*)>)|(?!\?))")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{([0-9]+)(?:,([0-9]*))?\})\??")
_HEX = "[0-9A-Fa-f]"
_PAIR = re.compile(rf"\\u([dD][89abAB]{_HEX}{{2}})\\u([dD][c-fC-F]{_HEX}{{2}})")
_CODE = re.compile(rf"\\(?:u({_HEX}{{4}})|x({_HEX}{{2}})|u\{{({_HEX}+)\}})")
_SIMPLE = re.compile(r"\\(?:c([A-Za-z])|([fnrtv])|(0)(?![0-9])|([\^$\\.*+?()\[\]{}|/]))")
_SET = re.compile(r"\\(?:[dDsSwW]|[pP]\{([A-Za-z_]+)(?:=([A-Za-z0-9_]+))?\})")
_NAME_ESCAPE = re.compile(rf"\\u(?:({_HEX}{{4}})|\{{({_HEX}{{1,6}})\}})")
_REFERENCE = re.compile(r"\\(?:([1-9][0-9]*)|k<([^>]*)>)")
_SCRIPT = re.compile(r"[A-Z][A-Za-z]+(?:_[A-Z][a-z]+)*")
_CATEGORY_NAMES = """
C Other Cc Control cntrl Cf Format Cn Unassigned Co Private_Use Cs Surrogate L Letter LC
Cased_Letter Ll Lowercase_Letter Lm Modifier_Letter Lo Other_Letter Lt Titlecase_Letter
Lu Uppercase_Letter M Mark Combining_Mark Mc Spacing_Mark Me Enclosing_Mark Mn
Nonspacing_Mark N Number Nd Decimal_Number digit Nl Letter_Number No Other_Number P
Punctuation punct Pc Connector_Punctuation Pd Dash_Punctuation Pe Close_Punctuation Pf
Final_Punctuation Pi Initial_Punctuation Po Other_Punctuation Ps Open_Punctuation S
Symbol Sc Currency_Symbol Sk Modifier_Symbol Sm Math_Symbol So Other_Symbol Z Separator
Zl Line_Separator Zp Paragraph_Separator Zs Space_Separator
"""
_PROPERTY_NAMES = """
ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C
Bidi_Mirrored Bidi_M Case_Ignorable CI Cased Changes_When_Casefolded CWCF
Changes_When_Casemapped CWCM Changes_When_Lowercased CWL Changes_When_NFKC_Casefolded
CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash
Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp
Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres
Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext
Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC
ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase
Lower Math Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space
Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI Sentence_Terminal STerm
Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper
Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS
"""
_CATEGORIES = frozenset(_CATEGORY_NAMES.split())
_PROPERTIES = frozenset(_PROPERTY_NAMES.split())


def is_regex(value: str) -> bool:
    """A regular expression of ECMA-262, as it is read with the `u` flag."""
    at, can_repeat, highest = 0, False, 0
    opened: list[bool] = []
    names: list[str] = []
    named: list[str] = []
    groups = 0
    while at < len(value):
        char = value[at]
        if char == "(":
            group = _GROUP.match(value, at)
            if group is None:
                return False
            opened.append(group[1] is None)
            groups += group[0] == "(" or group[2] is not None
            if group[2] is not None:
                names.append(_NAME_ESCAPE.sub(_name_character, group[2]))
            at, can_repeat = group.end(), False
        elif char == ")":
            if not opened:
                return False
            at, can_repeat = at + 1, opened.pop()
        elif char in "*+?{":
            quantifier = _QUANTIFIER.match(value, at)
            if quantifier is None or not can_repeat or not _is_range(quantifier[1], quantifier[2]):
                return False
            at, can_repeat = quantifier.end(), False
        elif char in "|^$" or value[at : at + 2] in ("\\b", "\\B"):
            at, can_repeat = at + (2 if char == "\\" else 1), False
        elif char in "]}":
            return False
        else:
            reference = _REFERENCE.match(value, at)
            if reference is not None and reference[1] is not None:
                highest = max(highest, int(reference[1][:9]))
            elif reference is not None:
                named.append(_NAME_ESCAPE.sub(_name_character, reference[2]))
            end = _class_end(value, at) if char == "[" else _atom(value, at)[0]
            at, can_repeat = reference.end() if reference is not None else end, True
            if at < 0:
                return False
    is_named = all(_is_group_name(name) for name in names) and len(set(names)) == len(names)
    return not opened and is_named and highest <= groups and set(named) <= set(names)


def _is_range(low: str | None, high: str | None) -> bool:
    """Return whether the digits of `{low,high}` are in order, however many they are."""
    if not low or not high:
        return True
    low, high = low.lstrip("0"), high.lstrip("0")
    return len(low) < len(high) or (len(low) == len(high) and low <= high)


def _class_end(value: str, at: int) -> int:
    """Return the offset behind the class that starts at `[`; -1 when it is none."""
    at += 2 if value[at + 1 : at + 2] == "^" else 1
    while at < len(value):
        if value[at] == "]":
            return at + 1
        at, low = _class_atom(value, at)
        if at >= 0 and value[at : at + 1] == "-" and value[at + 1 : at + 2] not in ("", "]"):
            at, high = _class_atom(value, at + 1)
            if low < 0 or high < low:
                return -1
        if at < 0:
            return -1
    return -1


def _class_atom(value: str, at: int) -> tuple[int, int]:
    if value[at : at + 2] in ("\\b", "\\-"):
        return at + 2, 8 if value[at + 1] == "b" else 45
    return _atom(value, at)


def _atom(value: str, at: int) -> tuple[int, int]:
    """Return the offset behind a character or an escape, and its code point (-1: a set).

    The offset is -1 when there is no such escape.
    """
    if value[at] != "\\":
        return at + 1, ord(value[at])
    pair = _PAIR.match(value, at)
    if pair is not None:
        return pair.end(), 0x10000 + (int(pair[1], 16) - 0xD800) * 0x400 + int(pair[2], 16) - 0xDC00
    code = _CODE.match(value, at)
    if code is not None:
        point = int((code[1] or code[2] or code[3]), 16)
        return (code.end(), point) if point <= 0x10FFFF else (-1, -1)
    simple = _SIMPLE.match(value, at)
    if simple is not None:
        letter, control, zero, syntax = simple.groups()
        if letter is not None:
            return simple.end(), ord(letter) % 32
        if control is not None:
            return simple.end(), {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}[control]
        return simple.end(), 0 if zero is not None else ord(syntax)
    found = _SET.match(value, at)
    if found is None or not _is_property(found[1], found[2]):
        return -1, -1
    return found.end(), -1


def _is_property(name: str | None, text: str | None) -> bool:
    if name is None:
        return True
    if text is None:
        return name in _CATEGORIES or name in _PROPERTIES
    if name in ("General_Category", "gc"):
        return text in _CATEGORIES
    is_script = name in ("Script", "sc", "Script_Extensions", "scx")
    return is_script and _SCRIPT.fullmatch(text) is not None


def _name_character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _is_group_name(name: str) -> bool:
    plain = name.replace("$", "_")
    return (plain[:1] + re.sub(r"[\u200c\u200d]", "_", plain[1:])).isidentifier()
