"""What is printed: readable, formatted, typed, and alike in both languages."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cfc.contract.model import Place, RawInvariant
from cfc.contract.registry import Registry
from cfc.emit.code import environment
from cfc.emit.python.invariants import print_invariants as print_python
from cfc.emit.typescript.expressions import PART_OF_EXPORT
from cfc.emit.typescript.invariants import print_invariants as print_typescript
from cfc.invariants.load import compile_invariant, with_types
from cfc.invariants.parser import parse
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.types import TypeReader
from cfc.ir.parts import PART_OF_NAME
from cfc.judges.expression_node import print_javascript
from cfc.judges.expressions import print_python as print_expression
from cfc.resources import folder

from bench.drawn_expressions import Drawer

SUITES = [
    Path(__file__).parents[2] / f"suites/invariants/{name}.json" for name in ("semantics", "edges")
]
TEMPLATES = folder("templates")
DRAWN = Path(__file__).parents[3] / "bench/invariants/drawn.json"
DRAWN_COUNT = 300


def all_compiled() -> list[CompiledInvariant]:
    names: set[str] = set()
    found: list[CompiledInvariant] = []
    rows = [row for suite in SUITES for row in json.loads(suite.read_text("utf-8"))["rows"]]
    for index, row in enumerate(rows):
        place = Place("file:/a.json", ("invariants", str(index)))
        when = "$exists(a)" if index % 9 == 0 else None
        raw = RawInvariant(f"rule-{index}", row["expr"], place, message="no", when=when)
        compiled = compile_invariant(raw, names)
        if isinstance(compiled, CompiledInvariant):
            found.append(compiled)
    return found


def all_typed() -> list[CompiledInvariant]:
    """Return drawn invariants as they are printed with the types of their schemas."""
    chance = random.Random(7)
    schemas = json.loads(DRAWN.read_text("utf-8"))
    names: set[str] = set()
    found: list[CompiledInvariant] = []
    for index in range(DRAWN_COUNT):
        schema = schemas[index % len(schemas)]
        registry, place = Registry(), Place("file:/a.json")
        registry.add_document(place.document, schema)
        raw = RawInvariant(f"typed-{index}", Drawer(schema, chance).expression(), place)
        compiled = compile_invariant(raw, names)
        if isinstance(compiled, CompiledInvariant):
            found.append(with_types(compiled, TypeReader(registry, place, operation=False)))
    return found


def lines_of(names: list[str]) -> str:
    """Return names as they stand in an import over lines, sorted as a formatter would."""
    names.sort(key=lambda name: (not name.isupper(), not name[:1].isupper(), name))
    return "".join(f"    {name},\n" for name in names)


@pytest.fixture(scope="module")
def python_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package with one module that holds every row of the suite."""
    place = tmp_path_factory.mktemp("python") / "package"
    place.mkdir()
    printed = print_python("suite", [*all_compiled(), *all_typed()])
    template = environment(TEMPLATES).get_template("python/parts/invariants.py.jinja")
    parts: dict[str, list[str]] = {}
    for name in printed.imports:
        parts.setdefault(PART_OF_NAME[name.text], []).append(name.text)
    imports = "".join(
        f"from ._runtime.{part} import (\n{lines_of(names)})\n"
        for part, names in sorted(parts.items())
    )
    text = template.render(
        invariants=printed.views,
        invariant_records=printed.records,
        invariant_typing=printed.typing,
    )
    head = "from __future__ import annotations\n\n"
    (place / "module.py").write_text(f"{head}{imports}\nTYPE_CHECKING = False{text}", "utf-8")
    (place / "__init__.py").write_text("", "utf-8")
    shutil.copytree(TEMPLATES / "python/runtime", place, dirs_exist_ok=True)
    return place / "module.py"


def test_expression_reads_as_written_by_hand() -> None:
    tree = parse("$sum(output.items.total) = output.total")

    assert print_expression(tree, ()) == (
        "def _expression(value: object) -> object:\n"
        "    return equal(\n"
        '        sum_of(root_path(value, "output", "items", "total")),\n'
        '        root_path(value, "output", "total"),\n'
        "    )\n"
    ) or print_expression(tree, ()) == (
        "def _expression(value: object) -> object:\n"
        '    return equal(sum_of(root_path(value, "output", "items", "total")), '
        'root_path(value, "output", "total"))\n'
    )


