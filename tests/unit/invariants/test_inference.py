"""Checks against the schema: what is certain is an error, what may be meant a warning."""

from __future__ import annotations

import pytest
from cfc.contract.model import Place, RawInvariant
from cfc.invariants.inference import check_invariant
from cfc.invariants.load import compile_invariant
from cfc.invariants.program import CompiledInvariant
from cfc.text.pointer import find, from_fragment

LINE = {
    "type": "object",
    "properties": {"qty": {"type": "integer"}, "price": {"type": "number"}},
    "additionalProperties": False,
}
ORDER = {
    "type": "object",
    "required": ["items", "total", "status"],
    "additionalProperties": False,
    "properties": {
        "status": {"enum": ["open", "paid"]},
        "total": {"type": "number"},
        "note": {"type": "string"},
        "other": {"$ref": "#/$defs/note"},
        "items": {"type": "array", "items": {"$ref": "#/$defs/line"}},
        "map": {"type": "object", "additionalProperties": {"type": "number"}},
        "either": {"anyOf": [{"properties": {"x": {}}}, {"properties": {"y": {}}}]},
        "free": {},
        "flag": {"type": "boolean"},
    },
    "$defs": {"note": {"type": "string"}, "line": LINE},
}
PROFILE = {
    "name": "user.get_profile",
    "input": {"type": "object", "properties": {"userId": {"type": "string"}}},
    "output": {"type": "object", "properties": {"email": {"format": "email"}}},
}


class Reader:
    def __init__(self, document: object) -> None:
        self.document = document

    def value(self, place: Place) -> object:
        return find(self.document, place.pointer)

    def target(self, place: Place) -> Place | None:
        schema = self.value(place)
        reference = schema.get("$ref") if isinstance(schema, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        return Place(place.document, from_fragment(reference[1:]))


def check(
    document: object, expression: str, *, operation: bool = False, when: str | None = None
) -> list[tuple[str, bool]]:
    raw = RawInvariant("rule", expression, Place("file:/a.json", ("invariants", "0")), when=when)
    compiled = compile_invariant(raw, set())
    assert isinstance(compiled, CompiledInvariant)
    root = Place("file:/a.json")
    found = check_invariant(compiled, root, Reader(document), operation=operation)
    return [(one.rule.removeprefix("invariant-"), one.certain) for one in found]


def test_design_example_has_exactly_two_warnings() -> None:
    found = check(PROFILE, "$.output.userId = $.input.userId", operation=True)

    assert sorted(found) == [("absent-equal", False), ("path-undeclared", False)]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("$sum(items.(qty * price)) = total", [("aggregate-empty", False)]),
        ("$count(items[qty <= 0]) = 0", []),
        ("status = 'paid' ? $exists(note) : true", []),
        ("status = 'payd'", [("never-equal", True)]),
        ("'payd' = status", [("never-equal", True)]),
        ("total = 'x'", [("never-equal", True)]),
        ("total = '1' or status = 'open'", [("never-equal", True)]),
        ("items[0] = 1", [("never-equal", True)]),
        ("totl = 1", [("path-undeclared", True)]),
        ("items.qy = 1", [("path-undeclared", True)]),
        ("$count(items[qy > 1]) = 0", [("path-undeclared", True)]),
        ("$count($filter(items, function($i){ $i.qy > 1 })) = 0", [("path-undeclared", True)]),
        ("$count(items^(qy).price) = 1", [("path-undeclared", True)]),
        ("note.x = 1", [("path-undeclared", True)]),
        ("other.x = 1", [("path-undeclared", True)]),
        ("map.anything = 1", []),
        ("free.anything.goes = 1", []),
        ("either.x = 1", []),
        ("either.z = 1", [("path-undeclared", False)]),
        ("note = other", [("absent-equal", False)]),
        ("$exists(note) and note = other", []),
        ("$exists(note) ? note = other : true", []),
        ("note = status", []),
        ("note != other", []),
        ("total", [("not-boolean-result", True)]),
        ("$count(items)", [("not-boolean-result", True)]),
        ("items", [("not-boolean-result", True)]),
        ("{'a': 1}", [("not-boolean-result", True)]),
        ("flag", [("may-be-undefined", False)]),
        ("free = 1", []),
        ("total > 0 ? 'yes' : flag", [("may-be-undefined", False)]),
        ("total > 0 ? 'yes' : 'no'", [("not-boolean-result", True)]),
        ("(total > 1)", []),
        ("($t := total; $t > 1)", []),
        ("($t := total; $t)", [("not-boolean-result", True)]),
        ("$uper(note) = 'A'", [("unknown-function", True)]),
        ("sum(items.qty) = 1", [("unknown-function", True)]),
        ("($f := function($x){ $x }; $f(total) = 1)", []),
        ("items.qty ~> $summ = total", [("unknown-function", True)]),
        ("$each($, function($v, $k){ $k }) = []", []),
        ("$.items[0].qty = 1", []),
        ("$$.items[$$.total > qty].price = 1", [("sequence-compared", False)]),
    ],
)
def test_order(expression: str, found: list[tuple[str, bool]]) -> None:
    assert check(ORDER, expression) == found


def test_when_is_checked_and_guards_the_rule() -> None:
    assert check(ORDER, "note = other", when="$exists(note)") == []
    assert check(ORDER, "total > 0", when="$exists(nte)") == [("path-undeclared", True)]
    assert check(ORDER, "total > 0", when="total") == [("not-boolean-result", True)]


def test_operation_has_only_input_and_output() -> None:
    assert check(PROFILE, "error.code = 1", operation=True) == [("path-undeclared", True)]


def test_recursive_schema_ends() -> None:
    tree = {
        "type": "object",
        "properties": {"next": {"$ref": "#"}, "all": {"allOf": [{"$ref": "#"}]}},
    }

    assert check(tree, "next.next.next.nxt = 1") == [("path-undeclared", False)]


def test_suggestion_is_the_nearest_name() -> None:
    raw = RawInvariant("rule", "totl = 1", Place("file:/a.json", ("invariants", "0")))
    compiled = compile_invariant(raw, set())
    assert isinstance(compiled, CompiledInvariant)
    (problem,) = check_invariant(compiled, Place("file:/a.json"), Reader(ORDER))

    assert problem.help == "did you mean `total`?"
    assert (problem.start, problem.end) == (0, 4)
