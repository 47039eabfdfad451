"""Texts of contracts that try to become program text, to hide in it, or to take its names.

One project holds them all; it is compiled once, and each checker of both languages reads it once.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.project import Project, execute
from tests.support.typescript import node, tsc

CANARY = "__import__('pathlib').Path('canary').touch()"
TEXTS = (
    "class", "None", "self", "__proto__", "constructor", "toString", "hasOwnProperty", "",
    '"', "'", '"""', "'''", "\\", "\\\"", "*/", "/*", "//", "#", "`${1}`", "{{ 1 }}", "{% x %}",
    "a\nb", "a\r\nb", "\u2028", "\u2029", "\x00", "\x1b[31m", "\u202e", "\u2066", "\ufeff", "😀",
    "e\u0301", "é", "ﬁ", "²", "\ud83d", "a-b", "a_b", "aB", "A B", "k" * 200, "+1", "-1", "1", "01",
    "model_x", "model", "schema", "copy", "json", "dict", "list", "str", "int", "validate",
    "model_config", "contract_check", "__init__", "_private", "__slots__", "fields", "id", "type",
    "is_object", "report", "step", "found", "path", "value", "name", "index", "item", "check_x",
    "holds_x", "Field", "MISSING", "Literal", "Annotated", "BaseModel", "re", "object", "tuple",
    "match", "case", "async", "await", "yield", "NaN", "undefined", "arguments", "eval", "Object",
    "isObject", "lengthOf", "Infinity", "math", "$ref", "$id", "~/~1", "%s", "%25", "@deprecated",
    "# noqa", "type: ignore", "@ts-ignore", f'"""\n{CANARY}\n"""', f"*/ {CANARY} /*",
    f'"; {CANARY}; "', f"'); {CANARY}; ('", f"\\N{{DIGIT ONE}} {CANARY}", f"\u2028{CANARY}",
)  # fmt: skip
TYPE_NAMES = (
    "Equal", "Unique", "OneOf", "MultipleOf", "Object", "Array", "Pattern 0", "Values 0", "Names 0",
    "Missing", "Type Adapter", "Literal", "class", "None", "__proto__", "constructor", "toString",
    "ContractModel", "Violation", "Invariant", "Invariants", "a-b", "a_b", "aB", "1", "²", "😀", "",
    "k" * 200, '"""', "*/", "\u2028", "\ud83d", "Error", "Promise", "Order", "bind", "Schema",
)  # fmt: skip


# Pydantic takes no lone surrogates, not even as the value of a literal.
ENCODABLE = tuple(text for text in TEXTS if text != "\ud83d")


def _hostile_object(texts: tuple[str, ...]) -> dict[str, object]:
    properties: dict[str, object] = {}
    for number, text in enumerate(texts):
        schemas: tuple[object, ...] = (
            {"const": text, "description": text},
            {"type": "string", "title": text, "description": text, "minLength": 0},
            {"enum": [text, "other", 1], "deprecated": True, "$comment": text},
            {"type": "array", "items": {"enum": [text]}, "description": f"{text}\n\n{text}"},
        )
        properties[text] = schemas[number % 4]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": 'Hostile """ */ object',
        "description": "\n".join(texts),
        "contractVersion": "1.0.0",
        "type": "object",
        "properties": properties,
        "required": list(texts[::2]),
        "additionalProperties": False,
        "invariants": [
            {**_identity(text), "expr": "$exists(class)", "message": _told(text)} for text in texts
        ],
    }


def _told(text: str) -> str:
    """Return a message that tells the text as it is: a brace would quote a value."""
    return text.replace("{", "{{").replace("}", "}}")


def _identity(text: str) -> dict[str, object]:
    """Return an id for an invariant, if the text may be one."""
    return {"id": text} if re.fullmatch("[A-Za-z][A-Za-z0-9._-]*", text) else {}


def _value(texts: tuple[str, ...] = TEXTS) -> dict[str, object]:
    return {text: [text] if number % 4 == 3 else text for number, text in enumerate(texts)}


def _types() -> dict[str, object]:
    """Return definitions whose names are those of helpers, constants and each other."""
    definitions = {
        name: {"enum": ["a", "b", "c", "d", str(number)], "description": name}
        for number, name in enumerate(TYPE_NAMES)
    }
    properties: dict[str, object] = {
        f"p{number}": {"$ref": "#/$defs/" + name.replace("~", "~0").replace("/", "~1")}
        for number, name in enumerate(TYPE_NAMES)
        if name.isascii() and not set(name) & set('"% ')
    }
    properties["strings"] = {"pattern": "^[a-z\"'/\\\\]*$", "minLength": 1, "maxLength": 9}
    properties["more"] = {"type": "array", "uniqueItems": True, "contains": {"const": [1]}}
    properties["number"] = {"multipleOf": 0.5, "enum": [1, 2, [3]]}
    return {
        "contractVersion": "1.0.0",
        "type": "object",
        "properties": properties,
        "$defs": definitions,
    }


