"""The other kinds of Python models: classes printed by datamodel-code-generator, judged by us.

In: modules of the IR. Out: the same modules as the Python target's, with validators, invariants
and boundary as always, but with the classes of another kind. It knows nothing of how a class is
written; `codegen` has that done from the type schema.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cfc.emit.code import EMPTY, Code, code
from cfc.emit.python.builders import BuilderView, builder_name, builders
from cfc.emit.python.codegen import Classes, Kind, Names, print_classes
from cfc.emit.python.conditions import Used
from cfc.emit.python.entries import CallView, call_view
from cfc.emit.python.identifiers import field_names, identifier
from cfc.emit.python.imports import ImportView, import_view, import_views, module_key
from cfc.emit.python.literals import string
from cfc.emit.python.models import document
from cfc.emit.python.target import PythonTarget
from cfc.emit.python.type_schema import JsonObject, elsewhere, type_schema
from cfc.emit.runtime import MAX_DEPTH
from cfc.ir.module import ContractModule, Entry
from cfc.ir.shapes import Anything, Declaration, Record
from cfc.resources import folder

_RUNTIME: dict[Kind, tuple[str, ...]] = {
    "typed-dict": ("typed_dict/_models.py",),
    "dataclass": ("dataclass/_models.py", "_builders.py"),
    "msgspec": ("msgspec/_models.py", "_builders.py"),
    "datamodel-code-generator": (),
}

# Kinds whose objects are made of a document by builders.
_BUILT = ("dataclass", "msgspec")
_UNFIT = re.compile(r'["\\\x00-\x1f]')
_STANDARD = ("collections", "functools", "typing")
_RAISE = "    raise ContractViolation()"


@dataclass(frozen=True)
class TypedView:
    """The public validators of one type. `guard`: `is_…` is a type guard.

    `built`: how `parse_…` makes the typed value; None: the document is that value.
    """

    name: Code
    type: Code
    subject: Code
    function: Code
    adapter: Code
    guard: bool
    built: CallView | None
    refusal: CallView


class OtherModelsTarget(PythonTarget):
    """Implements `emit.target.Target`. `project`: where a user's own settings are looked for."""

    has_lazy_models = False

    def __init__(
        self,
        ids: Sequence[str],
        package: str,
        kind: Kind,
        templates: Path | None = None,
        project: Path | None = None,
        max_depth: int = MAX_DEPTH,
    ) -> None:
        super().__init__(ids, package, templates, max_depth)
        self._kind: Kind = kind
        self._project = project

    def module_paths(self, contract_id: str) -> Sequence[str]:
        return (self._places.module(contract_id),)

    def _models_files(self) -> dict[str, str]:
        base = folder("templates") / "datamodel" / "runtime"
        return super()._models_files() | {
            path.rpartition("/")[2]: (base / path).read_text("utf-8")
            for path in _RUNTIME[self._kind]
        }

    def print_module(self, module: ContractModule) -> dict[str, str]:
        if self._kind == "msgspec":
            module = _with_names_of_structs(module)
        used = Used()
        others = (*module.type_imports, *module.function_imports)
        aliases = self._aliases(module, (contract for contract, _ in others))
        judging, of_invariants = self._judging(module, used, aliases)
        if judging["invariant_records"]:
            # These modules import `typing` in any case.
            typed = str(getattr(judging.pop("invariant_typing"), "text", ""))
            used.typing.update(["TYPE_CHECKING", *typed.split(", ")])
        records = frozenset(item.name for item in module.declarations if isinstance(item, Record))
        entries = tuple(self._entry(item, records) for item in module.entries)
        attributes = _attributes(module)
        foreign = _foreign(module, aliases)
        classes = self._classes(module, attributes, foreign)
        made: tuple[BuilderView, ...] = ()
        renames: tuple[RenameView, ...] = ()
        if self._kind in _BUILT:
            made = builders(module, aliases)
            renames = _renames(attributes) if self._kind == "dataclass" else ()
            used.models.update(["record"] if records else [], ["renamed"] if renames else [])
        if entries and self._kind == "typed-dict":
            used.runtime.add("ContractViolation")
            used.typing.add("TypeGuard")
        elif entries:
            used.models.add("built")
        used.typing.update(classes.imports.get("typing", ()))
        used.collections.update(classes.imports.get("collections.abc", ()))
        # A name of a module that is half imported is not there yet.
        late = self._late(module, aliases)
        if late:
            used.typing.add("TYPE_CHECKING")
        early = {cid: alias for cid, alias in aliases.items() if cid not in module.cyclic}
        local = self._local(module.id, used, early, of_invariants)
        root = self._places.root(module.id)
        if used.models:
            local.append(import_view(Code(root.text + "_models"), sorted(used.models)))
        imports = {
            "collections": import_views("collections.abc", used.collections),
            "functools": import_views("functools", used.functools),
            "typing": import_views("typing", used.typing),
            "local": tuple(sorted(local, key=module_key)),
            "late": late,
        }
        if any("_builders." in part.text for item in made for part in (item.build, item.record)):
            imports["local"] = _with_builders(imports["local"], root)
        has_adapters = any(len(entry.adapter) for entry in entries)
        standard, third = _imported(classes, has_adapters=has_adapters)
        text = self._templates.get_template("datamodel/module.py.jinja").render(
            {
                **judging,
                "imports": imports,
                "standard": _by_module(
                    [*standard, *(item for key in _STANDARD for item in imports[key])]
                ),
                "third": _by_module(third),
                "classes": classes.text,
                "entries": entries,
                "builders": made,
                "renames": renames,
            }
        )
        return {self.module_paths(module.id)[0]: text}

    def _late(self, module: ContractModule, aliases: Mapping[str, Code]) -> tuple[ImportView, ...]:
        """Return the imports of modules that import this one."""
        found: list[ImportView] = []
        for cid in aliases.keys() & module.cyclic:
            source, last = self._places.relative(module.id, cid)
            found.append(import_view(source, (f"{last.text} as {aliases[cid].text}",)))
        return tuple(sorted(found, key=module_key))

    def _classes(
        self,
        module: ContractModule,
        attributes: Mapping[str, Mapping[str, str]],
        foreign: Mapping[tuple[str, str], tuple[str, Code]],
    ) -> Classes:
        if not module.declarations:
            return Classes(EMPTY)
        is_users = self._kind == "datamodel-code-generator"
        anything: JsonObject = {} if is_users else elsewhere("object")

        def named(contract: str, name: str) -> JsonObject:
            # A root model has its type when it is made, and a module in a circle is not there then.
            if is_users and contract in module.cyclic:
                return anything
            return elsewhere(foreign[contract, name][0])

        schema = type_schema(module.declarations, named, anything)
        # A module that is imported at the end is not there yet when this one is read.
        is_late = any(contract in module.cyclic for contract, _ in foreign)
        data = {identifier(item.name).text: _data(item, is_late) for item in module.declarations}
        names = Names(attributes, data, dict(foreign.values()))
        return print_classes(self._kind, schema, names, self._project)

    def _entry(self, entry: Entry, records: frozenset[str]) -> TypedView:
        function, subject = Code(entry.function), string(entry.type)
        adapter, built = EMPTY, None
        if self._kind in _BUILT:
            built = Code(builder_name(entry.type))
        elif self._kind != "typed-dict" and entry.type in records:
            built = code("{}.model_validate", Code(entry.type))
        elif self._kind != "typed-dict":
            adapter = code("{}_adapter", function)
            built = code("{}().validate_python", adapter)
        call = None
        if built is not None:
            call = call_view((built, code("check_{}", function), subject, Code("value")))
        refusal = call_view((subject, code("validate_{}(value)", function)), len(_RAISE))
        name = Code(entry.type)
        return TypedView(function, name, subject, function, adapter, call is None, call, refusal)


