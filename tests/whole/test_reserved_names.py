"""Variables of generated validators can never hide what they call.

Names of contracts become variables in validators only. Of the runtime of invariants these call
two functions; the rest of it is called in functions whose variables are named otherwise.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from cfc.ir import variables
from cfc.ir.parts import FORMAT_PARTS
from cfc.ir.variables import Variables

from tests.support.sources import TEMPLATES, name_of, tree_of

CALLED_OF_INVARIANTS = ["check_invariants", "invariants_hold"]
_PYTHON = TEMPLATES / "python" / "runtime"
_TYPESCRIPT = TEMPLATES / "typescript" / "runtime"
# Formats are called through their module in Python, so only these have names that can be hidden.
PYTHON = [
    _PYTHON / name for name in ("_models.py", "_runtime/__init__.py", "_runtime/invariants.py")
]
TYPESCRIPT = [
    _TYPESCRIPT / "runtime.ts",
    *(_TYPESCRIPT / "runtime" / f"{part}.ts" for part in FORMAT_PARTS),
]
_EXPORT = re.compile(r"^export (?:const|let|function|class) ([a-z]+)\b", re.MULTILINE)


def exported(path: Path) -> list[str]:
    """Return the public lower-case names that a file defines at its top."""
    if path.suffix == ".ts":
        return _EXPORT.findall(path.read_text("utf-8"))
    names: list[str] = []
    for node in tree_of(path).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    if path.stem == "invariants":
        names = [name for name in names if name in CALLED_OF_INVARIANTS]
        assert sorted(names) == CALLED_OF_INVARIANTS
    return [name for name in names if name[0] != "_" and name == name.lower()]


@pytest.mark.parametrize("path", [*PYTHON, *TYPESCRIPT], ids=name_of)
def test_no_variable_is_named_like_a_name_of_the_runtime(path: Path) -> None:
    hidden = [name for name in exported(path) if Variables().fresh(name) == name]

    assert hidden == []


def test_reserved_names_are_single_words_of_lower_case() -> None:
    assert [name for name in variables.RESERVED if name != name.lower()] == []
