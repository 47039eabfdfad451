"""The rounds of a run: which values are tried, in which order, and how many of each source.

In: a `Subject` (where values come from, and the exact filter) and a `Plan`. Out: valid values,
each once, with the source they came from; counts. It refuses to know what they are tried on.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from cfc.instances.boundaries import Boundaries
from cfc.instances.equality import key_of
from cfc.instances.facets import Conjunction, Reader
from cfc.instances.generator import Generator
from cfc.instances.hypothesis_source import SourceMissing, SourceRefuses, draw, lowered

SAVED, EXAMPLES, BOUNDARIES = "saved", "examples", "boundaries"
HYPOTHESIS, GENERATOR = "hypothesis-jsonschema", "generator"
SOURCES = (SAVED, EXAMPLES, BOUNDARIES, HYPOTHESIS, GENERATOR)
_FRUITLESS = 400


@dataclass(frozen=True)
class Plan:
    """How much is tried. `seconds` is for one subject; `sources`: those that are asked."""

    runs: int = 1000
    seconds: float = 60.0
    seed: int = 0
    sources: tuple[str, ...] = SOURCES

    @property
    def insists(self) -> bool:
        """Return whether one source was asked for by name, so that its absence is an error."""
        return len(self.sources) == 1


@dataclass
class Subject:
    """What values are drawn for. `canonical`: its schema in normal form (may raise)."""

    reader: Reader
    conjunction: Conjunction
    is_valid: Callable[[object], bool]
    canonical: Callable[[], object]
    saved: Sequence[object] = ()
    examples: Sequence[object] = ()


@dataclass
class Tally:
    """What was tried. `refused`: drawn, but not valid; `notes`: why a source gave nothing."""

    cases: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SOURCES, 0))
    refused: int = 0
    notes: list[str] = field(default_factory=list)
    invalid: list[object] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.cases.values())


class Session:
    """One run over one subject. `left_out`: sources that are not asked any more."""

    def __init__(self, subject: Subject, plan: Plan) -> None:
        self.left_out: set[str] = set()
        self.subject, self.plan = subject, plan
        self.tally = Tally()
        self._seen: set[str] = set()
        self._end = time.monotonic() + plan.seconds
        self._boundaries = Boundaries(subject.reader, Random(plan.seed))

    @property
    def is_over(self) -> bool:
        return self.tally.total >= self.plan.runs or time.monotonic() > self._end

    def simple(self) -> list[object]:
        """Return some simple values, for a shrinker."""
        found = self._boundaries.values(self.subject.conjunction)[:120]
        return [value for value in found if self.subject.is_valid(value)]

    def values(self) -> Iterator[tuple[str, object]]:
        """Yield source and value: valid, each once."""
        plan, subject = self.plan, self.subject
        rounds: dict[str, Callable[[], Iterable[object]]] = {
            SAVED: lambda: subject.saved,
            EXAMPLES: lambda: subject.examples,
            BOUNDARIES: lambda: self._boundaries.values(subject.conjunction),
            HYPOTHESIS: self._from_hypothesis,
            GENERATOR: self._from_generator,
        }
        for source in SOURCES:
            if source not in plan.sources or source in self.left_out:
                continue
            most = self._share(source)
            for value in rounds[source]():
                if self.is_over or self.tally.cases[source] >= most:
                    break
                if self._admits(value):
                    self.tally.cases[source] += 1
                    yield source, value

    def _share(self, source: str) -> int:
        """Boundaries leave room for what nobody thought of."""
        if source == BOUNDARIES and not self.plan.insists:
            return max(1, self.plan.runs * 6 // 10)
        return self.plan.runs

    def _admits(self, value: object) -> bool:
        if not is_finite(value):
            return False
        key = key_of(value)
        if key in self._seen:
            return False
        self._seen.add(key)
        if self.subject.is_valid(value):
            return True
        self.tally.refused += 1
        if len(self.tally.invalid) < 200:
            self.tally.invalid.append(value)
        return False

    def _from_hypothesis(self) -> list[object]:
        plan = self.plan
        left = self._end - time.monotonic()
        count = plan.runs if plan.insists else min(100, max(10, plan.runs // 10))
        seconds = left if plan.insists else min(2.0, left / 4)
        found: list[object] = []
        # A small schema has few values, and those at its limits came first. What this source draws
        # is tried once more under its name, so that it stands on its own.
        self._seen = set()
        try:
            draw(lowered(self.subject.canonical()), count, plan.seed, seconds, found.append)
        except SourceMissing as error:
            if plan.insists:
                raise
            self.tally.notes.append(f"hypothesis-jsonschema is not installed: {error}")
        except SourceRefuses as error:
            self.tally.notes.append(f"hypothesis-jsonschema: {error}")
        return found

    def _from_generator(self) -> Iterator[object]:
        generator = Generator(self.subject.reader, Random(self.plan.seed))
        fruitless = 0
        while fruitless < _FRUITLESS:
            before = self.tally.cases[GENERATOR]
            yield from generator.draw(self.subject.conjunction)
            fruitless = 0 if self.tally.cases[GENERATOR] > before else fruitless + 1


def is_finite(value: object) -> bool:
    """Tell whether all numbers of a value are finite."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list):
        return all(map(is_finite, value))
    if isinstance(value, dict):
        return all(map(is_finite, value.values()))
    return True
