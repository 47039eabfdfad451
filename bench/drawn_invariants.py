"""Draw invariants over schemas, and compare what is printed with types and what is without.

    python -m bench.drawn_invariants [--count N] [--seed N] [--documents N] [--verbose]

In: three schemas of its own, and a grammar of expressions over their members. Out: every
expression and document on which the code printed with types answers otherwise than the code
printed without, or than jsonata-js, in Python or in JavaScript; then the counts, and how many
of the expressions call nothing of the runtime's paths. Exits with 1 when there is a difference.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.invariants.load import lower
from cfc.invariants.lowered import Lowered
from cfc.invariants.parser import parse
from cfc.invariants.typed import lower_typed
from cfc.invariants.types import TypeReader
from cfc.invariants.walks import runtime_names
from cfc.judges.expression_node import print_lowered as print_javascript
from cfc.judges.expressions import print_lowered as print_python
from cfc.judges.expressions import python_runtime
from cfc.resources import folder

from bench.drawn_expressions import Drawer
from bench.jsonata_trees import REFERENCE

SCHEMAS = Path(__file__).with_name("invariants") / "drawn.json"
_UNTYPED = frozenset({"path", "root_path", "member", "field", "where", "item_at"})
DATES = (
    "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.250Z", "2026-01-31T13:00:00+01:00",
    "2024-02-29T23:59:59.9Z", "2026-01-31T12:00:00.000Z", "2016-12-31T23:59:60Z",
    "2026-01-31t12:00:00z", "2026-02-28T00:00:00-00:30", "0001-01-01T00:00:00Z",
)  # fmt: skip
_DRIVER = """
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const require = createRequire(import.meta.url);
const jsonata = require(process.argv[2]);
const cases = JSON.parse(readFileSync(0, "utf-8"));
const answer = (value) =>
  value === undefined ? { undefined: true }
  : typeof value === "number" && !Number.isFinite(value) ? { error: "D1001" }
  : { value: JSON.parse(JSON.stringify(value)) };