@dataclass(frozen=True)
class RenameView:
    """The attributes of one class that are not called like their members: both as texts."""

    type: Code
    members: tuple[tuple[Code, Code], ...]


def _renames(attributes: Mapping[str, Mapping[str, str]]) -> tuple[RenameView, ...]:
    found: list[RenameView] = []
    for name, members in attributes.items():
        odd = [(key, attribute) for key, attribute in members.items() if key != attribute]
        if odd:
            pairs = tuple((string(attribute), string(key)) for key, attribute in odd)
            found.append(RenameView(Code(name), pairs))
    return tuple(found)


def _with_names_of_structs(module: ContractModule) -> ContractModule:
    """Leave out the members that msgspec has no field for: it takes no such name in `rename`."""

    def fitting(item: Declaration) -> Declaration:
        if not isinstance(item, Record):
            return item
        fields = tuple(one for one in item.fields if not _UNFIT.search(one.key))
        if len(fields) == len(item.fields):
            return item
        return replace(item, fields=fields, extra=item.extra or Anything())

    return replace(module, declarations=tuple(map(fitting, module.declarations)))


def _attributes(module: ContractModule) -> dict[str, Mapping[str, str]]:
    """Return, by class, the attribute of each member; nothing for an alias."""
    return {
        identifier(item.name).text: field_names(tuple(field.key for field in item.fields))
        if isinstance(item, Record)
        else {}
        for item in module.declarations
    }


