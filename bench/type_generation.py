"""What it costs to generate models and types, and how long they are, against the peers.

Usage: python -m bench.type_generation CORPUS_DIR [--only NAME] [--count 1000] [--skip-many]

Every schema of the corpus is generated cold, one process a tool, CPU time; start-up counts. cfc
twice: (a) everything, as `cfc compile` prints it for both languages, validators included; (b) its
share that is models and types alone: read the file, lower the shapes, print the declarations of both
languages (`bench.type_workers`). The peers: json-schema-to-typescript without prettier and
datamodel-code-generator with its fastest formatter, which print types and nothing else. A schema
that one of the peers fails on, or is not done with in two minutes, is left out on both sides.

Then lines and bytes. json-schema-to-typescript's lines are counted as it prints them by default,
formatted, which is left out of its time. Of lines that are too long, those count that could be broken.

Then synthetic contracts that share four types: CPU a contract, and whether two runs with other hash
seeds, and files made in another order, give the same bytes.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.front import read

from bench.contracts import write
from bench.type_workers import printed_types

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120.0
"""Seconds after which a schema counts as one that a tool fails on."""
FORMATTED = 2_000_000
"""Characters of types beyond which no formatter is asked."""
LONGEST = 120
NODE_PEER = """
import { compile } from "json-schema-to-typescript";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { format } from "prettier";
const folder = process.argv[2];
const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1000; };
console.log(JSON.stringify({ ms: cpu() }));
for await (const name of createInterface({ input: process.stdin })) {
  const started = cpu();
  let texts = null;
  try {
    const schema = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
    texts = { typescript: await compile(schema, name, { cwd: folder, format: false, bannerComment: "" }) };
  } catch (error) {
    console.error(`${name}: ${error}`.slice(0, 200));
  }
  const ms = cpu() - started;
  if (texts && texts.typescript.length < %d) {
    texts.typescript = await format(texts.typescript, { parser: "typescript", printWidth: 120 });
  }
  console.log(JSON.stringify({ name, ms, texts }));
}
"""


@dataclass
class Answers:
    """What a tool said: CPU milliseconds and texts of the schemas that it could do."""

    start: float = 0.0
    ms: dict[str, float] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def total(self, names: list[str]) -> float:
        return self.start + sum(self.ms[name] for name in names)


def ask(command: list[str], names: list[str], cwd: Path) -> Answers:
    """Ask a worker for every name; one that is silent for too long is ended, and begun again."""
    answers = Answers()
    pending = list(names)
    while pending:
        with subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdin is not None
            assert worker.stdout is not None
            selector = selectors.DefaultSelector()
            selector.register(worker.stdout, selectors.EVENT_READ)
            answers.start = float(json.loads(worker.stdout.readline())["ms"])
            while pending:
                name = pending.pop(0)
                worker.stdin.write(name + "\n")
                worker.stdin.flush()
                line = worker.stdout.readline() if selector.select(PATIENCE) else ""
                found: dict[str, Any] = json.loads(line) if line else {"texts": None}
                if found["texts"] is None:
                    answers.failed.append(name)
                else:
                    answers.ms[name], answers.texts[name] = found["ms"], found["texts"]
                if not line:
                    worker.kill()
                    break
            worker.stdin.close()
    return answers


def ask_all(folder: Path, names: list[str]) -> dict[str, Answers]:
    work = Path(tempfile.mkdtemp(prefix="cfc-bench-"))
    (work / "peer.mjs").write_text(NODE_PEER % FORMATTED)
    os.symlink(ROOT / "node_modules", work / "node_modules")
    python = [sys.executable, "-m", "bench.type_workers"]
    commands = {
        "all": [*python, "all", str(folder)],
        "types": [*python, "types", str(folder)],
        "typescript": ["node", str(work / "peer.mjs"), str(folder)],
        "python": [*python, "peer", str(folder)],
    }
    answers = {
        kind: ask(command, names, work if kind == "typescript" else ROOT)
        for kind, command in commands.items()
    }
    shutil.rmtree(work)
    return answers


def report_cost(answers: dict[str, Answers], names: list[str]) -> None:
    labels = {
        "all": "cfc, everything",
        "types": "cfc, models and types",
        "typescript": "json-schema-to-typescript",
        "python": "datamodel-code-generator",
    }
    for kind, label in labels.items():
        missing = answers[kind].failed
        print(f"{label}: fails on {len(missing)} of {len(names)} {' '.join(missing)}".rstrip())
    failed = {name for found in answers.values() for name in found.failed}
    shared = [name for name in names if name not in failed]
    peers = answers["typescript"].total(shared) + answers["python"].total(shared)
    print(f"CPU of the {len(shared)} schemas that all do:")
    for kind, label in labels.items():
        total = answers[kind].total(shared)
        print(f"  {label:28}{total / 1000:8.2f} s   {total / peers:6.3f} of the peers together")
    print("goal: cfc, models and types <= 0.1")


def report_size(answers: dict[str, Answers], folder: Path) -> None:
    ours, theirs = answers["types"].texts, answers["typescript"].texts
    ratios = {
        name: ours[name]["typescript"].count("\n") / theirs[name]["typescript"].count("\n")
        for name in ours
        if name in theirs
    }
    print(f"lines of TypeScript / json-schema-to-typescript's: median {median(ratios.values()):.2f}, "
          f"worst {max(ratios.values()):.2f} ({max(ratios, key=ratios.__getitem__)}); goal <= 1.2")  # fmt: skip
    for language in ("typescript", "python"):
        sizes = {
            name: len(texts[language].encode())
            / len(json.dumps(json.loads((folder / f"{name}.json").read_text("utf-8"))))
            for name, texts in ours.items()
        }
        long = {
            name: [len(line) for line in texts[language].splitlines() if is_too_long(line)]
            for name, texts in ours.items()
        }
        lengths = [length for found in long.values() for length in found]
        print(f"{language}: bytes / bytes of the schema: median {median(sizes.values()):.2f}, "
              f"worst {max(sizes.values()):.2f} ({max(sizes, key=sizes.__getitem__)}); goal <= 4")  # fmt: skip
        print(f"{language}: {len(lengths)} lines over {LONGEST} in "
              f"{sum(bool(found) for found in long.values())} schemas, longest "
              f"{max(lengths, default=0)}; goal none")  # fmt: skip


def is_too_long(line: str) -> bool:
    """Tell whether a line is over the limit and could be broken.

    An address in a comment cannot, nor `export interface` before the name.
    """
    if len(line) <= LONGEST or (line.startswith("export interface ") and "{" not in line):
        return False
    indent = len(line) - len(line.lstrip())
    return indent + len(" * ") + max(map(len, line.split())) <= LONGEST


def copied(source: Path, target: Path, seed: int) -> None:
    """Write the same files in another order."""
    paths = sorted(source.rglob("*.json"))
    random.Random(seed).shuffle(paths)
    for path in paths:
        place = target / "schemas" / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


def report_many(count: int) -> None:
    work = Path(tempfile.mkdtemp(prefix="cfc-bench-"))
    write(work / "made", count)
    found = [
        Found("made", path.relative_to(work).as_posix(), path)
        for path in sorted((work / "made").rglob("*.json"))
    ]
    gc.disable()
    started = time.process_time()
    front = read(Config(work), found, Reporter(catalogue()))
    reading = time.process_time() - started
    printed_types(front)
    types = time.process_time() - started
    gc.enable()
    print(f"{count} contracts that share four types, both languages: "
          f"{types * 1000 / count:.2f} ms CPU each for models and types "
          f"({reading * 1000 / count:.2f} ms of it to read them); goal <= 2")  # fmt: skip
    results: list[dict[str, bytes]] = []
    command = [sys.executable, "-m", "cfc", "compile", "-q", "--jobs", "1"]
    for seed in (1, 2):
        project = work / f"run{seed}"
        copied(work / "made", project, seed)
        before = os.times()
        subprocess.run(
            command, cwd=project, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)}
        )
        after = os.times()
        spent = after.children_user + after.children_system
        spent -= before.children_user + before.children_system
        print(f"cfc compile, everything: {spent * 1000 / count:.2f} ms CPU each")
        generated = sorted((project / "generated").rglob("*.*"))
        results.append({p.relative_to(project).as_posix(): p.read_bytes() for p in generated})
    same = results[0] == results[1] and bool(results[0])
    print(f"two runs, other hash seed and order of files: {'the same' if same else 'OTHER'} bytes")
    shutil.rmtree(work)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--skip-many", action="store_true")
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text("utf-8"))
    names = [Path(str(e["schema"])).stem for e in index if options.only in str(e["name"])]
    folder = (options.corpus / "schemas").resolve()
    answers = ask_all(folder, names)
    report_cost(answers, names)
    report_size(answers, folder)
    if not options.skip_many:
        report_many(options.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