const out = [];
for (const [file, expression, documents] of cases) {
  const { expression: printed } = await import(file);
  const compiled = jsonata(expression, { timeout: 2000, stack: 800 });
  const rows = [];
  for (const document of documents) {
    let mine, theirs;
    try { mine = answer(printed(JSON.parse(document))); }
    catch (error) { mine = { error: error.code ?? String(error.stack) }; }
    try { theirs = answer(await compiled.evaluate(JSON.parse(document))); }
    catch (error) { theirs = { error: error.code ?? String(error) }; }
    rows.push([mine, theirs]);
  }
  out.push(rows);
}
process.stdout.write(JSON.stringify(out));
"""

Answer = dict[str, object]


@dataclass(frozen=True)
class Case:
    """An expression, printed in both ways, and what its Python answers on each document."""

    expression: str
    documents: tuple[str, ...]
    typed: Lowered
    answers: tuple[tuple[Answer, Answer], ...]


def drawn_value(schema: dict[str, object], chance: random.Random) -> object:
    """Return a value that the schema accepts: the few keywords that ours use."""
    if "enum" in schema:
        return chance.choice(list(schema["enum"]))  # type: ignore[call-overload]
    kinds = schema.get("type", ["string", "number", "boolean", "null"])
    kind = chance.choice(kinds) if isinstance(kinds, list) else kinds
    match kind:
        case "object":
            required = schema.get("required", [])
            return {
                name: drawn_value(part, chance)
                for name, part in schema["properties"].items()  # type: ignore[attr-defined]
                if name in required or chance.random() < 0.6  # type: ignore[operator]
            }
        case "array":
            least = int(schema.get("minItems", 0))  # type: ignore[call-overload]
            items = schema["items"]
            count = least + chance.choice((0, 0, 1, 1, 2, 3))
            return [drawn_value(items, chance) for _ in range(count)]  # type: ignore[arg-type]
        case "string" if schema.get("format") == "date-time":
            return chance.choice(DATES)
        case "string":
            return chance.choice(
                ["", "a", "b", "ab", "B", "a b", "\ue000", "\U0001f600", "10", "z"]
            )
        case "integer":
            low, high = schema.get("minimum", -3), schema.get("maximum")
            if high is not None or chance.random() < 0.8:
                return chance.randint(int(low), int(high or 4))  # type: ignore[call-overload]
            return chance.choice([2**53 + 1, 2**53, 10**16 + 1, 9007199254740993])
        case "number":
            values = [0, 1, 2, 0.1, 0.2, 0.3, 1.5, -1, 3, 1e15, 2**53 + 1, -0.0]
            if chance.random() < 0.02:
                values += [1e308, -1e308]
            low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
            return chance.choice([one for one in values if low <= one <= high])  # type: ignore[operator]
        case "boolean":
            return chance.random() < 0.5
    return None


def answer_of(function: Callable[[object], object], document: str) -> Answer:
    """Return what printed Python answers on a document."""
    runtime = python_runtime()
    try:
        result = function(json.loads(document))
    except runtime.JsonataError as error:
        return {"error": error.code}
    except OverflowError:
        return {"error": "D1001"}
    if result is runtime.UNDEFINED:
        return {"undefined": True}
    if isinstance(result, float) and not math.isfinite(result):
        return {"error": "D1001"}
    return {"value": result}


def function_of(lowered: Lowered) -> Callable[[object], object]:
    scope = dict(vars(python_runtime()))
    exec(compile(print_python(lowered), "<expression>", "exec"), scope)
    found: Callable[[object], object] = scope["_expression"]
    return found


def is_same(one: Answer, other: Answer) -> bool:
    """Tell equal answers; of errors only that there is one, of numbers as doubles."""
    if "error" in one or "error" in other:
        return "error" in one and "error" in other
    return json.dumps(_doubles(one)) == json.dumps(_doubles(other))


def _doubles(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value) + 0.0
    if isinstance(value, list):
        return [_doubles(item) for item in value]
    if isinstance(value, dict):
        return {key: _doubles(value[key]) for key in sorted(value)}
    return value


def iter_cases(count: int, documents: int, chance: random.Random) -> Iterator[Case]:
    schemas = json.loads(SCHEMAS.read_text("utf-8"))
    registries = []
    for index, schema in enumerate(schemas):
        registry = Registry()
        registry.add_document(f"file:/{index}.json", schema)
        registries.append((registry, Place(f"file:/{index}.json")))
    for _ in range(count):
        index = chance.randrange(len(schemas))
        schema, (registry, place) = schemas[index], registries[index]
        expression = Drawer(schema, chance).expression()
        tree = parse(expression)
        typed = lower_typed(tree, TypeReader(registry, place, operation=False))
        plain, calling = function_of(typed), function_of(lower(tree))
        texts = tuple(json.dumps(drawn_value(schema, chance)) for _ in range(documents))
        answers = tuple((answer_of(plain, text), answer_of(calling, text)) for text in texts)
        yield Case(expression, texts, typed, answers)


def of_javascript(cases: Sequence[Case]) -> list[list[tuple[Answer, Answer]]]:
    """Return what printed JavaScript and the reference answer, per case and document."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        runtime = folder("templates") / "javascript" / "runtime"
        subprocess.run(["cp", "-r", f"{runtime}/.", str(place)], check=True)
        (place / "package.json").write_text('{"type": "module"}', "utf-8")
        (place / "driver.js").write_text(_DRIVER, "utf-8")
        rows = []
        for index, case in enumerate(cases):
            (place / f"case{index}.js").write_text(print_javascript(case.typed), "utf-8")
            rows.append([f"./case{index}.js", case.expression, list(case.documents)])
        done = subprocess.run(
            ["node", str(place / "driver.js"), str(REFERENCE)],
            input=json.dumps(rows),
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            env={**os.environ, "TZ": "UTC"},
        )
    found: list[list[tuple[Answer, Answer]]] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    cases = list(iter_cases(options.count, options.documents, chance))
    counts: Counter[str] = Counter()
    for case, rows in zip(cases, of_javascript(cases), strict=True):
        counts["expressions"] += 1
        plain = not runtime_names(case.typed) & _UNTYPED
        counts["plain"] += plain
        if options.verbose and not plain:
            print(f"not plain: {case.expression}")
        said = False
        for text, (mine, calling), (script, reference) in zip(
            case.documents, case.answers, rows, strict=True
        ):
            counts["pairs"] += 1
            counts[
                f"answer {next(iter(mine))} {mine.get('value') if isinstance(mine.get('value'), bool) else ''}"
            ] += 1
            for what, other in (
                ("untyped", calling),
                ("javascript", script),
                ("jsonata", reference),
            ):
                if is_same(mine, other):
                    continue
                if what == "jsonata" and "D1001" in (mine.get("error"), other.get("error")):
                    counts["infinite, other than the reference"] += 1
                    continue
                counts[f"differs from {what}"] += 1
                if not said:
                    print(f"{case.expression}\n  {text}\n  typed {mine}, {what} {other}")
                    said = True
    for name, number in sorted(counts.items()):
        print(f"{number:8} {name}")
    return 1 if any(name.startswith("differs") for name in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
