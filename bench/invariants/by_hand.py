"""The invariants of the bench by hand: what a careful colleague writes for a value that is valid.

In: a value that the contract's schema accepts. Out: whether the rule holds. One function per
invariant, called as its id is, with underscores. Written before the compiler was tuned to it.
"""

# Loops, for they take less time here than `all(…)` and `any(…)`.
# ruff: noqa: SIM110

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

_ACCOUNT = re.compile(r"[A-Z]{3}-[0-9]+", re.ASCII)
_STAFF = frozenset({"lead", "engineer", "writer"})


def same_user(value: Any) -> bool:
    return bool(value["output"]["userId"] == value["input"]["userId"])


def total_is_sum(value: Any) -> bool:
    output = value["output"]
    return bool(
        sum([line["quantity"] * line["price"] for line in output["lines"]]) == output["total"]
    )


def every_line_counts(value: Any) -> bool:
    for line in value["output"]["lines"]:
        if line["quantity"] <= 0:
            return False
    return True


def in_catalog(value: Any) -> bool:
    output = value["output"]
    known = {article["sku"] for article in output["catalog"]}
    for line in output["lines"]:
        if line["sku"] not in known:
            return False
    return True


def paid_by_payment(value: Any) -> bool:
    output = value["output"]
    return output["status"] != "paid" or "paymentId" in output


def booked_before_settled(value: Any) -> bool:
    read = datetime.fromisoformat
    for entry in value["entries"]:
        if read(entry["bookedAt"]) > read(entry["settledAt"]):
            return False
    return True


def ids_differ(value: Any) -> bool:
    entries = value["entries"]
    return len({entry["id"] for entry in entries}) == len(entries)


def accounts_are_spelled(value: Any) -> bool:
    matches = _ACCOUNT.fullmatch
    for entry in value["entries"]:
        if matches(entry["account"]) is None:
            return False
    return True


def large_are_counted(value: Any) -> bool:
    count = 0
    for entry in value["entries"]:
        for posting in entry["postings"]:
            if posting["amount"] > 500:
                count += 1
                break
    return bool(count == value["large"])


def amount_is_sum(value: Any) -> bool:
    for entry in value["entries"]:
        if entry["amount"] != sum([posting["amount"] for posting in entry["postings"]]):
            return False
    return True


def within_bounds(value: Any) -> bool:
    amounts = [entry["amount"] for entry in value["entries"]]
    return bool(value["lowest"] <= min(amounts) and max(amounts) <= value["highest"])


def has_a_lead(value: Any) -> bool:
    for member in value["members"]:
        if member["role"] == "lead":
            return True
    return False


def names_are_spelled_out(value: Any) -> bool:
    for member in value["members"]:
        name = member["name"]
        if name != f"{member['first']} {member['last']}" or len(name) > 80:
            return False
    return True


def roles_are_staff(value: Any) -> bool:
    for member in value["members"]:
        if member["role"] not in _STAFF:
            return False
    return True


def cost_is_hours(value: Any) -> bool:
    costs = [member["hours"] * member["rate"] for member in value["members"] if member["active"]]
    return bool(sum(costs) == value["cost"])
