"""How long an engine may take: no text needs more steps than are foreseen for its length."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from cfc.patterns.effort import longest_within
from cfc.patterns.matcher import automaton, automaton_from
from cfc.patterns.parser import parse_pattern
from cfc.patterns.python import class_ranges
from cfc.patterns.tree import (
    Character,
    CharacterClass,
    Choice,
    Edge,
    Group,
    Node,
    Repeat,
    Sequence,
)

from tests.support.patterns import some_patterns


class Engine:
    """Backtracks as engines do, without any cleverness, and counts the characters it tries."""

    def __init__(self, text: str) -> None:
        self.text, self.steps = text, 0

    def search(self, node: Node) -> int:
        any(any(True for _ in self.ends(node, at)) for at in range(len(self.text) + 1))
        return self.steps

    def ends(self, node: Node, at: int) -> Iterator[int]:
        match node:
            case Character(code):
                yield from self.one(((code, code),), at)
            case CharacterClass():
                yield from self.one(class_ranges(node), at)
            case Edge("^"):
                yield from (at,) * (at == 0)
            case Edge("$"):
                yield from (at,) * (at == len(self.text))
            case Group(body):
                yield from self.ends(body, at)
            case Choice(options):
                for option in options:
                    yield from self.ends(option, at)
            case Sequence(()):
                yield at
            case Sequence((first, *rest)):
                for middle in self.ends(first, at):
                    yield from self.ends(Sequence(tuple(rest)), middle)
            case Repeat(body, low, high):
                yield from self.rounds(body, low, high, at)
            case _:
                raise NotImplementedError

    def one(self, ranges: tuple[tuple[int, int], ...], at: int) -> Iterator[int]:
        self.steps += 1
        if at < len(self.text) and any(low <= ord(self.text[at]) <= high for low, high in ranges):
            yield at + 1

    def rounds(self, body: Node, low: int, high: int | None, at: int) -> Iterator[int]:
        if high != 0:
            for middle in self.ends(body, at):
                following = None if high is None else high - 1
                yield from self.rounds(body, max(low - 1, 0), following, middle)
        if low == 0:
            yield at


SLOW = [
    "^(a+)+$",
    "(a+)+b",
    "(a|a)+b",
    "^(?:ab?|a)*(?:a+b)+$",
    "^a*b*a*$",
    "a+a+a+b",
    "(?:a{1,3})*b",
]


@pytest.mark.parametrize("text", SLOW)
def test_a_slow_pattern_takes_no_more_steps_than_foreseen(text: str) -> None:
    source = Random(3)
    for _ in range(200):
        tried = "".join(source.choices("aaab", k=source.randrange(1, 10)))
        steps = Engine(tried).search(parse_pattern(text).tree)
        assert longest_within(parse_pattern(text), steps - 1) < len(tried)


def is_slow(text: str) -> bool:
    return automaton(text) is not None and automaton_from(text) > 0


def test_no_pattern_takes_more_steps_than_foreseen() -> None:
    source = Random(4)
    patterns = [text for text in some_patterns(source, 20_000) if is_slow(text)]
    tried = 0
    for text in patterns:
        pattern = parse_pattern(text)
        for _ in range(10):
            letters = "".join(source.choices("aab-", k=source.randrange(1, 9)))
            try:
                steps = Engine(letters).search(pattern.tree)
            except NotImplementedError:
                break
            tried += 1
            assert longest_within(pattern, steps - 1) < len(letters), text
    assert tried > 1000
