"""Names and versions: what a contract is called, and whether another is called the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cfc.contract.checks.scene import Scene
from cfc.contract.model import Contract, Place
from cfc.diagnostics.model import Related

# semver.org, version 2.0.0: the grammar as one expression.
_NUMBER = r"(?:0|[1-9][0-9]*)"
_IDENTIFIER = rf"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
SEMVER = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_IDENTIFIER}(?:\.{_IDENTIFIER})*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


def check_identity(scene: Scene, contract: Contract) -> None:
    """Report a version that is none, and an operation without one."""
    value = contract.value if isinstance(contract.value, dict) else {}
    root = Place(contract.uri)
    if isinstance(value.get("contractVersion"), str):
        version = str(value["contractVersion"])
        if SEMVER.fullmatch(version) is None:
            scene.report(
                "malformed-version",
                f"`{version}` is not a semantic version",
                root.child("contractVersion"),
                help=_likely(version),
            )
    elif "contractVersion" not in value and contract.kind == "operation":
        scene.report("missing-version", "the operation has no `contractVersion`", root)


def _likely(version: str) -> str | None:
    numbers = re.findall(r"[0-9]+", version)[:3]
    if not numbers:
        return "write it as MAJOR.MINOR.PATCH, like `1.0.0`"
    full = ".".join(str(int(number)) for number in [*numbers, "0", "0"][:3])
    return f"did you mean `{full}`?"


def check_names(scene: Scene, contracts: Sequence[Contract], concerned: frozenset[str]) -> None:
    """Report contracts that share an id, and operations that share name and version.

    Only pairs in which one is `concerned` (a document URI) are reported.
    """
    ids: dict[str, Contract] = {}
    names: dict[tuple[str, str | None], Contract] = {}
    for contract in contracts:
        # Some file systems tell neither case nor Unicode forms apart: the outputs would be one file.
        key = unicodedata.normalize("NFC", contract.id).casefold()
        first = ids.setdefault(key, contract)
        if first is not contract and not concerned.isdisjoint((first.uri, contract.uri)):
            like = "" if first.id == contract.id else ", but for the case or form of its letters,"
            _report(scene, "duplicate-id", f"the id `{contract.id}`{like}", contract, first, ())
        if contract.name is None:
            continue
        same = names.setdefault((contract.name, contract.version), contract)
        if same is not contract and not concerned.isdisjoint((same.uri, contract.uri)):
            version = f" {contract.version}" if contract.version else ""
            text = f"the operation `{contract.name}`{version}"
            _report(scene, "duplicate-name", text, contract, same, ("name",))


def _report(
    scene: Scene,
    rule: str,
    what: str,
    contract: Contract,
    first: Contract,
    pointer: tuple[str, ...],
) -> None:
    where = scene.loaded.locate(Place(first.uri, pointer))
    related = (Related("the other one", where),) if where is not None else ()
    scene.report(
        rule, f"{what} is that of `{first.file}` too", Place(contract.uri, pointer), related=related
    )
