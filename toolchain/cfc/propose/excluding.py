"""The patch that makes a contract refuse one value, and nothing else.

In: a contract, a value that it accepts. Out: operations.
"""

from __future__ import annotations

from cfc.contract.load import Found
from cfc.propose.patch import Operation
from cfc.text.json_reader import read
from cfc.text.pointer import find


def place_of(item: Found) -> tuple[str, ...]:
    """Return the place whose values an implementation takes: an operation takes its input."""
    contract = read(item.path.read_bytes().decode("utf-8")).value
    is_operation = isinstance(contract, dict) and "name" in contract and "input" in contract
    return ("input",) if is_operation else ()


def exclusion(item: Found, value: object) -> tuple[Operation, ...]:
    """Return the operations."""
    place = place_of(item)
    schema = find(read(item.path.read_bytes().decode("utf-8")).value, place)
    refusal = {"not": {"const": value}}
    if not isinstance(schema, dict):
        return (Operation("replace", place, (), refusal),)
    if "not" not in schema:
        return (Operation("add", (*place, "not"), (), {"const": value}),)
    if "allOf" in schema:
        return (Operation("add", (*place, "allOf", "-"), (), refusal),)
    return (Operation("add", (*place, "allOf"), (), [refusal]),)
