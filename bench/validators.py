"""Time generated validators on real schemas against the peers that are right on them.

Usage: python bench/validators.py CORPUS_DIR [--only NAME] [--seconds S] [--repeats N]

In one run, on parsed values and with `format` as a note: generated Python against jsonschema and
jsonschema-rs, generated JavaScript against ajv. CPU time; each figure is the median of N rounds,
peers taken in turn. A schema counts with at least three valid instances; a peer counts where it
compiles the schema and judges every instance as the corpus says. Printed are ratios of speed: 80
means eighty times as fast as the peer. Last: the dearest instance against the median one, per JSON
value in it, and how much code a byte of schema becomes.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.judges.python import PythonJudge
from cfc.pipeline.build import build
from cfc.pipeline.compile import Options
from cfc.pipeline.selection import Selection
from cfc.pipeline.state import State

HERE = Path(__file__).resolve().parent
LIMIT = 20.0
"""How many seconds a peer may take for one pass over the instances."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=0.15)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text("utf-8"))
    index += [{"name": "own/query", "schema": None}]
    table: dict[str, dict[str, float]] = {}
    print(f"{'schema':<34}{'jsonschema':>11}{'-rs':>8}{'ajv':>8}{'worst':>8}{'size':>7}")
    for entry in index:
        if options.only in entry["name"]:
            row = measured(options, entry)
            if row is not None:
                table[entry["name"]] = row
                print(line(entry["name"], row), flush=True)
    print(line(f"geometric mean of {len(table)}", means(table.values())))
    worst = max((row["worst"], name) for name, row in table.items())
    print(f"dearest instance against the median one, per JSON value: {worst[0]:.1f}x ({worst[1]})")


def measured(options: argparse.Namespace, entry: dict[str, Any]) -> dict[str, float] | None:
    schema, valid, invalid = documents(options.corpus, entry)
    if len(valid) < 3:
        return None
    with tempfile.TemporaryDirectory(prefix="cfc-bench-") as name:
        folder = Path(name)
        source = folder / "root.json"
        source.write_text(json.dumps(schema), "utf-8")
        texts = compiled(source)
        python = {p.removeprefix("python/"): t for p, t in texts.items() if p.startswith("python/")}
        script = {
            p.removeprefix("javascript/"): t
            for p, t in texts.items()
            if p.startswith("javascript/")
        }
        with PythonJudge(python) as judge:
            module = judge.module("contracts/root.py")
            public = next(item for item in vars(module) if item.startswith("parse_"))
            ours = getattr(module, public.replace("parse_", "is_", 1))
            peers = entry["schema"] is not None
            row = of_python(ours, schema, valid, invalid, options, peers=peers)
        row["size"] = booleans(python["contracts/root.py"]) / len(
            json.dumps(schema, separators=(",", ":"))
        )
        row |= of_node(folder, script, schema, valid, invalid, options)
    return row


def documents(corpus: Path, entry: dict[str, Any]) -> tuple[object, list[object], list[object]]:
    if entry["schema"] is None:
        return QUERY, QUERIES, [{"op": "=", "args": [1]}, nested(12, {"op": "no"})]

    def load(path: str) -> object:
        return json.loads((corpus / path).read_text("utf-8"))

    valid = [load(path) for path in [*entry["valid"], *entry["valid_format_lax"]]]
    return load(entry["schema"]), valid[:60], [load(path) for path in entry["invalid"]][:60]


def compiled(source: Path) -> dict[str, str]:
    config = Config(Path("/"), formats="annotate")
    found = Found(source.parent.as_posix().lstrip("/"), source.as_posix().lstrip("/"), source)
    reporter = Reporter(catalogue())
    selection = Selection((found,), frozenset([found.file]), False)
    targets = ("python", "javascript")
    built = build(config, selection, Options(targets, "generated"), reporter, State())
    assert not reporter.has_errors, reporter.findings()[:1]
    return built.texts


def of_python(
    ours: Callable[[object], bool],
    schema: Any,
    valid: list[object],
    invalid: list[object],
    options: argparse.Namespace,
    *,
    peers: bool,
) -> dict[str, float]:
    """Time ours and the Python peers; these not on a schema that takes them years."""
    import jsonschema
    import jsonschema_rs

    assert all(map(ours, valid)), "ours refuses a valid instance"
    assert not any(map(ours, invalid)), "ours accepts an invalid instance"
    judges: dict[str, Callable[[object], bool]] = {
        "jsonschema": jsonschema.Draft202012Validator(schema).is_valid,
        "-rs": jsonschema_rs.Draft202012Validator(schema, validate_formats=False).is_valid,
    }
    row: dict[str, float] = {}
    mine = rounds(ours, valid, options)
    for name, peer in judges.items() if peers else ():
        if is_right(peer, valid, invalid):
            row[name] = rounds(peer, valid, options) / mine
    costs = [rounds(ours, [value], options, 0.01) / nodes(value) for value in valid]
    row["worst"] = max(costs) / statistics.median(costs)
    return row


