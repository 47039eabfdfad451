"""No claim of the checker is contradicted: what it infers admits whatever jsonata-js answers.

Usage: python -m bench.invariant_soundness [CORPUS_DIR] [--expressions N] [--seed N]

Expressions are drawn over documents that are valid by a schema: schemas of the contracts of
`bench/invariants/agreement.json`, real ones where they are given, and random ones. Of each
expression the checker infers kinds, values, bounds, sizes, and whether there is a value; and it claims
of some that they are never or always true, or never have a value. Prints how many pairs were
asked, how often each claim was made, and every contradiction; exits with 1 where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from cfc.contract.model import Place, RawInvariant, SchemaReader
from cfc.invariants.inference import check_invariant, shape_of
from cfc.invariants.load import compile_invariant
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.shape import Shape, admits

from bench.agreement import trials
from bench.invariant_agreement import HERE, Answer, corpus_of
from bench.invariants.expressions import ExpressionSource
from bench.invariants.subjects import compiled, documents, subjects

DOCUMENTS = 30
EACH = 60
"""Expressions of one schema."""
SHOWN = 20


@dataclass(frozen=True)
class Scene:
    """A schema and documents that it accepts."""

    name: str
    root: Place
    schemas: SchemaReader
    operation: bool
    documents: Sequence[object]


@dataclass
class Tally:
    """What was asked, what was claimed, and what was contradicted."""

    expressions: int = 0
    pairs: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--expressions", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tally = run(corpus_of(options), options.expressions, options.seed)
    print(f"{tally.expressions:,} expressions, {tally.pairs:,} pairs with a document")
    for name, count in tally.claims.most_common():
        print(f"  {name:<28}{count:>7}")
    print(f"contradicted: {len(tally.wrong)}")
    print("\n".join(tally.wrong[:SHOWN]))
    return 1 if tally.wrong else 0


def run(corpus: Path | None, expressions: int, seed: int) -> Tally:
    """Draw so many expressions: half over the contracts in turn, half over random schemas."""
    tally = Tally()
    own = list(of_contracts(corpus, seed))
    rng = Random(seed)
    drawn = of_random_schemas(seed)
    turn = 0
    while tally.expressions < expressions:
        scene = own[turn // 2 % len(own)] if turn % 2 else next(drawn)
        turn += 1
        source = ExpressionSource(scene.documents, rng)
        judge(scene, [source.draw() for _ in range(EACH)], tally)
    return tally


def of_contracts(corpus: Path | None, seed: int) -> Iterator[Scene]:
    for subject in subjects(corpus):
        made = compiled(subject)
        one = made.printed["python"]
        operation = one.contract.kind == "operation" and not subject.pointer
        values = documents(made, DOCUMENTS, seed)
        yield Scene(subject.name, one.place, one.front.registry, operation, values)


def of_random_schemas(seed: int) -> Iterator[Scene]:
    for trial in trials(seed, Counter()):
        values = [one.value for one in trial.judged if one.holds][:DOCUMENTS]
        if any(isinstance(value, (dict, list)) for value in values):
            root = Place(trial.front.loaded.contracts[0].uri)
            name = json.dumps(trial.schema)
            yield Scene(name, root, trial.front.registry, False, values)


def judge(scene: Scene, expressions: Sequence[str], tally: Tally) -> None:
    """Add what the checker and the reference say of these expressions."""
    known: dict[str, tuple[Shape, list[InvariantProblem]]] = {}
    for text in dict.fromkeys(expressions):
        place = Place(scene.root.document, ("invariants", "0"))
        invariant = compile_invariant(RawInvariant("rule", text, place), set())
        if isinstance(invariant, CompiledInvariant):
            shape = shape_of(
                invariant.body, text, scene.root, scene.schemas, operation=scene.operation
            )
            problems = check_invariant(
                invariant, scene.root, scene.schemas, operation=scene.operation
            )
            known[text] = (shape, problems)
    answers = reference(list(known), scene.documents)
    for text, (shape, problems) in known.items():
        tally.expressions += 1
        claims = [one for one in problems if one.claim and one.end - one.start == len(text)]
        tally.claims.update(of_shape(shape))
        tally.claims.update(f"claim: {one.claim}" for one in claims)
        tally.claims.update(
            f"{'error' if one.certain else 'warning'}: {one.rule}" for one in problems
        )
        for document, answer in zip(scene.documents, answers[text], strict=True):
            tally.pairs += 1
            said = contradiction(shape, claims, answer)
            if said:
                shown = json.dumps(document)[:300]
                tally.wrong.append(f"{scene.name[:1500]}\n  {text}\n  {shown}\n  {answer}: {said}")
                break


def of_shape(shape: Shape) -> Iterator[str]:
    if shape.is_certain:
        yield "shape: has a value"
    if not shape.is_unknown:
        yield "shape: kinds are known"
    if shape.values is not None:
        yield "shape: values are known"
    if shape.kinds == {"number"} and not shape.range.is_everything:
        yield "shape: bounds are known"
    if not shape.kinds:
        yield "shape: never a value"


def contradiction(shape: Shape, claims: Sequence[InvariantProblem], answer: Answer) -> str:
    """Return what an answer contradicts; empty when it does not."""
    for one in claims:
        if one.claim == "never" and answer.get("value") is True:
            return f"never true, by {one.rule}"
        is_other = "undefined" in answer or answer.get("value") is False
        if one.claim == "always" and is_other:
            return f"always true, by {one.rule}"
        if one.claim == "fails" and "value" in answer:
            return f"never a value, by {one.rule}"
    if "undefined" in answer and shape.is_certain:
        return f"has a value: {shape}"
    if "value" in answer and not admits(shape, answer["value"]):
        return f"is of the shape {shape}"
    return ""


def reference(expressions: Sequence[str], values: Sequence[object]) -> dict[str, list[Answer]]:
    request = {
        "documents": [json.dumps(value) for value in values],
        "expressions": {text: text for text in expressions},
    }
    done = subprocess.run(
        ["node", str(HERE / "invariant_agreement.mjs")],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    answers: dict[str, list[Answer]] = json.loads(done.stdout)["reference"]
    return answers


if __name__ == "__main__":
    sys.exit(main())
