"""Every row of the suite holds in both printed languages, and in the reference."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cfc.judges.expressions import Outcome, Session, open_session

ROOT = Path(__file__).parents[3]
SUITE = json.loads((ROOT / "tests/suites/invariants/semantics.json").read_text("utf-8"))
DOCUMENTS = SUITE["documents"]
ROWS = SUITE["rows"]
IDS = [f"{row['trap']}: {row['expr']}" for row in ROWS]
REFERENCE = ROOT / "node_modules" / "jsonata"

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")

# Where jsonata-python is known to answer otherwise; in the other traps it is no judge.
INTERPRETED = ("undefined", "null", "sequence", "boolean", "equality", "comparison", "array root")
INTERPRETER_DIFFERS = {
    "$contains(name, missing)",
    "$count(note)",
    "true in [1]",
    "{'a':1} in [{'a':1}]",
}

ORACLE = """
const jsonata = require(process.argv[1]);
const { documents, rows } = JSON.parse(require("fs").readFileSync(0));
const isFunction = (value) =>
  typeof value === "function" || (value && (value._jsonata_function || value._jsonata_lambda));
const plain = (value) => JSON.parse(JSON.stringify(value, (_, item) => isFunction(item) ? "" : item));
(async () => {
  const answers = [];
  for (const row of rows) {
    try {
      const document = JSON.parse(JSON.stringify(documents[row.data]));
      const value = await jsonata(row.expr).evaluate(document);
      answers.push(value === undefined ? { undefined: true } : { value: plain(value) });
    } catch (error) {
      answers.push({ error: error.code });
    }
  }
  process.stdout.write(JSON.stringify(answers));
})();
"""


def same(one: object, other: object) -> bool:
    """Tell whether two JSON values are equal, numbers as doubles, `true` not being 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() == other.keys()
            and all(same(one[key], other[key]) for key in one)
        )
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return float(one) == float(other)
    return one == other


def expect(row: dict[str, object], outcome: Outcome) -> None:
    if "value" in row:
        assert outcome.kind == "value", outcome
        assert same(row["value"], outcome.value), outcome
    elif "error" in row:
        assert (outcome.kind, outcome.code) == ("error", row["error"]), outcome
    else:
        assert outcome.kind == "undefined", outcome


@pytest.fixture(scope="module")
def python() -> Iterator[Session]:
    with open_session("python") as session:
        yield session


@pytest.fixture(scope="module")
def typescript() -> Iterator[Session]:
    with open_session("typescript") as session:
        yield session


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_row_holds_in_python(row: dict[str, str], python: Session) -> None:
    expect(row, python.evaluate(row["expr"], DOCUMENTS[row["data"]], {}))


@needs_node
@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_row_holds_in_typescript(row: dict[str, str], typescript: Session) -> None:
    expect(row, typescript.evaluate(row["expr"], DOCUMENTS[row["data"]], {}))


@needs_node
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference is not installed")
def test_rows_are_what_the_reference_answers() -> None:
    rows = [row for row in ROWS if not row.get("ours")]
    node = shutil.which("node")
    assert node is not None
    run = subprocess.run(
        [node, "-e", ORACLE, str(REFERENCE)],
        input=json.dumps({"documents": DOCUMENTS, "rows": rows}),
        capture_output=True,
        encoding="utf-8",
        env={"TZ": "UTC"},
        check=True,
    )
    differing = [
        (row["expr"], answer)
        for row, answer in zip(rows, json.loads(run.stdout), strict=True)
        if not same(
            {key: row[key] for key in ("value", "undefined", "error") if key in row}, answer
        )
    ]
    assert differing == []


def test_interpreter_agrees_where_it_is_known_to() -> None:
    rows = [
        row for row in ROWS if row["trap"] in INTERPRETED and row["expr"] not in INTERPRETER_DIFFERS
    ]
    with open_session("interpreter") as session:
        outcomes = [session.evaluate(row["expr"], DOCUMENTS[row["data"]], {}) for row in rows]
    differing = [
        row["expr"]
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome.kind
        != ("value" if "value" in row else "error" if "error" in row else "undefined")
        or not same(row.get("value"), outcome.value)
    ]
    assert differing == []
