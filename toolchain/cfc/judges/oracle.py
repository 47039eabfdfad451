"""The oracle with what it asks for: patterns by Python's engine, formats by the printed runtime.

In: a registry and settings. Out: an `Evaluator`, which judges by the specification alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from cfc.contract.registry import Registry
from cfc.emit.python.target import PythonTarget
from cfc.ir.evaluate import Evaluator, Rules, Watch
from cfc.ir.parts import ALL_PARTS, PART_OF_FORMAT
from cfc.judges.python import PythonJudge
from cfc.patterns.parser import parse_pattern
from cfc.patterns.python import to_python


def oracle(
    registry: Registry,
    *,
    assert_formats: bool = True,
    format_patterns: Mapping[str, str] | None = None,
    watch: Watch | None = None,
) -> Evaluator:
    """Return the judge of all schemas of a registry; `watch` is told what each keyword says."""
    rules = Rules(matches, format_predicates(), assert_formats, format_patterns or {})
    return Evaluator(registry, rules, watch)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(to_python(parse_pattern(pattern)))


def matches(pattern: str, text: str) -> bool:
    """Tell whether an ECMA-262 pattern has a match in a text; raises what the parser raises."""
    return _compiled(pattern).search(text) is not None


@cache
def format_predicates() -> Mapping[str, Callable[[str], bool]]:
    """Return the function of the printed runtime for each format."""
    # The judge is never closed: the functions import their parts' helpers as they go.
    judge = PythonJudge(PythonTarget([], "contracts").print_shared([], ALL_PARTS))
    found: dict[str, Callable[[str], bool]] = {}
    for name, part in PART_OF_FORMAT.items():
        module = judge.module(f"contracts/_runtime/{part}.py")
        found[name] = getattr(module, "is_" + name.replace("-", "_"))
    return found
