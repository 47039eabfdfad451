"""The Python target: one module a contract, a package around them, a runtime beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cfc.emit.code import EMPTY, Code, environment, join
from cfc.emit.line_layouts import LineLayouts
from cfc.emit.python import boundary
from cfc.emit.python.conditions import Conditions, Used
from cfc.emit.python.identifiers import module_segment
from cfc.emit.python.imports import (
    ImportView,
    import_view,
    import_views,
    module_key,
    runtime_imports,
)
from cfc.emit.python.invariants import print_invariants
from cfc.emit.python.lines import Line, uses_step
from cfc.emit.python.literals import comment, docstring_lines, literal, string
from cfc.emit.python.models import AliasView, ModelView, declaration, document
from cfc.emit.python.patterns import pattern_view
from cfc.emit.python.selection import imported, put_together, take_apart
from cfc.emit.python.steps import WIDTH, StepPrinter
from cfc.emit.python.type_exprs import TypePrinter
from cfc.emit.runtime import MAIN, MAX_DEPTH, Source, limited, needed
from cfc.ir.module import ContractModule, Entry
from cfc.ir.names import snake, spelled
from cfc.ir.parts import FORMAT_PARTS, UTF16_PARTS
from cfc.ir.program import CheckInvariants, Function
from cfc.resources import folder

_COLLECTOR = len("def check_(value: object, path: str, found: list[Violation]) -> None:")


_RUNTIME = folder("templates") / "python" / "runtime"
_MODELS = _RUNTIME / "_models.py"


@cache
def _sources_of(part: str) -> tuple[Source, ...]:
    """Return the file of a part; none for what only languages with strings of UTF-16 have."""
    if part in UTF16_PARTS:
        return ()
    name = "__init__" if part == MAIN else part
    return (take_apart((_RUNTIME / "_runtime" / f"{name}.py").read_text("utf-8")),)


@dataclass(frozen=True)
class FunctionView:
    name: Code
    comment: Code
    collected: bool
    tall: bool
    holds: Code | None
    check: Code
    depth: Code
    counts: bool


@dataclass(frozen=True)
class EntryView:
    """The public validators of one type; `class_name` is empty for a type that is no class."""

    name: Code
    type: Code
    subject: Code
    function: Code
    adapter: Code
    built: CallView


@dataclass(frozen=True)
class CallView:
    """The arguments of a call: on its line, on one line of their own, or (`tall`) one a line."""

    inline: Code
    fits: bool
    tall: bool
    arguments: tuple[Code, ...]


@dataclass(frozen=True)
class ConstantView:
    name: Code
    kind: str
    items: tuple[Code, ...]
    text: Code


class PythonTarget:
    """Implements `emit.target.Target`. `ids` are those of all contracts of the run."""

    name = "python"

    def __init__(
        self,
        ids: Sequence[str],
        package: str,
        templates: Path | None = None,
        max_depth: int = MAX_DEPTH,
    ) -> None:
        self._max_depth = max_depth
        self._package = package.replace(".", "/")
        self._modules = module_names(ids)
        self._packages = {"/".join(path[:-1]) for path in self._modules.values() if len(path) > 1}
        folders = [folder("templates")]
        if templates is not None:
            folders.insert(0, templates)
        self._templates = environment(*folders)
        self._steps = LineLayouts(self._templates.get_template("python/parts/steps.py.jinja"), Line)

    # --- paths ------------------------------------------------------------------------------

    def _is_package(self, path: tuple[str, ...]) -> bool:
        """A contract with others below it is the `__init__` of its package."""
        own = "/".join(path)
        return any(package == own or package.startswith(own + "/") for package in self._packages)

    def module_paths(self, contract_id: str) -> Sequence[str]:
        path = self._modules[contract_id]
        name = "/".join(path)
        tail = "/__init__.py" if self._is_package(path) else ".py"
        return (f"{self._package}/{name}{tail}",)

    def _relative(self, source: str, target: str) -> tuple[Code, Code]:
        """Return `from X import Y` for the module of another contract."""
        path = self._modules[source]
        depth = len(path) if self._is_package(path) else len(path) - 1
        other = self._modules[target]
        return Code("." * (depth + 1) + ".".join(other[:-1])), Code(other[-1])

    def _root(self, contract_id: str) -> Code:
        path = self._modules[contract_id]
        depth = len(path) if self._is_package(path) else len(path) - 1
        return Code("." * (depth + 1))

    # --- printing ---------------------------------------------------------------------------

    def print_shared(self, ids: Sequence[str], features: frozenset[str]) -> dict[str, str]:
        package = self._templates.get_template("python/package.py.jinja").render(
            doc=Code("Generated by cfc from the contracts of this project. Do not edit."),
            has_operations=any(item.startswith("operations") for item in features),
        )
        own = {"__init__.py": package, **self._models_files()}
        needs = needed(features | imported(own.values()), _sources_of)
        for part, names in needs.items():
            name = "__init__" if part == MAIN else part
            for source in _sources_of(part):
                own[f"_runtime/{name}.py"] = limited(put_together(source, names), self._max_depth)
        files = {f"{self._package}/{name}": text for name, text in own.items()}
        files[f"{self._package}/py.typed"] = ""
        taken = {path for contract_id in ids for path in self.module_paths(contract_id)}
        for package in sorted(self._parents()):
            path = f"{self._package}/{package}/__init__.py"
            if path not in taken:
                files[path] = ""
        return files

    def runtime_needs(self, texts: Iterable[str]) -> frozenset[str]:
        return imported(texts)

    def _models_files(self) -> dict[str, str]:
        """Return what the classes of the models are built on, which reads the runtime, too."""
        return {"_models.py": _MODELS.read_text("utf-8")}

    def _parents(self) -> set[str]:
        found: set[str] = set()
        for package in self._packages:
            parts = package.split("/")
            found.update("/".join(parts[: count + 1]) for count in range(len(parts)))
        return found

    def print_module(self, module: ContractModule) -> dict[str, str]:
        used = Used()
        aliases = self._aliases(module)
        types = TypePrinter(aliases)
        judging, of_invariants = self._judging(module, used, aliases)
        declarations = tuple(declaration(item, types) for item in module.declarations)
        entries = tuple(_entry(item, declarations) for item in module.entries)
        if any(isinstance(item, ModelView) for item in declarations):
            used.models.add("ContractModel")
        if entries:
            used.models.add("built")
        if any(len(entry.adapter) for entry in entries):
            used.pydantic.update(("ConfigDict", "TypeAdapter"))
        view = {
            **judging,
            "imports": self._imports(module, used, types, aliases, of_invariants),
            "declarations": declarations,
            "entries": entries,
            "judged": tuple(
                item for item in declarations if isinstance(item, ModelView) and len(item.judge)
            ),
        }
        text = self._templates.get_template("python/module.py.jinja").render(view)
        return {self.module_paths(module.id)[0]: text}

    def _judging(
        self, module: ContractModule, used: Used, aliases: dict[str, Code]
    ) -> tuple[dict[str, object], list[str]]:
        """Return the parts of the view that judge, the same for every kind of model.

        Also the names that the invariants import; what else is needed is noted in `used`.
        """
        invariants = print_invariants(module.id, module.invariants)
        conditions = Conditions(used, aliases)
        printer = StepPrinter(
            conditions, tuple(Code(item.name.upper()) for item in module.invariants)
        )
        functions = tuple(
            self._function(item, printer, used) for item in module.functions if item.is_printed
        )
        for item in module.functions:
            if any(isinstance(part, CheckInvariants) for part in item.steps):
                used.runtime.add("invariants_hold")
                if item.collected or item.of_records:
                    used.runtime.add("check_invariants")
        operation = boundary.view(module, used) if module.operation else None
        if functions:
            used.runtime.add("Violation")
        if module.entries:
            used.runtime.add("violations_of")
        nests = any(item.depth == "counted" for item in module.functions)
        if nests:
            used.runtime.update(("MAX_DEPTH", "TooDeep", "answer_of"))
        patterns = tuple(map(pattern_view, range(len(module.patterns)), module.patterns))
        if any(pattern.states for pattern in patterns):
            used.runtime.add("LinearPattern")
        version = f" (contract {module.version})" if module.version else ""
        view: dict[str, object] = {
            "header": comment(f"Generated by cfc from {module.source}{version}. Do not edit."),
            "doc": document(module.doc, f"The contract `{module.id}`.")
            or tuple(docstring_lines(module.id)),
            "uses_regex": any(not pattern.states for pattern in patterns),
            "patterns": patterns,
            "constants": _constants(used),
            "functions": functions,
            "nests": nests,
            "invariants": invariants.views,
            "operation": operation,
            "EMPTY": EMPTY,
            "margin": Code("    "),
        }
        return view, [name.text for name in invariants.imports]

    def _function(self, item: Function, printer: StepPrinter, used: Used) -> FunctionView:
        has_collector = item.collected or item.of_records
        check = printer.lines(item.steps, collecting=True) if has_collector else ()
        if uses_step(check):
            used.runtime.add("step")
        return FunctionView(
            Code(item.name),
            comment(item.pointer),
            has_collector,
            len(item.name) + _COLLECTOR + 16 * bool(item.depth) > WIDTH,
            self._steps.lay_out(printer.lines(item.boolean, collecting=False))
            if item.has_boolean
            else None,
            self._steps.lay_out(check),
            Code(", depth: int = 0") if item.depth else EMPTY,
            item.depth == "counted",
        )

    def _aliases(self, module: ContractModule) -> dict[str, Code]:
        """Return how other contracts' modules are called in this one: `_money`.

        No variable and no function begins with an underscore, so nothing hides them.
        """
        ids = sorted({cid for cid, _ in (*module.type_imports, *module.function_imports)})
        lasts = [self._modules[cid][-1] for cid in ids]
        taken = {"_request", "_answer", "_blame", *(f"_{part}" for part in FORMAT_PARTS)}
        for invariant in module.invariants:
            taken |= {f"_{invariant.name}", f"_{invariant.name}_applies"}
        found: dict[str, Code] = {}
        for cid, last in zip(ids, lasts, strict=True):
            name = "_" + ("_".join(self._modules[cid]) if lasts.count(last) > 1 else last)
            while name in taken:
                name += "_contract"
            taken.add(name)
            found[cid] = Code(name)
        return found

    def _imports(
        self,
        module: ContractModule,
        used: Used,
        types: TypePrinter,
        aliases: dict[str, Code],
        of_invariants: Sequence[str],
    ) -> dict[str, tuple[ImportView, ...]]:
        """Return the import statements, sorted as a formatter would, by block."""
        root = self._root(module.id)
        uses = types.uses
        models = sorted(uses & {"Integer", "Number"}) + sorted(used.models)
        typing = sorted((uses & {"Annotated", "Literal"}) | (used.typing))
        pydantic = sorted((uses & {"ConfigDict", "Field"}) | used.pydantic)
        local: list[ImportView] = []
        # Pydantic puts off a name that is not there yet, but not a module that is half imported.
        late: list[ImportView] = []
        for part in sorted(used.formats):
            local.append(import_view(Code(root.text + "_runtime"), (f"{part} as _{part}",)))
        for contract_id in aliases:
            source, last = self._relative(module.id, contract_id)
            view = import_view(source, (f"{last.text} as {aliases[contract_id].text}",))
            (late if contract_id in module.cyclic else local).append(view)
        if late:
            typing = ["TYPE_CHECKING", *typing]
        local += runtime_imports(root, (*of_invariants, *used.runtime))
        if models:
            local.append(import_view(Code(root.text + "_models"), models))
        return {
            "collections": import_views("collections.abc", used.collections),
            "functools": import_views("functools", used.functools),
            "typing": import_views("typing", typing),
            "pydantic": import_views("pydantic", pydantic),
            "core": import_views("pydantic_core", uses & {"MISSING"}),
            "extensions": import_views("typing_extensions", uses & {"TypeAliasType"}),
            "local": tuple(sorted(local, key=module_key)),
            "late": tuple(sorted(late, key=module_key)),
        }


def _entry(entry: Entry, declarations: Sequence[ModelView | AliasView]) -> EntryView:
    is_class = any(
        isinstance(item, ModelView) and item.name.text == entry.type for item in declarations
    )
    name = entry.function
    builder = "model_validate" if is_class else "validate_python"
    arguments = (
        Code(f"{entry.type if is_class else _adapter(name)}.{builder}"),
        Code(f"check_{entry.function}"),
        string(entry.type),
        Code("value"),
    )
    return EntryView(
        name=Code(name),
        type=Code(entry.type),
        subject=string(entry.type),
        function=Code(entry.function),
        adapter=EMPTY if is_class else Code(_adapter(name)),
        built=call_view(arguments),
    )


def call_view(arguments: tuple[Code, ...], around: int = len("    return built()")) -> CallView:
    """Return the arguments of a call, laid out as their length and what is `around` them need."""
    inline = join(", ", arguments)
    return CallView(inline, len(inline) + around <= WIDTH, len(inline) + 8 > WIDTH, arguments)


def _adapter(name: str) -> str:
    return name.upper() + "_ADAPTER"


def _constants(used: Used) -> tuple[ConstantView, ...]:
    found: list[ConstantView] = []
    for names, name in used.tables.items():
        items = tuple(string(item) for item in sorted(names))
        found.append(_constant(name, "set", items, Code("frozenset[str]")))
    for name, values in used.values.values():
        strings = all(isinstance(item, str) for item in values)
        items = tuple(literal(item) for item in values)
        text = Code("tuple[str, ...]" if strings else "tuple[object, ...]")
        found.append(_constant(name, "tuple", items, text))
    return tuple(found)


def _constant(name: str, kind: str, items: tuple[Code, ...], annotation: Code) -> ConstantView:
    return ConstantView(Code(name), kind, items, annotation)


def module_names(ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the module path of each contract, unique, from its id."""
    found: dict[str, tuple[str, ...]] = {}
    taken: set[tuple[str, ...]] = set()
    plain = {name: tuple(module_segment(part) for part in name.split("/")) for name in ids}
    # Names that stay as they are come first, so that `runtime` keeps its own beside `_runtime`.
    for contract_id in sorted(ids, key=lambda name: ("/".join(plain[name]) != name, name)):
        path = plain[contract_id]
        if path in taken:
            path = (*path[:-1], snake(spelled(contract_id.rpartition("/")[2])))
        while path in taken:
            path = (*path[:-1], path[-1] + "_again")
        taken.add(path)
        found[contract_id] = path
    return found
