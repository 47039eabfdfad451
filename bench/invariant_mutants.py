"""What the checker notices: schemas changed by one edit where an invariant reads them.

Usage: python -m bench.invariant_mutants [CORPUS_DIR] [--shown N] [--seed N]

Edits: a property is renamed, gets another type, loses a value of its enum that the invariant names, or
is no longer required. Noticed: the checker says something of this invariant that it did not
say before. An edit makes a difference where jsonata-js gives other kinds of answers on documents
of the changed schema than before (an error, no value, never true, never false); the others are
told apart, since an invariant like `$count(lines) > 0` holds as it did, whatever the lines have.
Goal: 95 in 100 of those that make a difference.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.invariant_agreement import Answer, corpus_of, kind
from bench.invariants.mutants import Mutant, mutants
from bench.invariants.subjects import Subject, compiled, documents, findings, subjects

HERE = Path(__file__).resolve().parent
GOAL = 0.95
DOCUMENTS = 120
RARE = 0.05

Said = dict[str, set[str]]
Kinds = dict[str, Counter[str]]


@dataclass
class Tally:
    """Pairs of a mutant and an invariant, by kind of edit."""

    touched: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    indifferent: Counter[str] = field(default_factory=Counter)
    noticed_anyway: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.noticed.total() / max(1, self.touched.total())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--shown", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tally = Tally()
    for subject in subjects(corpus_of(options)):
        judge(subject, tally, options.seed)
    for name in tally.touched:
        print(
            f"{name:<10}{tally.noticed[name]:>5} of {tally.touched[name]} noticed; "
            f"{tally.indifferent[name]} make no difference, "
            f"{tally.noticed_anyway[name]} of them noticed"
        )
    told = "kept" if tally.share >= GOAL else "MISSED"
    print(f"{tally.share:.1%} of {tally.touched.total()} noticed, goal {GOAL:.0%}: {told}")
    print("\n".join(tally.missed[: options.shown]))
    return 0 if tally.share >= GOAL else 1


def judge(subject: Subject, tally: Tally, seed: int) -> None:
    """Add the mutants of one subject."""
    before = said(subject)
    usual = answers(subject, seed)
    for mutant in mutants(subject):
        after = said(mutant.subject)
        kinds = answers(mutant.subject, seed)
        for rule in mutant.touched:
            is_noticed = bool(after.get(rule, set()) - before.get(rule, set()))
            if differ(usual[rule], kinds[rule]):
                tally.touched[mutant.kind] += 1
                tally.noticed[mutant.kind] += is_noticed
                if not is_noticed:
                    tally.missed.append(line(mutant, rule))
            else:
                tally.indifferent[mutant.kind] += 1
                tally.noticed_anyway[mutant.kind] += is_noticed


def line(mutant: Mutant, rule: str) -> str:
    text = next(one["expr"] for one in mutant.subject.rules if one["id"] == rule)
    return f"{mutant.kind} {mutant.what}: {mutant.subject.name} {text}"


def said(subject: Subject) -> Said:
    """Return what the checker says of each invariant."""
    found: Said = {}
    prefix = f"{subject.pointer}/invariants/"
    for finding in findings(subject):
        if finding.pointer is not None and finding.pointer.startswith(prefix):
            index = int(finding.pointer.removeprefix(prefix).split("/")[0])
            text = f"{finding.rule} {finding.message}"
            found.setdefault(subject.rules[index]["id"], set()).add(text)
    return found


def answers(subject: Subject, seed: int) -> Kinds:
    """Return how often jsonata-js gives each kind of answer on documents of the subject."""
    bare = json.loads(json.dumps(subject.files[subject.contract]))
    holder = bare
    for part in subject.pointer.split("/")[1:]:
        holder = holder[part]
    del holder["invariants"]
    values = documents(compiled(subject.with_contract(bare)), DOCUMENTS, seed)
    expressions = {rule["id"]: expression(rule) for rule in subject.rules}
    request = {"documents": [json.dumps(value) for value in values], "expressions": expressions}
    done = subprocess.run(
        ["node", str(HERE / "invariant_agreement.mjs")],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    reference: dict[str, list[Answer]] = json.loads(done.stdout)["reference"]
    return {name: Counter(map(kind, listed)) for name, listed in reference.items()}


def expression(rule: Mapping[str, str]) -> str:
    """Return an invariant as one expression: where its `when` is not true, it holds."""
    when = rule.get("when")
    return rule["expr"] if when is None else f"({when}) = true ? ({rule['expr']}) : true"


def differ(before: Counter[str], after: Counter[str]) -> bool:
    """Tell a new kind of answer, or one that was not rare and is gone."""
    often = {name for name, count in before.items() if count > RARE * before.total()}
    return bool(set(after) - set(before) or often - set(after))


if __name__ == "__main__":
    sys.exit(main())
