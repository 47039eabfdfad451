"""One contract to its IR: everything a printer of any language needs, and nothing else.

In: a contract, the registry, how other contracts are called, its invariants. Out: a
`ContractModule`. It reports nothing: what the author can mend was found by the checks before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry
from cfc.invariants.program import CompiledInvariant
from cfc.ir.bodies import Bodies
from cfc.ir.depth import with_depths
from cfc.ir.documents import documentation, words_of
from cfc.ir.functions import Functions, Node, marked
from cfc.ir.module import ContractModule, DeclaredError, Entry, Operation
from cfc.ir.names import Namespace, pascal, snake, spelled, words
from cfc.ir.naming import Naming
from cfc.ir.parts import FORMAT_PARTS
from cfc.ir.program import Function, Matches
from cfc.ir.quick import with_quick_forms
from cfc.ir.scalars import Context
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Declaration,
    Documentation,
    Field,
    MapOf,
    Named,
    Record,
    Shape,
    TupleOf,
    UnionOf,
)
from cfc.ir.tags import with_tags
from cfc.ir.types import Types
from cfc.ir.variables import RESERVED
from cfc.ir.walk import Traits, traits_of
from cfc.text.pointer import Pointer

Foreign = Callable[[str], tuple[str, Naming] | None]


@dataclass(frozen=True)
class Settings:
    """What of the configuration changes the meaning of a contract.

    `pattern` normalises an ECMA-262 pattern; None for one that is none (reported elsewhere).
    """

    assert_formats: bool
    format_patterns: Mapping[str, str]
    pattern: Callable[[str], str | None]


def lower(
    contract: Contract,
    registry: Registry,
    naming: Naming,
    foreign: Foreign,
    invariants: Mapping[Place, Sequence[CompiledInvariant]],
    settings: Settings,
    asked_for: Sequence[Pointer] = (),
    cyclic: frozenset[str] = frozenset(),
) -> ContractModule:
    """Return the module of one contract; places that were asked for get public validators, too.

    `cyclic`: ids of contracts that refer back to this one.
    """
    lowering = _Lowering(contract, registry, naming, foreign, invariants, settings)
    return lowering.module(frozenset(asked_for), cyclic)


def _is_taken(parts: tuple[str, ...]) -> bool:
    """Tell whether printed modules may have constants or functions of such a name themselves."""
    if parts[-1] in ("adapter", "applies", "pattern") or parts[0] in ("pattern", "names", "values"):
        return True
    if len(parts) == 1 and parts[0] in FORMAT_PARTS:
        return True
    return parts in (("request",), ("answer",), ("blame",), ("missing",))


class _Lowering:
    def __init__(
        self,
        contract: Contract,
        registry: Registry,
        naming: Naming,
        foreign: Foreign,
        invariants: Mapping[Place, Sequence[CompiledInvariant]],
        settings: Settings,
    ) -> None:
        self.contract, self.registry, self.naming = contract, registry, naming
        self._settings, self._by_place = settings, invariants
        self.patterns: dict[str, int] = {}
        self.invariants: list[CompiledInvariant] = []
        self._indices: dict[Place, tuple[int, ...]] = {}
        self._invariant_names = Namespace(RESERVED)
        context = Context(
            self._pattern, settings.pattern, settings.assert_formats, dict(settings.format_patterns)
        )
        self.functions = Functions(contract, registry, naming, context, foreign)
        self.types = Types(self.functions, naming, foreign)

    def _pattern(self, text: str) -> int | None:
        source = self._settings.pattern(text)
        if source is None:
            return None
        return self.patterns.setdefault(source, len(self.patterns))

    def _invariants_at(self, node: Node) -> tuple[int, ...]:
        if node.place not in self._indices:
            found: list[int] = []
            for item in self._by_place.get(node.place, ()):
                parts = words(item.id) or ("invariant",)
                if _is_taken(parts):
                    parts = (*parts, "rule")
                scope = self.naming.name(node.place)
                name = self._invariant_names.claim(
                    (parts, (*scope, *parts), (*scope, *parts, *spelled(str(item.pointer))))
                )
                found.append(len(self.invariants))
                path = self.functions.name_of(node.place.document) + item.schema_path
                self.invariants.append(replace(item, name=snake(name), schema_path=path))
            self._indices[node.place] = tuple(found)
        return self._indices[node.place]

    def module(self, asked_for: frozenset[Pointer], cyclic: frozenset[str]) -> ContractModule:
        contract = self.contract
        root = Place(contract.uri)
        operation = self._operation(root) if contract.kind == "operation" else None
        entries: list[Entry] = []
        for pointer in self.naming.exported:
            place = Place(contract.uri, pointer)
            self.functions.function(self.functions.enter((), place))
            if contract.kind == "operation" and not pointer:
                entries.append(self._entry(place))
                continue
            self.types.declare(place)
            if _is_public(contract, pointer) or pointer in asked_for:
                entries.append(self._entry(place))
        self.types.leave_out_doubles()
        judges = self._record_judges()
        public = {entry.function for entry in entries}
        bodies = Bodies(self.functions, self._invariants_at)
        functions = self.functions.build(bodies.of_function)
        traits = {item.name: traits_of(item.steps) for item in functions}
        functions = marked(functions, traits, public, set(judges.values()))
        kept = [traits[item.name] for item in functions]
        functions, patterns = _kept_patterns(functions, kept, tuple(self.patterns))
        functions = with_depths(functions, traits, cyclic)
        declarations = with_tags(self._declarations(judges))
        if operation is not None:
            operation = self._conditions(operation, root)
        module = ContractModule(
            id=contract.id,
            source=contract.file,
            version=contract.version,
            kind="operation" if operation is not None else "type",
            doc=words_of(contract.value),
            declarations=declarations,
            functions=tuple(with_quick_forms(functions, traits)),
            entries=tuple(entries),
            patterns=patterns,
            invariants=tuple(self.invariants),
            operation=operation,
            cyclic=cyclic,
        )
        foreign = {pair for item in kept for pair in item.foreign}
        return replace(
            module,
            type_imports=tuple(sorted(_foreign_types(module))),
            function_imports=tuple(sorted(foreign)),
            formats=frozenset(name for item in kept for name in item.formats),
        )

    def _entry(self, place: Place) -> Entry:
        node = self.functions.enter((), place)
        ref = self.functions.function(node)
        name = pascal(self.naming.name(place))
        if self.contract.kind == "operation" and not place.pointer:
            # The exchange as a whole has a validator, and a type of its own name.
            parts = self.registry.value(place)
            members = parts if isinstance(parts, dict) else {}
            self._exchange(name, place, members)
        return Entry(name, ref.name, documentation(self.functions.schema(node)))

    def _exchange(self, name: str, place: Place, members: dict[str, object]) -> None:
        found = tuple(
            Field(part, Named(pascal(self.naming.name(place.child(part)))), required=False)
            for part in ("input", "output")
            if part in members and place.child(part).pointer in self.naming.exported
        )
        doc = Documentation("What goes in and what comes out, together: what invariants see.")
        self.types.declarations[name] = Record(name, "#", found, Anything(), doc)
        self.types.records[name] = self.functions.enter((), place)
        self.types.keep(name)

    def _operation(self, root: Place) -> Operation:
        value = self.contract.value if isinstance(self.contract.value, dict) else {}
        name = self.contract.name or self.contract.id.replace("/", ".")
        errors: list[DeclaredError] = []
        listed = value.get("errors")
        for key, error in listed.items() if isinstance(listed, dict) else ():
            place = root.child("errors", key, "schema")
            schema = error.get("schema") if isinstance(error, dict) else None
            has_schema = isinstance(schema, (dict, bool))
            type_name = pascal(self.naming.name(place)) if has_schema else None
            exception = pascal(
                self.naming.claim(
                    (*self.naming.name(root), *(words(key) or ("failure",)), "error"),
                    (*self.naming.name(root), *spelled(key), "error"),
                )
            )
            errors.append(
                DeclaredError(
                    key=key,
                    type=exception,
                    data=Named(type_name) if type_name else Anything(),
                    entry=type_name,
                    retryable=isinstance(error, dict) and error.get("retryable") is True,
                    doc=words_of(error),
                )
            )
        parts = {
            part: pascal(self.naming.name(root.child(part)))
            if isinstance(value.get(part), (dict, bool))
            else None
            for part in ("input", "output")
        }
        return Operation(
            name=name,
            type=pascal(self.naming.name(root)),
            input=parts["input"],
            output=parts["output"],
            errors=tuple(errors),
            preconditions=(),
            postconditions=(),
            doc=words_of(value),
        )

    def _conditions(self, operation: Operation, root: Place) -> Operation:
        indices = self._invariants_at(self.functions.enter((), root))
        before = tuple(i for i in indices if self.invariants[i].reads == {"input"})
        after = tuple(i for i in indices if i not in before)
        return replace(operation, preconditions=before, postconditions=after)

    def _record_judges(self) -> dict[str, str]:
        """Return, per declaration, the function of this module that judges it."""
        found: dict[str, str] = {}
        for name, node in self.types.records.items():
            ref = self.functions.function(node)
            if ref.contract is None:
                found[name] = ref.name
        return found

    def _alias_judges(self, records: Mapping[str, str]) -> dict[str, str]:
        """Return the same for other types, where anyone can ask for it: not for those within."""
        found: dict[str, str] = {}
        for name, node in self.types.aliases.items():
            place, item = node.place, self.types.declarations[name]
            if place.document != self.contract.uri or place.pointer not in self.naming.exported:
                continue
            if not _is_public(self.contract, place.pointer) or not isinstance(item, Alias):
                continue
            shape = item.shape
            if isinstance(shape, Named) and shape.contract is None and shape.name in records:
                # It is another name of a class, which judges.
                continue
            ref = self.functions.function(node)
            if ref.contract is None:
                found[name] = ref.name
        return found

    def _declarations(self, judges: dict[str, str]) -> list[Declaration]:
        judges = {**judges, **self._alias_judges(judges)}
        return [
            replace(item, judge=judges.get(item.name))
            for item in self.types.declarations.values()
            if not (isinstance(item, Alias) and not item.pointer)
        ]


def _is_public(contract: Contract, pointer: Pointer) -> bool:
    """The root, the parts of an operation, and definitions at the top have validators of their own."""
    if len(pointer) <= 1:
        return True
    if contract.kind == "operation" and pointer[0] == "errors":
        return len(pointer) == 3
    return len(pointer) == 2 and pointer[0] in ("$defs", "definitions")


def _kept_patterns(
    functions: list[Function], traits: list[Traits], patterns: tuple[str, ...]
) -> tuple[list[Function], tuple[str, ...]]:
    """Leave out the patterns that no function asks for, and number the others anew."""
    used = sorted({index for item in traits for index in item.patterns})
    if len(used) == len(patterns):
        return functions, patterns
    number = {index: position for position, index in enumerate(used)}
    kept = [replace(item, steps=_renumbered(item.steps, number)) for item in functions]
    return kept, tuple(patterns[index] for index in used)


T = TypeVar("T")


def _renumbered(value: T, number: Mapping[int, int]) -> T:
    if isinstance(value, Matches):
        return replace(value, pattern=number[value.pattern])
    if isinstance(value, tuple):
        return tuple(_renumbered(item, number) for item in value)  # type: ignore[return-value]
    names = getattr(value, "__dataclass_fields__", ())
    changes = {name: _renumbered(getattr(value, name), number) for name in names}
    return replace(value, **changes) if changes else value  # type: ignore[type-var]


def _foreign_types(module: ContractModule) -> set[tuple[str, str]]:
    """Return the types of other contracts that the declarations name."""
    types: set[tuple[str, str]] = set()
    stack: list[Shape] = []
    for item in module.declarations:
        if isinstance(item, Record):
            stack.extend(part.shape for part in item.fields)
            stack.extend(() if item.extra is None else (item.extra,))
            stack.extend(part.shape for part in item.keyed)
            for option in (option for group in item.alternatives for option in group):
                if isinstance(option, Named):
                    stack.append(option)
                else:
                    stack.extend(part.shape for part in option)
        else:
            stack.append(item.shape)
    while stack:
        shape = stack.pop()
        match shape:
            case Named(name, contract):
                if contract is not None:
                    types.add((contract, name))
            case ArrayOf(inner):
                stack.append(inner)
            case MapOf(inner, keyed):
                stack.extend((inner, *(part.shape for part in keyed)))
            case UnionOf(options):
                stack.extend(options)
            case TupleOf(items, _, rest):
                stack.extend(items if rest is None else (*items, rest))
            case _:
                pass
    return types
