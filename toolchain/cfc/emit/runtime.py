"""The printed runtime: of its parts, the definitions that a project's modules reach and no other.

In: printed modules, and the parts as a language reads them (`selection.py` of each). Out: the
names that are needed, by part, and what of a part's text holds them. The code itself says what it
is built on, so no list can fall behind. It refuses to know how a language is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cfc.ir.parts import ALL_PARTS, PYTHON_PARTS

MAX_DEPTH = 200
"""How often a definition may be inside itself in a value, unless the project says otherwise."""
MAIN = "runtime"
"""What the first file of every runtime is called where parts are named."""
EVERYTHING = ALL_PARTS | {MAIN}
"""The needs of someone who wants all parts whole."""


@dataclass(frozen=True)
class Chunk:
    """One definition as it is written, comments included.

    `uses`: the words in it that may be names of other definitions; `gap`: blank lines before it.
    """

    text: str
    names: frozenset[str]
    uses: frozenset[str]
    gap: int
    opens_block: bool = False
    is_private: bool = False


@dataclass(frozen=True)
class Import:
    """An import statement. `part`: of the runtime; empty when it is of something else.

    `names`: from the name in this file to the name over there. `start`: what stands before them.
    """

    text: str
    start: str
    part: str
    names: Mapping[str, str]
    gap: int


@dataclass(frozen=True)
class Source:
    """A file of the runtime in pieces; `whole`: it was not taken apart, and is printed as it is.

    `for_types`: what only a type checker imports.
    """

    head: str
    imports: tuple[Import, ...]
    chunks: tuple[Chunk, ...]
    whole: str | None = None
    for_types: tuple[Import, ...] = ()


Needs = Mapping[str, frozenset[str]]
# The name that stands for all of a file that was not taken apart.
_WHOLE = "*"


def needed(needs: Iterable[str], sources_of: Callable[[str], Sequence[Source]]) -> Needs:
    """Return the names that are reached, by part.

    `needs`: `part:name`, or a part alone for all of it; what no part has is left out. A part is in
    the answer once anything in it is reached.
    """
    found: dict[str, set[str]] = {}
    graphs: dict[str, dict[str, set[tuple[str, str]]]] = {}
    left: list[tuple[str, str]] = []
    for need in sorted(needs):
        part, _, name = need.partition(":")
        if part in EVERYTHING or part in PYTHON_PARTS:
            left.append((part, name))
    while left:
        part, name = left.pop()
        if part not in graphs:
            graphs[part] = _graph(part, sources_of(part))
        graph = graphs[part]
        if not name:
            left += [(part, other) for other in graph]
        elif name in graph and name not in found.setdefault(part, set()):
            found[part].add(name)
            left += graph[name]
        elif _WHOLE in graph and _WHOLE not in found.setdefault(part, set()):
            left.append((part, _WHOLE))
    return {part: frozenset(names) for part, names in found.items()}


def _graph(part: str, sources: Sequence[Source]) -> dict[str, set[tuple[str, str]]]:
    """Return what each name of a part uses."""
    graph: dict[str, set[tuple[str, str]]] = {}
    places: dict[str, tuple[str, str]] = {}
    for source in sources:
        places |= {name: (part, name) for chunk in source.chunks for name in chunk.names}
    for source in sources:
        for item in source.imports:
            if item.part:
                places |= {local: (item.part, name) for local, name in item.names.items()}
        if source.whole is not None:
            imported = {local for item in source.imports for local in item.names}
            graph[_WHOLE] = {places[local] for local in imported if local in places}
    for source in sources:
        for chunk in source.chunks:
            reached = {places[word] for word in chunk.uses if word in places}
            reached |= {(part, name) for name in chunk.names}
            for name in chunk.names:
                graph.setdefault(name, set()).update(reached)
    return graph


def kept_chunks(source: Source, names: frozenset[str]) -> list[tuple[Chunk, int]]:
    """Return the chunks that define one of the names, each with the blank lines before it."""
    kept: list[tuple[Chunk, int]] = []
    gap = 0
    for chunk in source.chunks:
        gap = max(gap, chunk.gap)
        if chunk.names & names:
            kept.append((chunk, gap))
            gap = 0
    return kept


def kept_imports(
    source: Source, kept: Iterable[tuple[Chunk, int]], *, for_types: bool = False
) -> list[tuple[Import, list[str], int]]:
    """Return the imports that the chunks still need: the local names, and the lines before each."""
    words = frozenset().union(*(chunk.uses for chunk, _ in kept))
    found: list[tuple[Import, list[str], int]] = []
    gap = 0
    for item in source.for_types if for_types else source.imports:
        gap = max(gap, item.gap)
        names = [local for local in item.names if local in words]
        if names:
            found.append((item, names, gap))
            gap = 0
    return found


def limited(text: str, max_depth: int) -> str:
    """Return the part `limits` with the limit of a project."""
    return text.replace(f"MAX_DEPTH = {MAX_DEPTH}", f"MAX_DEPTH = {max_depth}")
