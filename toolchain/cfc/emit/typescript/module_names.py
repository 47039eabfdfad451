"""The names of one module: its own, and those it imports, with an alias where two would meet.

In: a contract module. Out: `Code` for every name that its text holds, and the imports that
turned out to be needed. It refuses to know what the names are used for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from cfc.emit.code import Code
from cfc.emit.typescript.expressions import PART_OF_EXPORT
from cfc.emit.typescript.identifiers import GLOBALS, Scope, camel_of, identifier, pascal_of
from cfc.ir.module import ContractModule
from cfc.ir.names import pascal, words
from cfc.ir.parts import PART_OF_FORMAT, PART_OF_NAME
from cfc.ir.program import FunctionRef
from cfc.ir.shapes import Named

_VALUES = """
report reportKeyword reportMissing reportType step isObject isArray sizeOf membersOf
lengthOf lengthAtLeast lengthAtMost isMultipleOf isEqual isOneOf isUnique
countItems violationsOf explain standardSchema parsedBy ContractViolation TooDeep OperationError CallerFault
ImplementationFault UndeclaredError
"""
RUNTIME_VALUES: frozenset[str] = frozenset(_VALUES.split())
RUNTIME_TYPES: frozenset[str] = frozenset(
    ["Violation", "JsonObject", "NonObject", "ParseResult", "StandardSchemaV1"]
)


@dataclass
class Import:
    """One import statement in the making: names as exported, with what they are called here."""

    types_only: bool
    names: dict[str, str] = field(default_factory=dict)


class ModuleNames:
    """Names as `Code`. Whatever is asked for is imported."""

    def __init__(self, module: ContractModule, specifier: Callable[[str], str]) -> None:
        self._module = module
        self._specifier = cache(specifier)
        self._aliases: dict[tuple[str, str], str] = {}
        self._types: dict[tuple[str, str | None], Code] = {}
        self._functions: dict[tuple[FunctionRef, str], Code] = {}
        self.imports: dict[tuple[str, bool], Import] = {}
        own = [declaration.name for declaration in module.declarations]
        for function in module.functions:
            name = pascal_of(function.name)
            own += ["holds" + name, "check" + name]
        for entry in module.entries:
            own += [prefix + entry.type for prefix in ("is", "validate", "parse", "safeParse")]
        operation = module.operation
        if operation is not None:
            own += ["bind", "bindSync", "requireInput", "requireOutput", "blameFor"]
            own += [error.type for error in operation.errors]
        for invariant in module.invariants:
            name = camel_of(invariant.name)
            own += [invariant.name.upper()]
            own += [name + end for end in ("Holds", "Applies", "Message", "Compared")]
        # A declared error may be called `Set`: then ours is `globalThis.Set`.
        self._builtins = {
            name: Code(f"globalThis.{name}" if name in own else name) for name in GLOBALS
        }
        self.scope = Scope([*GLOBALS, *own])
        self.schemas = {
            entry.type: identifier(
                self.scope.claim(entry.type[:1].lower() + entry.type[1:] + "Schema")
            )
            for entry in module.entries
        }
        self._runtime = {
            name: identifier(self.scope.claim(name))
            for name in sorted(RUNTIME_VALUES | RUNTIME_TYPES)
        }
        if module.invariants:
            for name in ("checkInvariants", "invariantsHold"):
                self._runtime[name] = identifier(self.scope.claim(name))
        # The path and the list are parameters of every collector.
        self._locals = Scope(["path", "found", "before", "value", "depth"], self.scope)

    def function_scope(self) -> Scope:
        return Scope(outer=self._locals)

    def runtime(self, name: str) -> Code:
        """Return a value or a type of the runtime."""
        code = self._runtime[name]
        part = PART_OF_EXPORT.get(name)
        source = self._specifier(f"runtime/{part}" if part else "runtime")
        self._import(source, name, code.text, name in RUNTIME_TYPES)
        return code

    def builtin(self, name: str) -> Code:
        """Return a name of the language itself, one of `GLOBALS`."""
        return self._builtins[name]

    def name_of(self, name: str) -> Code:
        """Return the runtime's name as this module has it, without asking for its import."""
        return self._runtime[name]

    def invariants(self, name: str) -> Code:
        """Return a function of the runtime for invariants."""
        code = self._runtime[name]
        self._import(self._specifier(f"runtime/{PART_OF_EXPORT[name]}"), name, code.text, False)
        return code

    def part(self, name: str) -> Code:
        """Return what a part of the runtime holds."""
        return self._imported(self._specifier(f"runtime/{PART_OF_NAME[name]}"), name, "", False)

    @property
    def taken(self) -> frozenset[str]:
        """Every name of the module so far."""
        return self.scope.names

    def import_invariants(self, values: Iterable[str], types: Iterable[str]) -> None:
        """Note what printed invariants take from the runtime: `name`, or `name as name$`."""
        for names, types_only in ((values, False), (types, True)):
            for name in names:
                exported, _, alias = name.partition(" as ")
                self.scope.claim(alias or exported)
                source = self._specifier(f"runtime/{PART_OF_EXPORT[exported]}")
                self._import(source, exported, alias or exported, types_only)

    def format(self, name: str) -> Code:
        """Return the function that judges a format: `isDateTime` for `date-time`."""
        exported = "is" + "".join(word[:1].upper() + word[1:] for word in name.split("-"))
        source = self._specifier(f"runtime/{PART_OF_FORMAT[name]}")
        return self._imported(source, exported, "", False)

    def type(self, shape: Named) -> Code:
        """Return the name of a declaration, here or in another contract's module."""
        key = (shape.name, shape.contract)
        found = self._types.get(key)
        if found is None:
            if shape.contract is None or shape.contract == self._module.id:
                found = identifier(shape.name)
            else:
                source = self._specifier("/" + shape.contract)
                found = self._imported(source, shape.name, _prefix(shape.contract), True)
            self._types[key] = found
        return found

    def function(self, ref: FunctionRef, form: str) -> Code:
        """Return `holds…` or `check…` of a function, here or in another contract's module."""
        key = (ref, form)
        found = self._functions.get(key)
        if found is None:
            name = form + pascal_of(ref.name)
            if ref.contract is None or ref.contract == self._module.id:
                found = identifier(name)
            else:
                source = self._specifier("/" + ref.contract)
                found = self._imported(source, name, _prefix(ref.contract), False)
            self._functions[key] = found
        return found

    def _imported(self, source: str, name: str, prefix: str, types_only: bool) -> Code:
        key = (source, name)
        if key not in self._aliases:
            wish = name
            if self.scope.has(name) and prefix:
                wish = prefix + name if types_only else name + prefix
            self._aliases[key] = self.scope.claim(wish)
        self._import(source, name, self._aliases[key], types_only)
        return identifier(self._aliases[key])

    def _import(self, source: str, name: str, alias: str, types_only: bool) -> None:
        statement = self.imports.setdefault((source, types_only), Import(types_only))
        statement.names[name] = alias


def _prefix(contract: str) -> str:
    return pascal(words(contract))
