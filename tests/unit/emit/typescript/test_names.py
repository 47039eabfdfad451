"""Names that meet: a contract's own, the runtime's, the language's, and those of other contracts."""

from __future__ import annotations

from pathlib import Path

from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript.paths import ModulePaths
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget
from cfc.ir.module import ContractModule, DeclaredError, Entry, Operation
from cfc.ir.program import (
    At,
    Call,
    EqualsOneOf,
    ForItems,
    ForMembers,
    Function,
    FunctionRef,
    HasFormat,
    HasMember,
    If,
    IsType,
    Not,
    Report,
    Step,
    WithMember,
)
from cfc.ir.shapes import Alias, Anything, ArrayOf, Documentation, Field, Named, Record, Scalar

from tests.support.typescript import node, tsc, write_all

FORMATS = "export function isDate(text: string): boolean {\n  return text.length === 10;\n}\n"
LETTERS = tuple("abcdefghij")
# Variables with the names of everything that a printed function calls.
VARIABLES = (
    "report", "is_object", "step", "path", "found", "before", "object", "class", "one_of_0",
    "check_x", "holds_other", "undefined", "arguments", "a_1", "a1", "number", "set",
)  # fmt: skip


def _module(contract_id: str, other: str) -> ContractModule:
    broken = Report("type", "m", At(), "#")
    members: list[Step] = [
        WithMember(
            "value", f"key {number}", name,
            (
                If(Not(IsType(name, "integer")), (Report("type", "m", At((name,)), "#"),)),
                If(Not(EqualsOneOf(name, LETTERS)), (broken,)),
            ),
        )
        for number, name in enumerate(VARIABLES)
    ]  # fmt: skip
    members.append(ForMembers("value", "name", "each", (If(IsType("each", "null"), (broken,)),)))
    return ContractModule(
        id=contract_id,
        source=f"schemas/{contract_id}.json",
        version=None,
        kind="operation",
        doc=Documentation(),
        declarations=(
            Record("Violation", "", (Field("other", Named("Shared", other), False),), Anything()),
            Alias("Promise", "", Scalar("string")),
            Alias("Shared", "", ArrayOf(Named("Shared", other))),
            Alias("ParseResult", "", Scalar("string")),
            Alias("Date", "", Scalar("string")),
            Alias("Is", "", Scalar("string")),
            Alias("Schema", "", Scalar("string")),
            Alias("Unique", "", Scalar("string")),
        ),
        functions=(
            Function(
                "shared", "",
                (
                    If(
                        IsType("value", "array"),
                        (
                            ForItems("value", "item", None, 0,
                                     (Call(FunctionRef("shared", other), "item", At()),)),
                        ),
                        (broken,),
                    ),
                ),
                exported=True,
            ),
            Function("text", "", (If(Not(HasFormat("value", "date")), (broken,)),)),
            Function(
                "violation", "",
                (
                    If(
                        Not(IsType("value", "object")), (broken,),
                        (If(Not(HasMember("value", "other")), (broken,)), *members),
                    ),
                ),
            ),
        ),
        entries=(
            Entry("Violation", "violation"),
            Entry("Shared", "shared"),
            *(
                Entry(name, "text")
                for name in ("Promise", "ParseResult", "Date", "Is", "Schema", "Unique")
            ),
        ),
        operation=Operation(
            "x", "X", "Violation", "Promise",
            tuple(
                DeclaredError(name, name, Anything(), None, False)
                for name in ("Set", "Object", "Number", "OperationError", "CallerFault")
            ),
            (), (),
        ),
    )  # fmt: skip


MODULES = (_module("meet/first", "meet/second"), _module("meet/second", "meet/first"))
IDS = [module.id for module in MODULES]


def test_names_that_meet_compile(tmp_path: Path) -> None:
    target = TypeScriptTarget(IDS)
    files = {"runtime/formats.ts": FORMATS, **target.print_shared(IDS, EVERYTHING)}
    for module in MODULES:
        files |= target.print_module(module)
    write_all(tmp_path, files)
    assert tsc(tmp_path) == ""


