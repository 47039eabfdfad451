"""What a process pays to judge one value: generated modules against jsonschema and ajv.

Usage: python -m bench.cold_start CORPUS_DIR [--only NAME] [--runs N]

CPU time of whole processes, above one that only reads the value: a bare interpreter that imports
json, a bare Node. Medians of the runs, the commands taking turns, compiled Python at hand. In each
language the share of the peer's time is printed, for each schema and as the geometric mean; the
goal is 5 %. `parsed` is what a process pays that wants the value as a model, pydantic included; it
has no peer here. Formats are notes, or with --formats assert.
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
from collections.abc import Sequence
from math import exp, log
from pathlib import Path
from statistics import fmean, median

from bench.compiled import Compiled, compiled

HERE = Path(__file__).resolve().parent
GOAL = 0.05
LEAST = 1e-4
"""Seconds below which a difference of processes says nothing; used where one is smaller."""

# Some machines tell Python to write no compiled files; a start is measured with them.
ENVIRONMENT = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}

PYTHON = {
    "bare": "import json\n",
    "is": "import json\nfrom {package}.{stem} import {function}\n",
    "parsed": "import json\nfrom {package}.{stem} import {parse} as {function}\n",
    "jsonschema": (
        "import json\nfrom jsonschema import Draft202012Validator\n"
        "with open('schema.json', encoding='utf-8') as file:\n"
        "    {function} = Draft202012Validator(json.load(file)).is_valid\n"
    ),
}
READ_PYTHON = """\
with open('value.json', encoding='utf-8') as file:
    value = json.load(file)
"""
NODE = {
    "bare node": "",
    "ours": 'import {{ {function} as holds }} from "./{stem}.js";\n',
    "ajv": (
        'import {{ Ajv2020 }} from "ajv/dist/2020.js";\n'
        'const schema = JSON.parse(readFileSync("schema.json", "utf-8"));\n'
        "const ajv = new Ajv2020({{\n"
        "  strict: false, validateFormats: false, logger: false, unicodeRegExp: {unicode},\n"
        "}});\n"
        "const holds = ajv.compile(schema);\n"
    ),
}
READ_NODE = """\
import { readFileSync } from "node:fs";
const value = JSON.parse(readFileSync("value.json", "utf-8"));
"""


def cpu_of(command: Sequence[str], folder: Path) -> float | None:
    """Return the CPU seconds of a process; None when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        return None
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def prepare(folder: Path, schema: Path, value: Path, code: Compiled) -> dict[str, list[str]]:
    """Write the modules and a script for each measured command; return the commands."""
    shutil.copy(schema, folder / "schema.json")
    shutil.copy(value, folder / "value.json")
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "node_modules").symlink_to(HERE.parent / "node_modules")
    for language in ("python", "javascript"):
        for path, text in code.texts[language].items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    function = code.function("python", "is")
    parse = code.function("python", "parse")
    words = {
        "package": "contracts",
        "stem": code.stem_of("python"),
        "function": function,
        "parse": parse,
    }
    commands: dict[str, list[str]] = {}
    for name, start in PYTHON.items():
        call = f"{function}(value)\n"
        end = {"bare": "", "parsed": call}.get(name, f"assert {call}")
        (folder / f"start_{name}.py").write_text(start.format(**words) + READ_PYTHON + end, "utf-8")
        commands[name] = [sys.executable, f"start_{name}.py"]
    words = {"stem": code.stem_of("javascript"), "function": code.function("javascript", "is")}
    for unicode in ("true", "false"):
        for name, start in NODE.items():
            end = "" if name == "bare node" else "if (!holds(value)) process.exit(1);\n"
            text = READ_NODE + start.format(**words, unicode=unicode) + end
            file = f"start_{name.split()[0]}.js"
            (folder / file).write_text(text, "utf-8")
            commands[name] = ["node", file]
        if cpu_of(commands["ajv"], folder) is not None:
            break
    return commands


def measured(folder: Path, commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Return the median of each command; one that fails is left out."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name in list(times):
            taken = cpu_of(commands[name], folder)
            if taken is None:
                del times[name]
            else:
                times[name].append(taken)
    # The first round compiles Python and fills caches; it is left out.
    return {name: median(found[1:]) for name, found in times.items()}


def shares(medians: dict[str, float]) -> dict[str, float]:
    """Return the share of a peer's time, both above a bare process, for each form of ours."""
    found: dict[str, float] = {}
    for ours, bare, peer in (
        ("is", "bare", "jsonschema"),
        ("ours", "bare node", "ajv"),
    ):
        if {ours, bare, peer} <= medians.keys():
            mine = max(medians[ours] - medians[bare], LEAST)
            found[ours] = mine / max(medians[peer] - medians[bare], LEAST)
    return found


def line(name: str, medians: dict[str, float], ratios: dict[str, float]) -> str:
    def above(key: str, bare: str) -> str:
        if key not in medians or bare not in medians:
            return f"{'-':>9}"
        return f"{(medians[key] - medians[bare]) * 1000:>9.1f}"

    def share(key: str) -> str:
        return f"{ratios[key] * 100:>6.1f}%" if key in ratios else f"{'-':>7}"

    python = above("jsonschema", "bare") + above("is", "bare") + share("is")
    parsed = above("parsed", "bare")
    node = above("ajv", "bare node") + above("ours", "bare node") + share("ours")
    return f"{name[:33]:<34}{python}{parsed}{node}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--formats", choices=("annotate", "assert"), default="annotate")
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text("utf-8"))
    all_ratios: dict[str, list[float]] = {}
    print(
        f"{'ms above a bare process':<34}{'jsonsch.':>9}{'is':>9}{'':>7}{'parsed':>9}"
        f"{'ajv':>9}{'ours':>9}"
    )
    for entry in index:
        if options.only not in entry["name"] or not entry["valid"]:
            continue
        schema = (options.corpus / entry["schema"]).resolve()
        value = options.corpus / entry["valid"][0]
        with tempfile.TemporaryDirectory(prefix="cfc-start-") as name:
            folder = Path(name)
            copy = folder / "root.json"
            shutil.copy(schema, copy)
            code = compiled(copy, ("python", "javascript"), formats=options.formats)
            medians = measured(folder, prepare(folder, schema, value, code), options.runs)
        ratios = shares(medians)
        for key, ratio in ratios.items():
            all_ratios.setdefault(key, []).append(ratio)
        print(line(entry["name"], medians, ratios), flush=True)
    means = {key: exp(fmean(map(log, found))) for key, found in all_ratios.items()}
    print(line(f"geometric mean of {len(all_ratios.get('is', ()))}", {}, means))
    return int(any(mean > GOAL for mean in means.values()))


if __name__ == "__main__":
    sys.exit(main())
