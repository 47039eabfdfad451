"""Translate a pattern to the language of Python's `re`, so that `re.search` finds the same.

In: a `Pattern`. Out: the source of a regular expression that needs no flags. What Python's
engine cannot do alike is refused with its place. A pattern that was read without the `u` flag
is for texts of UTF-16 units: each half of a pair is a character of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cfc.patterns.properties import Ranges, complement, property_ranges, union
from cfc.patterns.structure import Path, fixed_width, resolve
from cfc.patterns.tree import (
    AnyCharacter,
    BackReference,
    Character,
    CharacterClass,
    Choice,
    ClassItem,
    Edge,
    Group,
    Look,
    Node,
    Pattern,
    Range,
    Repeat,
    Sequence,
    Shorthand,
)

_TERMINATORS = r"\n\r\u2028\u2029"
_DIGITS: Ranges = ((0x30, 0x39),)
_WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_SPACE: Ranges = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)
_SHORTHANDS = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_LARGEST = 2**31
_SPECIAL = frozenset("\\.^$*+?{}[]()|")
_SPECIAL_IN_CLASS = frozenset("\\]^-[&~|")
_NAMED = {0x09: r"\t", 0x0A: r"\n", 0x0B: r"\v", 0x0C: r"\f", 0x0D: r"\r"}


class NotTranslatable(ValueError):
    """Python's engine has no equal for a part of the pattern, which stands at `position`."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def to_python(pattern: Pattern, *, ignore_case: bool = False, multiline: bool = False) -> str:
    """Return the source for `re.compile`; raises NotTranslatable.

    `ignore_case` and `multiline` are the flags `i` and `m`; `i` goes with no `u`.
    """
    if ignore_case and pattern.unicode:
        raise ValueError("case is ignored only in patterns without the `u` flag")
    return _Printer(pattern, ignore_case, multiline).node(pattern.tree, ())


@dataclass(frozen=True)
class _Printer:
    pattern: Pattern
    ignore_case: bool
    multiline: bool

    def node(self, node: Node, path: Path) -> str:
        below = (*path, node)
        if isinstance(node, Character):
            return self._character(node.code)
        if isinstance(node, AnyCharacter):
            return f"[^{_TERMINATORS}]"
        if isinstance(node, CharacterClass):
            return self._class(node)
        if isinstance(node, Edge):
            return self._edge(node)
        if isinstance(node, Sequence):
            return "".join(self._part(part, below) for part in node.parts)
        if isinstance(node, Choice):
            return "|".join(self.node(option, below) for option in node.options)
        if isinstance(node, Group):
            return self._group(node, below)
        if isinstance(node, Look):
            return self._look(node, below)
        if isinstance(node, Repeat):
            return self._repeat(node, below)
        return self._reference(node, path)

    def _part(self, node: Node, path: Path) -> str:
        text = self.node(node, path)
        return f"(?:{text})" if isinstance(node, Choice) else text

    def _character(self, code: int) -> str:
        if self.ignore_case:
            ranges = _folded(((code, code),))
            if ranges != ((code, code),):
                return f"[{_ranges_text(ranges)}]"
        return _escaped(code, _SPECIAL)

    def _class(self, node: CharacterClass) -> str:
        ranges = union([part for item in node.items for part in _item_ranges(item)])
        if self.ignore_case:
            ranges = _folded(ranges)
        if not ranges:
            return r"[\s\S]" if node.negated else r"[^\s\S]"
        if complement(ranges) == ():
            return r"[^\s\S]" if node.negated else r"[\s\S]"
        negated = node.negated
        shorter = complement(ranges)
        if len(shorter) < len(ranges) and len(node.items) == 1:
            ranges, negated = shorter, not negated
        if len(ranges) == 1 and ranges[0][0] == ranges[0][1] and not negated:
            return _escaped(ranges[0][0], _SPECIAL)
        return f"[{'^' if negated else ''}{_ranges_text(ranges)}]"

    def _edge(self, node: Edge) -> str:
        if node.kind == "b":
            return r"(?a:\b)"
        if node.kind == "B":
            # Python's own `\B` finds nothing in an empty text.
            return r"(?!(?a:\b))"
        if node.kind == "^":
            return f"(?<![^{_TERMINATORS}])" if self.multiline else r"\A"
        return f"(?=[{_TERMINATORS}]|\\Z)" if self.multiline else r"\Z"

    def _group(self, node: Group, path: Path) -> str:
        body = self.node(node.body, path)
        if node.number is None:
            return f"(?:{body})"
        if node.name is not None and re.fullmatch(r"[A-Za-z_]\w*", node.name, re.ASCII):
            return f"(?P<{node.name}>{body})"
        return f"({body})"

    def _look(self, node: Look, path: Path) -> str:
        if node.ahead:
            return f"(?{'!' if node.negated else '='}{self.node(node.body, path)})"
        mark = "(?<!" if node.negated else "(?<="
        body, outer = node.body, path
        while isinstance(body, Group) and body.number is None:
            outer = (*outer, body)
            body = body.body
        options = body.options if isinstance(body, Choice) else (body,)
        if any(fixed_width(option) is None for option in options):
            raise NotTranslatable("Python looks behind only for texts of one length", node.at)
        inner = (*outer, body) if isinstance(body, Choice) else outer
        texts = [f"{mark}{self.node(option, inner)})" for option in options]
        if node.negated or len(texts) == 1:
            return "".join(texts)
        return f"(?:{'|'.join(texts)})"

    def _repeat(self, node: Repeat, path: Path) -> str:
        body = self.node(node.body, path)
        if isinstance(node.body, Look | BackReference | Choice | Sequence):
            body = f"(?:{body})"
        if node.low >= _LARGEST:
            raise NotTranslatable("no text is long enough for so many repetitions", node.at)
        high = None if node.high is None or node.high >= _LARGEST else node.high
        short = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((node.low, high))
        if short is None:
            bounds = (
                str(node.low) if node.low == high else f"{node.low},{'' if high is None else high}"
            )
            short = f"{{{bounds}}}"
        return body + short + ("?" if node.lazy else "")

    def _reference(self, node: BackReference, path: Path) -> str:
        found = resolve(self.pattern.tree, node, path)
        if found.refusal is not None:
            raise NotTranslatable(found.refusal, node.at)
        if found.finds == "nothing":
            return "(?:)"
        if self.ignore_case:
            raise NotTranslatable("a back-reference does not ignore case alike", node.at)
        if found.finds == "group":
            return f"(?:\\{node.number})"
        # A group that took no part matches the empty text, where Python would fail.
        return f"(?({node.number})\\{node.number}|)"


