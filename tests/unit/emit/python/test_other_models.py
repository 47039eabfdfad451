"""The type schema of shapes, and long lines broken as a formatter does."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cfc.emit.layout import split
from cfc.emit.python.long_lines import within_width
from cfc.emit.python.type_schema import elsewhere, type_schema
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Field,
    Literals,
    MapOf,
    Named,
    Record,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)

TEXT = Scalar("string")
WORDS = ", ".join(f'"a rather long word {index}"' for index in range(4))
THREE = ", ".join(f'"a rather long word {index}"' for index in range(3))
MANY = ", ".join(f'"a rather long word {index}"' for index in range(9))


def schema_of(shape: Shape) -> object:
    found = type_schema(
        [Alias("Thing", "", shape)], lambda cid, name: elsewhere(f"_{cid}_{name}"), {}
    )
    definitions = found["$defs"]
    assert isinstance(definitions, dict)
    return definitions["Thing"]


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        (TEXT, {"type": "string"}),
        (Anything(), {}),
        (Literals(("a", 1)), {"enum": ["a", 1]}),
        (Literals(("a", None)), {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}),
        (Literals((1.5,)), {"type": "number"}),
        (ArrayOf(TEXT), {"type": "array", "items": {"type": "string"}}),
        (TupleOf((TEXT, TEXT), 2, None), {"type": "array", "items": {"type": "string"}}),
        (MapOf(TEXT), {"type": "object", "additionalProperties": {"type": "string"}}),
        (UnionOf((TEXT, Anything())), {}),
        (UnionOf((UnionOf((TEXT, Scalar("null"))), TEXT)), {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        (Named("Other"), {"$ref": "#/$defs/Other"}),
        (Named("Other", "shop"), {"customTypePath": "cfc_elsewhere._shop_Other"}),
    ],
)  # fmt: skip
def test_shape_becomes_a_schema_of_types_alone(shape: Shape, schema: object) -> None:
    assert schema_of(shape) == schema


def test_record_keeps_its_members_and_which_must_be() -> None:
    record = Record("Line", "", (Field("sku", TEXT, True), Field("a-b", TEXT, False)), None)

    found = type_schema([record], lambda cid, name: {}, {})

    text = {"type": "string"}
    assert found["$defs"] == {
        "Line": {"type": "object", "properties": {"sku": text, "a-b": text}, "required": ["sku"]}
    }


@pytest.mark.parametrize(
    "line",
    [
        f"    word: Literal[{WORDS}]",
        f"    word: Literal[{WORDS}] | list[str] | None",
        f"    word: NotRequired[Literal[{MANY}]]",
        f"    word: NotRequired[Literal[{WORDS}] | list[str] | None]",
        f"    word: Literal[{WORDS}] = None",
        f"    word: Literal[{MANY}] | None = None",
        f'    word: Literal[{MANY}] | None = field("a, b", default=None)',
        f'    word: Literal[{THREE}] = field(name="word", default=None)',
    ],
)
def test_long_member_is_broken_as_the_formatter_breaks_it(line: str) -> None:
    text = f"class Thing:\n{line}\n"

    assert within_width(text) == formatted(text)


@pytest.mark.parametrize(
    "line",
    [
        f'Thing = TypeAliasType("Thing", Literal[{THREE}])',
        f'Thing = TypeAliasType("Thing", Literal[{MANY}])',
        f'Thing = TypeAliasType("Thing", Literal[{MANY}] | list[int] | None)',
    ],
)
def test_long_alias_is_broken_as_the_formatter_breaks_it(line: str) -> None:
    assert within_width(line + "\n") == formatted(line + "\n")


@pytest.mark.parametrize(
    "entry",
    [
        f'"word": NotRequired[Literal[{MANY}]]',
        f'"word": Literal[{WORDS}] | list[str] | None',
        f"'a, \"b\": c': Literal[{WORDS}]",
    ],
)
def test_long_entry_is_broken_as_the_formatter_breaks_it(entry: str) -> None:
    text = f'Thing = TypedDict(\n    "Thing",\n    {{\n        {entry},\n    }},\n)\n'

    assert within_width(text) == formatted(text)


def test_separators_in_strings_and_brackets_do_not_split() -> None:
    assert split('a["x | y"] | b[c | d] | "\\" | "', " | ") == [
        'a["x | y"]',
        "b[c | d]",
        '"\\" | "',
    ]


def formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "100", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout
