"""Find and read the settings: the nearest `cfc.toml`, else the nearest `pyproject.toml` with `[tool.cfc]`.

In: a folder, or a file named by `--config`. Out: a `Config`. Files are not merged; paths in
the file are relative to it. Raises ConfigError for everything that cannot be used.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path, PurePosixPath

from cfc.config.keys import KEYS, Key, tables
from cfc.config.model import Config, ConfigError, OtherModels
from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Suppression

_FIELDS = {
    "format-patterns": "format_patterns",
    "variants": "variants",
    "max-depth": "max_depth",
    "rules": "severities",
    "suppress": "suppressions",
    "propose.parties": "parties",
    "propose.aliases": "aliases",
    "target.python.out": "python_out",
    "target.python.package": "python_package",
    "target.python.models": "python_models",
    "target.python.frozen": "python_frozen",
    "target.python.rich-formats": "python_rich_formats",
    "target.python.also": "python_also",
    "target.typescript.out": "typescript_out",
    "target.typescript.imports": "typescript_imports",
    "target.typescript.readonly": "typescript_readonly",
    "target.typescript.template-literals": "typescript_template_literals",
    "target.typescript.branded-formats": "typescript_branded_formats",
    "target.javascript.out": "javascript_out",
}
_BY_PATH = {key.path: key for key in KEYS}


def load_config(
    start: Path, explicit: Path | None = None, *, ceiling: Path | None = None
) -> Config:
    """Return the settings that hold in the folder `start` (defaults when there is no file).

    Folders above `ceiling` are not looked into.
    """
    if explicit is not None:
        if not explicit.is_file():
            raise ConfigError(f"there is no configuration file `{explicit.as_posix()}`")
        return _read(explicit.resolve(), required=True) or Config(explicit.resolve().parent)
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in ("cfc.toml", "pyproject.toml"):
            candidate = folder / name
            if candidate.is_file():
                config = _read(candidate, required=name == "cfc.toml")
                if config is not None:
                    return config
        if folder == ceiling:
            break
    return Config(start)


def _read(path: Path, *, required: bool) -> Config | None:
    name = path.name
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", name) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", name) from error
    try:
        data: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if not required and "[tool.cfc" not in text:
            return None
        said = re.search(r"at line (\d+)", str(error))
        line = int(said.group(1)) if said else len(text.splitlines())
        raise ConfigError(f"is not TOML: {error}", name, line) from error
    if name != "cfc.toml" and ("tool" in data or not required):
        tool = data.get("tool")
        table = tool.get("cfc") if isinstance(tool, dict) else None
        if table is None:
            return None
        if not isinstance(table, dict):
            raise ConfigError("`tool.cfc` is not a table", name)
        data = table
    return _Reader(name, text).config(path.parent, data)


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text

    def fail(self, message: str, key: str) -> ConfigError:
        last = key.rsplit(".", 1)[-1]
        pattern = re.compile(rf"^\s*(?:\[+[^\]]*\b)?[\"']?{re.escape(last)}\b", re.MULTILINE)
        match = pattern.search(self.text)
        line = self.text.count("\n", 0, match.end()) + 1 if match else 0
        return ConfigError(message, self.file, line)

    def config(self, project: Path, data: dict[str, object]) -> Config:
        values: dict[str, object] = {}
        self._walk("", data, values)
        return Config(project, self.file, **values)  # type: ignore[arg-type]

    def _walk(self, prefix: str, table: dict[str, object], values: dict[str, object]) -> None:
        for name, value in table.items():
            path = f"{prefix}.{name}" if prefix else name
            key = _BY_PATH.get(path)
            if key is not None:
                field = _FIELDS.get(path, name)
                values[field] = self._value(key, value)
            elif path in tables() and isinstance(value, dict):
                self._walk(path, value, values)
            else:
                known = [*_BY_PATH, *(name for name in tables() if name)]
                close = difflib.get_close_matches(path, known, 1)
                hint = f" (did you mean `{close[0]}`?)" if close else ""
                raise self.fail(f"`{path}` is no key of cfc{hint}", path)

    def _value(self, key: Key, value: object) -> object:
        match key.kind:
            case "path":
                return self._path(key, value)
            case "paths":
                return tuple(self._path(key, item) for item in self._list(key, value))
            case "globs":
                return tuple(self._text(key, item) for item in self._list(key, value))
            case "choice":
                return self._choice(key, value)
            case "switch":
                return self._switch(key, value)
            case "depth":
                return self._depth(key, value)
            case "choices":
                return tuple(self._choice(key, item) for item in self._list(key, value))
            case "name":
                return self._package(key, value)
            case "other-models":
                return tuple(self._other_models(key, item) for item in self._list(key, value))
            case "parties":
                return tuple(self._party(key, item) for item in self._list(key, value))
            case "patterns":
                table = self._table(key, value)
                return {name: self._text(key, item) for name, item in table.items()}
            case "targets":
                return self._targets(key, value)
            case "severities":
                return self._severities(key, value)
            case _:
                return self._suppressions(key, value)

    def _text(self, key: Key, value: object) -> str:
        if not isinstance(value, str):
            raise self.fail(f"`{key.path}` wants a string", key.path)
        return value

    def _switch(self, key: Key, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise self.fail(f"`{key.path}` wants true or false", key.path)

    def _depth(self, key: Key, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 400:
            raise self.fail(f"`{key.path}` wants an integer from 1 to 400", key.path)
        return value

    def _package(self, key: Key, value: object) -> str:
        text = self._text(key, value)
        if not all(part.isidentifier() for part in text.split(".")):
            raise self.fail(f"`{key.path}`: `{text}` is no package name", key.path)
        return text

    def _other_models(self, key: Key, value: object) -> OtherModels:
        table = self._table(key, value)
        odd = sorted(set(table) - {"models", "package", "contracts"})
        if odd:
            raise self.fail(f"`{key.path}` has no key `{odd[0]}`", odd[0])
        if "models" not in table or "package" not in table:
            raise self.fail(f"`{key.path}` wants `models` and `package` in each table", key.path)
        return OtherModels(
            self._choice(_BY_PATH["target.python.models"], table["models"]),
            self._package(key, table["package"]),
            tuple(self._text(key, item) for item in self._list(key, table.get("contracts", []))),
        )

    def _party(self, key: Key, value: object) -> str:
        text = self._text(key, value)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text):
            message = "a party is letters, digits, `.`, `_` and `-`, since it names a file"
            raise self.fail(f"`{key.path}`: `{text}`: {message}", key.path)
        return text

    def _targets(self, key: Key, value: object) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for contract, given in self._table(key, value).items():
            listed = given if isinstance(given, list) else [given]
            texts = [item for item in listed if isinstance(item, str)]
            if len(texts) < len(listed):
                message = f"`{key.path}`: `{contract}` wants a string or an array of strings"
                raise self.fail(message, contract)
            found[contract] = tuple(dict.fromkeys(texts))
        return found

    def _list(self, key: Key, value: object) -> list[object]:
        if not isinstance(value, list):
            raise self.fail(f"`{key.path}` wants an array of strings", key.path)
        return value

    def _table(self, key: Key, value: object) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self.fail(f"`{key.path}` wants a table", key.path)
        return value

    def _path(self, key: Key, value: object) -> str:
        text = self._text(key, value)
        path = PurePosixPath(text.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", text):
            raise self.fail(f"`{key.path}`: `{text}` leads out of the project", key.path)
        return path.as_posix()

    def _choice(self, key: Key, value: object) -> str:
        text = self._text(key, value)
        if text not in key.choices:
            options = ", ".join(f"`{choice}`" for choice in key.choices)
            raise self.fail(f"`{key.path}`: `{text}` is none of {options}", key.path)
        return text

    def _severities(self, key: Key, value: object) -> dict[str, Severity | None]:
        found: dict[str, Severity | None] = {}
        for rule, word in self._table(key, value).items():
            if word == "off":
                found[rule] = None
            elif word in ("error", "warning", "hint"):
                found[rule] = Severity[str(word).upper()]
            else:
                raise self.fail(f"`rules.{rule}`: wants `error`, `warning`, `hint` or `off`", rule)
        return found

    def _suppressions(self, key: Key, value: object) -> tuple[Suppression, ...]:
        found: list[Suppression] = []
        for item in self._list(key, value):
            if not isinstance(item, dict):
                raise self.fail("`suppress` wants an array of tables", key.path)
            odd = sorted(set(item) - {"rule", "reason", "path", "pointer"})
            if odd:
                raise self.fail(f"`suppress` has no key `{odd[0]}`", odd[0])
            texts = {name: self._text(key, text) for name, text in item.items()}
            if not texts.get("rule") or not texts.get("reason", "").strip():
                raise self.fail("a suppression wants a `rule` and a `reason`", key.path)
            found.append(
                Suppression(texts["rule"], texts["reason"], texts.get("path"), texts.get("pointer"))
            )
        return tuple(found)