def class_ranges(node: CharacterClass) -> Ranges:
    """Return the code points that a class matches."""
    ranges = union([part for item in node.items for part in _item_ranges(item)])
    return complement(ranges) if node.negated else ranges


def _item_ranges(item: ClassItem) -> Ranges:
    if isinstance(item, Range):
        return ((item.low, item.high),)
    ranges = _SHORTHANDS[item.kind] if isinstance(item, Shorthand) else property_ranges(item.text)
    return complement(ranges) if item.negated else ranges


def _ranges_text(ranges: Ranges) -> str:
    parts = []
    for low, high in ranges:
        parts.append(_escaped(low, _SPECIAL_IN_CLASS))
        if high > low:
            between = "-" if high > low + 1 else ""
            parts.append(between + _escaped(high, _SPECIAL_IN_CLASS))
    return "".join(parts)


def _escaped(code: int, special: frozenset[str]) -> str:
    char = chr(code)
    if char in special:
        return "\\" + char
    if char.isascii() and char.isprintable():
        return char
    if code in _NAMED:
        return _NAMED[code]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@cache
def _folds() -> dict[int, tuple[int, ...]]:
    """Return, for each unit that has such, all units that are equal to it without case."""
    classes: dict[str, list[int]] = {}
    for code in range(0x10000):
        char = chr(code)
        upper = char.upper()
        if len(upper) != 1 or ord(upper) > 0xFFFF or (code >= 0x80 and ord(upper) < 0x80):
            upper = char
        classes.setdefault(upper, []).append(code)
    return {
        code: tuple(members) for members in classes.values() if len(members) > 1 for code in members
    }


def _folded(ranges: Ranges) -> Ranges:
    folds = _folds()
    more = [
        (other, other)
        for low, high in ranges
        for code in range(low, min(high, 0xFFFF) + 1)
        for other in folds.get(code, ())
    ]
    return union([*ranges, *more])
