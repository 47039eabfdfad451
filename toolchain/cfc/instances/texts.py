"""Strings for patterns and formats.

In: an ECMA-262 pattern, or the name of a format. Out: strings that should match; whoever asks
filters them exactly. Look-around and back-references are not followed.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Literal

from cfc.patterns.parser import PatternError, parse_pattern
from cfc.patterns.python import class_ranges
from cfc.patterns.tree import (
    AnyCharacter,
    BackReference,
    Character,
    CharacterClass,
    Choice,
    Edge,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
)

Mode = Literal["least", "most", "random"]
_REACH = 12

FORMATS: dict[str, tuple[str, ...]] = {
    "date": ("2000-01-01", "2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"),
    "time": ("00:00:00Z", "23:59:59+02:00", "12:30:45.123456Z", "23:59:60Z", "08:00:00z", "10:20:30-23:59"),
    "date-time": ("2000-01-01T00:00:00Z", "2024-02-29T23:59:59.999999+02:00", "1999-12-31t23:59:59z",
                  "2016-12-31T23:59:60Z", "0001-01-01T00:00:00Z", "2030-06-15T12:00:00-11:30"),
    "duration": ("P1D", "PT1S", "P1Y2M3DT4H5M6S", "P4W", "PT0S", "P1M"),
    "email": ("a@b.co", "joe+tag@example.com", '"joe bloggs"@example.com', "first.last@sub.example.org",
              "x@[127.0.0.1]", "A_Z-9@example.museum"),
    "idn-email": ("a@b.co", "joe+tag@example.com", "실례@실례.테스트"),
    "hostname": ("a", "example.com", "xn--nxasmq6b.example", "a-b.c", "1.example", "a" * 63),
    "idn-hostname": ("a", "example.com", "bücher.example", "실례.테스트"),
    "ipv4": ("0.0.0.0", "255.255.255.255", "127.0.0.1", "192.168.1.10"),
    "ipv6": ("::", "::1", "2001:db8::8a2e:370:7334", "2001:0db8:0000:0000:0000:ff00:0042:8329", "::ffff:192.0.2.1", "ABCD::"),
    "uri": ("a:", "http://example.com", "https://user@example.com:8080/p/a%20th?q=1#f", "urn:isbn:0451450523",
            "mailto:a@b.co", "http://[::1]/", "http://example.com:80"),
    "uri-reference": ("", "a", "../x?y#z", "http://example.com/", "//host/path", "#frag"),
    "iri": ("a:", "http://exämple.com/päth", "http://example.com"),
    "iri-reference": ("", "/päth", "http://example.com"),
    "uuid": ("00000000-0000-0000-0000-000000000000", "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
             "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    "uri-template": ("", "http://example.com/{id}", "{?q,lang}"),
    "json-pointer": ("", "/a", "/foo/0/~0~1", "/"),
    "relative-json-pointer": ("0", "1/a", "0#", "120/foo/bar"),
    "regex": ("", "a", "^[a-z]+$", "(?<n>x)\\k<n>", "\\p{Lu}"),
}  # fmt: skip
"""Strings of each format, the shortest first."""


def of_format(name: str, rng: Random | None = None) -> list[str]:
    """Return strings of a format; with a source of chance also one that nobody wrote."""
    found = list(FORMATS.get(name, ()))
    if rng is None or not found:
        return found
    drawn = _drawn(name, rng)
    return [drawn] if drawn is not None and rng.random() < 0.7 else [rng.choice(found)]


def _drawn(name: str, rng: Random) -> str | None:
    day = f"{rng.randint(1, 9999):04}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    clock = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
    zone = rng.choice(("Z", "z", "+00:00", "-05:30", "+14:00"))
    part = rng.choice(("", "", ".5", ".123456789"))
    word = "".join(rng.choice("abcxyz09") for _ in range(rng.randint(1, 8)))
    if name == "date":
        return day
    if name == "time":
        return clock + part + zone
    if name == "date-time":
        return f"{day}{rng.choice('TTt')}{clock}{part}{zone}"
    if name == "uuid":
        text = f"{rng.getrandbits(128):032x}"
        text = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
        return text.upper() if rng.random() < 0.3 else text
    if name in ("email", "idn-email"):
        return f"{word}{rng.choice(('', '+x', '.y', '_z'))}@{rng.choice(('b.co', 'example.com'))}"
    if name in ("hostname", "idn-hostname"):
        return f"{word}.example"
    if name == "ipv4":
        return ".".join(
            str(rng.choice((0, 1, 10, 127, 255, rng.randint(0, 255)))) for _ in range(4)
        )
    if name == "ipv6":
        return ":".join(f"{rng.getrandbits(16):x}" for _ in range(8))
    if name in ("uri", "iri", "uri-reference", "iri-reference"):
        return f"https://{word}.example:{rng.randint(1, 65535)}/{word}?q={word}"
    if name == "duration":
        return f"P{rng.randint(0, 99)}DT{rng.randint(0, 23)}H"
    return None


@lru_cache(maxsize=1024)
def _tree(pattern: str) -> Node | None:
    try:
        return parse_pattern(pattern).tree
    except PatternError:
        return None


def of_pattern(pattern: str, mode: Mode, rng: Random, reach: int = _REACH) -> str | None:
    """Return a string for a pattern; None when it is no pattern. `reach`: of open repeats."""
    tree = _tree(pattern)
    return None if tree is None else "".join(_sample(tree, mode, rng, reach))


def _sample(node: Node, mode: Mode, rng: Random, reach: int) -> list[str]:
    if isinstance(node, Character):
        return [chr(node.code)]
    if isinstance(node, AnyCharacter):
        return [_pick(((0x20, 0x7E),), mode, rng)]
    if isinstance(node, CharacterClass):
        try:
            return [_pick(class_ranges(node), mode, rng)]
        except LookupError:
            return []
    if isinstance(node, Group):
        return _sample(node.body, mode, rng, reach)
    if isinstance(node, Sequence):
        return [text for part in node.parts for text in _sample(part, mode, rng, reach)]
    if isinstance(node, Choice):
        options = node.options
        index = {"least": 0, "most": len(options) - 1}.get(mode, rng.randrange(len(options)))
        return _sample(options[index], mode, rng, reach)
    if isinstance(node, Repeat):
        high = node.low + reach if node.high is None else min(node.high, node.low + 300)
        count = {"least": node.low, "most": high}.get(mode, rng.randint(node.low, high))
        if mode == "random" and node.high is None and rng.random() < 0.5:
            count = min(high, node.low + 1)
        return [text for _ in range(count) for text in _sample(node.body, mode, rng, reach)]
    assert isinstance(node, (Edge, Look, BackReference))
    return []


def _pick(ranges: tuple[tuple[int, int], ...], mode: Mode, rng: Random) -> str:
    if not ranges:
        return ""
    if mode == "least":
        plain = [low for low, high in ranges if high >= 0x20] or [ranges[0][0]]
        return chr(max(plain[0], 0x20) if ranges[0][1] >= 0x20 else plain[0])
    if mode == "most":
        readable = [(low, min(high, 0x7E)) for low, high in ranges if low <= 0x7E]
        return chr(readable[-1][1] if readable else ranges[-1][1])
    shown = [(max(low, 0x20), min(high, 0x7E)) for low, high in ranges]
    shown = [(low, high) for low, high in shown if low <= high]
    use = shown if shown and rng.random() < 0.9 else list(ranges)
    low, high = rng.choice(use)
    code = rng.randint(low, min(high, low + 2000))
    return chr(code if not 0xD800 <= code <= 0xDFFF else low if low < 0xD800 else 0x61)
