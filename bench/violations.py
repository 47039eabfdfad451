"""Print what is said of thirty broken instances: by the generated code, by ajv, by jsonschema.

Usage: python -m bench.violations CORPUS_DIR [--check] [--only NAME]

In: the type corpus, and broken_instances.json, which names an instance and what is done to it.
Out: docs/violations.md; with `--check` nothing is written, and the exit code is 1 when the page is
stale. Formats assert. The generated Python and TypeScript have to say the same of each instance.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cfc.judges.python import PythonJudge
from cfc.judges.typescript import TypeScriptJudge

from bench.compiled import compiled
from bench.corpus import apply

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "violations.md"
WIDTH = 100
LINES = 12
# A line must not end within a name.
WRAPPER = textwrap.TextWrapper(WIDTH, break_on_hyphens=False, break_long_words=False)
HEAD = """\
# Violations

What is said of thirty broken instances of real schemas: by the code that cfc generates, by ajv and
by jsonschema. Printed by `python -m bench.violations CORPUS_DIR`, and compared by a test where the
corpus is at hand; read it when you change a message.

- **cfc**: each violation as `path: message [rule]`, the same in Python and in TypeScript.
- **ajv** {ajv}, with ajv-formats: `allErrors`, printed by its `errorsText`, which leaves out
  `params`.
- **jsonschema** {jsonschema}, with its format checker: `best_match` first, then `iter_errors` by
  path.

