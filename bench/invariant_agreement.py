"""Compare generated invariants of both languages with jsonata-js, on documents of their contracts.

Usage: python -m bench.invariant_agreement [CORPUS_DIR] [--pairs N] [--seed N]

The invariants are those of `bench/invariants/agreement.json` and of the contracts that they are put
into; real schemas take part when they are given. Compiled by what `cfc compile` runs, with the
types of the schema; the documents are valid but for the invariants, drawn or one edit away from
a drawn one. Compared are values, no value, and codes of errors. Printed: pairs and answers, then
the differences by cause; the documented ones (docs/invariants.md) are counted, any other one is
shown, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cfc.judges.python import PythonJudge

from bench.invariant_speed import with_rules
from bench.invariants.subjects import Compiled, compiled, documents, subjects
from bench.jsonata_suite import same

HERE = Path(__file__).resolve().parent
SHOWN = 20

Answer = dict[str, object]


@dataclass
class Tally:
    """What was compared. `wrong`: lines that tell of differences that nothing explains."""

    pairs: int = 0
    invariants: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    explained: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    unmoved: list[str] = field(default_factory=list)
    """Invariants that gave one answer only."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tally = run(corpus_of(options), options.pairs, options.seed)
    print(f"{tally.pairs:,} pairs of {tally.invariants} invariants: {dict(tally.answers)}")
    print(f"documented differences to the reference: {dict(tally.explained) or 'none'}")
    if tally.unmoved:
        print(f"one answer only: {', '.join(tally.unmoved)}")
    print(f"other differences: {len(tally.wrong)}")
    print("\n".join(tally.wrong[:SHOWN]))
    return 1 if tally.wrong else 0


def corpus_of(options: argparse.Namespace) -> Path | None:
    """Return the folder of real schemas where there is one."""
    corpus: Path | None = options.corpus
    if corpus is not None and (corpus / "schemas").is_dir():
        return corpus
    print("no CORPUS_DIR: real schemas take no part")
    return None


def run(corpus: Path | None, pairs: int, seed: int) -> Tally:
    """Compare about so many pairs, spread evenly over all invariants."""
    all_subjects = subjects(corpus)
    each = max(1, round(pairs / sum(len(one.rules) for one in all_subjects)))
    tally = Tally()
    for subject in all_subjects:
        made = compiled(subject)
        compare(made, documents(made, each, seed), tally)
    return tally


def compare(made: Compiled, values: Sequence[object], tally: Tally) -> None:
    """Add what the three say of every invariant and document."""
    texts = [json.dumps(value) for value in values]
    python = of_python(made, texts)
    javascript, reference = of_node(made, texts)
    for rule in made.subject.rules:
        for part, expression in (("expr", rule["expr"]), ("when", rule.get("when"))):
            if expression is None:
                continue
            name = rule["id"] if part == "expr" else f"{rule['id']}.when"
            tally.invariants += 1
            answers = set()
            rows = zip(texts, python[name], javascript[name], reference[name], strict=True)
            for text, one, other, wanted in rows:
                tally.pairs += 1
                tally.answers[kind(wanted)] += 1
                answers.add(json.dumps(wanted))
                told = f"{made.subject.name} {expression}\n  {text[:400]}"
                if not same(one, other):
                    tally.wrong.append(f"{told}\n  python {one}\n  typescript {other}")
                elif not same(one, wanted):
                    why = cause(one, wanted)
                    tally.explained[why or "?"] += bool(why)
                    if not why:
                        tally.wrong.append(f"{told}\n  printed {one}\n  reference {wanted}")
            if len(answers) == 1 and len(texts) > 1:
                tally.unmoved.append(f"{made.subject.name}/{name}")
    tally.explained = +tally.explained


def kind(answer: Answer) -> str:
    if "value" in answer:
        return json.dumps(answer["value"]) if isinstance(answer["value"], bool) else "other value"
    return "undefined" if "undefined" in answer else "error"


def cause(printed: Answer, reference: Answer) -> str:
    """Return which documented difference it is; empty when it is none."""
    if printed.get("error") == "D1001":
        return "a number that is not finite (D1001)"
    if " " in str(reference.get("error", "")):
        return "the reference fails with an error of its host"
    return "another code of an error" if "error" in printed and "error" in reference else ""


def of_python(made: Compiled, texts: Sequence[str]) -> dict[str, list[Answer]]:
    printed = made.printed["python"]
    found: dict[str, list[Answer]] = {}
    with PythonJudge(printed.texts) as judge:
        module = judge.module(printed.path)
        for rule in vars(module).values():
            if type(rule).__name__ != "Invariant":
                continue
            for name, run in ((rule.id, rule.evaluate), (f"{rule.id}.when", rule.applies)):
                if run is not None:
                    found[name] = [_answer(run, json.loads(text)) for text in texts]
    return found


def _answer(run: object, value: object) -> Answer:
    assert callable(run)
    try:
        result = run(value)
    except RecursionError:
        return {"error": "U1001"}
    except Exception as error:
        code = getattr(error, "code", None)
        if code is None:
            raise
        return {"error": code}
    if type(result).__name__ == "_Undefined":
        return {"undefined": True}
    if isinstance(result, float) and not math.isfinite(result):
        return {"error": "D1001"}
    return {"value": result}


def of_node(
    made: Compiled, texts: Sequence[str]
) -> tuple[dict[str, list[Answer]], dict[str, list[Answer]]]:
    """Return the answers of generated JavaScript and those of jsonata-js."""
    printed = made.printed["javascript"]
    expressions = {rule["id"]: rule["expr"] for rule in made.subject.rules}
    expressions |= {
        f"{rule['id']}.when": rule["when"] for rule in made.subject.rules if "when" in rule
    }
    with tempfile.TemporaryDirectory(prefix="cfc-bench-") as name:
        folder = Path(name)
        for path, text in printed.texts.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(with_rules(text) if path == printed.path else text, "utf-8")
        (folder / "package.json").write_text('{"type": "module"}')
        request = {"module": str(folder / printed.path), "documents": texts}
        done = subprocess.run(
            ["node", str(HERE / "invariant_agreement.mjs")],
            input=json.dumps({**request, "expressions": expressions}),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={**os.environ, "TZ": "UTC"},
        )
    answers = json.loads(done.stdout)
    return answers["printed"], answers["reference"]


if __name__ == "__main__":
    sys.exit(main())
