"""Is the contract built as a contract: a valid 2020-12 schema, or an operation made of them.

The fast engine says yes or no by the published metaschema; only after a no does the
`jsonschema` package say what is wrong, and this module says where.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from cfc.contract.checks.scene import Scene
from cfc.contract.keywords import CONTRACT_DIALECT, KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.contract.registry import built_in_documents
from cfc.contract.schema_engine import contract_judge
from cfc.text.pointer import Pointer

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_LONGEST = 60


def check_structure(scene: Scene, contract: Contract) -> bool:
    """Report what is not built right; return whether anything is."""
    part = "#/$defs/operation" if contract.kind == "operation" else "#/$defs/type"
    if contract_judge(part).is_valid(contract.value):
        return False
    seen: set[tuple[Pointer, str]] = set()
    for error in _leaves(_wording(part).iter_errors(cast("dict[str, Any]", contract.value))):
        pointer = tuple(str(step) for step in error.absolute_path)
        text = _message(error)
        if (pointer, text) in seen:
            continue
        seen.add((pointer, text))
        scene.report("invalid-schema", text, Place(contract.uri, pointer), help=_help(error))
    if not seen:
        scene.report("invalid-schema", "is not a contract", Place(contract.uri))
    return True


@functools.cache
def _wording(part: str) -> Validator:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    resources: list[tuple[str, Any]] = [
        (uri, Resource.from_contents(cast("dict[str, Any]", document)))
        for uri, document in built_in_documents().items()
    ]
    registry: Any = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": CONTRACT_DIALECT + part}, registry=registry)


def _leaves(errors: Iterable[ValidationError]) -> Iterable[ValidationError]:
    """Yield the errors that say something: of alternatives, those of the likeliest one."""
    for error in errors:
        if error.context:
            branches: dict[object, list[ValidationError]] = {}
            for child in error.context:
                branches.setdefault(child.schema_path[0], []).append(child)
            yield from _leaves(min(branches.values(), key=_distance))
        else:
            yield error


def _distance(errors: Iterable[ValidationError]) -> tuple[int, int]:
    errors = list(errors)
    wrong_type = sum(error.validator == "type" and not error.path for error in errors)
    return (wrong_type, len(errors))


def _message(error: ValidationError) -> str:
    value = repr(error.instance)
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    path = list(error.absolute_path)
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    keyword = f"`{name}`: " if name else ""
    match error.validator:
        case "type":
            wanted = error.validator_value
            kinds = " or ".join(wanted) if isinstance(wanted, list) else str(wanted)
            return f"{keyword}{shown} is no {kinds}"
        case "enum":
            return f"{keyword}{shown} is none of {', '.join(map(str, cast('list[Any]', error.validator_value)))}"
        case _:
            return keyword + error.message.replace(value, shown)


def _help(error: ValidationError) -> str | None:
    path = [step for step in error.absolute_path if isinstance(step, str)]
    if path and path[-1] in KEYWORDS:
        return f"see what JSON Schema 2020-12 lets `{path[-1]}` be"
    return None
