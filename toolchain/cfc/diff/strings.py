"""A few short texts that a pattern probably matches, and that formats probably take.

In: a pattern or the name of a format. Out: guesses; whoever asks has them judged.
"""

from __future__ import annotations

from cfc.patterns import tree
from cfc.patterns.parser import PatternError, parse_pattern

_FORMATS: dict[str, tuple[str, ...]] = {
    "date-time": ("2000-01-01T00:00:00Z",),
    "date": ("2000-01-01",),
    "time": ("00:00:00Z",),
    "duration": ("P1D",),
    "email": ("a@b.cd",),
    "idn-email": ("a@b.cd",),
    "hostname": ("a",),
    "idn-hostname": ("a",),
    "ipv4": ("0.0.0.0",),
    "ipv6": ("::",),
    "uri": ("a:b", "http://a.b"),
    "uri-reference": ("a",),
    "iri": ("a:b",),
    "iri-reference": ("a",),
    "uuid": ("00000000-0000-0000-0000-000000000000",),
    "uri-template": ("a",),
    "json-pointer": ("", "/a"),
    "relative-json-pointer": ("0",),
    "regex": ("a",),
}
_SHORTHAND = {"d": "0", "s": " ", "w": "a"}
_MOST = 6


def of_format(name: object) -> tuple[str, ...]:
    """Return texts that a format probably takes."""
    return _FORMATS.get(name, ()) if isinstance(name, str) else ()


def of_pattern(text: str) -> list[str]:
    """Return texts that a pattern probably matches; none when it cannot be read."""
    try:
        return _texts(parse_pattern(text).tree)
    except (PatternError, RecursionError):
        return []


def _texts(node: tree.Node) -> list[str]:
    if isinstance(node, tree.Character):
        return [chr(node.code)]
    if isinstance(node, tree.AnyCharacter):
        return ["a", "0"]
    if isinstance(node, tree.CharacterClass):
        return _of_class(node)
    if isinstance(node, tree.Group):
        return _texts(node.body)
    if isinstance(node, tree.Repeat):
        return _repeated(node)
    if isinstance(node, tree.Choice):
        return [text for option in node.options for text in _texts(option)[:2]][:_MOST]
    if isinstance(node, tree.Sequence):
        found = [""]
        for part in node.parts:
            options = _texts(part) or [""]
            first = [text + options[0] for text in found]
            found = (first + [found[0] + other for other in options[1:]])[:_MOST]
        return found
    return [""]


def _repeated(node: tree.Repeat) -> list[str]:
    if node.low > 200:
        return []
    body = _texts(node.body) or [""]
    found = [body[0] * node.low]
    if node.high is None or node.high > node.low:
        found += [body[0] * node.low + item for item in body]
    elif node.low:
        found += [body[0] * (node.low - 1) + item for item in body[1:]]
    return found[:_MOST]


def _of_class(node: tree.CharacterClass) -> list[str]:
    if node.negated:
        return [char for char in ("a", "0", " ", "~", "é") if not _is_in(char, node)][:2]
    found: list[str] = []
    for item in node.items:
        if isinstance(item, tree.Range):
            found.append(chr(item.low))
        elif isinstance(item, tree.Shorthand):
            found.append("~" if item.negated else _SHORTHAND[item.kind])
        else:
            found.append("é")
    return found[:4]


def _is_in(char: str, node: tree.CharacterClass) -> bool:
    for item in node.items:
        if isinstance(item, tree.Range):
            if item.low <= ord(char) <= item.high:
                return True
        elif isinstance(item, tree.Shorthand):
            kinds = {"d": char.isdigit(), "s": char.isspace(), "w": char.isalnum() and char < "~"}
            if kinds[item.kind] != item.negated:
                return True
    return False
