"""Python files of the runtime, taken apart into their definitions and put together of some.

In: the text of a file. Out: its pieces, what a printed module imports of the runtime, and a file
of chosen definitions, formatted as the formatter would. What is needed is decided elsewhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from cfc.emit.python.steps import WIDTH
from cfc.emit.runtime import MAIN, Chunk, Import, Source, kept_chunks, kept_imports

_IMPORTED = re.compile(
    r"^from \.+_runtime(?:\.([a-z]+))? import (\([^)]*\)|[^(\n]+)$", re.MULTILINE
)
_NAME = re.compile(r"\w+")


def imported(texts: Iterable[str]) -> frozenset[str]:
    """Return what printed modules import of the runtime, as `part:name`."""
    found: set[str] = set()
    for text in texts:
        for match in _IMPORTED.finditer(text):
            for name in match[2].strip("()").split(","):
                asked, _, alias = name.strip().partition(" as ")
                if alias and not match[1]:
                    # A part of formats, whose functions are called by its name.
                    for rest in text.split(f"{alias}.")[1:]:
                        function = _NAME.match(rest)
                        found |= {f"{asked}:{function[0]}"} if function else set()
                elif asked:
                    found.add(f"{match[1] or MAIN}:{asked}")
    return frozenset(found)


def take_apart(text: str) -> Source:
    """Return the pieces of a file; raises ValueError for a statement that defines nothing."""
    lines = text.splitlines(keepends=True)
    body = ast.parse(text).body
    head = ""
    imports: list[Import] = []
    guarded: list[Import] = []
    chunks: list[Chunk] = []
    at = 0
    for index, node in enumerate(body):
        first, last = node.lineno, node.end_lineno or node.lineno
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.decorator_list:
            first = node.decorator_list[0].lineno
        while first - 1 > at and lines[first - 2].startswith("#"):
            first -= 1
        piece = "".join(lines[first - 1 : last])
        gap = first - 1 - at
        at = last
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            if index == 0:
                head = piece
            else:
                before = chunks.pop()
                joined = before.text + piece
                chunks.append(Chunk(joined, before.names, before.uses, before.gap))
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
            head += "\n" * gap + piece
        elif isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(_import(node, piece, gap))
        elif _is_guard(node):
            for item in ast.walk(node):
                if isinstance(item, ast.ImportFrom):
                    guarded.append(_import(item, ast.unparse(item) + "\n", 0))
        else:
            is_block = isinstance(node, ast.ClassDef | ast.FunctionDef)
            names = frozenset(_defined(node))
            chunks.append(Chunk(piece, names, frozenset(_free(node)), gap, is_block))
    return Source(head, tuple(imports), tuple(chunks), for_types=tuple(guarded))


def _is_guard(node: ast.stmt) -> bool:
    """Whether it is `TYPE_CHECKING = False`, or what stands under `if TYPE_CHECKING`."""
    name = node.test if isinstance(node, ast.If) else None
    if isinstance(node, ast.Assign):
        name = node.targets[0]
    return isinstance(name, ast.Name) and name.id == "TYPE_CHECKING"


def _import(node: ast.Import | ast.ImportFrom, text: str, gap: int) -> Import:
    names = {alias.asname or alias.name: alias.name for alias in node.names}
    if isinstance(node, ast.Import):
        return Import(text, "", "", names, gap)
    part = (node.module or MAIN) if node.level else ""
    return Import(text, f"from {'.' * node.level}{node.module or ''} import ", part, names, gap)


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield from _stored(target)
    else:
        raise ValueError(f"line {node.lineno} of a runtime file defines nothing")


def _stored(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id


def _free(node: ast.AST) -> set[str]:
    """Return the names that are read in a definition and bound outside of it."""
    found: set[str] = set()
    bound: set[str] = set()
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        bound = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
    is_scope = isinstance(node, ast.FunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        found |= _free(child)
        if is_scope:
            bound.update(_stored(child))
    if isinstance(node, ast.Name):
        found.add(node.id)
    return found - bound


def put_together(source: Source, names: frozenset[str]) -> str:
    """Return the file of the definitions of these names."""
    if source.whole is not None:
        return source.whole
    chunks = kept_chunks(source, names)
    text = source.head
    for item, wanted, gap in kept_imports(source, chunks):
        text += "\n" * gap + _cut(item, wanted)
    lines = [_cut(item, wanted) for item, wanted, _ in kept_imports(source, chunks, for_types=True)]
    if lines:
        text += "\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n    " + "    ".join(lines)
    was_block, is_first = False, True
    for chunk, gap in chunks:
        if chunk.opens_block or was_block:
            gap = 2
        elif is_first:
            gap = 1
        text += "\n" * gap + chunk.text
        was_block, is_first = chunk.opens_block, False
    return text


def _cut(item: Import, wanted: list[str]) -> str:
    if len(wanted) == len(item.names):
        return item.text
    names = [
        name if local == name else f"{name} as {local}"
        for local, name in item.names.items()
        if local in wanted
    ]
    line = item.start + ", ".join(names)
    if len(line) <= WIDTH:
        return line + "\n"
    return item.start + "(\n" + "".join(f"    {name},\n" for name in names) + ")\n"