def _operation() -> dict[str, object]:
    return {
        "name": "class.constructor",
        "contractVersion": "1.0.0",
        "description": f'"""\n{CANARY}\n*/',
        "input": {"type": "object", "properties": {"self": {"$ref": "class.json"}}},
        "output": {"type": "object", "properties": {"value": {"$ref": "order.json"}}},
        "errors": {
            text or "empty": {"description": text, "schema": {"const": text}}
            for text in TEXTS[:60]
        },
        "invariants": [
            {"id": name, "expr": "$exists(input.self) = $exists(input.self)"}
            for name in ("request", "answer", "blame", "order", "class", "formats", "missing", "is")
        ],
        "$defs": {
            name: {"type": "object", "properties": {"x": {"format": "date"}}}
            for name in (
                "ClassConstructorImplementation", "ClassConstructorAsyncImplementation",
                "ClassConstructorInput", "ClassConstructorOutput", "ClassConstructorClassError",
            )
        },
    }  # fmt: skip


FILES = (
    "class", "2020-12", "index", "runtime", "_runtime", "con", "__init__", "_models", "invariants",
    "formats", "a-b", "a_b", "aB", "py", "order", "constructor", "__proto__", "schema", "types",
    "re", "pydantic", "collections/abc", "typing", "k" * 100, "order/order", "order/index",
    "pattern_0", "unique", "equal",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("hostile"))
    project.write("cfc.toml", "")
    for name in FILES:
        schema = {"contractVersion": "1.0.0", "title": "Same", "enum": [name, 1, [2]]}
        project.write(f"schemas/{name}.json", schema)
    project.write("schemas/hostile.json", json.dumps(_hostile_object(TEXTS)))
    project.write("schemas/encodable.json", json.dumps(_hostile_object(ENCODABLE)))
    project.write("schemas/types.json", json.dumps(_types()))
    project.write("schemas/operation.json", json.dumps(_operation()))
    done = project.cfc("compile", "--format", "json")
    errors = [item for item in done.findings if item["severity"] == "error"]
    assert (done.code, errors) == (0, []), done.stderr
    return project


@pytest.fixture(scope="module")
def package(hostile: Project) -> Iterator[Path]:
    folder = str(hostile.folder / "generated" / "python")
    sys.path.insert(0, folder)
    yield Path(folder)
    sys.path.remove(folder)
    for name in [name for name in sys.modules if name.split(".")[0] == "contracts"]:
        del sys.modules[name]


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"contracts.{name}")


def test_every_module_can_be_imported(package: Path) -> None:
    files = sorted((package / "contracts").rglob("*.py"))
    names = [file.relative_to(package).with_suffix("").parts for file in files]
    assert len(names) > len(FILES)
    for parts in names:
        importlib.import_module(".".join(part for part in parts if part != "__init__"))


def test_values_are_judged_in_python(package: Path) -> None:
    module = _module("hostile")
    assert module.validate_hostile_object(_value()) == []
    assert module.is_hostile_object({**_value(), "more": 1}) is False
    assert module.is_hostile_object({}) is False


def test_values_go_round_through_the_model(package: Path) -> None:
    value = _value(ENCODABLE)
    model = _module("encodable").parse_hostile_object(value)
    assert model.model_dump(mode="json", by_alias=True, exclude_unset=True) == value


def test_values_are_judged_alike_in_javascript(hostile: Project, package: Path) -> None:
    done = hostile.cfc("compile", "--target", "javascript")
    assert done.code == 0, done.stderr
    module = _module("hostile")
    [name] = [name for name in dir(module) if name.startswith("validate_")]
    values = [_value(), {}, dict.fromkeys(TEXTS, 0), {**_value(), "more": 1}]
    ours = [
        [[item.rule, item.message, item.path, item.schema_path] for item in found]
        for found in map(getattr(module, name), values)
    ]
    folder = hostile.folder / "generated" / "javascript"
    if not (folder / "package.json").exists():
        (folder / "package.json").write_text('{"type": "module"}')
    script = f"""
import * as module from "./hostile.js";
const name = Object.keys(module).find((name) => name.startsWith("validate"));
const values = JSON.parse({json.dumps(json.dumps(values))});
const told = (v) => [v.rule, v.message, v.path, v.schemaPath];
console.log(JSON.stringify(values.map((value) => module[name](value).map(told))));
"""
    assert node(folder, script) == ours


def test_linter_finds_nothing(hostile: Project) -> None:
    settings = ["--isolated", "--line-length", "100", "--target-version", "py311", "."]
    folder = hostile.folder / "generated" / "python"
    lint = execute(["ruff", "check", *settings], folder)
    assert lint.code == 0, lint.stdout


def test_strict_types_find_nothing_in_python(hostile: Project) -> None:
    folder = hostile.folder / "generated" / "python"
    arguments = ["--config-file=", "--strict", "--python-version", "3.11", "."]
    done = execute([sys.executable, "-m", "mypy", *arguments], folder)
    assert done.code == 0, done.stdout


def test_strict_types_find_nothing_in_typescript(hostile: Project) -> None:
    folder = hostile.folder / "generated" / "typescript"
    (folder / "package.json").write_text('{"type": "module"}')
    assert tsc(folder) == ""


def test_nothing_of_the_text_was_run(hostile: Project, package: Path) -> None:
    test_every_module_can_be_imported(package)
    assert list(hostile.folder.rglob("canary")) == []
    assert not Path("canary").exists()


def test_nothing_hidden_stands_in_what_is_printed(hostile: Project) -> None:
    hidden = "\u2028\u2029\u202e\u2066\ufeff\x00\x1b\r"
    for file in sorted((hostile.folder / "generated").rglob("*.*")):
        if file.suffix in (".py", ".ts", ".js"):
            text = file.read_bytes().decode("utf-8")
            assert [char for char in hidden if char in text] == [], file.name
