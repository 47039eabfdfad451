"""Sorting: `^( … )` in a path, and `$sort`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key
from typing import TypeVar

from .arguments import as_function, number_argument
from .comparison import compare
from .functions import call
from .paths import Items, Order, array_of, unwrap
from .units import utf16_key
from .values import UNDEFINED, Function, JsonataError, is_number

T = TypeVar("T")


@dataclass(frozen=True)
class Term:
    """One term of an order-by."""

    key: Function
    descending: bool


def ascending(key: Function) -> Term:
    return Term(key, False)


def descending(key: Function) -> Term:
    return Term(key, True)


def order_by(*terms: Term) -> Order:
    return Order(lambda items: ordered(items, terms))


def of_all(select: Function) -> Order:
    """Return a step that selects from all that is sorted, as a whole."""
    return Order(lambda items: array_of(select(Items(items))))


def ordered(items: list[T], terms: tuple[Term, ...]) -> list[T]:
    if len(items) <= 1:
        return items
    keyed = [([term.key(item) for term in terms], item) for item in items]

    def by_terms(left: tuple[list[object], T], right: tuple[list[object], T]) -> int:
        for term, one, other in zip(terms, left[0], right[0], strict=True):
            order = _sort_order(one, other, term.descending)
            if order:
                return order
        return 0

    return [item for _, item in sorted(keyed, key=cmp_to_key(by_terms))]


def _sort_order(left: object, right: object, descending: bool) -> int:
    if left is UNDEFINED or right is UNDEFINED:
        return (left is UNDEFINED) - (right is UNDEFINED)
    for value in (left, right):
        if not (isinstance(value, str) or is_number(value)):
            raise JsonataError("T2008", "only numbers and strings can be sorted by", "^")
    order = compare(left, right)
    if order is None:
        raise JsonataError("T2007", "numbers and strings cannot be sorted together", "^")
    return -order if descending else order


def sort_items(value: object, swap: object = UNDEFINED) -> object:
    """Sort, keeping the order of equals; `swap` tells that two items are in the wrong order."""
    if value is UNDEFINED:
        return UNDEFINED
    items = array_of(value)
    if len(items) <= 1:
        return unwrap(items)
    if swap is not UNDEFINED:
        return _merge_sorted(items, as_function(swap, "sort"))
    if all(isinstance(item, str) for item in items):
        return sorted(items, key=lambda item: utf16_key(str(item)))
    if all(is_number(item) for item in items):
        return sorted(items, key=lambda item: number_argument(item, "sort"))
    raise JsonataError(
        "D3070", "`$sort` needs a function for other than numbers or strings", "sort"
    )


def _merge_sorted(items: list[object], swap: Function) -> list[object]:
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = _merge_sorted(items[:middle], swap), _merge_sorted(items[middle:], swap)
    merged: list[object] = []
    one = other = 0
    while one < len(left) and other < len(right):
        answer = call(swap, left[one], right[other])
        if answer is not UNDEFINED and answer is not None and answer not in (False, 0, ""):
            merged.append(right[other])
            other += 1
        else:
            merged.append(left[one])
            one += 1
    return [*merged, *left[one:], *right[other:]]
