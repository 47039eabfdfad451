"""Serve one Python function to the process that started this one: a line in, a line out.

In: where the function is (arguments), then JSON lines on stdin. Out: a line a call, marked with
the token that the first line gave, so that what the function prints is told apart. It runs by
itself, from this file, and imports nothing of cfc.
"""

from __future__ import annotations

import asyncio
import dataclasses
import importlib
import importlib.util
import inspect
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path


def _function(place: str, name: str) -> Callable[..., object]:
    if place.endswith(".py"):
        file = Path(place).resolve()
        sys.path.insert(0, str(file.parent))
        spec = importlib.util.spec_from_file_location(file.stem, file)
        if spec is None or spec.loader is None:
            raise ImportError(f"cannot import {place}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[file.stem] = module
        spec.loader.exec_module(module)
    else:
        sys.path.insert(0, os.getcwd())
        module = importlib.import_module(place)
    found: object = module
    for part in name.split("."):
        found = getattr(found, part)
    if not callable(found):
        raise TypeError(f"`{name}` is not a function")
    return found


def _plain(value: object) -> object:
    """Return what JSON has no form for, if it knows one."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def _data(error: BaseException) -> dict[str, object]:
    data = getattr(error, "data", None)
    try:
        return {} if data is None else {"data": json.loads(json.dumps(data, default=_plain))}
    except (TypeError, ValueError):
        return {}


def _error(error: BaseException, own: str) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)
    last = next((frame for frame in reversed(frames) if frame.filename != own), None)
    where = f"{os.path.basename(last.filename)}:{last.lineno}" if last else ""
    names = [kind.__name__ for kind in type(error).__mro__[:-3]] or [type(error).__name__]
    names += [str(part) for key in ("key", "code", "name") if (part := getattr(error, key, None))]
    return {"names": names, "message": str(error)[:500], "where": where, **_data(error)}


def _call(function: Callable[..., object], request: dict[str, object]) -> dict[str, object]:
    try:
        given = () if request.get("bare") else (request.get("value"),)
        result = function(*given)
        if inspect.isawaitable(result):
            result = asyncio.run(_awaited(result))
    except Exception as error:
        return {"error": _error(error, __file__)}
    try:
        return {"result": json.loads(json.dumps(result, default=_plain, allow_nan=False))}
    except (TypeError, ValueError, RecursionError) as error:
        return {"odd": f"{error} (in {result!r:.200})"}


async def _awaited(result: object) -> object:
    assert inspect.isawaitable(result)
    return await result


def main() -> None:
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    token = requests.readline().strip()

    def answer(value: dict[str, object]) -> None:
        sys.stdout.flush()
        text = json.dumps(value)
        data = f"\n{token}{text}\n".encode()
        while data:
            data = data[os.write(1, data) :]

    try:
        function = _function(sys.argv[1], sys.argv[2])
    except BaseException as error:
        answer({"refused": f"{type(error).__name__}: {error}"})
        return
    answer({"ready": True})
    for line in requests:
        answer(_call(function, json.loads(line)))


if __name__ == "__main__":
    main()
