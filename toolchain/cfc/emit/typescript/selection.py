"""TypeScript, JavaScript and `.d.ts` files of the runtime: taken apart, and put together of some.

In: the text of a file whose definitions all begin in the first column. Out: its pieces, what a
printed module imports of the runtime, and a file of chosen definitions. It reads words, not
grammar: a word in code that is a name of the file counts as a use of it, so a selection may hold
too much and never too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cfc.emit.runtime import EVERYTHING, Chunk, Import, Source, kept_chunks, kept_imports

_WIDTH = 100
_IMPORT = re.compile(r'^(?:im|ex)port (?:type )?\{([^}]*)\} from "([^"\n]+)";', re.MULTILINE)
_STATEMENT = re.compile(r'((import (?:type )?)\{([^}]*)\} from "([^"\n]+)";\n)')
_DEFINITION = re.compile(
    r"(export )?(?:declare )?(?:const|let|class|function\*?|interface|type) (\w+)"
)
_CONTINUED = (" ", "}", ")", "]", "\n")
# What is no code, and code: the first alternative that fits tells which. A slash begins a regular
# expression where no value can stand before it.
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|(?<=[(,=:\[!&|?{};])(?:\s*)/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"""
    r"""|(?<![.\w$])([A-Za-z_]\w*)|(?<=\.\.\.)([A-Za-z_]\w*)""",
    re.DOTALL,
)


def imported(texts: Iterable[str]) -> frozenset[str]:
    """Return what printed modules import of the runtime, as `part:name`.

    A contract's module may be called like a part of the runtime; what no part has is left out later.
    """
    return frozenset(
        f"{part_of(specifier)}:{name}"
        for text in texts
        for names, specifier in _IMPORT.findall(text)
        for name in _names(names).values()
        if part_of(specifier)
    )


def part_of(specifier: str) -> str:
    """Return the part that a specifier leads to; empty when it cannot be one."""
    name = re.sub(r"\.[jt]s$", "", specifier.rpartition("/")[2])
    return name if name in EVERYTHING and specifier.startswith(".") else ""


def _names(listed: str) -> dict[str, str]:
    """Return the names in the braces of an import: from the name here to the name there."""
    found: dict[str, str] = {}
    for item in listed.split(","):
        name, _, local = item.strip().removeprefix("type ").partition(" as ")
        if name:
            found[local or name] = name
    return found


def take_apart(text: str) -> Source:
    """Return the pieces of a file; raises ValueError for a line that belongs to no definition."""
    lines = text.splitlines(keepends=True)
    head_end = _comment_end(lines, 0)
    imports: list[Import] = []
    chunks: list[Chunk] = []
    at, gap = head_end, 0
    while at < len(lines):
        if lines[at] == "\n":
            at, gap = at + 1, gap + 1
            continue
        start = at
        while at < len(lines) and lines[at].startswith(("//", "/*")):
            at = _comment_end(lines, at)
        if at == len(lines):
            raise ValueError("a comment at the end of a runtime file belongs to nothing")
        first = lines[at]
        at += 1
        while at < len(lines) and lines[at].startswith(_CONTINUED) and lines[at] != "\n":
            at += 1
        while _goes_on(lines, at):
            at += 1
        piece = "".join(lines[start:at])
        statement = _STATEMENT.fullmatch(piece)
        definition = _DEFINITION.match(first)
        if statement is not None:
            imports.append(_import(statement, gap))
        elif definition is not None:
            uses = words(piece)
            chunks.append(
                Chunk(piece, frozenset({definition[2]}), uses, gap, False, not definition[1])
            )
        elif first != "export {};\n":
            raise ValueError(f"line {start + 1} of a runtime file belongs to nothing: {first}")
        gap = 0
    return Source("".join(lines[:head_end]), tuple(imports), tuple(chunks))


def left_whole(text: str) -> Source:
    """Return a file of someone else's, of which only the imports are read."""
    imports = tuple(_import(match, 0) for match in _STATEMENT.finditer(text))
    return Source("", imports, (), text)


def _goes_on(lines: list[str], at: int) -> bool:
    """Tell a blank line within a definition, or what follows one: the next line is not at its start."""
    while at < len(lines) and lines[at] == "\n":
        at += 1
    return at < len(lines) and lines[at].startswith(_CONTINUED)


def _comment_end(lines: list[str], at: int) -> int:
    """Return the line behind the comment that begins in this one."""
    if lines[at].startswith("/*"):
        while not lines[at].rstrip().endswith("*/"):
            at += 1
        return at + 1
    while at < len(lines) and lines[at].startswith("//"):
        at += 1
    return at


def words(text: str) -> frozenset[str]:
    """Return the words of the code: neither those of comments and texts, nor names of members."""
    found: set[str] = set()
    for match in _TOKEN.finditer(text):
        word = match[1] or match[2]
        if word:
            found.add(word)
    return frozenset(found)


def _import(match: re.Match[str], gap: int) -> Import:
    start = f'{match[2]}{{@}} from "{match[4]}";'
    return Import(match[1], start, part_of(match[4]), _names(match[3]), gap)


def put_together(source: Source, names: frozenset[str], *, is_declared: bool = False) -> str:
    """Return the file of the definitions of these names. `is_declared`: it is a `.d.ts`."""
    if source.whole is not None:
        return source.whole
    chunks = kept_chunks(source, names)
    text = source.head
    for item, wanted, gap in kept_imports(source, chunks):
        text += "\n" * gap + _cut(item, wanted)
    for chunk, gap in chunks:
        text += "\n" * gap + chunk.text
    if is_declared and any(chunk.is_private for chunk, _ in chunks):
        # Else all that is declared were exported.
        text += "export {};\n"
    return text


def _cut(item: Import, wanted: list[str]) -> str:
    if len(wanted) == len(item.names):
        return item.text
    names = [
        name if local == name else f"{name} as {local}"
        for local, name in item.names.items()
        if local in wanted
    ]
    line = item.start.replace("@", f" {', '.join(names)} ")
    if len(line) <= _WIDTH:
        return line + "\n"
    return item.start.replace("@", "\n" + "".join(f"  {name},\n" for name in names)) + "\n"
