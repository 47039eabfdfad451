"""Check, lower and print: every contract that is not as it was when it was last printed.

In: settings, selected files, the state of the last run. Out: `Built`: texts by path under the
output folder. The state is brought up to date in place.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cfc.config.model import Config
from cfc.contract.model import Contract
from cfc.diagnostics.reporter import Reporter
from cfc.emit.target import Target
from cfc.emit.write import digest
from cfc.pipeline.examples import check_examples
from cfc.pipeline.front import Front, check, check_all, read, read_invariants
from cfc.pipeline.parallel import map_forked
from cfc.pipeline.places import folder_of
from cfc.pipeline.selection import Selection
from cfc.pipeline.state import ContractState, State, finding_from_dict, finding_to_dict
from cfc.pipeline.targets import make_targets

if TYPE_CHECKING:
    from cfc.pipeline.compile import Options

# Under this many contracts a second process costs more than it saves.
_WORTH_SHARING = 24


@dataclass
class Built:
    """`texts` by path; `of_target`: the paths of each target; `kept`: files left as they are."""

    contracts: int = 0
    compiled: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    of_target: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)


def build(
    config: Config, selection: Selection, options: Options, reporter: Reporter, state: State
) -> Built:
    """Return the texts of all that has to be printed anew."""
    before = state.contracts
    state.contracts, state.general = {}, []
    reporter.listener = lambda finding: state.general.append(finding_to_dict(finding))
    selected = selection.selected if selection.partial else None
    front = read(config, selection.files, reporter, selected)
    contracts = [item for item in front.loaded.contracts if item.file in selection.selected]
    ids = [item.id for item in front.loaded.contracts]
    targets = make_targets(config, options.targets, ids, options.templates, further=True)
    keys = {item.id: _key(front, item, targets) for item in contracts}
    out = config.project / options.out
    fresh = [
        item for item in contracts if _is_fresh(before.get(item.id), keys[item.id], options, out)
    ]
    changed = [item for item in contracts if item not in fresh]

    def listen(contract: Contract) -> None:
        entry = state.contracts.setdefault(contract.id, ContractState(keys[contract.id]))
        reporter.listener = lambda finding: entry.findings.append(finding_to_dict(finding))

    for contract in fresh:
        state.contracts[contract.id] = before[contract.id]
    check(front, changed, listen)
    if selection.partial:
        # What the selected ones are built on has to be sound, too.
        needed = {uri for item in changed for uri in front.reads(item.uri)}
        others = [front.by_uri[uri] for uri in sorted(needed) if uri in front.by_uri]
        reporter.listener = None
        check(front, [item for item in others if item not in contracts], lambda _: None)
    _read_others(front, contracts, changed)
    if not reporter.has_errors:
        for contract in changed:
            listen(contract)
            check_examples(front, contract)
    reporter.listener = lambda finding: state.general.append(finding_to_dict(finding))
    check_all(front, contracts)
    reporter.listener = None
    for contract in fresh:
        for body in before[contract.id].findings:
            reporter.add(finding_from_dict(body))
    built = Built(contracts=len(contracts))
    if reporter.has_errors:
        return built
    _print(front, changed, targets, config, options, state, built)
    for contract in fresh:
        for name in options.targets:
            built.kept.setdefault(name, []).extend(before[contract.id].outputs.get(name, ()))
    _print_shared(ids, targets, config, state, built, out)
    return built


def _key(front: Front, contract: Contract, targets: dict[str, Target]) -> str:
    """Return a digest of all that decides how a contract is checked and printed."""
    parts = [contract.id, contract.file, contract.digest]
    for target in targets.values():
        parts.extend(target.module_paths(contract.id))
    parts.append(repr(front.wanted(contract.uri)))
    for document in front.reads(contract.uri):
        other = front.by_uri.get(document)
        parts.append(document if other is None else other.digest)
        if other is not None:
            parts.append(repr(front.wanted(document)))
            for target in targets.values():
                parts.extend(target.module_paths(other.id))
    parts.append(repr(front.cyclic(contract.uri)))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _is_fresh(state: ContractState | None, key: str, options: Options, out: Path) -> bool:
    """Tell whether nothing that a contract depends on has changed, nor what was printed for it."""
    if options.check or state is None or state.key != key:
        return False
    if not all(name in state.outputs for name in options.targets):
        return False
    printed = [item for name in options.targets for item in state.outputs[name].items()]
    try:
        return all(digest((out / path).read_bytes()) == value for path, value in printed)
    except OSError:
        return False


def _read_others(front: Front, contracts: Sequence[Contract], changed: Sequence[Contract]) -> None:
    """Compile the invariants of contracts that changed ones refer to, without reporting again."""
    done = {item.uri for item in changed}
    needed = {uri for item in changed for uri in front.reads(item.uri)}
    for contract in front.loaded.contracts:
        if contract.uri in needed and contract.uri not in done and not front.has_read(contract):
            read_invariants(front, contract)


def _print(
    front: Front,
    contracts: Sequence[Contract],
    targets: dict[str, Target],
    config: Config,
    options: Options,
    state: State,
    built: Built,
) -> None:
    results = _printed(front, contracts, targets, options)
    for contract, (features, by_target) in zip(contracts, results, strict=True):
        entry = state.contracts[contract.id]
        entry.features = features
        entry.outputs = {}
        built.compiled.append(contract.id)
        for name, files in by_target.items():
            base = folder_of(config, name)
            paths = {f"{base}/{path}": text for path, text in files.items()}
            built.texts.update(paths)
            built.of_target.setdefault(name, []).extend(paths)
            entry.outputs[name] = {
                path: hashlib.sha256(text.encode("utf-8")).hexdigest()
                for path, text in paths.items()
            }


Printed = tuple[dict[str, list[str]], dict[str, dict[str, str]]]


def _printed(
    front: Front, contracts: Sequence[Contract], targets: dict[str, Target], options: Options
) -> list[Printed]:
    """Print the contracts, by several processes where that pays."""
    jobs = options.jobs or min(4, multiprocessing.cpu_count())
    if len(contracts) < _WORTH_SHARING:
        jobs = 1
    return map_forked(
        lambda number: print_contract(front, contracts[number], targets), len(contracts), jobs
    )


def print_contract(front: Front, contract: Contract, targets: dict[str, Target]) -> Printed:
    """Lower one contract and print it for every target; also what it needs of the runtime."""
    module = front.module(contract)
    texts = {name: target.print_module(module) for name, target in targets.items()}
    needs = {
        name: sorted(targets[name].runtime_needs(files.values())) for name, files in texts.items()
    }
    return needs, texts


def _print_shared(
    ids: Sequence[str],
    targets: dict[str, Target],
    config: Config,
    state: State,
    built: Built,
    out: Path,
) -> None:
    others = [contract_id for contract_id in ids if contract_id not in state.contracts]
    for name, target in targets.items():
        base = folder_of(config, name)
        states = state.contracts.values()
        needs = frozenset(need for item in states for need in item.features.get(name, ()))
        # Of a part of the contracts, the modules of the rest stay as they are, and import as before.
        paths = [out / base / path for other in others for path in target.module_paths(other)]
        needs |= target.runtime_needs(path.read_text("utf-8") for path in paths if path.is_file())
        for path, text in target.print_shared(ids, needs).items():
            built.texts[f"{base}/{path}"] = text
            built.of_target.setdefault(name, []).append(f"{base}/{path}")
