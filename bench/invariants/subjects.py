"""Contracts with the invariants of `agreement.json` put in, compiled as `cfc compile` does it.

In: that file, the contracts under `schemas/`, and real schemas where they are given. Out:
subjects (the files of a project, as values), what they compile to, and documents that are valid
but for the invariants.
"""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from cfc.config.model import Config
from cfc.contract.model import Place
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.model import Finding
from cfc.diagnostics.reporter import Reporter
from cfc.instances.equality import key_of
from cfc.instances.facets import Reader
from cfc.instances.generator import Generator
from cfc.instances.near_misses import near_misses
from cfc.pipeline.memory import InMemory, compile_in_memory
from cfc.pipeline.subjects import exchange_place, reference_judge

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CASES = HERE / "agreement.json"
TARGETS = ("python", "javascript")
_FRUITLESS = 400


@dataclass(frozen=True)
class Subject:
    """A contract and its invariants. `files`: by id; `pointer`: the place that they stand at."""

    contract: str
    pointer: str
    files: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.contract + (f"#{self.pointer}" if self.pointer else "")

    @property
    def schema(self) -> Any:
        """The schema that the invariants stand in."""
        return _at(self.files[self.contract], self.pointer)

    @property
    def rules(self) -> list[dict[str, str]]:
        """The invariants as they are written."""
        return list(self.schema["invariants"])

    def with_contract(self, value: Any) -> Subject:
        return replace(self, files={**self.files, self.contract: value})


@dataclass(frozen=True)
class Compiled:
    """What a subject compiles to in each language, and the place to draw documents for."""

    subject: Subject
    printed: Mapping[str, InMemory]
    place: Place


def subjects(corpus: Path | None = None) -> list[Subject]:
    """Return all of them; those of real schemas only where these are."""
    cases = json.loads(CASES.read_text("utf-8"))
    files = {
        path.relative_to(ROOT / "schemas").with_suffix("").as_posix(): _plain(path)
        for path in sorted((ROOT / "schemas").rglob("*.json"))
    }
    bare = {name: without_invariants(value) for name, value in files.items()}
    found = []
    for case in cases["contracts"]:
        name, pointer = case["contract"], case.get("at", "")
        own = _at(files[name], pointer).get("invariants", [])
        found.append(_subject(bare, name, pointer, own, case["invariants"]))
    for case in cases["corpus"] if corpus is not None else ():
        path = (corpus or ROOT) / case["schema"]
        found.append(_subject({path.stem: _plain(path)}, path.stem, "", [], case["invariants"]))
    return found


def _plain(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _subject(
    files: Mapping[str, Any],
    name: str,
    pointer: str,
    own: Sequence[dict[str, str]],
    more: Mapping[str, str],
) -> Subject:
    contract = copy.deepcopy(files[name])
    added = [{"id": key, "expr": text} for key, text in more.items()]
    _at(contract, pointer)["invariants"] = [*own, *added]
    return Subject(name, pointer, {**files, name: contract})


def _at(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        value = value[part]
    return value


def without_invariants(value: Any) -> Any:
    """Return a contract without invariants and examples, which they could refuse."""
    if isinstance(value, dict):
        return {
            name: without_invariants(item)
            for name, item in value.items()
            if not (name in ("invariants", "examples") and isinstance(item, list))
        }
    return [without_invariants(item) for item in value] if isinstance(value, list) else value


@contextmanager
def project(subject: Subject) -> Iterator[Config]:
    """Yield the settings of a project that has the subject's files."""
    folder = Path(tempfile.mkdtemp(prefix="cfc-bench-"))
    try:
        for name, value in subject.files.items():
            path = folder / "schemas" / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(value, indent=2), "utf-8")
        yield Config(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compiled(subject: Subject) -> Compiled:
    """Compile a subject; raises ValueError with the first finding when it has errors."""
    printed = {}
    with project(subject) as config:
        for target in TARGETS:
            reporter = Reporter(catalogue())
            name = subject.contract + (f"#{subject.pointer}" if subject.pointer else "")
            made = compile_in_memory(config, name, config.project, target, reporter)
            if made is None:
                raise ValueError(f"{subject.name}: {reporter.findings()[0].message}")
            printed[target] = made
    one = printed[TARGETS[0]]
    place = one.place
    if one.contract.kind == "operation" and not place.pointer:
        place = exchange_place(one.front, one.contract, whole=True)
    return Compiled(subject, printed, place)


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what the checker says of a subject."""
    reporter = Reporter(catalogue())
    with project(subject) as config:
        compile_in_memory(config, subject.contract, config.project, TARGETS[0], reporter)
    return reporter.findings()


def documents(compiled: Compiled, count: int, seed: int) -> list[object]:
    """Return distinct documents that the schema accepts: drawn ones, and neighbours of these."""
    front = compiled.printed[TARGETS[0]].front
    is_valid = reference_judge(front, compiled.place)
    chance = Random(f"{seed}/{compiled.subject.name}")
    generator = Generator(Reader(front.registry, compiled.place), chance)
    found: dict[str, object] = {}
    fruitless = 0
    while len(found) < count and fruitless < _FRUITLESS:
        fruitless += 1
        for value in generator.draw((compiled.place,)):
            for one in (value, *near_misses(value, chance, 3), _with_a_copy(value, chance)):
                key = key_of(one)
                if len(found) < count and key not in found and is_valid(one):
                    found[key] = one
                    fruitless = 0
    return list(found.values())


def _with_a_copy(value: object, chance: Random) -> object:
    """Return the value with one scalar copied over another one, so that some are equal."""
    changed = copy.deepcopy(value)
    places = list(_scalars(changed))
    if len(places) > 1:
        (_, _, text), (holder, key, _) = chance.sample(places, 2)
        holder[key] = text
    return changed


def _scalars(value: Any) -> Iterator[tuple[Any, Any, object]]:
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, (dict, list)):
        pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    for key, item in pairs:
        if isinstance(item, (dict, list)):
            yield from _scalars(item)
        else:
            yield value, key, item