def test_javascript_has_no_types() -> None:
    text = print_javascript(parse("$filter(a, function($i){ $i.b > 1 })"), ())

    assert text == (
        'import { greater } from "./runtime/comparison.js";\n'
        'import { filterItems } from "./runtime/functions.js";\n'
        'import { member, rootPath } from "./runtime/paths.js";\n\n'
        "function expression(value) {\n"
        '  return filterItems(rootPath(value, "a"), (i) => greater(member(i, "b"), 1));\n'
        "}\n\nexport { expression };\n"
    )


def test_hostile_texts_stay_texts() -> None:
    text = print_expression(parse('`"); import os #` = \'\\n\\u2028"""\''), ())

    compile(text, "<test>", "exec")
    assert len(text.splitlines()) == 2


def test_name_that_is_taken_is_imported_under_another() -> None:
    names = frozenset({"equal"})
    compiled = [one for one in all_compiled() if one.expression == "missing = 1"]

    python = print_python("m", compiled, names)
    typescript = print_typescript("m", compiled, taken=names)

    assert "equal as equal_" in [name.text for name in python.imports]
    assert "equal as equal$" in typescript.imports
    assert "equal_(" in python.views[0].functions[0].body.text
    assert "equal$(" in typescript.views[0].functions[0].body.text


def test_python_is_formatted_and_clean(python_module: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    settings = ["--isolated", "--line-length", "100"]
    formatted = subprocess.run(
        [*ruff, "format", "--diff", *settings, str(python_module)], capture_output=True, text=True
    )
    checked = subprocess.run(
        [*ruff, "check", *settings, "--ignore=RUF034", str(python_module)],
        capture_output=True,
        text=True,
    )

    changed = [
        line
        for line in formatted.stdout.splitlines()
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    # What is long in more than one way may be broken elsewhere than the formatter would.
    assert len([line for line in changed if "expression=" not in line]) < DRAWN_COUNT // 2
    assert checked.returncode == 0, checked.stdout


def test_python_passes_the_strict_checker(python_module: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "package"],
        cwd=python_module.parents[1],
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout


def test_python_compiles_and_runs(python_module: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import package.module"],
        cwd=python_module.parents[1],
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stderr


@pytest.mark.skipif(
    not (Path(__file__).parents[3] / "node_modules/typescript").is_dir()
    or shutil.which("node") is None,
    reason="there is no TypeScript",
)
def test_typescript_passes_the_strict_compiler(tmp_path: Path) -> None:
    printed = print_typescript("suite", [*all_compiled(), *all_typed()])
    template = environment(TEMPLATES).get_template("typescript/parts/invariants.ts.jinja")
    imports = "".join(
        f'import {{ {name} }} from "./runtime/{PART_OF_EXPORT[name]}.js";\n'
        for name in printed.imports
    )
    constants = ", ".join(view.constant.text for view in printed.views)
    (tmp_path / "module.ts").write_text(
        f'import type {{ Invariant }} from "./runtime/invariants.js";\n{imports}\n'
        + template.render(m={"invariants": printed.views})
        + f"\nexport const ALL = [{constants}];\n",
        "utf-8",
    )
    shutil.copytree(TEMPLATES / "typescript/runtime", tmp_path, dirs_exist_ok=True)
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    compiler = Path(__file__).parents[3] / "node_modules/typescript/bin/tsc"
    run = subprocess.run(
        ["node", str(compiler), "-p", str(tmp_path), "--noEmit"], capture_output=True, text=True
    )

    assert run.stdout == ""
    printed_lines = (tmp_path / "module.ts").read_text("utf-8").splitlines()
    fixed = ("  expression: ", "export const ALL")
    too_long = [line for line in printed_lines if len(line) > 100 and not line.startswith(fixed)]
    assert len(too_long) <= DRAWN_COUNT // 100


def test_runtime_is_clean_by_the_default_rules() -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--isolated", "--line-length", "100"),
            str(TEMPLATES / "python/runtime"),
        ],
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout
