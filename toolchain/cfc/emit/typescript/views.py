"""What the templates see: records of `Code`, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code
from cfc.emit.layout import LONGEST
from cfc.emit.typescript.invariants import InvariantView


@dataclass(frozen=True)
class Annotations:
    """The types that stand in functions; JavaScript leaves them out.

    `found` is the type of the list that a collector fills.
    """

    unknown: Code = EMPTY
    boolean: Code = EMPTY
    string: Code = EMPTY
    void: Code = EMPTY
    found: Code = EMPTY
    limit: Code = EMPTY
    of_unknown: Code = EMPTY
    list_of_unknown: Code = EMPTY


@dataclass(frozen=True)
class ImportView:
    """An import statement; `tall`: one name a line."""

    types_only: bool
    names: tuple[Code, ...]
    source: Code
    inline: Code
    tall: bool


@dataclass(slots=True)
class FieldView:
    doc: tuple[Code, ...]
    name: Code
    required: bool
    type: Code


@dataclass(frozen=True)
class DeclarationView:
    """An interface (`fields`), or a type; with `groups` a type of both.

    `extra`: the signature of members that it does not name; `keyed`: those of members whose names
    start alike. Types are as they stand behind their heads.
    """

    doc: tuple[Code, ...]
    name: Code
    is_record: bool
    fields: tuple[FieldView, ...]
    extra: Code
    type: Code
    keyed: tuple[Code, ...] = ()
    groups: tuple[tuple[OptionView, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether an interface has nothing in it."""
        return not (self.fields or self.keyed or self.groups or len(self.extra))

    @property
    def head_is_long(self) -> bool:
        """Whether the brace of the interface stands on a line of its own."""
        return len("export interface  {") + len(self.name) > LONGEST


@dataclass(frozen=True)
class OptionView:
    """One of some alternatives: on its line, or (`inline` is empty) one member a line."""

    inline: Code
    members: tuple[Code, ...]


@dataclass(frozen=True)
class PatternView:
    """A pattern as a regular expression, or as the states of its automaton."""

    name: Code
    comment: Code
    literal: Code
    automaton: Code
    states: tuple[Code, ...]


@dataclass(frozen=True)
class TableView:
    """A set of scalars, or a list of JSON values; `tall`: one item a line."""

    name: Code
    is_set: bool
    items: tuple[Code, ...]
    inline: Code
    tall: bool


@dataclass(frozen=True)
class FunctionView:
    """`check` is None for a function that is only a boolean; `tall`: one parameter a line.

    `depth`: the parameter of that name, if it has one; `counts`: it is one deeper than its caller.
    """

    comment: Code
    exported: bool
    holds: Code
    holds_body: Code | None
    check: Code | None
    tall: bool
    check_body: Code
    depth: Code
    counts: bool


@dataclass(frozen=True)
class EntryView:
    """The public validators of one type; the annotations are empty in JavaScript."""

    type: Code
    label: Code
    subject: Code
    holds: Code
    check: Code
    is_valid: Code
    validate: Code
    parse: Code
    safe_parse: Code
    schema: Code
    guard: Code
    violations: Code
    output: Code
    result: Code
    schema_type: Code


@dataclass(frozen=True)
class ErrorView:
    """A declared error. `judge` is None when its data is free."""

    doc: tuple[Code, ...]
    type: Code
    key: Code
    fault_subject: Code
    retryable: Code
    default_message: Code
    data: Code
    base_argument: Code
    data_annotation: Code
    judge: Code | None


@dataclass(frozen=True)
class OperationView:
    """The boundary. Lists of invariants are empty `Code` when there are none."""

    name: Code
    label: Code
    doc: tuple[Code, ...]
    implementation: Code
    input_type: Code
    output_type: Code
    judge_input: Code | None
    judge_output: Code | None
    preconditions: Code | None
    postconditions: Code | None
    errors: tuple[ErrorView, ...]
    annotations: BoundaryAnnotations


@dataclass(frozen=True)
class BoundaryAnnotations:
    """The types of the boundary's functions; empty in JavaScript."""

    message: Code = EMPTY
    asserts_input: Code = EMPTY
    asserts_output: Code = EMPTY
    bind: Code = EMPTY
    bound: Code = EMPTY
    bind_sync: Code = EMPTY
    bound_sync: Code = EMPTY


@dataclass(frozen=True)
class RuntimeNames:
    """What the printed functions call, under the names they have in this module."""

    set: Code
    promise: Code
    violations_of: Code = EMPTY
    contract_violation: Code = EMPTY
    parsed_by: Code = EMPTY
    too_deep: Code = EMPTY
    max_depth: Code = EMPTY
    standard_schema: Code = EMPTY
    operation_error: Code = EMPTY
    caller_fault: Code = EMPTY
    implementation_fault: Code = EMPTY
    undeclared_error: Code = EMPTY
    check_invariants: Code = EMPTY
    invariants_hold: Code = EMPTY


@dataclass(frozen=True)
class ModuleView:
    """One module. `typed`: types are printed, too."""

    typed: bool
    readonly: Code
    header: Code
    imports: tuple[ImportView, ...]
    declarations: tuple[DeclarationView, ...]
    patterns: tuple[PatternView, ...]
    tables: tuple[TableView, ...]
    functions: tuple[FunctionView, ...]
    invariants: tuple[InvariantView, ...]
    entries: tuple[EntryView, ...]
    operation: OperationView | None
    t: Annotations
    names: RuntimeNames
