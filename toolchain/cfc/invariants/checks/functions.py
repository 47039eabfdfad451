"""Functions and variables that there are not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from cfc.invariants.builtins import ALL_NAMES
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.tree import Name, Path, Tree, Variable


def check_function(function: Tree, variables: Iterable[str]) -> InvariantProblem | None:
    """Report a function that is neither built in nor bound."""
    if isinstance(function, Variable):
        if function.name in ALL_NAMES or function.name in variables:
            return None
        near = _nearest(function.name, [*ALL_NAMES, *variables])
        return _unknown(f"${function.name}", function, near)
    if isinstance(function, Path) and len(function.steps) == 1:
        node = function.steps[0].node
        if isinstance(node, Name):
            return _unknown(node.key, function, _nearest(node.key, [*ALL_NAMES]))
    return None


def check_variable(variable: Variable, variables: Iterable[str]) -> InvariantProblem | None:
    """Report a variable that nothing binds: it has no value."""
    if variable.name in ALL_NAMES or variable.name in variables:
        return None
    near = _nearest(variable.name, [*variables])
    return InvariantProblem(
        "invariant-unknown-variable",
        f"`${variable.name}` is bound nowhere, and has no value",
        variable.start,
        variable.end,
        f"a member is read without `$`: `{variable.name}`"
        if near is None
        else f"did you mean `{near}`?",
        claim="fails",
    )


def _nearest(name: str, known: list[str]) -> str | None:
    near = get_close_matches(name, sorted(known), n=3)
    alike = [one for one in near if one[:1] == name[:1]] or near
    return f"${alike[0]}" if alike else None


def _unknown(name: str, function: Tree, near: str | None) -> InvariantProblem:
    return InvariantProblem(
        "invariant-unknown-function",
        f"`{name}` is no function",
        function.start,
        function.end,
        None if near is None else f"did you mean `{near}`?",
    )
