"""Shrink a failing value to the simplest one that still fails, at the level of JSON values.

In: a value, a question that says whether another one will do, and simple values of the same
schema. Out: a value that does. It knows no schema: what is invalid is what the question refuses.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from cfc.instances.equality import key_of, text_of

Path = tuple[str | int, ...]
_ROUNDS = 6


def weight(value: object) -> tuple[int, float, int, str]:
    """Return what makes one value simpler than another: shorter, smaller, plainer."""
    text = text_of(value)
    return (len(text), _magnitude(value), sum(_oddity(char) for char in text), text)


def _magnitude(value: object) -> float:
    if isinstance(value, bool):
        return 0.0
    if isinstance(value, (int, float)):
        return abs(float(value)) + (0.5 if value < 0 else 0.0)
    if isinstance(value, list):
        return sum(map(_magnitude, value))
    if isinstance(value, dict):
        return sum(map(_magnitude, value.values()))
    return 0.0


def _oddity(char: str) -> int:
    if char in "a0":
        return 0
    return 1 if char.isascii() and char.isalnum() else 2 if char.isprintable() else 3


class Shrinker:
    """One descent. `will_do` is asked at most `most` times, for at most `seconds`."""

    def __init__(
        self, will_do: Callable[[object], bool], simple: Sequence[object],
        most: int = 6000, seconds: float = 3.0,
    ) -> None:  # fmt: skip
        self._will_do = will_do
        self._simple = sorted(simple, key=weight)[:60]
        self._left = most
        self._end = time.monotonic() + seconds
        self._tried: set[str] = set()

    def shrink(self, value: object) -> object:
        """Return the simplest value that was found."""
        current = value
        for simple in self._simple:
            if weight(simple) >= weight(current):
                break
            if self._accepts(simple, current):
                current = simple
                break
        for _ in range(_ROUNDS):
            before = weight(current)
            current = self._descend(current)
            if weight(current) == before or self._is_over:
                return current
        return current

    @property
    def _is_over(self) -> bool:
        return self._left <= 0 or time.monotonic() > self._end

    def _accepts(self, candidate: object, current: object) -> bool:
        if self._is_over or weight(candidate) >= weight(current):
            return False
        key = key_of(candidate)
        if key in self._tried:
            return False
        self._tried.add(key)
        self._left -= 1
        return self._will_do(candidate)

    def _descend(self, current: object) -> object:
        """Shrink each place in turn, parents before their members."""
        index = 0
        while True:
            paths = list(_paths(current, ()))
            if index >= len(paths) or self._is_over:
                return current
            current = self._settle(current, paths[index])
            index += 1

    def _settle(self, current: object, path: Path) -> object:
        improved = True
        while improved and not self._is_over:
            improved = False
            part = _get(current, path)
            for variant in (*self._grafts(path, part), *_variants(part)):
                candidate = _put(current, path, variant)
                if self._accepts(candidate, current):
                    current, improved = candidate, True
                    break
        return current

    def _grafts(self, path: Path, part: object) -> Iterator[object]:
        """Yield what simple values have at the same place."""
        if not path:
            return
        count = 0
        for simple in self._simple:
            try:
                found = _get(simple, path)
            except (LookupError, TypeError):
                continue
            if count < 8 and weight(found) < weight(part):
                count += 1
                yield found


def _paths(value: object, here: Path) -> Iterator[Path]:
    yield here
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _paths(item, (*here, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, (*here, index))


def _get(value: object, path: Path) -> object:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def _put(value: object, path: Path, part: object) -> object:
    if not path:
        return part
    first, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {
            key: _put(item, rest, part) if key == first else item for key, item in value.items()
        }
    assert isinstance(value, list)
    return [_put(item, rest, part) if at == first else item for at, item in enumerate(value)]


def _variants(value: object) -> Iterator[object]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, float)):
        yield from _numbers(value)
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, list):
        yield from _arrays(value)
    elif isinstance(value, dict):
        yield from _objects(value)


def _numbers(value: int | float) -> Iterator[object]:
    yield from (0, 1, -1)
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e21:
            yield int(value)
        else:
            for digits in range(4):
                yield round(value, digits)
            yield round(value)
    if value < 0:
        yield -value
    whole = int(value) if abs(value) < 1e300 else 0
    delta = whole
    while abs(delta) >= 1:
        yield whole - delta
        delta = int(delta / 2) if abs(delta) < 2**53 else delta // 2
        if delta in (0, -1) and whole > 0:
            break


def _texts(value: str) -> Iterator[object]:
    yield ""
    size = len(value) // 2
    while size >= 1:
        for start in range(0, len(value), size):
            yield value[:start] + value[start + size :]
        if size > 1 and len(value) > 64:
            size //= 4
        else:
            size //= 2
    for plain in ("a", "0"):
        yield plain * len(value)
    for at, char in enumerate(value[:64]):
        for plain in "a0":
            if char != plain:
                yield value[:at] + plain + value[at + 1 :]


def _arrays(value: list[object]) -> Iterator[object]:
    yield []
    size = len(value) // 2
    while size >= 1:
        for start in range(0, len(value), size):
            yield value[:start] + value[start + size :]
        size //= 2
    if len(value) > 1:
        yield [value[0]] * len(value)
        yield [value[-1]] * len(value)


def _objects(value: dict[str, object]) -> Iterator[object]:
    yield {}
    names = list(value)
    half = len(names) // 2
    if half > 1:
        yield {name: value[name] for name in names[:half]}
        yield {name: value[name] for name in names[half:]}
    for name in names:
        yield {key: item for key, item in value.items() if key != name}