def is_right(
    judge: Callable[[object], bool], valid: Sequence[object], invalid: Sequence[object]
) -> bool:
    end = time.process_time() + LIMIT
    for value in (*valid, *invalid):
        try:
            if judge(value) is not any(value is item for item in valid):
                return False
        except Exception:
            return False
        if time.process_time() > end:
            return False
    return True


def rounds(
    judge: Callable[[object], bool],
    values: Sequence[object],
    options: argparse.Namespace,
    share: float = 1.0,
) -> float:
    """Return CPU seconds for one pass over the values: the median of several rounds."""
    started = time.process_time()
    for value in values:
        judge(value)
    once = max(time.process_time() - started, 1e-7)
    times = max(1, min(100_000, int(options.seconds * share / once)))
    taken = []
    for _ in range(options.repeats):
        started = time.process_time()
        for _ in range(times):
            for value in values:
                judge(value)
        taken.append((time.process_time() - started) / times)
    return statistics.median(taken)


def of_node(
    folder: Path,
    script: dict[str, str],
    schema: object,
    valid: list[object],
    invalid: list[object],
    options: argparse.Namespace,
) -> dict[str, float]:
    for path, text in script.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    (folder / "package.json").write_text('{"type": "module"}')
    data = {"schema": schema, "valid": valid, "invalid": invalid, "seconds": options.seconds}
    data["repeats"] = options.repeats
    data["function"] = re.findall(r"^export function (is\w+)", script["root.js"], re.MULTILINE)[0]
    (folder / "data.json").write_text(json.dumps(data))
    done = subprocess.run(
        ["node", str(HERE / "validators.mjs"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    found = json.loads(done.stdout)
    return {name: float(value) for name, value in found.items()}


def booleans(text: str) -> int:
    """Return how many bytes the boolean checks take."""
    parts = text.split("\ndef ")
    return sum(len(part) + 5 for part in parts[1:] if part.startswith("holds_"))


def nodes(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(nodes, value.values()))
    if isinstance(value, list):
        return 1 + sum(map(nodes, value))
    return 1


def means(rows: Any) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, []).append(value)
    return {
        name: math.exp(statistics.fmean(map(math.log, values))) for name, values in found.items()
    }


def line(name: str, row: dict[str, float]) -> str:
    cells = "".join(
        f"{row[key]:>{width}.{digits}f}" if key in row else f"{'-':>{width}}"
        for key, width, digits in (
            ("jsonschema", 11, 1), ("-rs", 8, 2), ("ajv", 8, 2), ("worst", 8, 1), ("size", 7, 1),
        )
    )  # fmt: skip
    return f"{name[:33]:<34}{cells}"


# A query language whose operators nest: without a look at `op`, each level doubles the work.
_ARGUMENTS = {"type": "array", "items": {"$ref": "#/$defs/any"}, "minItems": 2, "maxItems": 2}
QUERY = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$ref": "#/$defs/any",
    "$defs": {
        "any": {
            "oneOf": [
                {"$ref": "#/$defs/and"}, {"$ref": "#/$defs/or"}, {"$ref": "#/$defs/compare"},
                {"$ref": "#/$defs/property"}, {"type": ["number", "string", "boolean"]},
            ]
        },
        **{
            name: {
                "type": "object",
                "properties": {"op": {"enum": ops}, "args": _ARGUMENTS},
                "required": ["op", "args"],
            }
            for name, ops in (("and", ["and"]), ("or", ["or"]), ("compare", ["=", "<", ">"]))
        },
        "property": {
            "type": "object",
            "properties": {"property": {"type": "string"}},
            "required": ["property"],
            "additionalProperties": False,
        },
    },
}  # fmt: skip


def nested(depth: int, leaf: object) -> object:
    for level in range(depth):
        leaf = {"op": ("and", "or")[level % 2], "args": [leaf, {"property": "a"}]}
    return leaf


QUERIES = [nested(depth, {"op": "=", "args": [{"property": "a"}, 1]}) for depth in range(1, 16)]


if __name__ == "__main__":
    main()
