"""Records that are written out more than once are one type; what tells two apart keeps them apart."""

from __future__ import annotations

from cfc.ir.equal_records import without_doubles
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Declaration,
    Documentation,
    Field,
    Literals,
    Named,
    Record,
    Scalar,
    UnionOf,
)
from cfc.ir.tags import with_tags


def record(name: str, *fields: Field, doc: str = "") -> Record:
    return Record(name, f"#/{name}", fields, Anything(), Documentation(doc))


def declared(*items: Declaration) -> dict[str, Declaration]:
    return {item.name: item for item in items}


TEXT = Field("text", Scalar("string"), required=True)


def test_a_double_is_called_like_the_one_that_stays() -> None:
    root = record("Root", Field("a", Named("Long"), True), Field("b", ArrayOf(Named("Kept")), True))
    found = without_doubles(declared(root, record("Long", TEXT), record("Kept", TEXT)), {"Kept"})
    assert list(found) == ["Root", "Kept"]
    changed = found["Root"]
    assert isinstance(changed, Record)
    assert [field.shape for field in changed.fields] == [Named("Kept"), ArrayOf(Named("Kept"))]


def test_records_that_hold_doubles_are_doubles_too() -> None:
    outer = (record("A", Field("x", Named("C"), True)), record("B", Field("x", Named("D"), True)))
    root = Alias("Root", "#", UnionOf((Named("A"), Named("B"))))
    found = without_doubles(declared(root, *outer, record("C", TEXT), record("D", TEXT)), {"Root"})
    assert list(found) == ["Root", "A", "C"]


def test_what_is_said_of_a_record_tells_it_apart() -> None:
    items = declared(record("A", TEXT, doc="one"), record("B", TEXT, doc="two"))
    assert without_doubles(items, ()) == items


def test_true_is_not_one() -> None:
    items = declared(
        record("A", Field("t", Literals((1,)), True)),
        record("B", Field("t", Literals((True,)), True)),
    )
    assert list(without_doubles(items, ())) == ["A", "B"]


def test_records_with_texts_of_their_own_stand_under_a_tag() -> None:
    options = (Scalar("null"), Named("A"), Named("B"), Named("C"))
    first, *_ = with_tags(
        [
            Alias("Root", "#", UnionOf(options)),
            record("A", Field("t", Literals(("a",)), True)),
            record("B", Field("t", Literals(("b",)), True)),
            record("C", Field("t", Literals(("c",)), False)),
        ]
    )
    assert isinstance(first, Alias)
    told = UnionOf((Named("A"), Named("B")), "t")
    assert first.shape == UnionOf((Scalar("null"), told, Named("C")))


def test_the_same_text_twice_is_no_tag() -> None:
    union = UnionOf((Named("A"), Named("B")))
    first, *_ = with_tags(
        [
            Alias("Root", "#", union),
            record("A", Field("t", Literals(("a", "b")), True)),
            record("B", Field("t", Literals(("b",)), True)),
        ]
    )
    assert isinstance(first, Alias)
    assert first.shape == union
