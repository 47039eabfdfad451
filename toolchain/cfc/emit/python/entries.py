"""Public validators as views: one set for each type that others may ask for.

In: entries of a module. Out: views for the templates, calls laid out as a formatter would.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cfc.emit.code import Code, code, join
from cfc.emit.python.imports import ImportView, import_view, module_key
from cfc.emit.python.literals import string
from cfc.emit.python.steps import WIDTH
from cfc.ir.module import Entry


@dataclass(frozen=True)
class EntryView:
    """The public validators of one type. `imports`: what builds a value of it."""

    name: Code
    type: Code
    function: Code
    imports: tuple[ImportView, ...]
    built: CallView


@dataclass(frozen=True)
class AdapterView:
    """What builds the values of a type that is no class."""

    text: Code


@dataclass(frozen=True)
class CallView:
    """The arguments of a call: on its line, on one line of their own, or (`tall`) one a line."""

    inline: Code
    fits: bool
    tall: bool
    arguments: tuple[Code, ...]


def entry_view(entry: Entry, records: Collection[str], base: Code, models: Code) -> EntryView:
    """Return the validators of a type. `base`, `models`: the modules that build a value of it."""
    is_class = entry.type in records
    adapter = _adapter(entry.function)
    builder = f"{entry.type}.model_validate" if is_class else f"{adapter}.validate_python"
    arguments = (
        Code(builder),
        Code(f"check_{entry.function}"),
        string(entry.type),
        Code("value"),
    )
    needed_of = ((base, "built"), (models, entry.type if is_class else adapter))
    imports = (import_view(module, (name,), 4) for module, name in needed_of)
    return EntryView(
        name=Code(entry.function),
        type=Code(entry.type),
        function=Code(entry.function),
        imports=tuple(sorted(imports, key=module_key)),
        built=call_view(arguments),
    )


def call_view(arguments: tuple[Code, ...], around: int = len("    return built()")) -> CallView:
    """Return the arguments of a call, laid out as their length and what is `around` them need."""
    inline = join(", ", arguments)
    return CallView(inline, len(inline) + around <= WIDTH, len(inline) + 8 > WIDTH, arguments)


def adapter_view(entry: Entry) -> AdapterView:
    """Return what builds the values of a type that is no class."""
    name, kind = Code(_adapter(entry.function)), Code(entry.type)
    line = code("{}: TypeAdapter[{}] = TypeAdapter({}, config=STRICT)", name, kind, kind)
    if len(line) > WIDTH:
        line = code(
            "{}: TypeAdapter[{}] = TypeAdapter(\n    {}, config=STRICT\n)", name, kind, kind
        )
    return AdapterView(line)


def _adapter(name: str) -> str:
    return name.upper() + "_ADAPTER"
