"""Literals, comments and types as program text: small tables."""

from __future__ import annotations

import pytest
from cfc.emit.typescript import literals
from cfc.emit.typescript.docs import doc_lines
from cfc.emit.typescript.module_names import ModuleNames
from cfc.emit.typescript.type_exprs import TypePrinter
from cfc.ir.module import ContractModule
from cfc.ir.shapes import (
    Anything,
    ArrayOf,
    Documentation,
    Field,
    Literals,
    MapOf,
    Named,
    Nothing,
    Record,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)

STRING, NULL = Scalar("string"), Scalar("null")
MODULE = ContractModule("x", "x.json", None, "type", Documentation(), (), (), ())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (1.0, "1"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e-7, "1e-7"),
        (1e22, "1e22"),
        (2**53, "9007199254740992"),
        (2**53 + 2, "9007199254740994"),
        (12345678901234567890, "1.2345678901234567e19"),
        (10**400, "Infinity"),
        (-(10**400), "-Infinity"),
        (float("inf"), "Infinity"),
    ],
)
def test_number_is_the_shortest_text_of_the_double(value: float, text: str) -> None:
    assert literals.number(value).text == text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("", "/(?:)/u"),
        ("/", "/\\//u"),
        ("\\/", "/\\//u"),
        ("[/]", "/[/]/u"),
        ("[\\]/]/", "/[\\]/]\\//u"),
        ("\n", "/\\n/u"),
        ("\u2028", "/\\u2028/u"),
        ("\\\\/", "/\\\\\\//u"),
    ],
)
def test_pattern_ends_where_it_should(pattern: str, text: str) -> None:
    assert literals.regex(pattern).text == text


def test_proto_is_a_computed_key_of_values_and_a_plain_one_of_types() -> None:
    assert literals.literal({"__proto__": {"a b": []}}).text == '{ ["__proto__"]: { "a b": [] } }'
    assert literals.member_name("__proto__").text == "__proto__"


def types() -> TypePrinter:
    return TypePrinter(ModuleNames(MODULE, lambda wanted: "./" + wanted))


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (Anything(), "unknown"),
        (Nothing(), "never"),
        (Scalar("integer"), "number"),
        (Literals(("a", 1, True, None)), '"a" | 1 | true | null'),
        (Literals((1, 1.0)), "1"),
        (UnionOf((STRING, Nothing(), NULL)), "string | null"),
        (UnionOf((STRING, Anything())), "unknown"),
        (UnionOf((STRING, UnionOf((NULL, STRING)))), "string | null"),
        (ArrayOf(STRING), "readonly string[]"),
        (ArrayOf(UnionOf((STRING, NULL))), "readonly (string | null)[]"),
        (ArrayOf(ArrayOf(STRING)), "readonly (readonly string[])[]"),
        (MapOf(STRING), "{ readonly [key: string]: string }"),
        (TupleOf((), 0, None), "readonly []"),
        (TupleOf((STRING, NULL), 1, None), "readonly [string, null?]"),
        (TupleOf((STRING, UnionOf((STRING, NULL))), 1, STRING),
         "readonly [string, (string | null)?, ...string[]]"),
        (TupleOf((STRING,), 1, Nothing()), "readonly [string]"),
        (Named("Line"), "Line"),
        (Named("Line", "order/line"), "Line"),
    ],
)  # fmt: skip
def test_shape_as_a_type(shape: Shape, text: str) -> None:
    assert types().text(shape).text == text


def test_typed_extra_members_take_the_named_ones_in() -> None:
    fields = (Field("a", NULL, True), Field("b", Scalar("boolean"), False))
    record = Record("R", "", fields, STRING)
    options = [option.text for option in types().index_signature(record)]
    assert options == ["string", "boolean", "undefined", "null"]


@pytest.mark.parametrize(
    ("doc", "lines"),
    [
        (Documentation(), []),
        (Documentation("One."), ["/** One. */"]),
        (Documentation("", ("Note.",)), ["/** Note. */"]),
        (Documentation("", (), True), ["/** @deprecated */"]),
        (Documentation("a */ b"), ["/** a *\\/ b */"]),
        (Documentation("One.", ("Two.",)), ["/** One. Two. */"]),
        (
            Documentation("One", ("Two.", "Three."), limits="Four."),
            ["/**", " * One. Four. Two.", " *", " * Three.", " */"],
        ),
        (Documentation("a\nb\r\nc\u2028d"), ["/**", " * a", " * b", " * c", " * d", " */"]),
    ],
)
def test_documentation_as_a_comment(doc: Documentation, lines: list[str]) -> None:
    assert [line.text for line in doc_lines(doc)] == lines


def test_long_paragraph_is_wrapped() -> None:
    lines = doc_lines(Documentation("word " * 60))
    assert max(len(line) for line in lines) <= 100
