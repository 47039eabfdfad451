"""Compile every schema of the type corpus, then import, type-check and judge its instances.

Usage: python bench/corpus.py CORPUS_DIR [--only NAME] [--keep DIR] [--no-typescript] [--mypy]

Prints, per schema that does not make it, why; then how many do, how many instances are judged
rightly by the validators, and accepted and given back whole by the models.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Reporter
from cfc.judges.python import PythonJudge
from cfc.pipeline.build import build
from cfc.pipeline.compile import Options
from cfc.pipeline.selection import Selection
from cfc.pipeline.state import State

STRICT = (
    "--noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext --types "
    "--exactOptionalPropertyTypes --noUncheckedIndexedAccess --verbatimModuleSyntax "
    "--isolatedModules --noUnusedLocals --noImplicitReturns"
).split()


def load(path: Path) -> object:
    return json.loads(path.read_text("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--no-typescript", action="store_true")
    parser.add_argument("--mypy", action="store_true")
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text("utf-8"))
    mutants = json.loads((options.corpus / "mutants.json").read_text("utf-8"))
    entries = [entry for entry in index if options.only in entry["name"]]
    root = options.keep or Path(tempfile.mkdtemp(prefix="cfc-corpus-"))
    tally: Counter[str] = Counter()
    compiled: list[str] = []
    for entry in entries:
        name = entry["name"]
        started = time.process_time()
        texts = compile_one(options.corpus, entry, root, tally)
        if texts is None:
            continue
        compiled.append(name)
        tally["ms"] += int((time.process_time() - started) * 1000)
        judge_one(options.corpus, entry, texts, tally, mutants)
    if not options.no_typescript:
        type_check(root, compiled, tally)
    if options.mypy:
        run_mypy(root, compiled, tally)
    total = len(entries)
    print(f"compiled: {len(compiled)} of {total} (CPU {tally['ms']} ms)")
    print(f"Python imports: {tally['imports']} of {total}")
    print(f"TypeScript type-checks: {tally['types']} of {total}")
    for kind in ("valid", "invalid", "mutants"):
        print(f"validator right on {kind}: {tally[kind + ' right']} of {tally[kind]}")
    print(f"models accept valid: {tally['model accepts']} of {tally['valid']}")
    print(f"models refuse mutants: {tally['model refuses']} of {tally['mutants']}")
    print(f"models give back whole: {tally['round trips']} of {tally['valid']}")
    if not options.keep:
        shutil.rmtree(root)


def compile_one(
    corpus: Path, entry: dict[str, object], root: Path, tally: Counter[str]
) -> dict[str, str] | None:
    name = str(entry["name"])
    source = corpus / str(entry["schema"])
    config = Config(Path("/"), formats="annotate")
    found = Found(source.parent.as_posix().lstrip("/"), source.as_posix().lstrip("/"), source)
    reporter = Reporter(catalogue())
    targets = ("python", "typescript")
    try:
        built = build(
            config,
            Selection((found,), frozenset([found.file]), False),
            Options(targets, "generated"),
            reporter,
            State(),
        )
    except Exception as error:
        print(f"{name}: crashed: {type(error).__name__}: {error}"[:300])
        return None
    if reporter.has_errors:
        errors = [item for item in reporter.findings() if item.severity is Severity.ERROR]
        print(f"{name}: {len(errors)} errors: [{errors[0].rule}] {errors[0].message}"[:300])
        return None
    folder = root / name
    for path, text in built.texts.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return built.texts


def judge_one(
    corpus: Path,
    entry: dict[str, object],
    texts: dict[str, str],
    tally: Counter[str],
    mutants: dict[str, list[dict[str, object]]],
) -> None:
    name = str(entry["name"])
    python = {p.removeprefix("python/"): t for p, t in texts.items() if p.startswith("python/")}
    with PythonJudge(python) as judge:
        path = next(p for p in python if p.count("/") == 1 and not p.split("/")[1].startswith("_"))
        try:
            module = judge.module(path)
        except Exception as error:
            print(f"{name}: does not import: {type(error).__name__}: {error}"[:300])
            return
        tally["imports"] += 1
        public = [item for item in vars(module) if item.startswith("parse_")]
        parse = getattr(module, public[0])
        validate = getattr(module, public[0].replace("parse_", "validate_", 1))
        documents = [(k, load(corpus / str(f))) for k in ("valid", "invalid") for f in entry[k]]  # type: ignore[attr-defined]
        documents += [("valid", load(corpus / str(f))) for f in entry["valid_format_lax"]]  # type: ignore[attr-defined]
        bases = {str(f) for f in entry["valid"]}  # type: ignore[attr-defined]
        for mutant in mutants.get(name, ()):
            if str(mutant["base"]) in bases:
                documents.append(("mutants", apply(load(corpus / str(mutant["base"])), mutant)))
        for kind, document in documents:
            tally[kind] += 1
            found = validate(document)
            if bool(found) == (kind != "valid"):
                tally[kind + " right"] += 1
            else:
                print(f"{name}: wrong on {kind}: {found[:1]}"[:300])
            try:
                model = parse(document)
            except Exception as error:
                if kind == "mutants":
                    tally["model refuses"] += 1
                if kind == "valid" and not found:
                    print(f"{name}: model refuses: {str(error)[:200]!r}")
                continue
            if kind == "valid":
                tally["model accepts"] += 1
                try:
                    back = dump(model)
                except Exception as error:
                    print(f"{name}: no dump: {str(error)[:200]!r}")
                    continue
                if back == document:
                    tally["round trips"] += 1
                else:
                    print(f"{name}: loses data")


def dump(model: object) -> object:
    if hasattr(model, "model_dump"):
        return model.model_dump(mode="json", by_alias=True, exclude_unset=True)
    from pydantic import TypeAdapter

    return TypeAdapter(object).dump_python(model, mode="json", by_alias=True, exclude_unset=True)


def apply(document: object, mutant: dict[str, object]) -> object:
    path = list(mutant["path"])  # type: ignore[call-overload]
    if mutant["op"] == "append":
        place = document
        for step in path:
            place = place[step]  # type: ignore[index]
        place.append(mutant["value"])  # type: ignore[attr-defined]
        return document
    if "key" in mutant:
        path.append(mutant["key"])
    if not path:
        return mutant.get("value")
    place = document
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    if mutant["op"] == "remove":
        del place[path[-1]]  # type: ignore[attr-defined]
    else:
        place[path[-1]] = mutant.get("value")  # type: ignore[index]
    return document


def type_check(root: Path, names: list[str], tally: Counter[str]) -> None:
    (root / "package.json").write_text('{"type": "module"}')
    tsc = Path(__file__).resolve().parents[1] / "node_modules" / ".bin" / "tsc"
    files = [
        str(p.relative_to(root)) for name in names for p in sorted((root / name).rglob("*.ts"))
    ]
    done = subprocess.run(
        [str(tsc), *STRICT, *files], cwd=root, capture_output=True, text=True, check=False
    )
    failed: Counter[str] = Counter()
    for line in done.stdout.splitlines():
        name = line.partition("/")[0]
        if name in names:
            if not failed[name]:
                print(f"tsc: {line}"[:300])
            failed[name] += 1
    tally["types"] = len(names) - len(failed)


def run_mypy(root: Path, names: list[str], tally: Counter[str]) -> None:
    good = 0
    for name in names:
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "contracts"],
            cwd=root / name / "python",
            capture_output=True,
            text=True,
            check=False,
        )
        good += done.returncode == 0
        if done.returncode:
            print(f"mypy {name}: {done.stdout.splitlines()[0]}"[:300])
    print(f"mypy --strict passes: {good} of {len(names)}")


if __name__ == "__main__":
    main()
