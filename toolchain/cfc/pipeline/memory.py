"""Compile one contract, and all that it refers to, without writing: to the same bytes that `cfc compile` writes.

In: settings, the name of a contract, a place in it. Out: `InMemory`; findings at the reporter.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.load import MissingInput
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Unresolved
from cfc.diagnostics.reporter import Reporter
from cfc.emit.target import Target
from cfc.ir.module import ContractModule
from cfc.pipeline.front import Front, check, read
from cfc.pipeline.selection import Selection, select
from cfc.pipeline.targets import make_targets


@dataclass(frozen=True)
class InMemory:
    """What was compiled. `function`: the one that judges the place that was asked for."""

    front: Front
    contract: Contract
    place: Place
    function: str
    type: str
    path: str
    texts: dict[str, str]


def split_name(text: str) -> tuple[str, str]:
    """Return a contract and a fragment (`#` and all behind it, empty when there is none)."""
    name, mark, fragment = text.partition("#")
    return name, mark + fragment


def find_contract(config: Config, name: str, cwd: Path) -> tuple[Selection, str]:
    """Return what to read for a contract, and its file; `name` is a path or an id.

    Raises MissingInput.
    """
    if (cwd / name).is_file():
        selection = select(config, (name,), cwd)
        return selection, next(iter(selection.selected))
    selection = select(config, (), cwd)
    for item in selection.files:
        if item.id == name:
            return selection, item.file
    near = difflib.get_close_matches(name, [item.id for item in selection.files], 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    raise MissingInput(f"`{name}` is neither a file nor the id of a contract{hint}")


def compile_in_memory(
    config: Config, name: str, cwd: Path, target_name: str, reporter: Reporter
) -> InMemory | None:
    """Compile for one target; None when the contract has errors, which have been reported.

    Raises MissingInput for a contract or a place that is not there.
    """
    contract_name, fragment = split_name(name)
    selection, file = find_contract(config, contract_name, cwd)
    front = read(config, selection.files, reporter, frozenset([file]))
    contract = next((item for item in front.loaded.contracts if item.file == file), None)
    if contract is None:
        return None
    place = _place(front, contract, fragment)
    front.asked_for[contract.uri] = [place.pointer]
    documents = [contract.uri, *front.reads(contract.uri)]
    involved = [item for item in front.loaded.contracts if item.uri in documents]
    check(front, involved, lambda _: None)
    if reporter.has_errors:
        return None
    ids = [item.id for item in front.loaded.contracts]
    target = make_targets(config, [target_name], ids, None)[target_name]
    texts, module = _printed(front, contract, involved, target, ids)
    entry_function, entry_type = _function(front, contract, place)
    return InMemory(
        front, contract, place, entry_function, entry_type, target.module_paths(module.id)[0], texts
    )


def _place(front: Front, contract: Contract, fragment: str) -> Place:
    root = Place(contract.uri)
    if fragment in ("", "#"):
        return root
    try:
        found = front.registry.resolve(root, fragment)
    except Unresolved as error:
        near = difflib.get_close_matches(fragment.rpartition("/")[2], error.near, 1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        raise MissingInput(f"`{contract.id}{fragment}`: {error.message}{hint}") from error
    if found.document != contract.uri:
        raise MissingInput(f"`{contract.id}{fragment}` leads to another contract")
    return found


def _printed(
    front: Front, contract: Contract, involved: Sequence[Contract], target: Target, ids: list[str]
) -> tuple[dict[str, str], ContractModule]:
    texts: dict[str, str] = {}
    wanted = front.module(contract)
    for item in involved:
        module = wanted if item is contract else front.module(item)
        texts.update(target.print_module(module))
    texts.update(target.print_shared(ids, target.runtime_needs(texts.values())))
    return texts, wanted


def _function(front: Front, contract: Contract, place: Place) -> tuple[str, str]:
    from cfc.ir.names import pascal, snake

    words = front.naming(contract.uri).exported[place.pointer]
    return snake(words), pascal(words)
