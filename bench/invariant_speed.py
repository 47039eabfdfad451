"""Time generated invariants against code by hand, and against the interpreters.

Usage: python -m bench.invariant_speed [--only ID] [--seconds S] [--rounds N]

Fifteen invariants of three contracts (`bench/invariants/contracts/`), on documents of 1 KB, 45 KB and
4.4 MB on which all of them hold. Timed are the functions of the generated modules as they are, the
counterparts of `bench/invariants/by_hand.*`, and at 45 KB jsonata-python and npm's jsonata. CPU
time; medians of rounds in which all take turns. First, every answer must be true.

Printed are ratios to the code by hand (2.00: twice its time; goals, as geometric means: 1.5 in
Python, 2 in JavaScript), speed-ups over the interpreters, and what an equality of two members
costs at each size: it must not grow.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from cfc.judges.python import PythonJudge

from bench.compiled import Compiled, compiled
from bench.invariants import by_hand
from bench.invariants.documents import CONTRACTS, Document, document

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SIZES = {"1 KB": 1_000, "45 KB": 45_000, "4.4 MB": 4_400_000}
MIDDLE = "45 KB"
GOALS = {"python": 1.5, "javascript": 2.0}
EQUALITY = "same-user"

Judge = Callable[[object], object]
Table = dict[tuple[str, str], dict[str, float]]
"""Seconds a call of each contender, by invariant and size."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=0.02, help="of one batch")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    table: Table = {}
    for contract in CONTRACTS:
        texts = compiled(HERE / "invariants" / "contracts" / f"{contract}.json", ENGINES)
        documents = {name: document(contract, size) for name, size in SIZES.items()}
        measured(contract, texts, documents, options, table)
    if not table:
        parser.error(f"no invariant is called {options.only}")
    report(table)
    return 0


ENGINES = ("python", "javascript")


def measured(
    contract: str,
    texts: Compiled,
    documents: Mapping[str, Document],
    options: argparse.Namespace,
    table: Table,
) -> None:
    """Add the rows of one contract."""
    with PythonJudge(texts.texts["python"]) as judge:
        module = judge.module(texts.path("python"))
        rules = {rule.id: rule for rule in vars(module).values() if _is_rule(rule)}
        ids = [name for name in rules if options.only in name]
        if not ids:
            return
        is_valid = getattr(module, texts.function("python", "is"))
        for name, value in documents.items():
            assert is_valid(value), f"the {name} document of {contract} is not valid"
        javascript = of_javascript(texts, ids, documents, options)
        for rule_id in ids:
            hand = getattr(by_hand, rule_id.replace("-", "_"))
            for name, value in documents.items():
                judges: dict[str, Judge] = {"python": rules[rule_id].evaluate, "hand": hand}
                if name == MIDDLE:
                    judges["jsonata-python"] = interpreted(rules[rule_id].expression)
                row = seconds(judges, value, options, rule_id)
                table[rule_id, name] = row | javascript[rule_id][name]


def _is_rule(value: object) -> bool:
    return type(value).__name__ == "Invariant"


def interpreted(expression: str) -> Judge:
    from jsonata import Jsonata

    interpreter = Jsonata(expression)
    return lambda value: interpreter.evaluate(value)


def seconds(
    judges: Mapping[str, Judge], value: object, options: argparse.Namespace, rule: str
) -> dict[str, float]:
    """Return seconds a call of each: the median of rounds in which they take turns."""
    batches: dict[str, int] = {}
    with redirect_stdout(StringIO()):  # jsonata-python has a debug line left in that prints.
        for name, judge in judges.items():
            assert judge(value) is True, f"{name} denies {rule}"
            batches[name] = batch(judge, value, options.seconds)
        taken: dict[str, list[float]] = {name: [] for name in judges}
        gc.collect()
        gc.disable()
        for _ in range(options.rounds):
            for name, judge in judges.items():
                taken[name].append(spent(judge, value, batches[name]) / batches[name])
        gc.enable()
    return {name: statistics.median(times) for name, times in taken.items()}


def batch(judge: Judge, value: object, wanted: float) -> int:
    """Return how many calls take about as long as is wanted."""
    times = 1
    while (once := spent(judge, value, times)) < wanted / 4 and times < 1_000_000:
        times *= 4
    return max(1, round(times * wanted / max(once, 1e-7)))


