"""Make synthetic contracts: the same ones for the same seed.

2 to 8 kB each; a third share types by `$ref`, every tenth is an operation, every fourth has
invariants. Usage: python bench/contracts.py DIR [COUNT] [SEED]
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

WORDS = (
    "account address amount approval article balance basket batch branch budget carrier category "
    "channel city code contact country created currency customer delivery department discount "
    "email employee expires filter gender group invoice item label language level limit line "
    "location manager market member message method mode name note number offer option order "
    "owner package parcel partner payment period phone place plan point policy price priority "
    "product profile quantity quota rate reason record region request result role route rule "
    "schedule section sender service session shipment size source stage state status step stock "
    "store street subject supplier tag target tax team term ticket title total track type unit "
    "user value vendor version visit volume weight window zone"
).split()
SHARED = ("money", "address", "period", "contact")


def shared_types() -> dict[str, object]:
    text = {"type": "string", "minLength": 1, "maxLength": 80}
    return {
        "money": record(
            {"amount": {"type": "integer", "minimum": 0}, "currency": {"enum": ["EUR", "USD"]}}
        ),
        "address": record(
            {"street": text, "city": text, "country": {"type": "string", "pattern": "^[A-Z]{2}$"}}
        ),
        "period": record(
            {
                "from": {"type": "string", "format": "date"},
                "until": {"type": "string", "format": "date"},
            }
        ),
        "contact": record({"email": {"type": "string", "format": "email"}, "phone": text}),
    }


def record(properties: dict[str, object], **more: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties)[: max(1, len(properties) // 2)],
        "additionalProperties": False,
        **more,
    }


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def names(self, count: int) -> list[str]:
        pairs = [self.random.sample(WORDS, 2) for _ in range(count * 2)]
        return list(dict.fromkeys(a + b.capitalize() for a, b in pairs))[:count]

    def leaf(self) -> dict[str, object]:
        note = " ".join(self.random.sample(WORDS, 8)).capitalize() + "."
        leaf = self.random.choice(
            (
                {"type": "string", "minLength": 1, "maxLength": self.random.randint(10, 200)},
                {
                    "type": "string",
                    "format": self.random.choice(("date", "date-time", "email", "uuid")),
                },
                {"type": "integer", "minimum": 0, "maximum": self.random.randint(10, 10_000)},
                {"type": "number", "exclusiveMinimum": 0},
                {"type": "boolean"},
                {"type": ["string", "null"]},
                {"enum": self.random.sample(WORDS, self.random.randint(2, 6))},
                {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4,8}$"},
            )
        )
        return {"description": note, **leaf}

    def union(self) -> dict[str, object]:
        tags = self.random.sample(WORDS, 3)
        branches = [
            record({"kind": {"const": tag}, **{name: self.leaf() for name in self.names(3)}})
            for tag in tags
        ]
        for branch in branches:
            branch["required"] = ["kind"]
        return {"oneOf": branches}

    def properties(self, size: int, refers: bool) -> dict[str, object]:
        """Return members whose text is about so many bytes."""
        found: dict[str, object] = {}
        found["lines"] = {
            "type": "array",
            "items": record(
                {
                    "sku": {"type": "string"},
                    "quantity": {"type": "integer", "minimum": 1},
                    "price": {"type": "number", "minimum": 0},
                },
                required=["sku", "quantity", "price"],
            ),
        }
        found["total"] = {"type": "number"}
        if refers:
            for name in self.random.sample(SHARED, 2):
                found[name + "Shared"] = {"$ref": f"../shared/{name}.json"}
        if size > 3500:
            found["choice"] = self.union()
        for name in self.names(60):
            if length(found) >= size:
                break
            found[name] = self.leaf()
        return found

    def contract(self, index: int) -> dict[str, object]:
        refers, operation, invariants = index % 3 == 0, index % 10 == 0, index % 4 == 0
        size = self.random.randint(2000, 7500)
        rules = [
            {
                "id": "total-is-sum",
                "expr": "total = $sum(lines.(quantity * price))",
                "when": "$exists(total) and $exists(lines)",
            },
            {"id": "lines-are-positive", "expr": "$count(lines[quantity <= 0]) = 0"},
        ]
        if not operation:
            body = record(self.properties(size - 600, refers))
            title = " ".join(word.capitalize() for word in self.random.sample(WORDS, 2))
            return {
                "title": f"{title} {chr(65 + index % 26)}",
                **body,
                **({"invariants": rules} if invariants else {}),
            }
        return {
            "name": f"synthetic.operation_{index}",
            "contractVersion": "1.0.0",
            "input": record(self.properties(size // 3, refers)),
            "output": record(self.properties(size // 2, refers)),
            "errors": {"not_found": {"schema": record({"id": {"type": "string"}})}},
            "invariants": [{"id": "any", "expr": "$count(output.lines[quantity <= 0]) = 0"}],
        }


def length(value: object) -> int:
    """Return the bytes that a value takes in a file."""
    return len(json.dumps(value, indent=2))


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write the contracts and the shared types under a folder."""
    maker = Maker(seed)
    (folder / "shared").mkdir(parents=True, exist_ok=True)
    for name, schema in shared_types().items():
        (folder / "shared" / f"{name}.json").write_text(json.dumps(schema, indent=2))
    for index in range(count - len(SHARED)):
        place = folder / f"part{index % 10}"
        place.mkdir(exist_ok=True)
        (place / f"contract{index:03}.json").write_text(json.dumps(maker.contract(index), indent=2))


if __name__ == "__main__":
    write(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 300,
        int(sys.argv[3]) if len(sys.argv) > 3 else 1,
    )
