"""The boundary of an operation as a view: protocols, declared errors, `bind`."""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.python.conditions import Used
from cfc.emit.python.literals import literal, string
from cfc.emit.python.models import document
from cfc.ir.module import ContractModule, DeclaredError


@dataclass(frozen=True)
class ErrorView:
    """A declared error; `check` is empty when its data is free."""

    type: Code
    key: Code
    retryable: Code
    data: Code
    check: Code
    subject: Code
    message: Code
    doc: tuple[Code, ...]


@dataclass(frozen=True)
class OperationView:
    """The boundary; codes are empty for a part that the contract does not have."""

    name: Code
    type: Code
    input: Code
    output: Code
    check_input: Code
    check_output: Code
    parse_input: Code
    parse_output: Code
    errors: tuple[ErrorView, ...]
    preconditions: Code
    postconditions: Code
    doc: tuple[Code, ...]


def view(module: ContractModule, used: Used) -> OperationView:
    """Return the view of the module's operation, and note what it needs."""
    operation = module.operation
    if operation is None:
        raise ValueError("the module has no operation")
    functions = {entry.type: entry.function for entry in module.entries}
    used.collections.update(("Awaitable", "Callable"))
    used.typing.add("Protocol")
    used.models.add("document_of")
    used.runtime.update(("CallerFault", "ImplementationFault", "UndeclaredError"))
    judged = (operation.input, operation.output, *(error.entry for error in operation.errors))
    if any(name in functions for name in judged):
        used.runtime.add("findings_of")
    if operation.errors:
        used.runtime.add("OperationError")
    if operation.preconditions or operation.postconditions:
        used.runtime.add("check_invariants")

    def check(name: str | None) -> Code:
        return Code(f"check_{functions[name]}") if name in functions else EMPTY

    def parse(name: str | None) -> Code:
        return Code(f"parse_{functions[name]}") if name in functions else EMPTY

    def listed(indices: tuple[int, ...]) -> Code:
        names = [Code(module.invariants[index].name.upper()) for index in indices]
        inside = join(", ", names)
        return code("({},)", inside) if len(names) == 1 else code("({})", inside)

    return OperationView(
        name=string(operation.name),
        type=Code(operation.type),
        input=Code(operation.input or "object"),
        output=Code(operation.output or "object"),
        check_input=check(operation.input),
        check_output=check(operation.output),
        parse_input=parse(operation.input),
        parse_output=parse(operation.output),
        errors=tuple(_error(error, functions) for error in operation.errors),
        preconditions=listed(operation.preconditions) if operation.preconditions else EMPTY,
        postconditions=listed(operation.postconditions) if operation.postconditions else EMPTY,
        doc=document(operation.doc, f"The operation `{operation.name}`."),
    )


def _error(error: DeclaredError, functions: dict[str, str]) -> ErrorView:
    check = EMPTY
    if error.entry is not None and error.entry in functions:
        check = Code(f"check_{functions[error.entry]}")
    return ErrorView(
        type=Code(error.type),
        key=string(error.key),
        retryable=literal(error.retryable),
        data=Code(error.entry or "object"),
        check=check,
        subject=string(error.data_name),
        message=string(error.message),
        doc=document(error.doc, f"The declared error `{error.key}`."),
    )