def spent(judge: Judge, value: object, times: int) -> float:
    calls = range(times)
    started = time.process_time()
    for _ in calls:
        judge(value)
    return time.process_time() - started


def of_javascript(
    texts: Compiled,
    ids: Sequence[str],
    documents: Mapping[str, Document],
    options: argparse.Namespace,
) -> dict[str, dict[str, dict[str, float]]]:
    """Return the same of generated JavaScript, of that by hand and of npm's jsonata."""
    with tempfile.TemporaryDirectory(prefix="cfc-bench-") as name:
        folder = Path(name)
        for path, text in texts.texts["javascript"].items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(with_rules(text) if path == texts.path("javascript") else text)
        (folder / "package.json").write_text('{"type": "module"}')
        for size, value in documents.items():
            (folder / f"{size}.json").write_text(json.dumps(value))
        data = {
            "module": str(folder / texts.path("javascript")),
            "documents": {size: str(folder / f"{size}.json") for size in documents},
            "ids": list(ids),
            "middle": MIDDLE,
            "seconds": options.seconds,
            "rounds": options.rounds,
        }
        done = subprocess.run(
            ["node", str(HERE / "invariant_speed.mjs")],
            input=json.dumps(data),
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=True,
        )
    found: dict[str, dict[str, dict[str, float]]] = json.loads(done.stdout)
    return found


def with_rules(text: str) -> str:
    """Return the module with one more line that hands out its invariants."""
    names = re.findall(r"^(?:export )?const (\w+)(?:: Invariant)? = \{\n  id: ", text, re.MULTILINE)
    assert names, "the module has no invariants"
    return f"{text}\nexport const rulesOfBench = [{', '.join(names)}];\n"


# --- what is printed -------------------------------------------------------------------------


def report(table: Table) -> None:
    heads = [f"{short} {size}" for short in ("py", "js") for size in SIZES]
    widest = max(len(rule) for rule, _ in table)
    print(f"{'times the code by hand':<{widest}}", *(f"{head:>10}" for head in heads), end="")
    print(f"{'js-python':>12}{'jsonata':>9}")
    rows = {rule: row_of(rule, table) for rule, _ in table}
    for rule, row in rows.items():
        print(line(rule, row, widest))
    print(line("geometric mean", means(rows.values()), widest))
    print(line("worst", worst(rows.values()), widest))
    print(f"(last two: times as fast as jsonata-python and npm's jsonata at {MIDDLE})")
    ours = means(rows.values())
    for engine, column in (("python", f"py {MIDDLE}"), ("javascript", f"js {MIDDLE}")):
        goal = GOALS[engine]
        told = "kept" if ours[column] <= goal else "MISSED"
        print(f"goal at {MIDDLE}: {engine} {ours[column]:.2f}x of {goal:.1f}x by hand: {told}")
    if (EQUALITY, MIDDLE) in table:
        for engine in GOALS:
            costs = [table[EQUALITY, size][engine] * 1e9 for size in SIZES]
            told = ", ".join(
                f"{cost:.0f} ns at {size}" for cost, size in zip(costs, SIZES, strict=True)
            )
            print(f"`$.a = $.b` in {engine}: {told} (times {costs[-1] / costs[0]:.2f})")


def row_of(rule: str, table: Table) -> dict[str, float]:
    row = {}
    for size in SIZES:
        times = table[rule, size]
        row[f"py {size}"] = times["python"] / times["hand"]
        row[f"js {size}"] = times["javascript"] / times["hand-js"]
    times = table[rule, MIDDLE]
    row["jsonata-python"] = times["jsonata-python"] / times["python"]
    row["jsonata"] = times["jsonata"] / times["javascript"]
    return row


def line(name: str, row: Mapping[str, float], widest: int) -> str:
    ratios = [f"{row[f'{short} {size}']:>10.2f}" for short in ("py", "js") for size in SIZES]
    return (
        f"{name:<{widest}} {' '.join(ratios)}{row['jsonata-python']:>12,.0f}{row['jsonata']:>9,.0f}"
    )


def means(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    listed = list(rows)
    return {
        name: math.exp(statistics.fmean(math.log(row[name]) for row in listed))
        for name in listed[0]
    }


def worst(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    listed = list(rows)
    return {
        name: (min if name.startswith("jsonata") else max)(row[name] for row in listed)
        for name in listed[0]
    }


if __name__ == "__main__":
    sys.exit(main())