Each is cut after {lines} lines, and at {width} columns.
"""


@dataclass(frozen=True)
class Case:
    """One broken instance: what is wrong with it, in a line, and where it comes from."""

    says: str
    construct: str
    schema: str
    file: str
    edits: tuple[dict[str, Any], ...]

    def origin(self) -> str:
        done = "".join(f", {edit_text(edit)}" for edit in self.edits)
        return f"`{self.schema}`, `{self.file}`{done}"


@dataclass(frozen=True)
class Said:
    """What the three say of an instance, as lines."""

    ours: list[str]
    ajv: list[str]
    jsonschema: list[str]
    alike: bool


def cases_of(file: Path) -> list[Case]:
    return [
        Case(**{**item, "edits": tuple(item.get("edits", ()))})
        for item in json.loads(file.read_text("utf-8"))
    ]


def edit_text(edit: dict[str, Any]) -> str:
    """Return an edit in words."""
    path = [*edit["path"], *([edit["key"]] if "key" in edit else [])]
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
    if edit["op"] == "remove":
        return f"without `{pointer}`"
    text = json.dumps(edit["value"], ensure_ascii=False)
    return f"{text} appended at `{pointer}`" if edit["op"] == "append" else f"`{pointer}` = {text}"


def instance(corpus: Path, case: Case) -> object:
    """Return the broken instance."""
    document: object = json.loads(
        (corpus / "instances" / case.schema / case.file).read_text("utf-8")
    )
    for edit in case.edits:
        document = apply(document, edit)
    return document


def said_of(corpus: Path, cases: Sequence[Case]) -> Iterator[tuple[Case, Said]]:
    """Yield what is said of each case, in order."""
    values = [instance(corpus, case) for case in cases]
    ours: dict[str, Ours] = {}
    from_ajv = of_ajv(corpus, cases, values)
    try:
        for case, value, lines in zip(cases, values, from_ajv, strict=True):
            judge = ours.get(case.schema)
            if judge is None:
                judge = ours[case.schema] = Ours(corpus / "schemas" / f"{case.schema}.json")
            python, typescript = judge.both(value)
            theirs = of_jsonschema(corpus, case.schema, value)
            alike = python == typescript and judge.refuses(value)
            yield case, Said(python, lines, theirs, alike)
    finally:
        for judge in ours.values():
            judge.close()


class Ours:
    """The generated code of one schema, in both languages."""

    def __init__(self, source: Path) -> None:
        # A name of its own keeps the folder of this machine out of what is printed.
        with tempfile.TemporaryDirectory(prefix="cfc-violations-") as folder:
            copy = Path(folder) / "root.json"
            copy.write_bytes(source.read_bytes())
            code = compiled(copy, ("python", "javascript"))
        self._python = PythonJudge(code.texts["python"])
        self._script = TypeScriptJudge(code.texts["javascript"])
        module = self._python.module(code.path("python"))
        self._validate = getattr(module, code.function("python", "validate"))
        self._is = getattr(module, code.function("python", "is"))
        self._path = code.path("javascript")
        self._calls = code.function("javascript", "validate"), code.function("javascript", "is")

    def both(self, value: object) -> tuple[list[str], list[str]]:
        """Return the lines of the generated Python, and those of the generated TypeScript."""
        python = [line(item.path, item.message, item.rule) for item in self._validate(value)]
        found = self._script.validate(self._path, self._calls[0], value)
        return python, [line(item["path"], item["message"], item["rule"]) for item in found]

    def refuses(self, value: object) -> bool:
        """Whether the booleans of both languages say no."""
        return not (self._is(value) or self._script.holds(self._path, self._calls[1], value))

    def close(self) -> None:
        self._python.close()
        self._script.close()


def line(path: object, message: object, rule: object) -> str:
    return f"{path or '(root)'}: {message} [{rule}]"


def of_ajv(corpus: Path, cases: Sequence[Case], values: Sequence[object]) -> list[list[str]]:
    schemas = {case.schema: read_schema(corpus, case.schema) for case in cases}
    pairs = [(case.schema, value) for case, value in zip(cases, values, strict=True)]
    done = subprocess.run(
        ["node", str(HERE / "violations.mjs")],
        input=json.dumps({"schemas": schemas, "cases": pairs}),
        capture_output=True,
        text=True,
        check=True,
    )
    return [str(text).splitlines() for text in json.loads(done.stdout)]


def of_jsonschema(corpus: Path, name: str, value: object) -> list[str]:
    from jsonschema.exceptions import best_match

    errors = list(validator(corpus, name).iter_errors(value))
    best = best_match(errors)
    if best is None:
        return ["accepts it"]
    listed = sorted(errors, key=lambda error: [str(step) for step in error.absolute_path])
    lines = [f"{error.json_path}: {error.message}" for error in listed]
    return [f"best_match: {best.json_path}: {best.message}", *lines]


@cache
def validator(corpus: Path, name: str) -> Any:
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(read_schema(corpus, name), format_checker=checker)


@cache
def read_schema(corpus: Path, name: str) -> Any:
    return json.loads((corpus / "schemas" / f"{name}.json").read_text("utf-8"))


def page(found: Sequence[tuple[Case, Said]]) -> str:
    packages = json.loads((HERE.parent / "package.json").read_text("utf-8"))["devDependencies"]
    parts = [
        HEAD.format(ajv=packages["ajv"], jsonschema=version("jsonschema"), lines=LINES, width=WIDTH)
    ]
    for number, (case, said) in enumerate(found, 1):
        origin = WRAPPER.fill(f"{case.construct}: {case.origin()}.")
        blocks = (("cfc", said.ours), ("ajv", said.ajv), ("jsonschema", said.jsonschema))
        parts.append(f"## {number}. {case.says}\n\n{origin}\n")
        parts += [f"{name}:\n\n```text\n{cut(lines)}\n```\n" for name, lines in blocks]
    return "\n".join(parts)


def cut(lines: Sequence[str]) -> str:
    """Return the first lines, each no longer than the page is wide."""
    kept = [one if len(one) <= WIDTH else one[: WIDTH - 2] + " …" for one in lines[:LINES]]
    if len(lines) > LINES:
        rest = len(lines) - LINES
        kept.append(f"… and {rest} more {'line' if rest == 1 else 'lines'}")
    return "\n".join(kept)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--check", action="store_true", help="compare the page, write nothing")
    parser.add_argument("--only", default="", help="print the cases of these schemas alone")
    options = parser.parse_args()
    cases = [
        case for case in cases_of(HERE / "broken_instances.json") if options.only in case.schema
    ]
    found = list(said_of(options.corpus, cases))
    text = page(found)
    if options.only:
        print(text)
        return 0
    fresh = PAGE.is_file() and PAGE.read_text("utf-8") == text
    if not options.check:
        PAGE.write_text(text, "utf-8")
    alike = sum(said.alike for _, said in found)
    print(f"{alike} of {len(found)}: Python and TypeScript say the same, booleans no")
    for name in ("ours", "ajv", "jsonschema"):
        lists = [getattr(said, name) for _, said in found]
        longest = max(len(one) for lines in lists for one in lines)
        print(f"{name}: {sum(map(len, lists))} lines, the longest of {longest} characters")
    if options.check:
        print("the page is " + ("fresh" if fresh else "stale"))
    return int(alike < len(found) or (options.check and not fresh))


if __name__ == "__main__":
    sys.exit(main())
