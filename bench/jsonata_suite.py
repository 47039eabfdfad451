"""Run the JSONata suite by the printed code of both languages, and compare the two.

    python -m bench.jsonata_suite SUITE_DIR [--list]

In: the folder of the suite (`groups/` and `datasets/`). Out, for each language: how many cases
pass strictly (value, no value, or code of the error), how many are declined; then the cases in
which the two languages differ. `--list` names every case that does not pass. Exits with 1 when
the languages differ, or when either passes fewer than `--min` cases.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from cfc.judges.expressions import DEEPEST, Outcome, Session, open_session

ENGINES = ("python", "typescript")
# Of the evaluator of the reference in each call: its cases limit their depth by levels.
LEVELS = 3

Case = dict[str, object]


def cases_of(suite: Path) -> Iterator[tuple[str, Case]]:
    """Yield the cases with their names; the data of a data set is put into its cases."""
    datasets = {path.stem: path.read_text("utf-8") for path in (suite / "datasets").glob("*.json")}
    for group in sorted((suite / "groups").glob("*.json")):
        for case in json.loads(group.read_text("utf-8")):
            dataset = case.get("dataset")
            if dataset is not None:
                # A copy for each case: some change their data.
                case["data"] = json.loads(datasets[dataset])
            yield f"{group.stem}/{case['file']}", case


def answered(session: Session, case: Case) -> Outcome:
    bindings, depth = case.get("bindings"), case.get("depth")
    has_data = "data" in case and not ("dataset" in case and case["dataset"] is None)
    return session.evaluate(
        str(case["expr"]),
        case["data"] if has_data else session.undefined,
        bindings if isinstance(bindings, dict) else {},
        depth // LEVELS if isinstance(depth, int) else DEEPEST,
    )


def passes(case: Case, outcome: Outcome) -> bool:
    """Tell a strict pass."""
    if "result" in case:
        return outcome.kind == "value" and same(
            outcome.value, case["result"], ordered=not case.get("unordered")
        )
    if case.get("undefinedResult"):
        return outcome.kind == "undefined"
    wanted = case.get("error", {"code": case.get("code")})
    if outcome.kind != "error" or not isinstance(wanted, Mapping):
        return False
    # Of what is said about an error beside its code, the token is what we know as well.
    known = {"code": outcome.code, "token": outcome.token}
    wanted = {**wanted, **({"token": case["token"]} if "token" in case else {})}
    return all(known.get(name) == value for name, value in wanted.items() if name != "message")


def same(one: object, other: object, *, ordered: bool = True) -> bool:
    """Tell equality of JSON values: numbers as doubles, `true` not being 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        if not ordered:
            one, other = sorted(one, key=json.dumps), sorted(other, key=json.dumps)
        return len(one) == len(other) and all(map(same, one, other))
    return (type(one) is type(other) and one == other) or _are_equal_numbers(one, other)


def _are_equal_numbers(one: object, other: object) -> bool:
    return isinstance(one, int | float) and isinstance(other, int | float) and one == other


def agree(one: Outcome, other: Outcome) -> bool:
    if one.kind != other.kind or one.code != other.code:
        return False
    return one.kind != "value" or same(one.value, other.value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("suite", type=Path)
    parser.add_argument("--list", action="store_true", help="name the cases that do not pass")
    parser.add_argument("--min", type=int, default=0, help="how many must pass in each language")
    options = parser.parse_args()
    outcomes: dict[str, dict[str, Outcome]] = {}
    fewest = sys.maxsize
    for engine in ENGINES:
        cases = dict(cases_of(options.suite))
        with open_session(engine) as session:
            outcomes[engine] = {name: answered(session, case) for name, case in cases.items()}
        failed = [name for name, case in cases.items() if not passes(case, outcomes[engine][name])]
        declined = sum(one.kind == "declined" for one in outcomes[engine].values())
        passed = len(cases) - len(failed)
        fewest = min(fewest, passed)
        print(f"{engine}: {passed} of {len(cases)} pass, {declined} declined")
        for name in failed if options.list else ():
            print(f"  {name}: {cases[name]['expr']!r}\n    {outcomes[engine][name]}")
    python, typescript = (outcomes[engine] for engine in ENGINES)
    different = [name for name in python if not agree(python[name], typescript[name])]
    print(f"the languages differ in {len(different)} cases")
    for name in different:
        print(f"  {name}: {python[name]} / {typescript[name]}")
    return 1 if different or fewest < options.min else 0


if __name__ == "__main__":
    sys.exit(main())
