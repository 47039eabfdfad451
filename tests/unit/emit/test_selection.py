"""Every name of the runtime on its own: what is printed for it is whole, typed and formatted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cfc.emit.python import selection as python
from cfc.emit.python.target import PythonTarget
from cfc.emit.runtime import MAIN, needed
from cfc.emit.typescript import selection as typescript
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget

from tests.support.sources import TEMPLATES
from tests.support.typescript import TSC

PYTHON = TEMPLATES / "python" / "runtime" / "_runtime"
SCRIPTS = [
    path
    for language in ("typescript", "javascript")
    for path in sorted((TEMPLATES / language / "runtime").rglob("*.[jt]s"))
]
OPTIONS = (
    "--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --isolatedModules "
    "--verbatimModuleSyntax --target es2022 --module nodenext --noEmit"
).split()


def python_names() -> list[str]:
    return [
        f"{MAIN if path.stem == '__init__' else path.stem}:{name}"
        for path in sorted(PYTHON.glob("*.py"))
        for chunk in python.take_apart(path.read_text("utf-8")).chunks
        for name in sorted(chunk.names)
        if not name.startswith("_")
    ]


def script_names() -> list[str]:
    return [
        f"{path.stem}:{name}"
        for path in SCRIPTS
        if path.suffix == ".ts" and not path.name.endswith(".d.ts")
        for chunk in typescript.take_apart(path.read_text("utf-8")).chunks
        for name in sorted(chunk.names)
        if not chunk.is_private
    ]


@pytest.mark.parametrize("path", sorted(PYTHON.glob("*.py")), ids=lambda path: path.stem)
def test_a_python_file_of_all_its_names_is_the_file(path: Path) -> None:
    text = path.read_text("utf-8")
    source = python.take_apart(text)
    names = frozenset(name for chunk in source.chunks for name in chunk.names)

    assert python.put_together(source, names) == text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_of_all_its_names_is_the_file(path: Path) -> None:
    text = path.read_text("utf-8")
    source = typescript.take_apart(text)
    names = frozenset(name for chunk in source.chunks for name in chunk.names)
    is_declared = path.name.endswith(".d.ts")

    assert typescript.put_together(source, names, is_declared=is_declared) == text


def test_each_python_name_alone_is_whole_typed_and_formatted(tmp_path: Path) -> None:
    for number, name in enumerate(python_names()):
        files = PythonTarget([], f"p{number}").print_shared([], frozenset([name]))
        for path, text in files.items():
            if not path.endswith("_models.py"):
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_text(text, "utf-8")

    for command in (
        ["ruff", "check", "--line-length", "100", "--isolated", "--select", "E,F,I,W", "."],
        ["ruff", "format", "--check", "--line-length", "100", "--isolated", "."],
        ["mypy", "--strict", "--config-file=", "--explicit-package-bases", "."],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_each_script_name_alone_compiles(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}')
    for number, name in enumerate(script_names()):
        files = TypeScriptTarget([]).print_shared([], frozenset([name]))
        for path, text in files.items():
            place = tmp_path / str(number) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    paths = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.ts"))
    (tmp_path / "files.txt").write_text("\n".join([*OPTIONS, *paths]))

    done = subprocess.run([str(TSC), "@files.txt"], cwd=tmp_path, capture_output=True, text=True)

    assert done.stdout == ""


def test_each_javascript_name_alone_has_all_that_it_uses(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}')
    for number, name in enumerate(script_names()):
        files = JavaScriptTarget([]).print_shared([], frozenset([name]))
        for path, text in files.items():
            if path.endswith(".js"):
                place = tmp_path / str(number) / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, "utf-8")
    paths = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.js"))
    (tmp_path / "wrong.js").write_text("export const wrong = () => nowhere;\n")
    options = "--allowJs --checkJs --noEmit --target es2022 --module nodenext".split()
    (tmp_path / "files.txt").write_text("\n".join([*options, "wrong.js", *paths]))

    done = subprocess.run([str(TSC), "@files.txt"], cwd=tmp_path, capture_output=True, text=True)

    # Names that are nowhere, modules that are not there, and names that a module has not.
    missing = ("TS2304:", "TS2305:", "TS2307:", "TS2552:", "TS2724:")
    found = [line for line in done.stdout.splitlines() if any(code in line for code in missing)]
    assert [line.partition("(")[0] for line in found] == ["wrong.js"]


def test_javascript_has_no_definition_that_typescript_has_not() -> None:
    different = []
    for name in script_names():
        scripts = TypeScriptTarget([]).print_shared([], frozenset([name]))
        printed = JavaScriptTarget([]).print_shared([], frozenset([name]))
        for path, text in scripts.items():
            if path != "index.ts":
                stem = path.removesuffix(".ts")
                wanted = defined(text)
                here = defined(printed[f"{stem}.js"]) | defined(printed[f"{stem}.d.ts"])
                different += [(name, path)] if not here <= wanted else []

    assert different == []


def defined(text: str) -> set[str]:
    return {name for chunk in typescript.take_apart(text).chunks for name in chunk.names}


def test_a_name_that_no_part_has_is_left_out() -> None:
    source = typescript.take_apart("// A head.\n\nexport const A = 1;\n")

    assert needed(["limits:B", "nowhere:A"], lambda part: [source]) == {}


@pytest.mark.parametrize("text", ["// A head.\n\nrun();\n", "// A head.\n\n// No more.\n"])
def test_a_line_that_defines_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="belongs to nothing"):
        typescript.take_apart(text)


def test_words_of_texts_comments_patterns_and_members_are_no_uses() -> None:
    text = 'f("a", /b"/, `c ${d}`, x.e, ...g); // h'

    assert typescript.words(text) >= {"f", "d", "x", "g"}
    assert typescript.words(text).isdisjoint({"a", "b", "e", "h"})
