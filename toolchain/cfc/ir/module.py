"""All that a printer needs to know of one contract: the IR of its generated module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cfc.invariants.program import CompiledInvariant
from cfc.ir.program import Function
from cfc.ir.shapes import Declaration, Documentation, Shape


@dataclass(frozen=True)
class Entry:
    """A public validator: `is…`, `validate…` and `parse…` for one type, by one function."""

    type: str
    function: str
    doc: Documentation = Documentation()


@dataclass(frozen=True)
class DeclaredError:
    """An error that an operation may answer with.

    `key` is its name in the contract, `type` the name of its exception, `data` the shape of
    what it carries, `entry` the type name of the validator of that data (None: no schema).
    """

    key: str
    type: str
    data: Shape
    entry: str | None
    retryable: bool
    doc: Documentation = Documentation()

    @property
    def message(self) -> str:
        """What the exception says unless it is told otherwise."""
        lines = self.doc.text.strip().splitlines()
        return lines[0] if lines else self.key

    @property
    def data_name(self) -> str:
        """What a fault in its data is called."""
        return f"data of the error `{self.key}`"


@dataclass(frozen=True)
class Operation:
    """The boundary of an operation contract.

    `name` is the dotted name, `type` its Pascal-case form. `input` and `output` are type
    names of entries (None: the contract has no such part). Invariants are indices into the
    module's: preconditions see `{input}`, postconditions `{input, output}`.
    """

    name: str
    type: str
    input: str | None
    output: str | None
    errors: tuple[DeclaredError, ...]
    preconditions: tuple[int, ...]
    postconditions: tuple[int, ...]
    doc: Documentation = Documentation()


@dataclass(frozen=True)
class ContractModule:
    """One contract, ready to print.

    `id`: the contract's id (`order/create`). `source`: path of its file, for the header.
    `patterns`: ECMA-262 patterns (flag `u`) as normalised texts, by index; `patterns/matcher.py` tells which
    ones are printed as an automaton. `type_imports` and
    `function_imports`: what other contracts' modules must give, sorted pairs of contract id
    and name; `cyclic`: ids of contracts that also import this one, directly or not.
    `formats`: names of the formats that functions ask for.
    """

    id: str
    source: str
    version: str | None
    kind: Literal["type", "operation"]
    doc: Documentation
    declarations: tuple[Declaration, ...]
    functions: tuple[Function, ...]
    entries: tuple[Entry, ...]
    patterns: tuple[str, ...] = ()
    invariants: tuple[CompiledInvariant, ...] = ()
    operation: Operation | None = None
    type_imports: tuple[tuple[str, str], ...] = ()
    function_imports: tuple[tuple[str, str], ...] = ()
    cyclic: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
