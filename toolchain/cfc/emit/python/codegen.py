"""The only caller of datamodel-code-generator: from a type schema to the text of its classes.

In: a kind, a type schema, what its templates need to know. Out: `Classes`. The package is
imported when the first class is printed, never before. What it prints is read back: each name
that the validators rely on has to be there.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cfc.emit.code import Code
from cfc.emit.python.literals import string
from cfc.emit.python.long_lines import within_width
from cfc.emit.python.type_schema import ELSEWHERE, JsonObject
from cfc.resources import folder

Kind = Literal["typed-dict", "dataclass", "msgspec", "datamodel-code-generator"]
KINDS: tuple[Kind, ...] = ("typed-dict", "dataclass", "msgspec", "datamodel-code-generator")
INSTALL = "pip install 'cfc-toolchain[models]'"
_OUTPUTS = {
    "typed-dict": "typing.TypedDict",
    "dataclass": "dataclasses.dataclass",
    "msgspec": "msgspec.Struct",
    "datamodel-code-generator": "pydantic_v2.BaseModel",
}
# What a user may not set: where things go is for cfc to say, and what has to be the same every time.
_OURS: dict[str, object] = {
    "input_file_type": "jsonschema",
    "output": None,
    "emit_model_metadata": None,
    "disable_timestamp": True,
    "enable_command_header": False,
    "custom_file_header": "#",
    "custom_file_header_path": None,
    "formatters": ["builtin"],
    "builtin_format_line_length": 100_000,
    "use_double_quotes": True,
    "treat_dot_as_module": False,
    "skip_root_model": True,
    "disable_future_imports": False,
    "generate_server": None,
    "generate_client": None,
}
_PLAIN: dict[str, object] = {
    "target_python_version": "3.11",
    "enum_field_as_literal": "all",
    "use_closed_typed_dict": False,
    "use_type_alias": True,
    "use_type_alias_type": True,
    "use_union_operator": True,
    "keep_model_order": True,
    "keyword_only": True,
}


class ModelsError(Exception):
    """The classes cannot be printed; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Names:
    """What the classes are to look like.

    `attributes` by class and key; `data` for the templates by class; `elsewhere`: what has to
    stand where a name of another module was printed.
    """

    attributes: Mapping[str, Mapping[str, str]]
    data: Mapping[str, Mapping[str, object]]
    elsewhere: Mapping[str, Code]


@dataclass(frozen=True)
class Classes:
    """The text of the classes, and what has to be imported for it: names by module."""

    text: Code
    imports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def print_classes(kind: Kind, schema: JsonObject, names: Names, project: Path | None) -> Classes:
    """Return the classes of one module; `project`: where a user's own settings are looked for.

    Raises ModelsError when the package is missing, or its settings do not go with ours.
    """
    text = _generated(kind, schema, names, project)
    tree = ast.parse(text)
    imports: dict[str, set[str]] = {}
    end = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            end = node.end_lineno or end
            if node.module not in (ELSEWHERE, "__future__"):
                listed = {
                    item.name + (f" as {item.asname}" if item.asname else "") for item in node.names
                }
                imports.setdefault(node.module or "", set()).update(listed)
        elif isinstance(node, ast.Import):
            raise ModelsError("the settings of datamodel-code-generator ask for whole modules")
    if kind == "msgspec":
        _complete(tree, imports)
    _require(kind, tree, names.attributes)
    body = "\n".join(text.split("\n")[end:]).strip("\n")
    for token, shown in names.elsewhere.items():
        body = re.sub(rf"\b{re.escape(token)}\b", shown.text, body)
    return Classes(
        Code(within_width(_requoted(body))),
        {name: tuple(sorted(items)) for name, items in imports.items()},
    )


