"""The table of every configuration key: its place, type, default and documentation.

`docs/configuration.md` is printed from it and the reader checks against it, so that a key
cannot exist without its explanation.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One key. `table` is dotted, empty at the top; `kind` names how its value is read."""

    table: str
    name: str
    kind: str
    default: str
    doc: str
    choices: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.table}.{self.name}" if self.table else self.name


PYTHON_MODELS = ("pydantic", "dataclass", "typed-dict", "msgspec", "datamodel-code-generator")

KEYS: tuple[Key, ...] = (
    Key("", "schemas", "paths", '["schemas"]', "The roots: folders whose files are contracts. A contract's id is its path under its root."),
    Key("", "exclude", "globs", "[]", "Globs of files under the roots that are no contracts, relative to the root."),
    Key("", "out", "path", '"generated"', "The folder of `manifest.json`; each target's own `out` is under it unless set."),
    Key("", "targets", "choices", '["python", "typescript"]', "What `cfc compile` prints when no `--target` is given.", ("python", "typescript", "javascript")),
    Key("", "formats", "choice", '"assert"', "`assert`: the formats of the 2020-12 vocabulary are checked; `annotate`: `format` is only a note, as the letter of the specification has it.", ("assert", "annotate")),
    Key("", "variants", "choice", '"none"', "`read-write`: types with `readOnly` or `writeOnly` members get variants: `…Writable` without what is only read, `…Readable` without what is only written ([generated code](generated-code.md#what-is-written-and-what-is-read)).", ("none", "read-write")),
    Key("", "max-depth", "depth", "200", "How often a definition may be inside itself in a value, 1 to 400: a value that is nested deeper is refused as `TooDeep`, at the same depth in every language ([semantics](semantics.md#input-that-is-nested-deeply))."),
    Key("", "metaschemas", "paths", "[]", "Files with metaschemas built on 2020-12 that contracts may name in `$schema`."),
    Key("", "templates", "path", "none", "A folder of templates that win over the built-in ones of the same path."),
    Key("", "format-patterns", "patterns", "{}", "Formats of your own: a table from format name to an ECMA-262 pattern that its strings must match."),
    Key("", "rules", "severities", "{}", "Severity by rule name or code: `error`, `warning`, `hint` or `off`."),
    Key("", "suppress", "suppressions", "[]", "Findings that are known and accepted: an array of tables with `rule`, `reason` (required) and, to narrow it, `path` (a glob) and `pointer` (a JSON Pointer, its descendants included). One that matches nothing is reported."),
    Key("", "implementations", "targets", "{}", "Who keeps the contracts: a table from a contract's id to a target, or an array of them, as `cfc fuzz --impl` takes them (`package.module:function`, `file.py:function`, `file.mjs#export`, `file.ts#export`; paths are relative to this file). `cfc gate` fuzzes them and replays the contracts' examples against them."),
    Key("propose", "parties", "parties", "[]", "Who must acknowledge a proposal before `cfc propose apply` takes it. With none, a page whose check is green applies."),
    Key("propose", "aliases", "patterns", "{}", "Other names of contracts, as `from-request` may meet them: a table from name to a contract's id."),
    Key("target.python", "out", "path", '"python"', "Folder of the Python package's parent, relative to `out`."),
    Key("target.python", "package", "name", '"contracts"', "Name of the generated Python package (dots for a nested one)."),
    Key("target.python", "models", "choice", '"pydantic"', "Kind of the Python model classes. All but `pydantic` are printed by datamodel-code-generator, which the extra `models` brings ([generated code](generated-code.md#other-kinds-of-models)).", PYTHON_MODELS),
    Key("target.python", "frozen", "switch", "false", "Whether the Pydantic models are frozen: no attribute can be assigned, and instances without lists or maps can be hashed."),
    Key("target.python", "rich-formats", "choices", "[]", "Formats whose strings the Pydantic models have as values of Python, such as `datetime` and `UUID`, which keep the text they were read from ([generated code](generated-code.md#formats-as-values-of-python)). Only asserted formats are meant.", ("date-time", "date", "time", "uuid", "ipv4", "ipv6")),
    Key("target.python", "also", "other-models", "[]", "Further Python packages beside the first: an array of tables with `models` (a kind, as above), `package` and, to narrow it, `contracts` (globs of ids; a contract that one of them refers to has to be among them)."),
    Key("target.typescript", "out", "path", '"typescript"', "Folder of the TypeScript modules, relative to `out`."),
    Key("target.typescript", "imports", "choice", '"js"', "How relative imports are written: `./order.js`, `./order.ts` or `./order`.", ("js", "ts", "none")),
    Key("target.typescript", "readonly", "switch", "true", "Whether members and items of types are `readonly`: a validated value stays as it was judged."),
    Key("target.typescript", "template-literals", "switch", "true", "Whether strings whose pattern asks for certain texts are told by them: `` `x-${string}` ``; else they are `string`."),
    Key("target.typescript", "branded-formats", "switch", "false", "Whether strings of an asserted format have a type of their own, which `parse…` and `is…` give: `string & { readonly __format: \"uuid\" }`."),
    Key("target.javascript", "out", "path", '"javascript"', "Folder of the JavaScript modules and their `.d.ts`, relative to `out`."),
)  # fmt: skip


def tables() -> frozenset[str]:
    """Return the dotted names of all tables that hold keys, and of their parents."""
    found = {""}
    for key in KEYS:
        parts = key.table.split(".") if key.table else []
        found.update(".".join(parts[: count + 1]) for count in range(len(parts)))
    return frozenset(found)
