"""Invariants: what JSONata means, one function per difference from Python.

The printed invariants call these functions. They agree with the reference implementation of
JSONata, with two exceptions made on purpose: NaN and Infinity are errors (D1001) wherever they
are compared or answered, and a date-time without a zone is UTC.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from functools import cmp_to_key
from typing import Final, TypeGuard

from ._runtime import Violation


class _Undefined(Enum):
    UNDEFINED = "no value"


UNDEFINED: Final = _Undefined.UNDEFINED
"""JSONata's undefined: no value, which is not null."""

Function = Callable[..., object]


class JsonataError(Exception):
    """An expression failed. `token` is the operator or the function that did."""

    def __init__(self, code: str, message: str, token: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.token = token
        self.position: int | None = None


class Items(list[object]):
    """A sequence: what a path selects. One item alone stands for itself, unless `keep`."""

    keep = False


class Constructed(list[object]):
    """An array written at an end of a path: its items stay together."""


class Whole:
    """An array written inside an array: it becomes one item."""

    def __init__(self, value: object) -> None:
        self.value = value


# --- numbers, strings, truth ----------------------------------------------------------------

_EXACT: Final = 2**53


def _is_number(value: object) -> bool:
    """Tell a number; what is none finite is an error. Python counts bool as int, JSONata does not."""
    if isinstance(value, float):
        if math.isfinite(value):
            return True
        raise JsonataError("D1001", "a number is out of range")
    return isinstance(value, int) and not isinstance(value, bool)


def _double(value: float) -> int | float:
    """Return the nearest IEEE double; integers that are exact stay integers."""
    if isinstance(value, float) or -_EXACT <= value <= _EXACT:
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _is_plain(value: object) -> TypeGuard[int | float]:
    """Tell a number that is a double as it stands: the usual case, told fast."""
    if type(value) is float:
        return -math.inf < value < math.inf
    return type(value) is int and -_EXACT <= value <= _EXACT


def _as_number(value: object, code: str, token: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = _double(value)
        if math.isfinite(number):
            return number
        raise JsonataError("D1001", "a number is out of range", token)
    side = "left" if code == "T2001" else "right"
    raise JsonataError(code, f"the {side} side of `{token}` is not a number", token)


def _number_text(value: float) -> str:
    """Return the number as JavaScript writes it: 1e+21, 1e-7, 100000000000000000000."""
    value = _double(value)
    if value == 0:
        return "0"
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    figures = "".join(map(str, digits)).rstrip("0")
    point = len(digits) + int(exponent)
    minus = "-" if sign else ""
    if len(figures) <= point <= 21:
        return minus + figures + "0" * (point - len(figures))
    if 0 < point <= 21:
        return minus + figures[:point] + "." + figures[point:]
    if -6 < point <= 0:
        return minus + "0." + "0" * -point + figures
    mantissa = figures if len(figures) == 1 else figures[0] + "." + figures[1:]
    return f"{minus}{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _utf16(text: str) -> bytes:
    """Return a key that orders strings as JavaScript does: by UTF-16 units."""
    return text.encode("utf-16-be", "surrogatepass")


def _joined(text: str) -> str:
    """Return the text with surrogate pairs as the code points they stand for."""
    if text.isascii() or not any("\ud800" <= char <= "\udbff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _units(text: str) -> str:
    """Return the text as UTF-16 units, one character each."""
    if text.isascii() or max(text) < "\U00010000":
        return text
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(chr(units[index] << 8 | units[index + 1]) for index in range(0, len(units), 2))


def _keys(members: Mapping[str, object]) -> list[str]:
    """Return the names in JavaScript's order: array indices first, by number."""
    if not any(key[:1].isdigit() for key in members):
        return list(members)
    indices = [key for key in members if _is_index(key)]
    return sorted(indices, key=int) + [key for key in members if not _is_index(key)]


def _is_index(key: str) -> bool:
    if not (key.isascii() and key.isdigit()) or len(key) > 10:
        return False
    return (key == "0" or key[0] != "0") and int(key) < 2**32 - 1


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | dict):
        return len(value) > 0
    if isinstance(value, list):
        return any(_boolean(item) for item in value)
    if value is None or value is UNDEFINED or callable(value):
        return False
    return _is_number(value) and value != 0


def truthy(value: object) -> bool:
    """Tell what a condition makes of the value; no value is false."""
    return _boolean(value)


def boolean(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _boolean(value)


def negation(value: object) -> object:
    """No value has no negation."""
    return UNDEFINED if value is UNDEFINED else not _boolean(value)


def exists(value: object) -> bool:
    return value is not UNDEFINED


# --- sequences and paths --------------------------------------------------------------------

_absent: ContextVar[list[str] | None] = ContextVar("absent", default=None)


class _Keep:
    """The mark behind a path's steps that keeps an array of one."""


KEEP_ARRAY: Final = _Keep()


@dataclass(frozen=True)
class Term:
    """One term of an order-by."""

    key: Function
    descending: bool


@dataclass(frozen=True)
class Order:
    """A step that sorts what it is given."""

    terms: tuple[Term, ...]


Step = str | Function | Order | _Keep


def unwrap(value: object) -> object:
    """Return what a sequence stands for: no value, its one item, or itself."""
    if not isinstance(value, Items):
        return value
    if not value:
        return UNDEFINED
    return value[0] if len(value) == 1 and not value.keep else value


def keep_array(value: object) -> object:
    """Return the value as an array, also when it is one item."""
    if value is UNDEFINED or (isinstance(value, list) and not isinstance(value, Items)):
        return value
    kept = Items(value if isinstance(value, Items) else [value])
    kept.keep = True
    return unwrap(kept)


def _lookup(value: object, key: str) -> object:
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    if not isinstance(value, list):
        return UNDEFINED
    found = Items()
    for item in value:
        member = _lookup(item, key)
        if isinstance(member, list):
            found.extend(member)
        elif member is not UNDEFINED:
            found.append(member)
    return found


def field(value: object, key: str) -> object:
    """Return the member of this name; of an array, those of its items."""
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    return unwrap(_lookup(value, key))


def member(value: object, key: str) -> object:
    """Return what the path of this one name leads to."""
    if type(value) is not dict:
        return path(value, key)
    found: object = value.get(key, UNDEFINED)
    if found is UNDEFINED:
        _note_absent((key,))
    return unwrap(found) if type(found) is Items else found


def path(start: object, *steps: Step) -> object:
    """Follow the steps from each item of the start; each step flattens one level."""
    if isinstance(start, list):
        return _follow(start, steps, 0)
    return root_path(start, *steps)


def root_path(start: object, *steps: Step) -> object:
    """Follow the steps from the root, which is one value even when it is an array."""
    value = start
    for index, step in enumerate(steps):
        # Names in nested objects are the usual case: nothing is flattened there.
        if type(value) is dict and type(step) is str:
            value = value.get(step, UNDEFINED)
        elif value is UNDEFINED:
            _note_absent(steps[:index])
            return UNDEFINED
        elif step is KEEP_ARRAY or index == 0:
            return _follow([start], steps, 0)
        else:
            is_list = isinstance(value, list) and not isinstance(value, Constructed)
            return _follow(value if isinstance(value, list) and is_list else [value], steps, index)
    if value is UNDEFINED:
        _note_absent(steps)
    return unwrap(value)


def _follow(items: list[object], steps: tuple[Step, ...], first: int) -> object:
    keep = steps[-1] is KEEP_ARRAY
    last = len(steps) - 2 if keep else len(steps) - 1
    found = items
    for index in range(first, last + 1):
        step = steps[index]
        if isinstance(step, Order):
            found = _ordered(found, step.terms)
            continue
        results = _results(found, step)
        if (
            index == last
            and len(results) == 1
            and isinstance(results[0], list)
            and not isinstance(results[0], Items)
        ):
            return _kept(results[0], keep)
        found = _flattened(results)
        if not found:
            _note_absent(steps[: index + 1])
            return UNDEFINED
    kept = Items(found)
    kept.keep = keep
    return unwrap(kept)


def _kept(value: list[object], keep: bool) -> object:
    if not (keep and isinstance(value, Constructed)):
        return value
    kept = Items([value])
    kept.keep = True
    return kept


def _results(items: list[object], step: Step) -> list[object]:
    if isinstance(step, str):
        values = [
            item.get(step, UNDEFINED) if type(item) is dict else field(item, step) for item in items
        ]
    elif callable(step):
        values = [step(item) for item in items]
    else:
        raise TypeError("no step of a path")
    return [value for value in values if value is not UNDEFINED]


def _flattened(results: list[object]) -> Items:
    if not any(isinstance(value, list) for value in results):
        return Items(results)
    found = Items()
    for value in results:
        if isinstance(value, list) and not isinstance(value, Constructed):
            found.extend(value)
        else:
            found.append(value)
    return found


def _note_absent(steps: tuple[Step, ...]) -> None:
    noted = _absent.get()
    if noted is not None and steps:
        noted.append(".".join(step if isinstance(step, str) else "…" for step in steps))


def children(value: object) -> object:
    """Return the values of all members, arrays flattened."""
    if isinstance(value, list):
        members: list[object] = list(value)
    elif isinstance(value, dict):
        members = [value[key] for key in _keys(value)]
    else:
        return UNDEFINED
    found: list[object] = Items()
    for member in members:
        if isinstance(member, list):
            found = [*found, *_deep_items(member)]
        else:
            found.append(member)
    return unwrap(found)


def _deep_items(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _deep_items(item)
    else:
        yield value


def descendants(value: object) -> object:
    """Return the value and everything in it; arrays only by their items."""
    return unwrap(Items(_descendants(value)))


def _descendants(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _descendants(item)
    elif value is not UNDEFINED:
        yield value
        if isinstance(value, dict):
            for key in _keys(value):
                yield from _descendants(value[key])


def where(value: object, predicate: Function) -> Items:
    """Return the items that the predicate is true of, or whose position it gives."""
    items = value if isinstance(value, list) else [value]
    found = Items()
    for index, item in enumerate(items):
        answer = predicate(item)
        if isinstance(answer, bool):
            if answer:
                found.append(item)
            continue
        numbers = answer if isinstance(answer, list) else [answer]
        if all(_is_number(number) for number in numbers):
            found.extend(item for number in numbers if _position(number, items) == index)
        elif _boolean(answer):
            found.append(item)
    return found


def item_at(value: object, index: float) -> object:
    """Return the item at the index, from the end when it is negative."""
    items = value if isinstance(value, list) else [value]
    position = _position(index, items)
    if not 0 <= position < len(items) or items[position] is UNDEFINED:
        return Items()
    item = items[position]
    return item if isinstance(item, list) else Items([item])


def _position(number: object, items: Sequence[object]) -> int:
    position = math.floor(number) if isinstance(number, int | float) else 0
    return position + len(items) if position < 0 else position


def ascending(key: Function) -> Term:
    return Term(key, False)


def descending(key: Function) -> Term:
    return Term(key, True)


def order_by(*terms: Term) -> Order:
    return Order(terms)


def _ordered(items: list[object], terms: tuple[Term, ...]) -> list[object]:
    if len(items) <= 1:
        return items
    keyed = [([term.key(item) for term in terms], item) for item in items]

    def compare(left: tuple[list[object], object], right: tuple[list[object], object]) -> int:
        for term, one, other in zip(terms, left[0], right[0], strict=True):
            order = _sort_order(one, other, term.descending)
            if order:
                return order
        return 0

    return [item for _, item in sorted(keyed, key=cmp_to_key(compare))]


def _sort_order(left: object, right: object, descending: bool) -> int:
    if left is UNDEFINED or right is UNDEFINED:
        return (left is UNDEFINED) - (right is UNDEFINED)
    for value in (left, right):
        if not (isinstance(value, str) or _is_number(value)):
            raise JsonataError("T2008", "only numbers and strings can be sorted by", "^")
    order = _compare(left, right)
    if order is None:
        raise JsonataError("T2007", "numbers and strings cannot be sorted together", "^")
    return -order if descending else order


# --- operators ------------------------------------------------------------------------------


def _operands(left: object, right: object, token: str) -> tuple[int | float, int | float] | None:
    one = None if left is UNDEFINED else _as_number(left, "T2001", token)
    other = None if right is UNDEFINED else _as_number(right, "T2002", token)
    return None if one is None or other is None else (one, other)


def add(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return _double(left + right)
    pair = _operands(left, right, "+")
    return UNDEFINED if pair is None else _double(pair[0] + pair[1])


def subtract(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return _double(left - right)
    pair = _operands(left, right, "-")
    return UNDEFINED if pair is None else _double(pair[0] - pair[1])


def multiply(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return _double(left * right)
    pair = _operands(left, right, "*")
    return UNDEFINED if pair is None else _double(pair[0] * pair[1])


def divide(left: object, right: object) -> object:
    pair = _operands(left, right, "/")
    if pair is None:
        return UNDEFINED
    if pair[1] == 0:
        return math.nan if pair[0] == 0 else math.copysign(math.inf, pair[0])
    return float(pair[0]) / float(pair[1])


def remainder(left: object, right: object) -> object:
    """Return what is left of a division; its sign is that of the left side."""
    pair = _operands(left, right, "%")
    if pair is None:
        return UNDEFINED
    return math.nan if pair[1] == 0 else math.fmod(pair[0], pair[1])


def negate(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    if not _is_number(value):
        raise JsonataError("D1002", "only a number can be negated", "-")
    return -_as_number(value, "D1002", "-")


def _same(left: object, right: object) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if isinstance(left, list):
        return (
            isinstance(right, list)
            and len(left) == len(right)
            and all(_same(one, other) for one, other in zip(left, right, strict=True))
        )
    if isinstance(left, dict):
        return (
            isinstance(right, dict)
            and left.keys() == right.keys()
            and all(_same(left[key], right[key]) for key in left)
        )
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _is_number(left) and _is_number(right) and _double(left) == _double(right)
    return left is right


def equal(left: object, right: object) -> bool:
    """Tell deep equality, without conversion. No value is equal to nothing, itself included."""
    if type(left) is str and type(right) is str:
        return left == right
    return left is not UNDEFINED and right is not UNDEFINED and _same(left, right)


def not_equal(left: object, right: object) -> bool:
    """Tell deep difference; false when a side has no value."""
    return left is not UNDEFINED and right is not UNDEFINED and not _same(left, right)


def _compare(left: object, right: object) -> int | None:
    """Return -1, 0 or 1; None when one is a number and the other a string."""
    if isinstance(left, str) and isinstance(right, str):
        if left == right:
            return 0
        return -1 if _utf16(left) < _utf16(right) else 1
    if isinstance(left, int | float) and isinstance(right, int | float):
        one, other = _double(left), _double(right)
        return (one > other) - (one < other)
    return None


def _ordering(left: object, right: object, token: str) -> int | None:
    for value in (left, right):
        if not (value is UNDEFINED or isinstance(value, str) or _is_number(value)):
            raise JsonataError("T2010", f"`{token}` compares numbers or strings", token)
    if left is UNDEFINED or right is UNDEFINED:
        return None
    order = _compare(left, right)
    if order is None:
        raise JsonataError("T2009", f"`{token}` has a number on one side only", token)
    return order


def less(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return left < right
    order = _ordering(left, right, "<")
    return UNDEFINED if order is None else order < 0


def less_or_equal(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return left <= right
    order = _ordering(left, right, "<=")
    return UNDEFINED if order is None else order <= 0


def greater(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return left > right
    order = _ordering(left, right, ">")
    return UNDEFINED if order is None else order > 0


def greater_or_equal(left: object, right: object) -> object:
    if _is_plain(left) and _is_plain(right):
        return left >= right
    order = _ordering(left, right, ">=")
    return UNDEFINED if order is None else order >= 0


def is_in(value: object, items: object) -> bool:
    """Tell whether the value is one of the items; objects and arrays only when they are the same one."""
    if value is UNDEFINED or items is UNDEFINED:
        return False
    if type(value) is str and isinstance(items, list):
        return value in items
    for item in items if isinstance(items, list) else [items]:
        if value is item:
            return True
        if not isinstance(value, list | dict) and item is not UNDEFINED and _same(value, item):
            return True
    return False


def concat(*values: object) -> str:
    return _joined("".join("" if value is UNDEFINED else _text(value) for value in values))


def number_range(first: object, last: object) -> object:
    """Return the integers from the first to the last."""
    ends: list[int] = []
    for value, code in ((first, "T2003"), (last, "T2004")):
        if value is UNDEFINED:
            continue
        whole = isinstance(value, int | float) and not isinstance(value, bool)
        if not (whole and isinstance(value, int | float) and float(value).is_integer()):
            raise JsonataError(code, "the ends of `..` are integers", "..")
        ends.append(int(value))
    if len(ends) < 2 or ends[0] > ends[1]:
        return UNDEFINED
    if ends[1] - ends[0] + 1 > 10_000_000:
        raise JsonataError("D2014", "`..` would give more than ten million numbers", "..")
    return Items(range(ends[0], ends[1] + 1))


def whole(value: object) -> object:
    return Whole(value)


def array(*items: object) -> list[object]:
    """Return an array of the items; arrays among them are spread, no value adds nothing."""
    found: list[object] = []
    for item in items:
        value = item.value if isinstance(item, Whole) else item
        if value is UNDEFINED:
            continue
        if isinstance(item, list):
            found.extend(item)
        else:
            found.append(value)
    return found


def constructed(*items: object) -> list[object]:
    """Return the array that stands at an end of a path."""
    return Constructed(array(*items))


def make_object(*pairs: object) -> dict[str, object]:
    """Return an object of keys and functions that give their values, in turn."""
    members: dict[str, Function] = {}
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        name = _member_name(key)
        if name is None:
            continue
        if name in members:
            raise JsonataError("D1009", f"two expressions give the key `{name}`", "{")
        members[name] = _as_function(value, "{")
    made = {name: members[name]() for name in _keys(members)}
    return {name: value for name, value in made.items() if value is not UNDEFINED}


def _member_name(key: object) -> str | None:
    if key is UNDEFINED or isinstance(key, str):
        return None if key is UNDEFINED else str(key)
    raise JsonataError("T1003", "the key of an object is a string", "{")


def group(context: object, *pairs: object) -> dict[str, object]:
    """Return an object whose keys are computed from each item; items of one key go together."""
    items = context if isinstance(context, list) else [context]
    groups: dict[str, tuple[int, object]] = {}
    for item in items or [UNDEFINED]:
        for index in range(0, len(pairs), 2):
            name = _member_name(_as_function(pairs[index], "{")(item))
            if name is None:
                continue
            if name not in groups:
                groups[name] = (index, item)
                continue
            if groups[name][0] != index:
                raise JsonataError("D1009", f"two expressions give the key `{name}`", "{")
            groups[name] = (index, append(groups[name][1], item))
    made: dict[str, object] = {}
    for name in _keys(groups):
        index, data = groups[name]
        value = _as_function(pairs[index + 1], "{")(data)
        if value is not UNDEFINED:
            made[name] = value
    return made


def either(value: object, otherwise: Function) -> object:
    """Return the value if it is true, else the other."""
    return value if _boolean(value) else otherwise()


def coalesce(value: object, otherwise: Function) -> object:
    """Return the value if there is one (null is one), else the other."""
    return otherwise() if value is UNDEFINED else value


def _arity(function: Function) -> int:
    code = getattr(function, "__code__", None)
    count = getattr(code, "co_argcount", 1)
    return count if isinstance(count, int) else 1


def call(function: object, *arguments: object) -> object:
    """Call a function value; missing arguments have no value, extra ones are dropped."""
    if isinstance(function, re.Pattern):
        return _first_match(function, arguments)
    if not callable(function):
        raise JsonataError("T1006", "what is called is no function")
    count = _arity(function)
    given = [*arguments[:count], *[UNDEFINED] * (count - len(arguments))]
    return function(*given)


# --- functions: numbers ---------------------------------------------------------------------


def wrong_arguments(token: str) -> object:
    raise JsonataError("T0410", f"`${token}` is given too many or too few arguments", token)


def _argument(token: str) -> JsonataError:
    return JsonataError("T0410", f"`${token}` cannot take an argument of this type", token)


_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "object": (dict,),
    "scalar": (str, int, float, bool),
}


def _is_kind(value: object, kind: str) -> bool:
    if isinstance(value, bool) and kind == "number":
        return False
    return isinstance(value, _KINDS[kind])


def context_of(value: object, kind: str, token: str) -> object:
    """Return the context that stands in for an argument; it must be of the argument's kind."""
    if value is UNDEFINED or _is_kind(value, kind):
        return value
    raise JsonataError("T0411", f"`${token}` cannot take the context as its argument", token)


def _expect(token: str, kind: str, *values: object) -> None:
    """Refuse arguments of another kind; one that has no value is of any."""
    for value in values:
        if not (value is UNDEFINED or _is_kind(value, kind)):
            raise _argument(token)


def _as_function(value: object, token: str) -> Function:
    if callable(value):
        return value
    raise _argument(token)


def _number_argument(value: object, token: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _double(value)
    raise _argument(token)


def _string_argument(value: object, token: str) -> str:
    if isinstance(value, str):
        return value
    raise _argument(token)


def _numbers(value: object, token: str) -> list[int | float]:
    found: list[int | float] = []
    for item in value if isinstance(value, list) else [value]:
        if _is_plain(item):
            found.append(item)
            continue
        if not isinstance(item, int | float) or isinstance(item, bool):
            raise JsonataError("T0412", f"`${token}` takes an array of numbers", token)
        found.append(_double(item))
    return found


def sum_of(value: object) -> object:
    """Return the sum, added one by one: Python's own `sum` compensates, JavaScript does not."""
    if value is UNDEFINED:
        return UNDEFINED
    total: int | float = 0
    for number_ in _numbers(value, "sum"):
        total += number_
        if not -_EXACT <= total <= _EXACT:
            total = _double(total)
    return total


def count_of(value: object) -> int:
    return 0 if value is UNDEFINED else len(value) if isinstance(value, list) else 1


def max_of(value: object) -> object:
    numbers = [] if value is UNDEFINED else _numbers(value, "max")
    return max(numbers) if numbers else UNDEFINED


def min_of(value: object) -> object:
    numbers = [] if value is UNDEFINED else _numbers(value, "min")
    return min(numbers) if numbers else UNDEFINED


def average_of(value: object) -> object:
    numbers = [] if value is UNDEFINED else _numbers(value, "average")
    return divide(sum_of(numbers), len(numbers)) if numbers else UNDEFINED


def number(value: object) -> object:
    """Return the number that a string or a boolean stands for."""
    if isinstance(value, bool):
        return 1 if value else 0
    if value is UNDEFINED or isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        raise _argument("number")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?", value):
        found = float(value)
        if math.isfinite(found):
            return int(found) if found.is_integer() and abs(found) <= _EXACT else found
    elif re.fullmatch(r"0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)", value):
        return _double(int(value, 0))
    raise JsonataError("D3030", "the string is no number", "number")


def absolute(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else abs(_number_argument(value, "abs"))


def floor(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _integral(value, "floor", math.floor)


def ceil(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _integral(value, "ceil", math.ceil)


def _integral(value: object, token: str, to_integer: Callable[[float], int]) -> int | float:
    found = _number_argument(value, token)
    return _double(to_integer(found)) if math.isfinite(found) else found


def round_number(value: object, precision: object = UNDEFINED) -> object:
    """Round half to even, on the decimal text of the number."""
    _expect("round", "number", value, precision)
    if value is UNDEFINED:
        return UNDEFINED
    found = _number_argument(value, "round")
    places = 0 if precision is UNDEFINED else int(_number_argument(precision, "round"))
    if not math.isfinite(found):
        return found
    shifted = _shifted(found, places)
    below = math.floor(shifted)
    rounded = below + 1 if shifted - below >= 0.5 else below
    if abs(rounded - shifted) == 0.5 and rounded % 2 == 1:
        rounded -= 1
    return _shifted(float(rounded), -places) if places else _double(rounded)


def _shifted(value: float, places: int) -> float:
    mantissa, _, exponent = _number_text(value).partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + places}")


def power(base: object, exponent: object) -> object:
    _expect("power", "number", base, exponent)
    if base is UNDEFINED:
        return UNDEFINED
    one = _number_argument(base, "power")
    other = math.nan if exponent is UNDEFINED else _number_argument(exponent, "power")
    try:
        found = math.pow(one, other)
    except (OverflowError, ValueError):
        found = math.inf
    if not math.isfinite(found):
        raise JsonataError("D3061", "the power is out of range", "power")
    return found


def square_root(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    found = _number_argument(value, "sqrt")
    if found < 0:
        raise JsonataError("D3060", "a negative number has no square root", "sqrt")
    return math.sqrt(found)


# --- functions: strings ---------------------------------------------------------------------


def string(value: object, pretty: object = UNDEFINED) -> object:
    if not (pretty is UNDEFINED or isinstance(pretty, bool)):
        raise _argument("string")
    return UNDEFINED if value is UNDEFINED else _text(value, pretty is True)


def _text(value: object, pretty: bool = False) -> str:
    """Return the value as `&` and `$string` see it: JSON, numbers with 15 digits."""
    if isinstance(value, str):
        return value
    if callable(value):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        raise JsonataError("D3001", "a number out of range has no text", "string")
    return _json(value, "\n" if pretty else "")


def _json(value: object, line: str) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return re.sub(
            "[\ud800-\udfff]",
            lambda found: f"\\u{ord(found.group()):04x}",
            json.dumps(value, ensure_ascii=False),
        )
    if isinstance(value, int | float):
        _is_number(value)
        found = _double(value)
        if isinstance(found, float) and not found.is_integer():
            digits = Context(prec=15, rounding=ROUND_HALF_UP)
            found = float(digits.create_decimal(Decimal(found)))
        return _number_text(found)
    inner = line + "  " if line else ""
    if isinstance(value, list):
        parts = [_json(item, inner) for item in value]
        return _bracketed("[", parts, "]", line, inner)
    if isinstance(value, dict):
        colon = '": ' if line else '":'
        parts = [_json(key, "")[:-1] + colon + _json(value[key], inner) for key in _keys(value)]
        return _bracketed("{", parts, "}", line, inner)
    return '""'


def _bracketed(opening: str, parts: list[str], closing: str, line: str, inner: str) -> str:
    if not parts:
        return opening + closing
    return opening + inner + ("," + inner).join(parts) + line + closing


def length(value: object) -> object:
    """Return the number of code points."""
    return UNDEFINED if value is UNDEFINED else len(_string_argument(value, "length"))


def substring(value: object, start: object, size: object = UNDEFINED) -> object:
    _expect("substring", "number", start, size)
    if value is UNDEFINED:
        return UNDEFINED
    text = _string_argument(value, "substring")
    first = 0 if start is UNDEFINED else _number_argument(start, "substring")
    first = 0 if len(text) + first < 0 else first
    if size is UNDEFINED:
        return text[math.trunc(first) :]
    count = _number_argument(size, "substring")
    if count <= 0:
        return ""
    end = first + count if first >= 0 else len(text) + first + count
    return text[math.trunc(first) : math.trunc(end)]


def _text_pair(value: object, other: object, token: str) -> tuple[str, str] | None:
    _expect(token, "string", value, other)
    if value is UNDEFINED:
        return None
    # JavaScript looks for the text "undefined" when there is nothing to look for.
    mark = "undefined" if other is UNDEFINED else _string_argument(other, token)
    return _string_argument(value, token), mark


def substring_before(value: object, mark: object) -> object:
    pair = _text_pair(value, mark, "substringBefore")
    return UNDEFINED if pair is None else pair[0].partition(pair[1])[0] if pair[1] else ""


def substring_after(value: object, mark: object) -> object:
    pair = _text_pair(value, mark, "substringAfter")
    if pair is None or not pair[1]:
        return UNDEFINED if pair is None else pair[0]
    before, found, after = pair[0].partition(pair[1])
    return after if found else before


def lowercase(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _string_argument(value, "lowercase").lower()


def uppercase(value: object) -> object:
    return UNDEFINED if value is UNDEFINED else _string_argument(value, "uppercase").upper()


def trim(value: object) -> object:
    """Strip the ends and make every run of white space one space."""
    if value is UNDEFINED:
        return UNDEFINED
    return re.sub(r"[ \t\n\r]+", " ", _string_argument(value, "trim")).strip(" ")


def pad(value: object, width: object, fill: object = UNDEFINED) -> object:
    _expect("pad", "number", width)
    _expect("pad", "string", fill)
    if value is UNDEFINED:
        return UNDEFINED
    text = _string_argument(value, "pad")
    size = math.trunc(_number_argument(width, "pad"))
    mark = " " if fill is UNDEFINED else _string_argument(fill, "pad") or " "
    missing = abs(size) - len(text)
    padding = (mark * max(missing, 0))[: max(missing, 0)]
    return text + padding if size > 0 else padding + text


def join(value: object, separator: object = UNDEFINED) -> object:
    _expect("join", "string", separator)
    if value is UNDEFINED:
        return UNDEFINED
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise JsonataError("T0412", "`$join` takes an array of strings", "join")
    mark = "" if separator is UNDEFINED else _string_argument(separator, "join")
    return _joined(mark.join(item for item in items if isinstance(item, str)))


# --- functions: patterns --------------------------------------------------------------------


def pattern(source: str) -> re.Pattern[str]:
    """Return the pattern; it is matched against UTF-16 units."""
    return re.compile(source)


def _matches(text: str, wanted: re.Pattern[str]) -> Iterator[re.Match[str]]:
    units = _units(text)
    at, previous_end = 0, -1
    while at <= len(units):
        found = wanted.search(units, at)
        if found is None:
            return
        if found.end() == found.start() and previous_end >= 0:
            raise JsonataError("D1004", "the pattern matches a text of no length")
        yield found
        at = previous_end = found.end()
        if at >= len(units):
            return


def contains(value: object, wanted: object) -> object:
    _expect("contains", "string", value)
    if value is UNDEFINED or wanted is UNDEFINED:
        return UNDEFINED
    text = _string_argument(value, "contains")
    if isinstance(wanted, re.Pattern):
        return wanted.search(_units(text)) is not None
    return _string_argument(wanted, "contains") in text


def _limit(limit: object, code: str, token: str) -> int | float:
    if limit is UNDEFINED:
        return math.inf
    most = _number_argument(limit, token)
    if most < 0:
        raise JsonataError(code, f"the limit of `${token}` is negative", token)
    return most


def _first_match(wanted: re.Pattern[str], arguments: tuple[object, ...]) -> object:
    if not arguments or not isinstance(arguments[0], str):
        return UNDEFINED
    found = wanted.search(_units(arguments[0]))
    return UNDEFINED if found is None else _match_object(found)


def _match_object(found: re.Match[str]) -> dict[str, object]:
    groups: list[object] = [UNDEFINED if part is None else _joined(part) for part in found.groups()]
    return {
        "match": _joined(found.group()),
        "start": found.start(),
        "end": found.end(),
        "groups": groups,
    }


def match(value: object, wanted: object, limit: object = UNDEFINED) -> object:
    """Return the matches as objects: match, index, groups."""
    _expect("match", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = _string_argument(value, "match")
    if not isinstance(wanted, re.Pattern):
        raise _argument("match")
    most = _limit(limit, "D3040", "match")
    found = Items()
    for one in _matches(text, wanted) if most > 0 else ():
        groups: list[object] = [
            UNDEFINED if part is None else _joined(part) for part in one.groups()
        ]
        found.append({"match": _joined(one.group()), "index": one.start(), "groups": groups})
        if len(found) >= most:
            break
    return unwrap(found)


def split(value: object, separator: object, limit: object = UNDEFINED) -> object:
    _expect("split", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = _string_argument(value, "split")
    most = _limit(limit, "D3020", "split")
    if isinstance(separator, re.Pattern):
        return _split_by_pattern(text, separator, most)
    if separator is UNDEFINED:
        parts = [text]
    else:
        mark = _string_argument(separator, "split")
        parts = text.split(mark) if mark else list(_units(text))
    return parts if most == math.inf else parts[: int(most)]


def _split_by_pattern(text: str, separator: re.Pattern[str], most: float) -> list[str]:
    units, parts, start = _units(text), list[str](), 0
    if most <= 0:
        return parts
    for one in _matches(text, separator):
        if len(parts) >= most:
            return parts
        parts.append(_joined(units[start : one.start()]))
        start = one.end()
    if len(parts) < most:
        parts.append(_joined(units[start:]))
    return parts


def replace(
    value: object, wanted: object, replacement: object, limit: object = UNDEFINED
) -> object:
    _expect("replace", "string", value)
    _expect("replace", "number", limit)
    if value is UNDEFINED:
        return UNDEFINED
    text = _string_argument(value, "replace")
    if wanted == "":
        raise JsonataError("D3010", "`$replace` cannot look for the empty string", "replace")
    most = _limit(limit, "D3011", "replace")
    if isinstance(wanted, str) and isinstance(replacement, str):
        return text.replace(wanted, replacement, -1 if most == math.inf else math.ceil(most))
    if not isinstance(wanted, re.Pattern):
        raise _argument("replace")
    out, start, count, units = "", 0, 0, _units(text)
    for one in _matches(text, wanted):
        if count >= most:
            break
        if one.end() == one.start():
            raise JsonataError("D1004", "the pattern matches a text of no length", "replace")
        out += units[start : one.start()] + _replacement(one, replacement)
        start, count = one.end(), count + 1
    return _joined(out + units[start:])


def _replacement(found: re.Match[str], replacement: object) -> str:
    if not isinstance(replacement, str):
        text = call(_as_function(replacement, "replace"), _match_object(found))
        if isinstance(text, str):
            return _units(text)
        raise JsonataError("D3012", "the replacement of `$replace` is no string", "replace")
    return re.sub(
        r"\$(\$|[0-9]+)|\$", lambda mark: _group_text(found, mark.group(1)), _units(replacement)
    )


def _group_text(found: re.Match[str], mark: str | None) -> str:
    if mark is None or mark == "$":
        return "$"
    count = len(found.groups())
    digits = mark
    while len(digits) > 1 and int(digits) > count:
        digits = digits[:-1]
    if int(digits) == 0:
        return found.group() + mark[1:]
    text = found.group(int(digits)) if int(digits) <= count else ""
    return (text or "") + mark[len(digits) :]


# --- functions: arrays and objects ----------------------------------------------------------


def _array(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _apply(function: object, token: str, *arguments: object) -> object:
    """Call a function that a higher-order one was given, with as many arguments as it takes."""
    found = _as_function(function, token)
    count = _arity(found)
    if count > len(arguments):
        return call(found, *arguments)
    return found(*arguments[:count])


def map_items(value: object, function: object) -> object:
    _as_function(function, "map")
    if value is UNDEFINED:
        return UNDEFINED
    items = _array(value)
    results = (_apply(function, "map", item, index, items) for index, item in enumerate(items))
    return unwrap(Items(result for result in results if result is not UNDEFINED))


def filter_items(value: object, function: object) -> object:
    _as_function(function, "filter")
    if value is UNDEFINED:
        return UNDEFINED
    items = _array(value)
    return unwrap(
        Items(
            item
            for index, item in enumerate(items)
            if _boolean(_apply(function, "filter", item, index, items))
        )
    )


def single_item(value: object, function: object = UNDEFINED) -> object:
    """Return the one item that the function is true of; none and several are errors."""
    if value is UNDEFINED:
        return UNDEFINED
    items = _array(value)
    found = [
        item
        for index, item in enumerate(items)
        if function is UNDEFINED or _boolean(_apply(function, "single", item, index, items))
    ]
    if len(found) > 1:
        raise JsonataError("D3138", "more than one item matches", "single")
    if not found:
        raise JsonataError("D3139", "no item matches", "single")
    return found[0]


def reduce_items(value: object, function: object, start: object = UNDEFINED) -> object:
    _as_function(function, "reduce")
    if value is UNDEFINED:
        return UNDEFINED
    items, reducer = _array(value), _as_function(function, "reduce")
    count = _arity(reducer)
    if count < 2:
        raise JsonataError("D3050", "the function of `$reduce` takes two arguments", "reduce")
    first = 1 if start is UNDEFINED and items else 0
    result = items[0] if first else start
    for index in range(first, len(items)):
        result = reducer(*(result, items[index], index, items)[:count])
    return result


def zip_items(*values: object) -> list[object]:
    if any(value is UNDEFINED for value in values):
        return []
    return [list(row) for row in zip(*map(_array, values), strict=False)]


def append(left: object, right: object) -> object:
    if left is UNDEFINED:
        return right
    return left if right is UNDEFINED else [*_array(left), *_array(right)]


def reverse(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    items = _array(value)
    return unwrap(items) if len(items) <= 1 else items[::-1]


def _identity(value: object) -> object:
    """Return a key that two values share exactly when they are equal: `true` is not 1."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return (type(value).__name__, value)
    if isinstance(value, int | float):
        return ("number", _double(value))
    if isinstance(value, list):
        return ("array", tuple(map(_identity, value)))
    if isinstance(value, dict):
        return ("object", frozenset((key, _identity(member)) for key, member in value.items()))
    return ("other", id(value))


def distinct(value: object) -> object:
    if not isinstance(value, list) or len(value) <= 1:
        return unwrap(value)
    if all(type(item) is str for item in value):
        names: list[object] = list(dict.fromkeys(value))
        return unwrap(Items(names)) if isinstance(value, Items) else names
    found = {_identity(item): item for item in reversed(value)}
    kept = [found[key] for key in dict.fromkeys(map(_identity, value))]
    return unwrap(Items(kept)) if isinstance(value, Items) else kept


def sort_items(value: object, swap: object = UNDEFINED) -> object:
    """Sort, keeping the order of equals; `swap` tells that two items are in the wrong order."""
    if value is UNDEFINED:
        return UNDEFINED
    items = _array(value)
    if len(items) <= 1:
        return unwrap(items)
    if swap is not UNDEFINED:
        return _merge_sorted(items, _as_function(swap, "sort"))
    if all(isinstance(item, str) for item in items):
        return sorted(items, key=lambda item: _utf16(str(item)))
    if all(_is_number(item) for item in items):
        return sorted(items, key=lambda item: _number_argument(item, "sort"))
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


def keys(value: object) -> object:
    return unwrap(Items(_all_keys(value)))


def _all_keys(value: object) -> list[str]:
    if isinstance(value, list):
        return _keys(dict.fromkeys(key for item in value for key in _all_keys(item)))
    return _keys(value) if isinstance(value, dict) else []


def lookup(value: object, key: object) -> object:
    _expect("lookup", "string", key)
    if key is UNDEFINED:
        return UNDEFINED
    return unwrap(_lookup(value, _string_argument(key, "lookup")))


def spread(value: object) -> object:
    """Return an object of one member for each member."""
    return unwrap(_spread(value))


def _spread(value: object) -> object:
    if isinstance(value, list):
        found: object = Items()
        for item in value:
            found = append(found, _spread(item))
        return found
    return Items({key: value[key]} for key in _keys(value)) if isinstance(value, dict) else value


def merge(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    merged: dict[str, object] = {}
    for item in _array(value):
        if not isinstance(item, dict):
            raise JsonataError("T0412", "`$merge` takes an array of objects", "merge")
        merged.update(item)
    return merged


def _members(value: object, token: str) -> dict[str, object]:
    if value is UNDEFINED:
        return {}
    if isinstance(value, dict):
        return value
    raise _argument(token)


def each_member(value: object, function: object) -> object:
    _as_function(function, "each")
    members = _members(value, "each")
    results = (_apply(function, "each", members[key], key, members) for key in _keys(members))
    return unwrap(Items(result for result in results if result is not UNDEFINED))


def sift(value: object, function: object) -> object:
    _as_function(function, "sift")
    members = _members(value, "sift")
    kept = {
        key: members[key]
        for key in _keys(members)
        if _boolean(_apply(function, "sift", members[key], key, members))
    }
    return kept or UNDEFINED


def type_of(value: object) -> object:
    if value is UNDEFINED or value is None:
        return UNDEFINED if value is UNDEFINED else "null"
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "boolean"),
        ((int, float), "number"),
        (str, "string"),
        (list, "array"),
        (dict, "object"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "function")


def raise_error(message: object = UNDEFINED) -> object:
    text = "`$error` was called" if message is UNDEFINED else _string_argument(message, "error")
    raise JsonataError("D3137", text, "error")


def assert_that(condition: object, message: object = UNDEFINED) -> object:
    if not (isinstance(condition, bool) or condition is UNDEFINED):
        raise _argument("assert")
    if condition is not True:
        text = "`$assert` failed" if message is UNDEFINED else _string_argument(message, "assert")
        raise JsonataError("D3141", text, "assert")
    return UNDEFINED


# --- functions: dates -----------------------------------------------------------------------

_DATE_TIME: Final = re.compile(
    r"([0-9]{4})(?:-([01][0-9]))?(?:-([0-3][0-9]))?"
    r"(?:T([0-2][0-9]):([0-5][0-9]):([0-5][0-9]))?(?:\.([0-9]+))?"
    r"(?:([+-])([0-2][0-9]):?([0-5][0-9])|Z)?"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_millis(value: object) -> object:
    """Return the milliseconds since 1970 of an ISO 8601 date and time; without a zone it is UTC."""
    if value is UNDEFINED:
        return UNDEFINED
    found = _DATE_TIME.fullmatch(_string_argument(value, "toMillis"))
    if found is None:
        raise JsonataError("D3110", "the string is no ISO 8601 date and time", "toMillis")
    year, month, day = (int(found[index] or 1) for index in (1, 2, 3))
    year = int(found[1])
    hour, minute, second = (int(found[index] or 0) for index in (4, 5, 6))
    millis = int((found[7] or "0")[:3].ljust(3, "0"))
    late = hour * 60 + minute + (second + millis) / 60_000 > 24 * 60
    if not 1 <= month <= 12 or not 1 <= day <= 31 or late or (found[7] and not found[4]):
        return math.nan
    shift = int(found[9] or 0) * 60 + int(found[10] or 0)
    days = _days(year, month) + day - 1
    minutes = hour * 60 + minute - (-shift if found[8] == "-" else shift)
    return ((days * 1440 + minutes) * 60 + second) * 1000 + millis


def _days(year: int, month: int) -> int:
    """Return the days from 1970 to the first of the month (year 0 is a year, as in JavaScript)."""
    shifted = year + 400
    first = datetime(shifted, month, 1, tzinfo=UTC)
    return (first - _EPOCH) // timedelta(days=1) - 146_097


def from_millis(value: object) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    millis = math.trunc(_number_argument(value, "fromMillis"))
    try:
        moment = _EPOCH + timedelta(milliseconds=millis)
    except OverflowError:
        raise JsonataError("D1001", "the date is out of range", "fromMillis") from None
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z".rjust(24, "0")


# --- invariants -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Invariant:
    """A rule of the contract. It holds when `evaluate` gives exactly true.

    `applies`: when it does not give exactly true, the rule is not applicable.
    """

    id: str
    expression: str
    evaluate: Callable[[object], object]
    schema_path: str
    message: str | None = None
    severity: str = "error"
    applies: Callable[[object], object] | None = None


def check_invariants(
    value: object, invariants: tuple[Invariant, ...], path: str, found: list[Violation], since: int
) -> None:
    """Add a violation for every invariant that does not hold.

    A value that the schema refuses (something was found since) is not judged by them.
    """
    if len(found) > since:
        for invariant in invariants:
            found.append(
                _violation(
                    invariant, path, "invariant-skipped", "not judged: the schema refuses the value"
                )
            )
        return
    for invariant in invariants:
        violation = _judge(invariant, value, path)
        if violation is not None:
            found.append(violation)


def invariants_hold(value: object, invariants: tuple[Invariant, ...]) -> bool:
    """Tell whether all hold, for a value that the schema accepts."""
    return all(_judge(invariant, value, "") is None for invariant in invariants)


def _judge(invariant: Invariant, value: object, path: str) -> Violation | None:
    try:
        if invariant.applies is not None and invariant.applies(value) is not True:
            return None
        result = invariant.evaluate(value)
        if result is True:
            return None
        if isinstance(result, float):
            _is_number(result)
    except JsonataError as error:
        position = _position_of(invariant.expression, error.token)
        details = {"code": error.code, "position": position}
        text = f"{error.code}: {error.message}"
        return _violation(invariant, path, "invariant-error", text, details)
    except RecursionError:
        return _violation(invariant, path, "invariant-limit", "the value is nested too deeply")
    if result is False:
        return _violation(invariant, path, "invariant-violated", "does not hold")
    if result is UNDEFINED:
        absent = _first_absent(invariant, value)
        text = "has no answer" if absent is None else f"has no answer: `{absent}` is absent"
        return _violation(invariant, path, "invariant-undefined", text, {"absent": absent})
    kind = type_of(result)
    return _violation(
        invariant, path, "invariant-not-boolean", f"gives {kind}, not a boolean", {"type": kind}
    )


def _violation(
    invariant: Invariant,
    path: str,
    rule: str,
    text: str,
    details: Mapping[str, object] | None = None,
) -> Violation:
    message = f"invariant `{invariant.id}` {text}"
    if rule == "invariant-violated" and invariant.message is not None:
        message = invariant.message
    params: dict[str, object] = {"id": invariant.id, "expression": invariant.expression}
    if invariant.severity != "error":
        params["severity"] = invariant.severity
    return Violation(rule, message, path, invariant.schema_path, {**params, **(details or {})})


def _position_of(expression: str, token: str | None) -> int | None:
    """Return where the token stands, when it stands there only once."""
    if token is None or expression.count(token) != 1:
        return None
    return expression.index(token)


def _first_absent(invariant: Invariant, value: object) -> str | None:
    """Evaluate once more, noting which path leads nowhere."""
    noted: list[str] = []
    token = _absent.set(noted)
    try:
        invariant.evaluate(value)
    finally:
        _absent.reset(token)
    return noted[0] if noted else None
