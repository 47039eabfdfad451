"""Share work between this process and forks of it, where that pays.

In: a function of a number, and how many numbers. Out: its results in order. A fork has
everything in memory already; it sends back results by a pipe and ends. This process does its own
share meanwhile, so that one helper costs little more than its results.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def can_fork() -> bool:
    """Tell whether a fork is safe: it is not on macOS, and Windows has none."""
    return sys.platform not in ("win32", "darwin") and hasattr(os, "fork")


def map_forked(function: Callable[[int], T], count: int, jobs: int) -> list[T]:
    """Return the function's results for 0 to count - 1, by `jobs` processes, this one included.

    Raises what the function raises, wherever that was.
    """
    if jobs < 2 or not can_fork():
        return [function(number) for number in range(count)]
    # The first one warms what all share: templates, caches.
    results: dict[int, T] = {0: function(0)} if count else {}
    helpers = [_start(function, range(1 + part, count, jobs)) for part in range(1, jobs)]
    failure: Exception | None = None
    try:
        for number in range(1, count, jobs):
            results[number] = function(number)
    finally:
        for process, stream in helpers:
            with os.fdopen(stream, "rb") as pipe:
                data = pipe.read()
            os.waitpid(process, 0)
            if not data:
                failure = RuntimeError("a process that shared the work ended before its end")
                continue
            answer = pickle.loads(data)
            if isinstance(answer, Exception):
                failure = answer
            else:
                results.update(answer)
    if failure is not None:
        raise failure
    return [results[number] for number in range(count)]


def _start(function: Callable[[int], T], numbers: range) -> tuple[int, int]:
    """Return the number of a fork that works on the numbers, and the pipe it answers by."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        answer: object
        try:
            answer = {number: function(number) for number in numbers}
        except Exception as error:
            answer = error
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
