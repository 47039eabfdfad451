"""Documents of the bench: drawn from a seed, valid, and every invariant holds on them.

In: a contract's name, a size, a seed. Out: a document whose JSON text has about that many bytes.
Amounts are whole or quarters, so that a sum is the same in any order; the one lead of a roster is
its last member, so that a search has to look at all of them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Document = dict[str, object]

_FIRST = "Ada Grace Alan Edsger Barbara Donald Margaret Dennis Frances Ken".split()
_LAST = "Lovelace Hopper Turing Dijkstra Liskov Knuth Hamilton Ritchie Allen Thompson".split()
_WORDS = "tea cup pot tin box jar lid bag mug tray spoon kettle".split()
ARTICLES = 200
"""How many a catalog has at most: where each line looks at each article, the largest would never end."""
_DAWN = datetime(2026, 1, 1, tzinfo=UTC)


def document(contract: str, size: int, seed: int = 1) -> Document:
    """Return a document of about `size` bytes."""
    draw = _BUILDERS[contract]
    one, two = (_length(draw(count, random.Random(seed))) for count in (1, 101))
    count = max(1, 1 + round((size - one) * 100 / (two - one)))
    return draw(count, random.Random(seed))


def _length(value: object) -> int:
    return len(json.dumps(value, separators=(",", ":")))


def _checkout(count: int, chance: random.Random) -> Document:
    catalog = [
        {
            "sku": f"SKU-{number:06d}",
            "title": " ".join(chance.choices(_WORDS, k=3)),
            "price": chance.randint(1, 20_000),
        }
        for number in range(min(ARTICLES, 1 + count // 4))
    ]
    lines: list[Document] = []
    for _ in range(count):
        article = chance.choice(catalog)
        line: Document = {
            "sku": article["sku"],
            "quantity": chance.randint(1, 20),
            "price": article["price"],
        }
        if chance.random() < 0.3:
            line["note"] = " ".join(chance.choices(_WORDS, k=4))
        lines.append(line)
    total = sum(_number(line["quantity"]) * _number(line["price"]) for line in lines)
    return {
        "input": {"userId": "user-17"},
        "output": {
            "userId": "user-17",
            "status": "paid",
            "paymentId": "payment-4711",
            "lines": lines,
            "catalog": catalog,
            "total": total,
        },
    }


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _ledger(count: int, chance: random.Random) -> Document:
    entries: list[Document] = []
    amounts, large = [], 0
    for number in range(count):
        parts = [chance.randint(1, 2400) / 4 for _ in range(chance.randint(1, 4))]
        booked = _DAWN + timedelta(seconds=chance.randrange(300 * 86_400))
        settled = booked + timedelta(seconds=chance.randrange(9 * 86_400))
        amounts.append(sum(parts))
        large += any(part > 500 for part in parts)
        entries.append(
            {
                "id": f"E-{number:08d}",
                "account": f"{chance.choice(['CSH', 'BNK', 'INV'])}-{chance.randint(1, 9999)}",
                "bookedAt": _moment(booked),
                "settledAt": _moment(settled),
                "amount": amounts[-1],
                "postings": [
                    {"side": chance.choice(["debit", "credit"]), "amount": part} for part in parts
                ],
            }
        )
    return {"lowest": min(amounts), "highest": max(amounts), "large": large, "entries": entries}


def _roster(count: int, chance: random.Random) -> Document:
    members: list[Document] = []
    cost = 0
    for number in range(count):
        first, last = chance.choice(_FIRST), f"{chance.choice(_LAST)}-{number}"
        hours, rate = chance.randint(0, 160), chance.randint(20, 200)
        active = chance.random() < 0.7
        cost += hours * rate if active else 0
        members.append(
            {
                "first": first,
                "last": last,
                "name": f"{first} {last}",
                "role": "lead" if number == count - 1 else chance.choice(["engineer", "writer"]),
                "active": active,
                "hours": hours,
                "rate": rate,
            }
        )
    return {"team": "compilers", "cost": cost, "members": members}


_BUILDERS: dict[str, Callable[[int, random.Random], Document]] = {
    "checkout": _checkout,
    "ledger": _ledger,
    "roster": _roster,
}
CONTRACTS = tuple(_BUILDERS)
