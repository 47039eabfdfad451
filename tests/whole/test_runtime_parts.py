"""The parts of the runtime: the table of names, the files, and what they import, as one piece."""

from __future__ import annotations

import ast
import json
import posixpath
import re
from pathlib import Path

import pytest
from cfc.contract.keywords import FORMATS
from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.identifiers import camel_of
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget
from cfc.invariants.builtins import BUILTINS, VOLATILE
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.lower import lower
from cfc.invariants.parser import parse
from cfc.invariants.refusal import NotCompiled, Refused
from cfc.invariants.walks import runtime_names
from cfc.ir.parts import ALL_PARTS, PART_OF_FORMAT, PART_OF_NAME, PYTHON_PARTS, UTF16_PARTS

from tests.support.project import Project
from tests.support.sources import PACKAGE, TEMPLATES, tree_of

SUITE = Path(__file__).parents[1] / "suites" / "invariants" / "semantics.json"
PYTHON = TEMPLATES / "python" / "runtime" / "_runtime"
TYPESCRIPT = TEMPLATES / "typescript" / "runtime" / "runtime"
# In the other language no value is `undefined`, and strings are UTF-16 units.
PYTHON_NAMES = {"UNDEFINED", "as_double", "total"}
PYTHON_FILES = PYTHON_PARTS | {"__init__", "units", "powers"}
# What validators and boundaries call, and no expression.
OF_VALIDATORS = {
    "linear",
    "limits",
    "numbers",
    "lengths",
    "equality",
    "unions",
    "operations",
    "tables",
}
# What judges call, around an expression.
# What the printer of one language calls, where the other has a loop.
OF_PRINTERS = {"total"}
OF_JUDGES = {
    *("Invariant", "JsonataError", "check_invariants", "invariants_hold", "count_calls"),
    *("judge_expression", "telling"),
}
_EXPORT = re.compile(r"^export (?:const|function\*?|class|interface) (\w+)", re.MULTILINE)
_SPECIFIER = re.compile(r'from "(\.[^"]+)\.js";')
_IMPORT = re.compile(r"^from \.(\w*) import", re.MULTILINE)


def defined(part: str) -> set[str]:
    """Return the names that a part has at its top in Python."""
    names: set[str] = set()
    for node in tree_of(PYTHON / f"{part}.py").body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def exported(part: str) -> set[str]:
    return set(_EXPORT.findall((TYPESCRIPT / f"{part}.ts").read_text("utf-8")))


def camel(name: str) -> str:
    return name if name.isupper() else camel_of(name)


def test_every_part_is_a_file_in_both_languages() -> None:
    assert {path.stem for path in PYTHON.glob("*.py")} == (ALL_PARTS - UTF16_PARTS | PYTHON_FILES)
    assert {path.stem for path in TYPESCRIPT.glob("*.ts")} == ALL_PARTS


def test_every_name_is_where_the_table_says() -> None:
    python = {
        name
        for name, part in PART_OF_NAME.items()
        if part not in UTF16_PARTS and name not in defined(part)
    }
    typescript = {
        name
        for name, part in PART_OF_NAME.items()
        if part not in PYTHON_PARTS and camel(name) not in exported(part)
    }

    assert python == set()
    assert typescript == PYTHON_NAMES


def test_every_format_is_where_the_table_says() -> None:
    checkers = {name: "is_" + name.replace("-", "_") for name in PART_OF_FORMAT}
    python = {name for name, part in PART_OF_FORMAT.items() if checkers[name] not in defined(part)}
    typescript = {
        name for name, part in PART_OF_FORMAT.items() if camel(checkers[name]) not in exported(part)
    }

    assert PART_OF_FORMAT.keys() == FORMATS
    assert (python, typescript) == (set(), set())


def test_every_function_that_an_expression_can_call_is_in_the_table() -> None:
    called = {
        name
        for builtin in (*BUILTINS.values(), *VOLATILE.values())
        for name in (builtin.runtime, builtin.alone, builtin.at)
        if name
    }
    for path in PACKAGE.glob("invariants/*.py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Runtime":
                called |= {
                    part.value
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.Constant) and str(part.value).isidentifier()
                }
    rows = [row["expr"] for row in json.loads(SUITE.read_text("utf-8"))["rows"]]
    for expression in (*rows, "a >= b"):
        try:
            called |= runtime_names(lower(parse(expression)))
        except (JsonataSyntaxError, NotCompiled, Refused):
            continue
    parts = set(PART_OF_NAME.values()) - OF_VALIDATORS - PYTHON_PARTS
    names = {name for name, part in PART_OF_NAME.items() if part in parts}

    assert called == names - OF_JUDGES - OF_PRINTERS


@pytest.mark.parametrize("part", sorted(ALL_PARTS - UTF16_PARTS))
def test_what_is_printed_with_a_part_is_all_that_it_imports(part: str) -> None:
    files = PythonTarget([], "made").print_shared([], frozenset([part]))
    runtime = {path.rpartition("/")[2] for path in files if path.startswith("made/_runtime/")}
    for name in runtime:
        imported = _IMPORT.findall(files[f"made/_runtime/{name}"])
        assert {f"{other or '__init__'}.py" for other in imported} <= runtime


@pytest.mark.parametrize("part", sorted(ALL_PARTS))
def test_modules_of_a_part_have_all_that_they_import(part: str) -> None:
    for target, extensions in (
        (TypeScriptTarget([]), (".ts",)),
        (JavaScriptTarget([]), (".js", ".d.ts")),
    ):
        files = target.print_shared([], frozenset([part]))
        for path, text in files.items():
            for specifier in _SPECIFIER.findall(text):
                wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), specifier))
                assert {wanted + extension for extension in extensions} <= files.keys()


def test_only_parts_that_are_needed_are_written(project: Project) -> None:
    pages = project.write(
        "schemas/pages.json",
        '{"type": "object", "properties": {"count": {"type": "integer"}, "other": {}},'
        ' "invariants": [{"expr": "other.id = 3"}]}',
    )
    project.write("schemas/host.json", '{"type": "string", "format": "hostname"}')
    project.cfc("compile")
    both = written(project)
    pages.unlink()
    project.cfc("compile")
    one = written(project)

    assert both == {
        "__init__.py", "comparison.py", "hostnames.py", "invariants.py", "judging.py", "judging.ts", "limits.py", "paths.py",
        "matching.py", "outputs.py", "tables.py", "values.py", "comparison.ts", "hostnames.ts", "invariants.ts",
        "limits.ts", "paths.ts", "tables.ts", "values.ts",
    }  # fmt: skip
    assert one == {
        "__init__.py",
        "hostnames.py",
        "tables.py",
        "limits.py",
        "matching.py",
        "outputs.py",
        "hostnames.ts",
        "tables.ts",
        "limits.ts",
    }


def written(project: Project) -> set[str]:
    """Return the names of the runtime's files in the output of both languages."""
    generated = project.folder / "generated"
    places = (generated / "python" / "contracts" / "_runtime", generated / "typescript" / "runtime")
    return {file.name for place in places for file in place.glob("*.*")}
