#!/usr/bin/env python3
"""Judge labelled pairs of schemas: what is decided, what is wrong, what it costs.

In: a file of JSON lines with `id`, `old`, `new`, `old_accepts_subset_of_new` and
`new_subset_of_old` (true, false, or null: not known). Out: a table; exit code 1 when a wrong
answer was given. Formats are annotations, as in the labels.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from cfc.config.model import Config
from cfc.diff.engine import Engine
from cfc.pipeline.batch import run_batch

LARGEST = 32 * 1024
DIRECTIONS = (("old_in_new", "old_accepts_subset_of_new"), ("new_in_old", "new_subset_of_old"))


def cpu() -> float:
    """Return the CPU seconds of this process and its ended children."""
    return sum(
        use.ru_utime + use.ru_stime
        for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="?", help="JSON lines of labelled pairs")
    parser.add_argument("--unknown", action="store_true", help="list what was not decided")
    arguments = parser.parse_args()
    if arguments.cases is None:
        print("no cases were named: nothing to measure")
        return 0
    cases = [json.loads(line) for line in arguments.cases.read_text("utf-8").splitlines() if line]
    cases = [
        case
        for case in cases
        if len(json.dumps(case["old"])) + len(json.dumps(case["new"])) <= LARGEST
    ]
    lines = [
        json.dumps({"id": c["id"], "old": c["old"], "new": c["new"], "format": "annotate"})
        for c in cases
    ]
    config = replace(Config(project=Path(".")), formats="annotate")
    engine = Engine()
    before = cpu()
    answers = [json.loads(line) for line in run_batch(config, lines, engine, "backward")]
    engine.close()
    spent = cpu() - before
    return report(cases, answers, spent, list_unknown=arguments.unknown)


def report(
    cases: list[dict[str, object]],
    answers: list[dict[str, dict[str, object]]],
    spent: float,
    *,
    list_unknown: bool,
) -> int:
    """Print the table; return the exit code."""
    told: Counter[tuple[object, object]] = Counter()
    reasons: Counter[str] = Counter()
    wrong = witnesses = 0
    for case, answer in zip(cases, answers, strict=True):
        for direction, label in DIRECTIONS:
            verdict = answer[direction]
            word, truth = verdict["verdict"], case[label]
            told[truth, word] += 1
            witnesses += "witness" in verdict
            if (truth is False and word == "included") or (
                truth is True and word == "not-included"
            ):
                wrong += 1
                print("WRONG", case["id"], direction, json.dumps(verdict))
            if word == "unknown" and truth is not None:
                reasons[str(verdict.get("reason"))[:70]] += 1
                if list_unknown:
                    print("unknown", case["id"], direction, truth, verdict.get("reason"))
    settled = sum(count for (truth, _), count in told.items() if truth is not None)
    decided = sum(
        count for (truth, word), count in told.items() if truth is not None and word != "unknown"
    )
    crashes = sum(count for reason, count in reasons.items() if "crash" in reason)
    unconfirmed = (
        sum(count for (_, word), count in told.items() if word == "not-included") - witnesses
    )
    print(f"{len(cases)} pairs, {settled} settled directions")
    print(f"decided {decided / settled:.1%}, wrong {wrong}, crashes {crashes}")
    print(f"witnesses confirmed {witnesses}, not-included without one {unconfirmed}")
    print(f"CPU per pair {1000 * spent / len(cases):.1f} ms")
    for truth in (True, False):
        row = {word: told[truth, word] for word in ("included", "not-included", "unknown")}
        print(f"included is {str(truth).lower()}: {row}")
    for reason, count in reasons.most_common(12):
        print(f"{count:5} {reason}")
    return 1 if wrong or unconfirmed else 0


if __name__ == "__main__":
    sys.exit(main())
