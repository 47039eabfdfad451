"""How much code a schema becomes: bytes of checks to bytes of schema, and the runtime's own size.

Usage: python -m bench.code_size CORPUS_DIR [--only NAME]

For every schema of the corpus, in both languages: the boolean checks with the constants they share
with the collectors, and all of both. Ratios to the schema as it is published and to the same
without blanks; goals 3 and 8. Then the median, the worst, the longest line, the worst schemas;
last, all of the runtime that is printed beside two small projects; goal 15 kB, Unicode tables apart.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.compiled import compiled

LANGUAGES = ("python", "typescript")
GOALS = {"booleans": 3.0, "both": 8.0}
RUNTIME_GOAL = 15_000
SHOWN = 8
# Files of the runtime that hold tables of Unicode and nothing else.
TABLES = ("unicode", "tables")
_DECLARATION = re.compile(
    r"^(?:export )?(?:default )?(function|const|interface|type|class|import|export)\s*\*?\s*(\w*)"
)


@dataclass(frozen=True)
class Size:
    """Bytes of one schema and of what is printed for it in one language."""

    name: str
    published: int
    minified: int
    booleans: int
    collectors: int
    longest: int

    def ratio(self, what: str, of: str) -> float:
        code = self.booleans + (self.collectors if what == "both" else 0)
        return code / (self.published if of == "published" else self.minified)


def python_parts(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names that a module binds by functions and constants, with their bytes."""
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        taken = sum(len(line.encode()) for line in lines[node.lineno - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef):
            yield node.name, taken
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield getattr(target, "id", ""), taken


def typescript_parts(text: str) -> Iterator[tuple[str, int]]:
    """Yield the same of a TypeScript module, whose declarations begin in the first column."""
    name, taken = "", 0
    for line in text.splitlines(keepends=True):
        found = _DECLARATION.match(line)
        if found is not None:
            yield name, taken
            name = found[2] if found[1] in ("function", "const") else ""
            taken = 0
        elif line.startswith("/**"):
            yield name, taken
            name, taken = "", 0
        taken += len(line.encode())
    yield name, taken


def kind_of(name: str) -> str | None:
    """Tell booleans (and the constants of checks) from collectors, and both from the rest."""
    if re.match(r"holds(_|[A-Z])", name):
        return "booleans"
    if re.match(r"check(_|[A-Z])", name):
        return "collectors"
    return "booleans" if re.fullmatch(r"[A-Z]+_\d+", name) else None


def size_of(name: str, published: str, text: str, language: str) -> Size:
    parts = python_parts(text) if language == "python" else typescript_parts(text)
    taken = {"booleans": 0, "collectors": 0}
    for bound, count in parts:
        kind = kind_of(bound)
        if kind is not None:
            taken[kind] += count
    minified = json.dumps(json.loads(published), separators=(",", ":"), ensure_ascii=False)
    return Size(
        name,
        len(published.encode()),
        len(minified.encode()),
        taken["booleans"],
        taken["collectors"],
        max(map(len, text.splitlines())),
    )


def report(language: str, sizes: Sequence[Size]) -> None:
    longest = max(sizes, key=lambda size: size.longest)
    print(f"{language}: {len(sizes)} schemas, longest line {longest.longest} ({longest.name})")
    for what, goal in GOALS.items():
        for of in ("published", "minified"):
            ratios = sorted((size.ratio(what, of), size.name) for size in sizes)
            above = sum(ratio > goal for ratio, _ in ratios)
            print(
                f"  {what} / schema {of:<10} median {median(ratio for ratio, _ in ratios):5.2f}"
                f"  worst {ratios[-1][0]:6.2f} ({ratios[-1][1]})"
                f"  above {goal:.0f}: {above} of {len(sizes)}"
            )
    worst = sorted(sizes, key=lambda size: -size.ratio("both", "minified"))[:SHOWN]
    print(f"  {'largest':<32}{'minified':>9}{'booleans':>10}{'collectors':>11}{'ratios':>13}")
    for size in worst:
        booleans, both = size.ratio("booleans", "minified"), size.ratio("both", "minified")
        print(
            f"  {size.name[:31]:<32}{size.minified:>9}{size.booleans:>10}{size.collectors:>11}"
            f"{booleans:>7.2f}{both:>6.2f}"
        )


def runtime_sizes(project: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield, for each language of a compiled project, the bytes of the runtime's files."""
    generated = project / "generated"
    python = generated / "python" / "contracts"
    files = {
        "python": [python / "_models.py", *sorted((python / "_runtime").rglob("*.py"))],
        "typescript": [
            generated / "typescript" / "runtime.ts",
            *sorted((generated / "typescript" / "runtime").rglob("*.ts")),
        ],
    }
    for language, paths in files.items():
        yield language, {path.name: path.stat().st_size for path in paths if path.exists()}


def report_runtime(title: str, project: Path) -> None:
    run(project, "compile")
    for language, files in runtime_sizes(project):
        tables = {name for name in files if any(word in name for word in TABLES)}
        total = sum(size for name, size in files.items() if name not in tables)
        largest = sorted(files.items(), key=lambda item: -item[1])
        listed = ", ".join(f"{name} {size}" for name, size in largest)
        verdict = "" if total <= RUNTIME_GOAL else f", above {RUNTIME_GOAL}"
        print(f"runtime for {title}, {language}: {total} bytes{verdict}: {listed}")


def run(project: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cfc", *command],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"cfc {' '.join(command)}: {done.stdout}{done.stderr}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    sizes: dict[str, list[Size]] = {language: [] for language in LANGUAGES}
    for source in sorted((options.corpus / "schemas").glob("*.json")):
        if options.only not in source.stem:
            continue
        with tempfile.TemporaryDirectory(prefix="cfc-size-") as folder:
            copy = Path(folder) / "root.json"
            shutil.copy(source, copy)
            code = compiled(copy, LANGUAGES)
        published = source.read_text("utf-8")
        for language in LANGUAGES:
            sizes[language].append(size_of(source.stem, published, code.text(language), language))
    for language, found in sizes.items():
        report(language, found)
    with tempfile.TemporaryDirectory(prefix="cfc-size-") as folder:
        project = Path(folder)
        run(project, "init")
        report_runtime("the project of `cfc init`", project)
    seed = Path(__file__).resolve().parents[1] / "schemas" / "user" / "get_profile.json"
    with tempfile.TemporaryDirectory(prefix="cfc-size-") as folder:
        project = Path(folder)
        (project / "schemas" / "user").mkdir(parents=True)
        shutil.copy(seed, project / "schemas" / "user")
        report_runtime("schemas/user/get_profile.json", project)
    return 0


if __name__ == "__main__":
    sys.exit(main())
