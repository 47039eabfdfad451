"""`cfc compile` on 300 synthetic contracts against the peers doing the types alone.

Usage: python bench/compile.py [--count 300] [--rounds 3]

Seconds of whole processes, on the clock and of CPU (children included), the least of the rounds,
interleaved: cold, nothing changed, one changed; json-schema-to-typescript and
datamodel-code-generator (its fastest formatter), one process each. Prints ratios to the two peers
together. cfc shares its work between two processes, so that its time on the clock needs a core
that is free; its CPU time does not.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from contracts import write

ROOT = Path(__file__).resolve().parents[1]
CFC = [str(Path(sys.executable).with_name("cfc")), "compile", "-q"]
TYPESCRIPT = """
import { compile } from "json-schema-to-typescript";
import { readFileSync, writeFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
const [root, out] = process.argv.slice(2);
const files = (dir) => readdirSync(dir).flatMap((name) => {
  const full = path.join(dir, name);
  return statSync(full).isDirectory() ? files(full) : [full];
});
let count = 0;
for (const file of files(root)) {
  const schema = JSON.parse(readFileSync(file, "utf8"));
  const parts = "input" in schema ? [schema.input, schema.output] : [schema];
  for (const part of parts) {
    const text = await compile(part, path.basename(file, ".json"), { cwd: path.dirname(file), format: false, bannerComment: "" });
    writeFileSync(path.join(out, `${count++}.ts`), text);
  }
}
console.log(count);
"""
PYTHON = """
import sys
from pathlib import Path
from datamodel_code_generator import DataModelType, Formatter, InputFileType, generate
root, out = Path(sys.argv[1]), Path(sys.argv[2])
generate(root, input_file_type=InputFileType.JsonSchema, output=out,
         output_model_type=DataModelType.PydanticV2BaseModel, formatters=[Formatter.BUILTIN])
print(len(list(out.rglob("*.py"))))
"""


def seconds(command: list[str], cwd: Path) -> tuple[float, float]:
    """Return how long a command took, on the clock and of CPU; raises when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    clock = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return clock, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def schemas_only(source: Path, target: Path) -> None:
    """Write the same schemas for peers that know no operations: input and output as files."""
    for path in source.rglob("*.json"):
        schema = json.loads(path.read_text())
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        if "input" in schema:
            for part in ("input", "output"):
                place.with_name(f"{path.stem}_{part}.json").write_text(json.dumps(schema[part]))
        else:
            place.write_text(json.dumps(schema))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="cfc-bench-"))
    project = work / "project"
    write(project / "schemas", options.count)
    schemas_only(project / "schemas", work / "plain")
    size = sum(path.stat().st_size for path in (project / "schemas").rglob("*.json"))
    print(
        f"{options.count} contracts, {size / 1000:.0f} kB, mean {size / options.count / 1000:.1f} kB"
    )
    (work / "peer.mjs").write_text(TYPESCRIPT)
    (work / "peer.py").write_text(PYTHON)
    os.symlink(ROOT / "node_modules", work / "node_modules")
    times: dict[str, list[tuple[float, float]]] = {}
    changed = project / "schemas" / "part1" / "contract001.json"
    for _ in range(options.rounds):
        shutil.rmtree(project / "generated", ignore_errors=True)
        shutil.rmtree(project / ".cfc_cache", ignore_errors=True)
        times.setdefault("cold", []).append(seconds(CFC, project))
        times.setdefault("nothing changed", []).append(seconds(CFC, project))
        schema = json.loads(changed.read_text())
        schema["description"] = f"Changed {len(times['cold'])} times."
        changed.write_text(json.dumps(schema, indent=2))
        times.setdefault("one changed", []).append(seconds(CFC, project))
        for name in ("ts", "py"):
            shutil.rmtree(work / name, ignore_errors=True)
            (work / name).mkdir()
        times.setdefault("json-schema-to-typescript", []).append(
            seconds(["node", "peer.mjs", "plain", "ts"], work)
        )
        times.setdefault("datamodel-code-generator", []).append(
            seconds([sys.executable, "peer.py", "plain", "py"], work)
        )
    for index, kind in enumerate(("clock", "CPU")):
        best = {name: min(value[index] for value in values) for name, values in times.items()}
        peers = best["json-schema-to-typescript"] + best["datamodel-code-generator"]
        for name, value in best.items():
            print(f"{kind:6} {name:28} {value:7.2f} s   {value / peers:6.3f} of the peers")
    print("goals: cold <= 0.5, nothing changed <= 0.1")
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
