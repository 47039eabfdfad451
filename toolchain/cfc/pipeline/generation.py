"""`cfc generate`: draw documents that a contract accepts, invariants included.

In: a contract compiled in memory. Out: distinct valid documents, the same for the same seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from cfc.contract.model import Place
from cfc.diagnostics.reporter import Reporter
from cfc.instances.equality import key_of
from cfc.instances.generator import Generator
from cfc.judges.python import PythonJudge
from cfc.pipeline.fuzzing import report_nothing
from cfc.pipeline.memory import InMemory
from cfc.pipeline.subjects import exchange_place, reference_judge

_FRUITLESS = 3000


def generate(compiled: InMemory, count: int, seed: int, reporter: Reporter) -> list[object]:
    """Return up to `count` documents; what was asked for and not found is reported."""
    place = compiled.place
    if compiled.contract.kind == "operation" and not place.pointer:
        place = exchange_place(compiled.front, compiled.contract, whole=True)
    with PythonJudge(compiled.texts) as judge:

        def admits(value: object) -> bool:
            return judge.holds(compiled.path, compiled.function, value)

        found = list(_drawn(compiled, place, admits, count, seed))
    if not found and count:
        report_nothing(compiled, reporter)
    return found


def _drawn(
    compiled: InMemory, place: Place, admits: Callable[[object], bool], count: int, seed: int
) -> Iterator[object]:
    from cfc.instances.facets import Reader

    reference = reference_judge(compiled.front, place)
    generator = Generator(Reader(compiled.front.registry, place), Random(seed))
    seen: set[str] = set()
    fruitless = 0
    while len(seen) < count and fruitless < _FRUITLESS:
        fruitless += 1
        for value in generator.draw((place,)):
            key = key_of(value)
            if key not in seen and admits(value) and reference(value):
                seen.add(key)
                fruitless = 0
                yield value
