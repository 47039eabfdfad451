"""The TypeScript and JavaScript targets: modules of the IR to texts of files.

In: contract modules. Out: one `.ts` each, or `.js` and `.d.ts`, and the files that belong to
none: the index and the runtime. It refuses to know where they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from cfc.emit.code import environment
from cfc.emit.line_layouts import LineLayouts
from cfc.emit.runtime import MAIN, MAX_DEPTH, Source, limited, needed
from cfc.emit.typescript import literals
from cfc.emit.typescript.identifiers import identifier, namespace_word
from cfc.emit.typescript.lines import Line
from cfc.emit.typescript.modules import Form, module_view
from cfc.emit.typescript.paths import Imports, ModulePaths
from cfc.emit.typescript.selection import imported, left_whole, put_together, take_apart
from cfc.emit.typescript.type_exprs import PLAIN_STYLE, TypeStyle
from cfc.ir.module import ContractModule
from cfc.ir.names import Namespace, spelled, words
from cfc.resources import folder

_RELATIVE = re.compile(r'(from "\.{1,2}/[a-z_/]+)\.js(";)')
_BLANKS = re.compile(r"\n{3,}")
_EXTENSIONS = {"js": ".js", "ts": ".ts", "none": ""}


def _path(part: str) -> str:
    return part if part == MAIN else f"runtime/{part}"


@cache
def _source(path: Path) -> Source:
    return take_apart(path.read_text("utf-8"))


class _Target:
    """What both targets share. `templates`: a folder whose files win over ours."""

    name: str

    def __init__(
        self,
        ids: Sequence[str],
        templates: Path | None,
        imports: Imports,
        max_depth: int,
        style: TypeStyle,
    ) -> None:
        self._max_depth, self._style = max_depth, style
        ours = folder("templates")
        self._folders = (ours,) if templates is None else (templates, ours)
        self._environment = environment(*self._folders)
        self._steps = LineLayouts(
            self._environment.get_template("typescript/parts/steps.ts.jinja"), Line
        )
        self._imports = imports
        self._paths = ModulePaths(ids, imports)

    def _print(self, module: ContractModule, form: Form) -> str:
        name = (
            "javascript/module.d.ts.jinja"
            if form == "declarations"
            else "typescript/module.ts.jinja"
        )
        view = module_view(module, self._paths, form, self._steps.lay_out, self._style)
        return _tidy(self._environment.get_template(name).render(m=view))

    def _index(self, ids: Sequence[str], features: frozenset[str], *, typed: bool) -> str:
        template = self._environment.get_template("typescript/index.ts.jinja")
        namespace = Namespace()
        modules = []
        for contract_id in ids:
            unique = spelled(contract_id)
            # One more candidate than there are names in use, so that one of them is free.
            others = [("module",) * count + unique for count in range(1, len(ids) + 1)]
            parts = namespace.claim([words(contract_id), unique, *others])
            name = identifier(namespace_word(parts))
            source = literals.string(self._paths.from_index(contract_id))
            modules.append({"name": name, "source": source})
        runtime = literals.string(self._paths.shared("runtime"))
        operations = None
        if any(item.startswith("operations") for item in features):
            operations = literals.string(self._paths.shared("runtime/operations"))
        return template.render(modules=modules, typed=typed, runtime=runtime, operations=operations)

    def runtime_needs(self, texts: Iterable[str]) -> frozenset[str]:
        return imported(texts)

    def _shared(
        self, language: str, extensions: tuple[str, ...], needs: frozenset[str]
    ) -> dict[str, str]:
        """Return the files of the runtime, as far as they are needed."""

        def sources_of(part: str) -> tuple[Source, ...]:
            return tuple(self._source(f"{language}/runtime/{_path(part)}{e}") for e in extensions)

        texts: dict[str, str] = {}
        for part, names in needed(needs, sources_of).items():
            for extension, source in zip(extensions, sources_of(part), strict=True):
                is_declared = extension == ".d.ts"
                text = limited(
                    put_together(source, names, is_declared=is_declared), self._max_depth
                )
                texts[_path(part) + extension] = self._with_specifiers(text)
        return texts

    def _source(self, path: str) -> Source:
        for place in self._folders[:-1]:
            if (place / path).is_file():
                return left_whole((place / path).read_text("utf-8"))
        return _source(self._folders[-1] / path)

    def _with_specifiers(self, text: str) -> str:
        return _RELATIVE.sub(rf"\g<1>{_EXTENSIONS[self._imports]}\2", text)


def _tidy(text: str) -> str:
    """Return the text with one blank line where a template left more, and none at the end.

    No literal holds a line end of its own, so this changes layout only.
    """
    return _BLANKS.sub("\n\n", text).rstrip("\n") + "\n"


class TypeScriptTarget(_Target):
    """Prints `.ts` modules. `imports`: how import specifiers end."""

    name = "typescript"

    def __init__(
        self,
        ids: Sequence[str],
        templates: Path | None = None,
        imports: Imports = "js",
        max_depth: int = MAX_DEPTH,
        style: TypeStyle = PLAIN_STYLE,
    ) -> None:
        super().__init__(ids, templates, imports, max_depth, style)

    def module_paths(self, contract_id: str) -> Sequence[str]:
        return (self._paths.path(contract_id) + ".ts",)

    def print_module(self, module: ContractModule) -> dict[str, str]:
        return {self._paths.path(module.id) + ".ts": self._print(module, "typescript")}

    def print_shared(self, ids: Sequence[str], features: frozenset[str]) -> dict[str, str]:
        index = self._index(ids, features, typed=True)
        return {
            "index.ts": index,
            **self._shared("typescript", (".ts",), features | imported([index])),
        }


class JavaScriptTarget(_Target):
    """Prints the same modules as `.js`, with their types beside them as `.d.ts`."""

    name = "javascript"

    def __init__(
        self,
        ids: Sequence[str],
        templates: Path | None = None,
        imports: Imports = "js",
        max_depth: int = MAX_DEPTH,
        style: TypeStyle = PLAIN_STYLE,
    ) -> None:
        # There is no `.ts` file to import here.
        super().__init__(ids, templates, "js" if imports == "ts" else imports, max_depth, style)

    def module_paths(self, contract_id: str) -> Sequence[str]:
        path = self._paths.path(contract_id)
        return (path + ".js", path + ".d.ts")

    def print_module(self, module: ContractModule) -> dict[str, str]:
        path = self._paths.path(module.id)
        return {
            path + ".js": self._print(module, "javascript"),
            path + ".d.ts": self._print(module, "declarations"),
        }

    def print_shared(self, ids: Sequence[str], features: frozenset[str]) -> dict[str, str]:
        texts = {
            "index.js": self._index(ids, features, typed=False),
            "index.d.ts": self._index(ids, features, typed=True),
        }
        needs = features | imported(texts.values())
        return texts | self._shared("javascript", (".js", ".d.ts"), needs)
