"""Judge the examples of contracts by the generated code: schema and invariants both.

In: a front whose contracts are checked. Out: findings at each example that is not what it says.
Operations have a list of exchanges; a type contract has `examples` at its root, which matter
here only when it has invariants (the schema alone has judged them before).
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.contract.model import Contract, Place
from cfc.diagnostics.model import Severity
from cfc.emit.python.target import PythonTarget
from cfc.ir.module import ContractModule
from cfc.judges.python import Judged, PythonJudge
from cfc.pipeline.front import Front


def check_examples(front: Front, contract: Contract) -> None:
    """Report the examples of one contract that it would refuse (or accept, if `valid` is false)."""
    examples = contract.value.get("examples") if isinstance(contract.value, dict) else None
    if not isinstance(examples, list) or not examples or contract.uri in front.unusable:
        return
    module = front.module(contract)
    if contract.kind == "type" and not module.invariants:
        return
    texts, path = _python(front, contract, module)
    with PythonJudge(texts) as judge:
        for index, example in enumerate(examples):
            place = Place(contract.uri, ("examples", str(index)))
            if contract.kind == "operation":
                _operation(front, module, judge, path, place, example)
            else:
                function = module.entries[0].function
                _report(front, place, judge.violations(path, function, example), Severity.WARNING)


def _python(front: Front, contract: Contract, module: ContractModule) -> tuple[dict[str, str], str]:
    ids = [item.id for item in front.loaded.contracts]
    target = PythonTarget(ids, front.config.python_package)
    texts = target.print_module(module)
    for uri in front.reads(contract.uri):
        other = front.by_uri.get(uri)
        if other is not None:
            texts.update(target.print_module(front.module(other)))
    texts.update(target.print_shared(ids, target.runtime_needs(texts.values())))
    return texts, target.module_paths(contract.id)[0]


def _operation(
    front: Front,
    module: ContractModule,
    judge: PythonJudge,
    path: str,
    place: Place,
    example: object,
) -> None:
    if not isinstance(example, dict) or module.operation is None:
        return
    exchange = {part: example[part] for part in ("input", "output") if part in example}
    found = judge.violations(path, module.entries[0].function, exchange)
    if "output" not in example:
        # Only what is known before the call can be judged.
        before = {module.invariants[index].id for index in module.operation.preconditions}
        found = [
            item
            for item in found
            if not item.rule.startswith("invariant-") or item.params.get("id") in before
        ]
    if example.get("valid") is False:
        if not found and "error" not in example:
            front.scene.report(
                "invalid-example",
                "the example is marked `valid: false`, and the contract accepts it",
                place,
                severity=Severity.ERROR,
            )
        return
    _report(front, place, found, Severity.ERROR)
    if "error" in example:
        _error(front, module, judge, path, place, example["error"])


def _error(
    front: Front,
    module: ContractModule,
    judge: PythonJudge,
    path: str,
    place: Place,
    error: object,
) -> None:
    name = error.get("name") if isinstance(error, dict) else error
    operation = module.operation
    declared = {item.key: item for item in operation.errors} if operation is not None else {}
    where = place.child("error")
    if name not in declared:
        listed = ", ".join(f"`{key}`" for key in declared) or "none"
        front.scene.report(
            "invalid-example",
            f"`{name}` is no error that the operation declares ({listed})",
            where,
            severity=Severity.ERROR,
        )
        return
    entry = declared[str(name)].entry
    if isinstance(error, dict) and "data" in error and entry is not None:
        function = next(item.function for item in module.entries if item.type == entry)
        found = judge.violations(path, function, error["data"])
        _report(front, where.child("data"), found, Severity.ERROR)


def _report(front: Front, place: Place, found: Sequence[Judged], severity: Severity) -> None:
    shown = [item for item in found if item.rule != "invariant-skipped"]
    for item in shown:
        tokens = tuple(
            token.replace("~1", "/").replace("~0", "~") for token in item.path.split("/")[1:]
        )
        front.scene.report(
            "invalid-example",
            f"the example is refused: {item.message}",
            place.child(*tokens),
            why=f"`{item.rule}` at `{item.schema_path}` does not hold",
            severity=severity,
        )
