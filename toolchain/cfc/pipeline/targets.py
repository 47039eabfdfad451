"""The targets of a run, made from the settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cfc.config.model import Config
from cfc.emit.python.target import PythonTarget
from cfc.emit.target import Target
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget
from cfc.emit.typescript.type_exprs import TypeStyle

if TYPE_CHECKING:
    from cfc.emit.python.codegen import Kind


def make_targets(
    config: Config,
    names: Sequence[str],
    ids: Sequence[str],
    templates: Path | None,
    *,
    further: bool = False,
) -> dict[str, Target]:
    """Return the printers by target name.

    `further`: as the settings have it, with the kind of models and the packages beside the first;
    else with our own models alone, which is what judges need.
    """
    found: dict[str, Target] = {}
    for name in names:
        if name == "python":
            kind = config.python_models if further else "pydantic"
            first = _python(config, ids, config.python_package, kind, templates)
            found[name] = _several(first, config, ids, templates) if further else first
        elif name == "typescript":
            imports = config.typescript_imports
            found[name] = TypeScriptTarget(
                ids, templates, imports, config.max_depth, _style(config)
            )
        else:
            found[name] = JavaScriptTarget(
                ids, templates, max_depth=config.max_depth, style=_style(config)
            )
    return found


def _style(config: Config) -> TypeStyle:
    return TypeStyle(
        config.typescript_template_literals,
        config.typescript_branded_formats,
        config.typescript_readonly,
    )


def _python(
    config: Config, ids: Sequence[str], package: str, kind: str, templates: Path | None
) -> Target:
    other = _other_kind(kind)
    if other is None:
        return PythonTarget(
            ids,
            package,
            templates,
            config.max_depth,
            config.python_frozen,
            config.python_rich_formats,
        )
    from cfc.emit.python.other_models import OtherModelsTarget

    return OtherModelsTarget(ids, package, other, templates, config.project, config.max_depth)


def _other_kind(name: str) -> Kind | None:
    """Return the kind of models that this is; None for our own."""
    match name:
        case "typed-dict" | "dataclass" | "msgspec" | "datamodel-code-generator":
            return name
        case _:
            return None


def _several(first: Target, config: Config, ids: Sequence[str], templates: Path | None) -> Target:
    if not config.python_also:
        return first
    from cfc.emit.python.several import Further, SeveralPackages, matching

    further: list[Further] = []
    for item in config.python_also:
        mine = matching(ids, item.contracts)
        target = _python(config, mine, item.package, item.models, templates)
        further.append(Further(item.package, target, frozenset(mine)))
    return SeveralPackages(first, further)
