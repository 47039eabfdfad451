"""What a process pays to judge one value: generated modules against jsonschema and ajv.

Usage: python -m bench.cold_start CORPUS_DIR [--only NAME] [--runs N]

CPU time of whole processes, above one that only reads the value: a bare interpreter that imports
json, a bare Node. Medians of the runs, the commands taking turns, compiled Python at hand. In each
language the share of the peer's time is printed, for each schema and as the geometric mean; the
goal is 5 %. `checks` is the generated Python as it would be without its models: what the boolean
needs, in a module of its own that imports neither pydantic nor the models. Formats are notes.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
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
    "models": "import json\nfrom {package}.{stem} import {function}\n",
    "checks": "import json\nfrom {package}.{stem}_checks import {function}\n",
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
    own = folder / code.path("python")
    own.with_name(f"{own.stem}_checks.py").write_text(checks_of(code.text("python")), "utf-8")
    function = code.function("python", "is")
    words = {"package": "contracts", "stem": code.stem, "function": function}
    commands: dict[str, list[str]] = {}
    for name, start in PYTHON.items():
        end = "" if name == "bare" else f"assert {function}(value)\n"
        (folder / f"start_{name}.py").write_text(start.format(**words) + READ_PYTHON + end, "utf-8")
        commands[name] = [sys.executable, f"start_{name}.py"]
    words = {"stem": code.stem, "function": code.function("javascript", "is")}
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


def checks_of(text: str) -> str:
    """Return what the functions of a module need that judge, without models and what builds them."""
    tree = ast.parse(text)
    kept = [node for node in tree.body if not _is_of_models(node)]
    needed: set[str] = set()
    names = {name: node for node in kept for name in _bound(node)}
    waiting = [name for name in names if name.startswith(("is_", "validate_"))]
    while waiting:
        name = waiting.pop()
        if name in needed or name not in names:
            continue
        needed.add(name)
        waiting += [item.id for item in ast.walk(names[name]) if isinstance(item, ast.Name)]
    body = [node for node in kept if _is_future(node) or needed & set(_bound(node))]
    return ast.unparse(ast.Module(body, []))


def _is_of_models(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module in ("pydantic", "typing_extensions", "_models")
    return isinstance(node, ast.ClassDef)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (item.asname or item.name for item in node.names)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


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
        ("models", "bare", "jsonschema"),
        ("checks", "bare", "jsonschema"),
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

    python = above("jsonschema", "bare") + above("models", "bare") + share("models")
    checks = above("checks", "bare") + share("checks")
    node = above("ajv", "bare node") + above("ours", "bare node") + share("ours")
    return f"{name[:33]:<34}{python}{checks}{node}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text("utf-8"))
    all_ratios: dict[str, list[float]] = {}
    print(
        f"{'ms above a bare process':<34}{'jsonsch.':>9}{'models':>9}{'':>7}{'checks':>9}{'':>7}"
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
            code = compiled(copy, ("python", "javascript"), formats="annotate")
            medians = measured(folder, prepare(folder, schema, value, code), options.runs)
        ratios = shares(medians)
        for key, ratio in ratios.items():
            all_ratios.setdefault(key, []).append(ratio)
        print(line(entry["name"], medians, ratios), flush=True)
    means = {key: exp(fmean(map(log, found))) for key, found in all_ratios.items()}
    print(line(f"geometric mean of {len(all_ratios.get('models', ()))}", {}, means))
    return int(any(mean > GOAL for mean in means.values()))


if __name__ == "__main__":
    sys.exit(main())