def test_names_that_meet_run(tmp_path: Path) -> None:
    target = JavaScriptTarget(IDS)
    files = {
        "runtime/formats.js": FORMATS.replace(": string", "").replace(": boolean", ""),
        **target.print_shared(IDS, EVERYTHING),
    }
    for module in MODULES:
        files |= target.print_module(module)
    write_all(tmp_path, files)
    script = """
import { meetFirst, meetSecond, CallerFault } from "./index.js";
const value = { other: 1 };
for (let key = 0; key < 17; key++) value[`key ${key}`] = 1;
let fault;
try { meetFirst.bindSync(() => "")(0); } catch (error) { fault = error; }
console.log(JSON.stringify([
  meetFirst.validateViolation(value).length,
  meetFirst.validateViolation({ other: 1, "key 0": "x" }).map(({ path }) => path),
  meetFirst.isShared([[[]]]),
  meetSecond.isShared([[1]]),
  meetFirst.isDate("2020-01-01"),
  fault instanceof CallerFault,
  new meetFirst.CallerFault(1).key,
]));
"""
    assert node(tmp_path, script) == [
        17, ["/report", ""], True, False, True, True, "CallerFault",
    ]  # fmt: skip


NASTY_IDS = (
    "index", "runtime", "runtime/formats", "Runtime/paths", "index_", "a/index", "user", "user.d",
    "with space", "a#b", "a?b", "a%20b", "delete", "über", "order/create", "orderCreate",
    "2024", "..x", "a/b/c/d",
)  # fmt: skip


def _empty(contract_id: str, other: str) -> ContractModule:
    return ContractModule(
        id=contract_id,
        source="x.json",
        version=None,
        kind="type",
        doc=Documentation(),
        declarations=(Alias("Own", "", Named("Given", other)), Alias("Given", "", Scalar("null"))),
        functions=(
            Function("given", "", (If(Not(IsType("value", "null")), (Report("type", "m", At(), "#"),)),), exported=True),
            Function("own", "", (Call(FunctionRef("given", other), "value", At()),)),
        ),
        entries=(Entry("Own", "own"),),
    )  # fmt: skip


def test_every_id_can_be_imported(tmp_path: Path) -> None:
    modules = [
        _empty(contract_id, NASTY_IDS[number - 1]) for number, contract_id in enumerate(NASTY_IDS)
    ]
    target = JavaScriptTarget(NASTY_IDS)
    files = dict(target.print_shared(NASTY_IDS, EVERYTHING))
    for module in modules:
        assert set(target.print_module(module)) == set(target.module_paths(module.id))
        files |= target.print_module(module)
    write_all(tmp_path, files)
    script = """
import * as all from "./index.js";
const modules = Object.values(all).filter((one) => typeof one === "object");
console.log(JSON.stringify([modules.length, modules.every((one) => one.isOwn(null))]));
"""
    assert node(tmp_path, script) == [len(NASTY_IDS), True]


def test_reserved_ids_get_an_underscore() -> None:
    target = TypeScriptTarget(NASTY_IDS)
    paths = [target.module_paths(contract_id)[0] for contract_id in NASTY_IDS[:8]]
    assert paths == [
        "index_.ts", "runtime_.ts", "runtime/formats_.ts", "Runtime/paths_.ts", "index__.ts", "a/index.ts",
        "user.ts", "user.d_.ts",
    ]  # fmt: skip


def test_every_id_compiles(tmp_path: Path) -> None:
    target = TypeScriptTarget(NASTY_IDS)
    files = dict(target.print_shared(NASTY_IDS, EVERYTHING))
    for number, contract_id in enumerate(NASTY_IDS):
        files |= target.print_module(_empty(contract_id, NASTY_IDS[number - 1]))
    write_all(tmp_path, files)
    assert tsc(tmp_path) == ""


def test_imports_end_as_asked(tmp_path: Path) -> None:
    for imports, options in (
        ("ts", {"allowImportingTsExtensions": True}),
        ("none", {"module": "ES2022", "moduleResolution": "bundler"}),
    ):
        target = TypeScriptTarget(IDS, imports=imports)  # type: ignore[arg-type]
        files = {"runtime/formats.ts": FORMATS, **target.print_shared(IDS, EVERYTHING)}
        for module in MODULES:
            files |= target.print_module(module)
        folder = tmp_path / imports
        write_all(folder, files)
        assert tsc(folder, **options) == ""


def test_module_beside_a_folder_of_its_name_is_found_from_inside() -> None:
    paths = ModulePaths(["order", "order/v1", "order/old/v0"], "js")

    assert paths.specifier("order/v1", "/order") == "../order.js"
    assert paths.specifier("order/old/v0", "/order") == "../../order.js"
    assert paths.specifier("order", "/order/v1") == "./order/v1.js"