def _generated(kind: Kind, schema: JsonObject, names: Names, project: Path | None) -> str:
    try:
        from datamodel_code_generator import Error, generate
        from datamodel_code_generator._project_config import load_pyproject_config
        from datamodel_code_generator.config import GenerateConfig
    except ImportError as error:
        raise ModelsError(
            f"models of the kind `{kind}` need datamodel-code-generator, which is not installed",
            INSTALL,
        ) from error
    options: dict[str, object] = {**_OURS, "output_model_type": _OUTPUTS[kind]}
    is_users = kind == "datamodel-code-generator"
    if is_users:
        options["target_python_version"] = "3.11"
    else:
        options |= _PLAIN
        options["custom_class_name_generator"] = _same
        options["aliases"] = {
            f"{name}.{key}": attribute
            for name, members in names.attributes.items()
            for key, attribute in members.items()
            if key != attribute and kind != "typed-dict"
        }
        options["custom_template_dir"] = folder("templates") / "datamodel" / "classes"
        options["extra_template_data"] = {name: dict(item) for name, item in names.data.items()}
    with _quiet():
        try:
            config = (
                load_pyproject_config(project, overrides=options)
                if is_users and project is not None
                else GenerateConfig.model_validate(options)
            )
            text = generate(schema, config=config)
        except (Error, ValueError) as error:
            raise ModelsError(f"datamodel-code-generator: {error}", _SETTINGS) from error
    if not isinstance(text, str):
        raise ModelsError("datamodel-code-generator printed more than one module", _SETTINGS)
    return text


_SETTINGS = "see `[tool.datamodel-codegen]` in pyproject.toml"


def _same(name: str) -> str:
    return name


@contextmanager
def _quiet() -> Iterator[None]:
    """What it warns of is for those who call it: msgspec's own decoder is not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _requoted(text: str) -> str:
    """Return the text with every string written as the rest of the module writes its own."""
    lines = text.split("\n")
    strings = [
        token
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.STRING and token.string[:3] not in ('"""', "'''")
    ]
    for token in reversed(strings):
        (row, start), (_, end) = token.start, token.end
        value = ast.literal_eval(token.string)
        if token.start[0] == token.end[0] and isinstance(value, str):
            line = lines[row - 1]
            lines[row - 1] = line[:start] + string(value).text + line[end:]
    return "\n".join(lines)


def _complete(tree: ast.Module, imports: dict[str, set[str]]) -> None:
    """Add the imports that datamodel-code-generator leaves out beside a field that may be a tag.

    Ours also calls `field` otherwise than the helper of invariants that has the same name.
    """
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imports.get("msgspec", set()).discard("field")
    for module, name, shown in (
        ("typing", "Literal", "Literal"),
        ("msgspec", "msgspec_field", "field as msgspec_field"),
    ):
        if name in used:
            imports.setdefault(module, set()).add(shown)


_ALLOWED = (ast.ClassDef, ast.Assign, ast.ImportFrom, ast.Expr)


def _require(kind: Kind, tree: ast.Module, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """Raise unless every class and alias is there under its own name, and nothing else is."""
    found: set[str] = set()
    for node in tree.body:
        is_ours = kind != "datamodel-code-generator"
        if is_ours and not isinstance(node, _ALLOWED):
            raise RuntimeError(f"line {node.lineno} of the printed classes is no class")
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(item.id for item in node.targets if isinstance(item, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    missing = sorted(set(wanted) - found)
    if missing:
        raise ModelsError(
            f"datamodel-code-generator printed no `{missing[0]}` among its {kind} models",
            _SETTINGS,
        )


def fingerprint(kind: str, project: Path) -> str:
    """Return a text that changes with whatever but contracts and settings decides what is printed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("datamodel-code-generator")
    except PackageNotFoundError:
        found = "none"
    if kind != "datamodel-code-generator":
        return found
    for place in (project, *project.parents):
        path = place / "pyproject.toml"
        if path.is_file():
            text = path.read_text("utf-8", "replace")
            if re.search(r"^\[+\s*tool\.datamodel-codegen\b", text, re.MULTILINE):
                return f"{found}\0{text}"
        if (place / ".git").exists():
            break
    return found
