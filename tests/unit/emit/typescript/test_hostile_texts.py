"""Texts of a contract that try to become program text, or to hide in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript import literals
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget
from cfc.ir.module import ContractModule, DeclaredError, Entry, Operation
from cfc.ir.program import (
    At,
    EqualsOneOf,
    ForMembers,
    Function,
    HasMember,
    If,
    IsType,
    Matches,
    NameIs,
    Not,
    Report,
    Step,
    Var,
    WithMember,
)
from cfc.ir.shapes import Alias, Anything, Documentation, Field, Literals, Record

from tests.support.typescript import node, tsc, write_all

TEXTS = (
    "class",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    " ",
    '"',
    "'",
    "`${process.exit(1)}`",
    '"""',
    "*/ throw 1 /*",
    "//",
    "\\",
    "\\u0022; throw 1; //",
    "a\nb",
    "a\r\nb",
    "\u2028throw 1\u2029",
    "\x00\x07\x1b[31m",
    "\u202ereversed",
    "\ufeff",
    "😀",
    "e\u0301",
    "é",
    "\ud83d",
    "\udc00x",
    "${value}",
    "</script><!--",
    "~/~1",
    "0",
    "01",
    "-1",
    "1e3",
    "k" * 200,
    "order-id",
    "orderId",
    "order_id",
    "await",
    "undefined",
    "NaN",
    "%s{}{0}",
    "{{ value }}",
    "@deprecated",
    "# noqa",
)
PATTERNS = (
    "^/$",
    "[/\\]]",
    "\\/",
    "^a\nb$",
    "\u2028",
    "\\u{1f600}",
    "😀",
    "^\\*/$",
    "",
    '"`',
    "[\n]",
)
PATTERN_SAMPLES = ("/", "]", "/", "a\nb", "\u2028", "😀", "😀", "*/", "", '"`', "\n")


def _module() -> ContractModule:
    steps: list[Step] = []
    for number, text in enumerate(TEXTS):
        if number % 2:
            steps.append(If(Not(HasMember("value", text)), (_report("required", text),)))
        steps.append(
            WithMember(
                "value", text, f"member_{number}",
                (
                    If(
                        Not(EqualsOneOf(f"member_{number}", (text,))),
                        (_report(text, text),),
                    ),
                ),
            )
        )  # fmt: skip
    for number in range(len(PATTERNS)):
        steps.append(
            WithMember(
                "value", f"pattern{number}", f"matched_{number}",
                (
                    If(
                        Not(Matches(f"matched_{number}", number)),
                        (_report("pattern", f"pattern{number}"),),
                    ),
                ),
            )
        )  # fmt: skip
    known = (*TEXTS, *(f"pattern{number}" for number in range(len(PATTERNS))))
    steps.append(
        ForMembers(
            "value", "name", None,
            (
                If(
                    Not(NameIs("name", known)),
                    (Report("closed", "m", At((Var("name", "name"),)), "#"),),
                ),
            ),
        )
    )  # fmt: skip
    doc = Documentation("\n\n".join(TEXTS), TEXTS, True)
    return ContractModule(
        id="hostile",
        source="schemas/\u2028\n*/ throw 1.json",
        version="1.0.0\nthrow 1",
        kind="operation",
        doc=doc,
        declarations=(
            Record(
                "Hostile", "", tuple(Field(text, Literals((text,)), True, doc) for text in TEXTS),
                Anything(), doc,
            ),
            Alias("Texts", "", Literals(TEXTS), doc),
        ),
        functions=(
            Function(
                "hostile", "\n*/ throw 1\u2028",
                (If(Not(IsType("value", "object")), (_report("type"),), tuple(steps)),),
            ),
        ),
        entries=(Entry("Hostile", "hostile"),),
        patterns=PATTERNS,
        operation=Operation(
            '`"*/\nthrow 1', "Run", "Hostile", None,
            tuple(
                DeclaredError(text, f"Error{number}", Anything(), None, False, Documentation(text))
                for number, text in enumerate(TEXTS)
            ),
            (), (), doc,
        ),
    )  # fmt: skip


def _report(rule: str, *tokens: str) -> Report:
    return Report(rule, rule, At(tokens), f"#/{rule}", ((rule, [rule, {rule: rule}]),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    module = _module()
    script = JavaScriptTarget([module.id])
    files = {**script.print_shared([module.id], EVERYTHING), **script.print_module(module)}
    write_all(made, files)
    return made


def test_strict_compiler_takes_every_text(tmp_path: Path) -> None:
    module = _module()
    target = TypeScriptTarget([module.id])
    files = {**target.print_shared([module.id], EVERYTHING), **target.print_module(module)}
    proof = f"""
import type {{ Hostile, Texts }} from "./hostile.js";
import {{ isHostile }} from "./hostile.js";
export const texts: readonly Texts[] = [{", ".join(literals.string(t).text for t in TEXTS)}];
export const read = (value: Hostile): string =>
  value["__proto__"] + value["constructor"] + value["class"];
export const right: "class" = {{}} as unknown as Hostile["class"];
export const judge: (value: unknown) => value is Hostile = isHostile;
"""
    write_all(tmp_path, {**files, "proof.ts": proof})
    assert tsc(tmp_path) == ""


def test_every_text_means_itself_at_run_time(folder: Path) -> None:
    value = {text: text for text in TEXTS}
    value |= {f"pattern{number}": sample for number, sample in enumerate(PATTERN_SAMPLES)}
    script = f"""
import {{ validateHostile, isHostile }} from "./hostile.js";
const value = JSON.parse({json.dumps(json.dumps(value))});
console.log(JSON.stringify([isHostile(value), validateHostile(value)]));
"""
    assert node(folder, script) == [True, []]


def test_inherited_names_are_no_members(folder: Path) -> None:
    script = """
import { validateHostile } from "./hostile.js";
console.log(JSON.stringify(validateHostile({}).map((violation) => violation.path)));
"""
    wanted = ["/" + text.replace("~", "~0").replace("/", "~1") for text in TEXTS[1::2]]
    assert node(folder, script) == wanted


def test_texts_of_violations_are_untouched(folder: Path) -> None:
    wrong = dict.fromkeys(TEXTS, 0)
    script = f"""
import {{ validateHostile }} from "./hostile.js";
const value = JSON.parse({json.dumps(json.dumps(wrong))});
console.log(JSON.stringify(validateHostile(value)));
"""
    found = node(folder, script)
    assert found == [
        {
            "rule": text,
            "message": text,
            "path": "/" + text.replace("~", "~0").replace("/", "~1"),
            "schemaPath": f"#/{text}",
            "params": {text: [text, {text: text}]},
        }
        for text in TEXTS
    ]


def test_names_and_keys_of_errors_are_untouched(folder: Path) -> None:
    script = """
import * as module from "./hostile.js";
const errors = Object.keys(module).filter((name) => /^Error\\d+$/.test(name));
errors.sort((left, right) => Number(left.slice(5)) - Number(right.slice(5)));
const made = errors.map((name) => new module[name](null));
console.log(JSON.stringify(made.map((error) => [error.key, error.operation])));
"""
    assert node(folder, script) == [[text, '`"*/\nthrow 1'] for text in TEXTS]


def test_nothing_hidden_stands_in_the_text(folder: Path) -> None:
    text = (folder / "hostile.js").read_text("utf-8")
    hidden = [char for char in "\u2028\u2029\u202e\ufeff\x00\x07\x1b\r" if char in text]
    assert hidden == []
