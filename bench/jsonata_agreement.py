"""Draw expressions, and compare the printed code of both languages with jsonata-js.

    python -m bench.jsonata_agreement [--count N] [--seed N]

In: the expressions of `tests/suites/invariants/edges.json`, of which tokens are taken away,
doubled and exchanged. Out: every expression where the two languages differ, or answer otherwise than the
reference; then the counts. Left out of the comparison: where the reference fails with an error of
its host, and errors of which only the codes differ (they are counted). Exits with 1 when the
two languages differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from cfc.judges.expressions import Outcome, open_session

from bench.jsonata_suite import ENGINES, same
from bench.jsonata_trees import REFERENCE, ROOT

SUITE = ROOT / "tests" / "suites" / "invariants" / "edges.json"
VALUES = """
    1 0 -1 2.5 "a" "abc" "" "5" null true missing [] [1,2] [1,"a"] [[1],[2]] {} {"a":1} o.items
    o.total o.items.id o.one o.none $ $sum function($x){$x} /a/
""".split()
_TOKEN = re.compile(
    r"""'[^']*'|"[^"]*"|\$?\w+|\s+|~>|:=|\?\?|\?:|!=|<=|>=|\*\*|\.\.|.""", re.DOTALL
)
_SCALAR = re.compile(r"""["'0-9$]|missing|null|true""")
# These answer otherwise each time, or take their time.
_LEFT_OUT = re.compile(r"shuffle|random|now|millis|[0-9]e[0-9]|\.\.[0-9]{5}")
_ORACLE = """
const jsonata = require(process.argv[1]);
const { document, expressions } = JSON.parse(require("fs").readFileSync(0));
const isFunction = (value) =>
  typeof value === "function" || (value && (value._jsonata_function || value._jsonata_lambda));
const plain = (value) => JSON.parse(JSON.stringify(value, (_, item) => isFunction(item) ? "" : item));
const isWrong = (value) => typeof value === "number" && !Number.isFinite(value);
(async () => {
  const answers = [];
  for (const expression of expressions) {
    try {
      const data = JSON.parse(JSON.stringify(document));
      const value = await jsonata(expression, { timeout: 2000, stack: 800 }).evaluate(data);
      if (value === undefined) answers.push({ undefined: true });
      else answers.push(isWrong(value) ? { error: "D1001" } : { value: plain(value) });
    } catch (error) {
      answers.push({ error: error.code ?? String(error) });
    }
  }
  process.stdout.write(JSON.stringify(answers));
})();
"""

Answer = dict[str, object]


def drawn(expressions: Sequence[str], count: int, chance: random.Random) -> Iterator[str]:
    """Yield so many changed expressions."""
    tokens = [token for expression in expressions for token in _TOKEN.findall(expression)]
    while count > 0:
        parts = _TOKEN.findall(chance.choice(expressions))
        for _ in range(chance.randint(1, 2)):
            _change(parts, tokens, chance)
        text = "".join(parts)
        if len(text) < 300 and not _LEFT_OUT.search(text):
            count -= 1
            yield text


def _change(parts: list[str], tokens: Sequence[str], chance: random.Random) -> None:
    kind = chance.random()
    at = chance.randrange(len(parts) + 1)
    places = [index for index, part in enumerate(parts) if _SCALAR.match(part)]
    if kind < 0.15 and parts:
        parts.pop(min(at, len(parts) - 1))
    elif kind < 0.3:
        parts.insert(at, chance.choice(tokens))
    elif kind < 0.5 and parts:
        parts[min(at, len(parts) - 1)] = chance.choice(tokens)
    elif places:
        parts[chance.choice(places)] = chance.choice(VALUES)


def of_reference(document: object, expressions: Sequence[str]) -> list[Answer]:
    done = subprocess.run(
        ["node", "-e", _ORACLE, str(REFERENCE)],
        input=json.dumps({"document": document, "expressions": list(expressions)}),
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "TZ": "UTC"},
    )
    answers: list[Answer] = json.loads(done.stdout)
    return answers


def of_printed(engine: str, document: object, expressions: Sequence[str]) -> list[Answer]:
    text = json.dumps(document)
    with open_session(engine) as session:
        return [_answer(session.evaluate(one, json.loads(text), {})) for one in expressions]


def _answer(outcome: Outcome) -> Answer:
    if outcome.kind == "value":
        return {"value": outcome.value}
    if outcome.kind == "undefined":
        return {"undefined": True}
    return {"declined": True} if outcome.kind == "declined" else {"error": outcome.code}


def cause(reference: Answer, printed: Answer) -> str:
    """Return the name of a difference that is not one of answers; empty when it is."""
    if " " in str(reference.get("error", "")):
        return "the reference fails"
    if "declined" in printed:
        return "declined"
    return "other code" if "error" in reference and "error" in printed else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    suite = json.loads(SUITE.read_text("utf-8"))
    rows = [row["expr"] for row in suite["rows"]]
    document = suite["document"]
    expressions = list(drawn(rows, options.count, random.Random(options.seed)))
    reference = of_reference(document, expressions)
    python, typescript = (of_printed(engine, document, expressions) for engine in ENGINES)
    counts: Counter[str] = Counter()
    for expression, wanted, one, other in zip(
        expressions, reference, python, typescript, strict=True
    ):
        if not same(one, other):
            counts["the languages differ"] += 1
            print(f"{expression!r}\n  python      {one}\n  typescript  {other}")
        if same(wanted, one):
            continue
        why = cause(wanted, one)
        counts[why or "another answer"] += 1
        if not why:
            print(f"{expression!r}\n  reference   {wanted}\n  printed     {one}")
    print(f"{options.count} expressions: {dict(counts) or 'all agree'}")
    return 1 if counts["the languages differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