def _data(item: Declaration, is_late: bool) -> dict[str, object]:
    """Return what the templates of the classes print: texts that are safe, never the author's own."""
    fields = item.fields if isinstance(item, Record) else ()
    return {
        "doc_lines": quoted_lines(document(item.doc)),
        "member_docs": {
            field.key: [*quoted_lines(document(field.doc)), ""]
            for field in fields
            if document(field.doc)
        },
        "keys": {field.key: string(field.key).text for field in fields},
        "quoted": is_late,
    }


def quoted_lines(lines: Sequence[Code]) -> list[str]:
    """Return the lines of a docstring with its quotes."""
    if len(lines) < 2:
        return [f'"""{line.text}"""' for line in lines]
    return [f'"""{lines[0].text}', *(line.text for line in lines[1:]), '"""']


def _foreign(
    module: ContractModule, aliases: Mapping[str, Code]
) -> dict[tuple[str, str], tuple[str, Code]]:
    """Return, for each type of another module, a name to print it by and what has to stand there.

    The name is as long as what takes its place, and no text of the contract has it in it.
    """
    texts = repr(module.declarations)
    found: dict[tuple[str, str], tuple[str, Code]] = {}
    taken: set[str] = set()
    for contract, name in module.type_imports:
        shown = code("{}.{}", aliases[contract], Code(name))
        token = shown.text.replace(".", "_")
        while token in taken or token in texts:
            token += "_"
        taken.add(token)
        found[contract, name] = (token, shown)
    return found


def _imported(classes: Classes, *, has_adapters: bool) -> tuple[list[ImportView], list[ImportView]]:
    """Return what the classes import, the standard library apart; without `typing`, which is shared."""
    wanted = {name: set(names) for name, names in classes.imports.items()}
    if has_adapters:
        wanted.setdefault("functools", set()).add("cache")
        wanted.setdefault("pydantic", set()).add("TypeAdapter")
    standard: list[ImportView] = []
    third: list[ImportView] = []
    for name, names in wanted.items():
        if name not in ("typing", "collections.abc"):
            is_standard = name.partition(".")[0] in sys.stdlib_module_names
            plain = sorted(item for item in names if " as " not in item)
            # A formatter puts each name that is called otherwise in a statement of its own.
            groups = [plain] * bool(plain) + [[item] for item in sorted(names - set(plain))]
            views = [import_view(Code(name), group) for group in groups]
            (standard if is_standard else third).extend(views)
    return standard, third


def _with_builders(local: Sequence[ImportView], root: Code) -> tuple[ImportView, ...]:
    """Return the local imports and that of the builders, one statement a module."""
    joined = [view for view in local if view.source == root and " as " not in view.inline.text]
    names = ["_builders", *(name.text for view in joined for name in view.names)]
    others = [view for view in local if view not in joined]
    return tuple(sorted((import_view(root, names), *others), key=module_key))


def _by_module(views: Sequence[ImportView]) -> tuple[ImportView, ...]:
    return tuple(sorted(views, key=lambda view: view.source.text))
