"""What the generated types alone say of real instances, without the validators beside them.

Usage: python -m bench.declared_types CORPUS_DIR [--only NAME] [--keep DIR] [--verbose]

TypeScript: every instance as a literal of its type, under `tsc --strict`. Python: the Pydantic
classes with the validator switched off. Printed: how many of the valid instances each takes, how
many of the mutants each refuses, names that end in a number of ours, places that say `unknown` or
`object`, and the size of what is printed.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median

from cfc.judges.python import PythonJudge

from bench.compiled import Compiled, compiled
from bench.corpus import STRICT, apply

TSC = Path(__file__).resolve().parents[1] / "node_modules" / ".bin" / "tsc"
LARGEST = 60_000
"""Bytes of an instance beyond which it is no literal that someone would write."""

Document = tuple[str, str, object]


def documents(
    corpus: Path, entry: dict[str, object], mutants: list[dict[str, object]]
) -> list[Document]:
    """Return kind, name and value of the instances of a schema, mutants included."""
    found: list[Document] = []
    texts: dict[str, object] = {}
    for kind in ("valid", "valid_format_lax", "invalid"):
        for file in entry[kind]:  # type: ignore[attr-defined]
            place = corpus / str(file)
            if place.stat().st_size <= LARGEST:
                texts[str(file)] = json.loads(place.read_text("utf-8"))
                kept = "valid" if kind == "valid_format_lax" else kind
                found.append((kept, place.name, texts[str(file)]))
    for mutant in mutants:
        base = texts.get(str(mutant["base"]))
        if str(mutant["base"]) in texts:
            name = f"{mutant['class']} {'/'.join(map(str, mutant['path']))} {mutant.get('key', '')}"
            found.append((f"mutant {mutant['class']}", name, apply(copy.deepcopy(base), mutant)))
    return found


def root_type(code: Compiled) -> str:
    text = code.text("typescript")
    match = re.search(r"^export function parse\w+\(value: unknown\): ([\w.]+)", text, re.MULTILINE)
    return match[1] if match else ""


def write_literals(folder: Path, code: Compiled, found: list[Document]) -> None:
    """Write the modules of a schema, and one statement a line for its instances."""
    for path, text in code.texts["typescript"].items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    name = root_type(code)
    stem = code.stem_of("typescript")
    lines = [f'import type {{ {name} }} from "./{stem}.js";']
    for index, (_, _, value) in enumerate(found):
        literal = json.dumps(value).replace('"__proto__":', '["__proto__"]:')
        lines.append(f"export const v{index}: {name} = {literal};")
    (folder / "literals.ts").write_text("\n".join(lines) + "\n", "utf-8")


def refused_by_tsc(root: Path, names: list[str]) -> tuple[dict[str, set[int]], dict[str, str]]:
    """Return, by schema, the indexes of refused literals; and the first error of a module."""
    (root / "package.json").write_text('{"type": "module"}')
    files = [f"{name}/literals.ts" for name in names]
    flags = [flag for flag in STRICT if flag != "--noUnusedLocals"]
    done = subprocess.run(
        ["node", "--max-old-space-size=6000", str(TSC), *flags, "--pretty", "false", *files],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    refused: dict[str, set[int]] = {name: set() for name in names}
    broken: dict[str, str] = {}
    for line in done.stdout.splitlines():
        match = re.match(r"([^/]+)/(.*?)\((\d+),", line)
        if match and match[2] == "literals.ts":
            refused[match[1]].add(int(match[3]) - 2)
        elif match:
            broken.setdefault(match[1], line)
    return refused, broken


def refused_by_classes(code: Compiled, found: list[Document]) -> dict[int, str]:
    """Return the indexes of what the Pydantic classes alone refuse, and why."""
    refused: dict[int, str] = {}
    with PythonJudge(code.texts["python"]) as judge:
        stem = code.path("python").removeprefix("contracts/").removesuffix(".py")
        head, _, last = stem.rpartition("/")
        models = judge.module(f"contracts/{head}{'/' if head else ''}_{last}_models.py")
        base = judge.module("contracts/_models.py")
        module = judge.module(code.path("python"))
        parse = code.function("python", "parse")
        name = str(getattr(module, parse).__annotations__["return"])
        kind = getattr(models, name)
        adapter = getattr(models, parse.removeprefix("parse_").upper() + "_ADAPTER", None)
        build = adapter.validate_python if adapter is not None else kind.model_validate
        for index, (_, _, value) in enumerate(found):
            try:
                with base._already_judged():
                    build(value)
            except Exception as error:
                refused[index] = str(error)[:300].replace("\n", " | ")
    return refused


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text("utf-8"))
    mutants = json.loads((options.corpus / "mutants.json").read_text("utf-8"))
    root = options.keep or Path(tempfile.mkdtemp(prefix="cfc-types-"))
    all_found: dict[str, list[Document]] = {}
    tally: Counter[str] = Counter()
    by_class: dict[str, dict[int, str]] = {}
    sizes: dict[str, list[float]] = {"python": [], "typescript": []}
    for entry in index:
        name = str(entry["name"])
        if options.only not in name:
            continue
        source = (options.corpus / entry["schema"]).resolve()
        code = compiled(source, ("python", "typescript"), formats="annotate")
        found = documents(options.corpus, entry, mutants.get(name, []))
        all_found[name] = found
        (root / name).mkdir(parents=True, exist_ok=True)
        write_literals(root / name, code, found)
        by_class[name] = refused_by_classes(code, found)
        count_code(code, source, tally, sizes)
    refused, broken = refused_by_tsc(root, list(all_found))
    for name, line in broken.items():
        print(f"tsc: {name}: {line}"[:240])
    for name, found in all_found.items():
        for position, (kind, title, _) in enumerate(found):
            group = kind.partition(" ")[0]
            for language, answers in (("ts", refused[name]), ("py", by_class[name])):
                is_refused = position in answers
                tally[f"{language} {group}"] += 1
                tally[f"{language} {group} refused"] += is_refused
                if kind != group:
                    tally[f"{language} {kind}"] += 1
                    tally[f"{language} {kind} refused"] += is_refused
                if options.verbose and is_refused == (group == "valid"):
                    reason = by_class[name].get(position, "")[:200] if language == "py" else ""
                    print(f"{language} {name} {kind} {title} {reason}")
    report(tally, sizes)
    return 0


def count_code(
    code: Compiled, source: Path, tally: Counter[str], sizes: dict[str, list[float]]
) -> None:
    """Count what the printed types look like."""
    typescript = code.text("typescript")
    declared = re.findall(r"^export (?:interface|type) (\w+)", typescript, re.MULTILINE)
    schema = source.read_text("utf-8")
    tally["names"] += len(declared)
    tally["names with a number of ours"] += sum(
        bool(re.search(r"[A-Za-z](\d+)$", name))
        and not re.search(re.escape(re.search(r"(\d+)$", name)[1]), schema)  # type: ignore[index]
        for name in declared
    )
    types = "\n".join(
        re.findall(r"^export (?:interface|type) [\s\S]*?^(?:\}|.*;)$", typescript, re.M)
    )
    tally["unknown in TypeScript"] += len(re.findall(r"\bunknown\b", types))
    head, _, last = code.path("python").removesuffix(".py").rpartition("/")
    models = code.texts["python"][f"{head}/_{last}_models.py"]
    tally["object in Python"] += len(re.findall(r"\bobject\b", models))
    compact = len(json.dumps(json.loads(schema), separators=(",", ":")))
    sizes["python"].append(len(models) / compact)
    sizes["typescript"].append(len(types) / compact)


def report(tally: Counter[str], sizes: dict[str, list[float]]) -> None:
    for language, label in (("ts", "TypeScript"), ("py", "Pydantic classes alone")):
        total, refused = tally[f"{language} valid"], tally[f"{language} valid refused"]
        print(f"{label}: valid accepted {total - refused} of {total} "
              f"({100 * (total - refused) / max(total, 1):.1f} %)")  # fmt: skip
        for group in ("invalid", "mutant"):
            total, refused = tally[f"{language} {group}"], tally[f"{language} {group} refused"]
            print(f"{label}: {group} refused {refused} of {total} "
                  f"({100 * refused / max(total, 1):.1f} %)")  # fmt: skip
        for key in sorted(tally):
            if key.startswith(f"{language} mutant ") and not key.endswith(" refused"):
                print(f"    {key.removeprefix(f'{language} mutant '):<16}"
                      f"{tally[key + ' refused']:>5} of {tally[key]}")  # fmt: skip
    for key in (
        "names",
        "names with a number of ours",
        "unknown in TypeScript",
        "object in Python",
    ):
        print(f"{key}: {tally[key]}")
    for language, found in sizes.items():
        print(f"{language} types / schema: median {median(found):.2f}, worst {max(found):.2f}")


if __name__ == "__main__":
    sys.exit(main())
