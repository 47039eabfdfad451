"""A pattern as an automaton that a linear matcher walks: a state for each of its characters.

In: a tree without look-arounds and back-references. Out: each state as a text that the runtimes
of all languages read alike. It refuses to know how a state is printed.

An assertion costs no character: it is a condition on what stands before and behind the place
(nothing, a character of a word, another one), so each way from state to state carries the set
of the nine pairs for which it is open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cfc.patterns.properties import LAST, Ranges
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
    Pattern,
    Repeat,
    Sequence,
)

_MOST_STATES = 300
_MOST_WAYS = 2000
_LINE: Ranges = ((0, 9), (0xB, 0xC), (0xE, 0x2027), (0x202A, LAST))
_ALWAYS = 0b111_111_111
_EDGE, _WORD, _OTHER = range(3)


def _open_for(*pairs: tuple[int, int]) -> int:
    return sum(1 << (3 * before + after) for before, after in pairs)


_BOUNDARY = _open_for((_EDGE, _WORD), (_WORD, _EDGE), (_WORD, _OTHER), (_OTHER, _WORD))
_CONDITIONS = {
    "^": _open_for(*((_EDGE, after) for after in range(3))),
    "$": _open_for(*((before, _EDGE) for before in range(3))),
    "b": _BOUNDARY,
    "B": _ALWAYS & ~_BOUNDARY,
}


@dataclass(frozen=True)
class _Part:
    """Which states a part begins and ends with, and when it may be empty: conditions, 0 is never."""

    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    empty: int = _ALWAYS


class _NotLinear(Exception):
    """No automaton of a reasonable size does the same."""


def linear_states(pattern: Pattern) -> tuple[str, ...] | None:
    """Return the states of the automaton; None when there is none, or it would be too large.

    Each text says where the state leads, then which characters it stands for. `3` leads to
    state 3, `.` to the end of the match, `3:7` only where 7 has the bit `3 * before + behind`
    (0 nothing, 1 a character of a word, 2 another). The first state stands before the pattern.
    """
    builder = _Builder()
    try:
        whole = builder.part(pattern.tree)
    except _NotLinear:
        return None
    builder.ways[0] = whole.first
    ends = {**whole.last, **({0: whole.empty} if whole.empty else {})}
    if sum(map(len, builder.ways)) > _MOST_WAYS:
        return None
    return tuple(
        _text(ways, ends.get(state, 0), ranges)
        for state, (ways, ranges) in enumerate(zip(builder.ways, builder.sets, strict=True))
    )


def _text(ways: dict[int, int], end: int, ranges: Ranges) -> str:
    listed = [_way(str(state), when) for state, when in sorted(ways.items())]
    if end:
        listed.append(_way(".", end))
    letters = [f"{low:x}" if low == high else f"{low:x}-{high:x}" for low, high in ranges]
    return " ".join([",".join(listed), *letters])


def _way(target: str, when: int) -> str:
    return target if when == _ALWAYS else f"{target}:{when}"


class _Builder:
    def __init__(self) -> None:
        self.sets: list[Ranges] = [()]
        self.ways: list[dict[int, int]] = [{}]

    def part(self, node: Node) -> _Part:
        match node:
            case Character(code):
                return self._state(((code, code),))
            case AnyCharacter():
                return self._state(_LINE)
            case CharacterClass():
                return self._state(class_ranges(node))
            case Edge(kind):
                return _Part(empty=_CONDITIONS[kind])
            case Group(body):
                return self.part(body)
            case Sequence(parts):
                whole = _Part()
                for part in parts:
                    whole = self._then(whole, self.part(part))
                return whole
            case Choice(options):
                whole = _Part(empty=0)
                for option in options:
                    whole = _either(whole, self.part(option))
                return whole
            case Repeat():
                return self._repeat(node)
            case Look() | BackReference():
                raise _NotLinear

    def _state(self, ranges: Ranges) -> _Part:
        if len(self.sets) > _MOST_STATES:
            raise _NotLinear
        self.sets.append(ranges)
        self.ways.append({})
        state = {len(self.sets) - 1: _ALWAYS}
        return _Part(state, dict(state), 0)

    def _join(self, before: dict[int, int], after: dict[int, int]) -> None:
        for state, leaving in before.items():
            ways = self.ways[state]
            for following, entering in after.items():
                when = leaving & entering
                if when:
                    ways[following] = ways.get(following, 0) | when

    def _then(self, left: _Part, right: _Part) -> _Part:
        self._join(left.last, right.first)
        return _Part(
            _union(left.first, _only(right.first, left.empty)),
            _union(_only(left.last, right.empty), right.last),
            left.empty & right.empty,
        )

    def _repeat(self, node: Repeat) -> _Part:
        whole = _Part()
        low = node.low
        if node.high is None:
            # The last of the needed rounds is the one that goes on.
            for _ in range(low - 1):
                whole = self._then(whole, self.part(node.body))
            body = self.part(node.body)
            self._join(body.last, body.first)
            return self._then(whole, body if low else _Part(body.first, body.last))
        for _ in range(low):
            whole = self._then(whole, self.part(node.body))
        rest = _Part()
        for _ in range(node.high - low):
            # From behind, so that each copy leads only to the next one.
            following = self._then(self.part(node.body), rest)
            rest = _Part(following.first, following.last)
        return self._then(whole, rest)


def _either(left: _Part, right: _Part) -> _Part:
    return _Part(
        _union(left.first, right.first), _union(left.last, right.last), left.empty | right.empty
    )


def _union(left: dict[int, int], right: dict[int, int]) -> dict[int, int]:
    found = dict(left)
    for state, when in right.items():
        found[state] = found.get(state, 0) | when
    return found


def _only(states: dict[int, int], when: int) -> dict[int, int]:
    return {state: own & when for state, own in states.items() if own & when}
