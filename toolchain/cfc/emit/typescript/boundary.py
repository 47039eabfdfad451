"""The boundary of an operation as a view: who may throw what, and which types stand where.

In: an operation of the IR. Out: an `OperationView`. What is at fault is decided by the
template's fixed text, not here.
"""

from __future__ import annotations

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.typescript import literals
from cfc.emit.typescript.docs import doc_lines
from cfc.emit.typescript.identifiers import identifier
from cfc.emit.typescript.invariants import constant_name
from cfc.emit.typescript.module_names import ModuleNames
from cfc.emit.typescript.type_exprs import UNKNOWN, TypePrinter
from cfc.emit.typescript.views import BoundaryAnnotations, ErrorView, OperationView
from cfc.ir.module import ContractModule, DeclaredError, Operation
from cfc.ir.shapes import Documentation


def operation_view(
    module: ContractModule,
    operation: Operation,
    names: ModuleNames,
    types: TypePrinter,
    form: str,
) -> OperationView:
    """Return the view of the module's operation."""
    typed = form != "javascript"
    implementation = identifier(names.scope.claim(operation.type + "Implementation"))
    input_type = UNKNOWN if operation.input is None else identifier(operation.input)
    output_type = UNKNOWN if operation.output is None else identifier(operation.output)
    doc = operation.doc if operation.doc.text else Documentation("What the operation answers.")
    return OperationView(
        name=literals.string(operation.name),
        label=code("`{}`", literals.comment(operation.name)),
        doc=doc_lines(doc) if typed else (),
        implementation=implementation,
        input_type=input_type,
        output_type=output_type,
        judge_input=_judge(operation.input),
        judge_output=_judge(operation.output),
        preconditions=_chosen(module, operation.preconditions),
        postconditions=_chosen(module, operation.postconditions),
        errors=tuple(_error(error, types, typed) for error in operation.errors),
        annotations=_annotations(names, implementation, input_type, output_type, form)
        if typed
        else BoundaryAnnotations(),
    )


def _judge(type_name: str | None) -> Code | None:
    return None if type_name is None else identifier("safeParse" + type_name)


def _chosen(module: ContractModule, indices: tuple[int, ...]) -> Code | None:
    if not indices:
        return None
    return join(", ", [constant_name(module.invariants[index]) for index in indices])


def _annotations(
    names: ModuleNames, implementation: Code, given: Code, answer: Code, form: str
) -> BoundaryAnnotations:
    def asserts(variable: Code, type_name: Code) -> Code:
        if type_name == UNKNOWN:
            return Code(": void")
        return code(": asserts {} is {}", variable, type_name)

    return BoundaryAnnotations(
        # Beside a default value the compiler finds the type itself.
        message=Code(": string") if form == "declarations" else EMPTY,
        asserts_input=asserts(Code("input"), given),
        asserts_output=asserts(Code("output"), answer),
        bind=code(": {}", implementation),
        bound=code(": (input: unknown) => {}<{}>", names.builtin("Promise"), answer),
        bind_sync=code(": (input: {}) => {}", given, answer),
        bound_sync=code(": (input: unknown) => {}", answer),
    )


def _error(error: DeclaredError, types: TypePrinter, typed: bool) -> ErrorView:
    data = types.text(error.data) if typed else EMPTY
    return ErrorView(
        doc=doc_lines(error.doc),
        type=identifier(error.type),
        key=literals.string(error.key),
        fault_subject=literals.string(error.data_name),
        retryable=Code("true" if error.retryable else "false"),
        default_message=literals.string(error.message),
        data=data,
        base_argument=code("<{}>", data) if typed else EMPTY,
        data_annotation=code(": {}", data) if typed else EMPTY,
        judge=_judge(error.entry),
    )
