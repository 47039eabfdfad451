"""What the checker knows of bounds, values, alternatives and conditions, by expression."""

from __future__ import annotations

import pytest

from tests.unit.invariants.test_inference import check

SHOP = {
    "type": "object",
    "required": [
        "status",
        "quantity",
        "price",
        "rate",
        "lines",
        "tags",
        "blocks",
        "pair",
        "ratio",
        "paid",
    ],
    "properties": {
        "status": {"enum": ["open", "paid", "void"]},
        "kind": {"enum": ["a", "b"]},
        "quantity": {"type": "integer", "minimum": 1, "maximum": 9},
        "price": {"type": "number", "exclusiveMinimum": 0},
        "rate": {"type": "number"},
        "ratio": {"type": "number", "minimum": 0},
        "paid": {"type": "boolean"},
        "note": {"type": ["string", "null"]},
        "nick": {"type": "string", "minLength": 2},
        "count": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "number"}],
            "items": False,
            "minItems": 2,
        },
        "lines": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["sku", "amount"],
                "additionalProperties": False,
                "properties": {
                    "sku": {"type": "string"},
                    "amount": {"type": "number", "minimum": 0},
                    "size": {"type": "number"},
                },
            },
        },
        "blocks": {
            "type": "array",
            "items": {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["kind", "text"],
                        "additionalProperties": False,
                        "properties": {"kind": {"const": "text"}, "text": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["kind", "width"],
                        "additionalProperties": False,
                        "properties": {
                            "kind": {"const": "image"},
                            "width": {"type": "integer", "minimum": 1},
                        },
                    },
                ]
            },
        },
        "free": {},
        "address": {
            "type": ["object", "null"],
            "required": ["city"],
            "properties": {"city": {"type": "string"}},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("quantity > 0", [("constant", False)]),
        ('status = "paid" and quantity > 10', [("constant", True), ("constant", False)]),
        ("quantity >= 10", [("constant", True)]),
        ("quantity = 12", [("never-equal", True)]),
        ("quantity != 12", [("constant", False)]),
        ("quantity > 1", []),
        ("price > 0", [("constant", False)]),
        ("price >= 1", []),
        ("$count(lines[amount < 0]) = 0", [("constant", False)]),
        ("$count(lines) > 0", [("constant", False)]),
        ("$count(lines) > 1", []),
        ("$sum(lines.amount) >= 0", [("constant", False)]),
        ("$sum(lines.size) > 1", [("aggregate-empty", False)]),
        ("($sum(lines.size) ?? 0) > 1", []),
        ("$max(tags) = 1", [("aggregate-empty", False), ("type-mismatch", False)]),
        ("$max(lines.amount) > rate", []),
        ("rate / quantity > 1", []),
        ("rate / price > 1", []),
        ("rate / ratio > 1", [("division-by-zero", False)]),
        ("rate / count > 1", [("may-be-undefined", False), ("division-by-zero", False)]),
        ("count != 0 ? rate / count > 1 : true", []),
        ("ratio > 0 ? rate / ratio > 1 : true", []),
        ("rate % 0 = 1", [("division-by-zero", True)]),
        ('note > "a"', [("may-be-undefined", False), ("type-mismatch", False)]),
        ('note = "a"', []),
        ('note != null ? note > "a" : true', []),
        ("$length(note) < 3", [("may-be-undefined", False), ("type-mismatch", False)]),
        ("$exists(note) and note != null and $length(note) < 3", []),
        ('$type(note) = "string" ? $length(note) < 3 : true', []),
        ("$length(nick) > 1", [("may-be-undefined", False)]),
        ("$exists(nick) ? $length(nick) > 1 : true", [("constant", False)]),
        ('nick > "a"', [("may-be-undefined", False)]),
        ("count > 1", [("may-be-undefined", False)]),
        ("$exists(count) and count > 1", []),
        ("$not(count > 1)", [("may-be-undefined", False)]),
        ("paid ? rate > 1", [("may-be-undefined", False)]),
        ("paid > 1", [("type-mismatch", True)]),
        ('paid = "true"', [("never-equal", True)]),
        ('rate < "1"', [("type-mismatch", True)]),
        ("status < 1", [("type-mismatch", True)]),
        ('status in ["open", "closed"]', [("never-equal", False)]),
        ('status in ["closed"]', [("never-equal", True)]),
        ('status = "paid" ? status = "open" : true', [("never-equal", True)]),
        ('status != "paid" ? status = "paid" : true', [("never-equal", True)]),
        ('status = "paid" or status = "paid"', [("never-equal", True)]),
        ('tags > "a"', [("type-mismatch", True)]),
        ('tags = "a"', [("never-equal", True)]),
        ('lines.sku = "a"', [("sequence-compared", False)]),
        ('lines.sku > "a"', [("sequence-compared", False)]),
        ('lines[0].sku = "a"', []),
        ("lines.amount + 1 = 2", [("sequence-compared", False)]),
        ("$length(lines.sku) > 1", [("sequence-compared", False)]),
        ("$sum(tags) = 1", [("type-mismatch", False)]),
        ("$sum(lines.sku) = 1", [("type-mismatch", True)]),
        ('$join(tags, ",") = "a"', []),
        ('$join(lines.amount, ",") = "a"', [("type-mismatch", True)]),
        ('blocks[kind = "text"].width = 1', [("path-undeclared", True)]),
        ('blocks[kind = "image"][width < 1]', [("constant", True), ("constant", False)]),
        ('$exists(blocks[kind = "image" and text = "a"])', [("path-undeclared", True)]),
        ('$exists(blocks[kind = "video"])', [("never-equal", True)]),
        ('$count(blocks[kind = "image"][width > 10]) = 0', []),
        ('blocks[0].kind = "image"', []),
        ("$exists(blocks.size)", [("path-undeclared", True)]),
        ("pair[0] = 1", []),
        ("pair[2] = 1", [("constant", True)]),
        ('address.city = "a"', []),
        ('address != null ? address.city = "a" : true', []),
        ("$rate > 1", [("unknown-variable", True)]),
        ("free > 1", [("may-be-undefined", False)]),
        ("free.x > 1", []),
        ('$contains(rate, "a")', [("type-mismatch", True)]),
        ("$contains(status, /a/)", []),
        ('$uppercase(status, 1) = "A"', [("type-mismatch", True)]),
        ("$exists(rate)", [("constant", False)]),
        ("$exists(lines[0])", [("constant", False)]),
        ("$exists(lines[5])", []),
        ("$count(lines[$count($$.lines[sku = %.sku]) > 1]) = 0", [("cost", False)]),
        (
            "$count($filter(lines, function($one){ $count(lines[sku = $one.sku]) > 1 })) = 0",
            [("cost", False)],
        ),
        ("$map(lines, function($l){ $l.sku > 1 })", [("type-mismatch", True)]),
        ("$filter(lines, function($l){ $l.amount < 0 }) = []", [("constant", False)]),
        ("$reduce(lines, function($a, $l){ $a + $l.sku }, 0) > 1", [("type-mismatch", True)]),
        ("true", []),
        ("1 = 1", [("constant", False)]),
        ('kind = "c"', [("never-equal", True)]),
        ("$boolean(rate)", []),
        ("$not($exists(lines[$not(amount >= 0)]))", [("constant", False)]),
        ('($x := rate; $x > "a")', [("type-mismatch", True)]),
        ('lines@$l.$l.sku = "a"', []),
        ('lines^(amount)[0].sku = "a"', []),
        ('lines^(skuu)[0].sku = "a"', [("path-undeclared", True)]),
        ('lines#$i[$i < 0].sku = "a"', [("constant", True), ("constant", False)]),
        ("lines{sku: amount}.a = 1", [("never-equal", True), ("path-undeclared", True)]),
        ("nick = nick", [("absent-equal", False)]),
        ("-rate > 1", []),
        ("-quantity > 0", [("constant", True)]),
        ("quantity * 2 > 1", [("constant", False)]),
        ("quantity + price <= 1", []),
        ("$abs(rate) < 0", [("constant", True)]),
        ("$floor(quantity) = 10", [("never-equal", True)]),
    ],
)
def test_shop(expression: str, found: list[tuple[str, bool]]) -> None:
    assert check(SHOP, expression) == found


def test_a_guard_holds_within_a_predicate_too() -> None:
    unguarded = "$count(lines[amount > $$.nick]) = 0"
    guarded = "$type($$.count) = 'number' ? $count(lines[amount > $$.count]) = 0 : true"

    assert check(SHOP, unguarded) == [("type-mismatch", True)]
    assert check(SHOP, guarded) == []


def test_when_guards_what_it_asks() -> None:
    assert check(SHOP, "count > 1", when="$exists(count)") == []
    assert check(SHOP, "quantity > 4", when="quantity > 5") == [("constant", False)]


def test_reductions_within_each_other_come_to_an_end() -> None:
    text = "$a"
    for _ in range(30):
        text = f"$reduce(lines, function($a, $b){{ {text} }}, 0)"

    assert check(SHOP, f"{text} = 1") == []
