"""What the shape of a regular expression tells: widths, emptiness, and where its groups stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cfc.patterns.tree import (
    AnyCharacter,
    BackReference,
    Character,
    CharacterClass,
    Choice,
    Edge,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
)

Path = tuple[Node, ...]


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below, in the order of the text."""
    if isinstance(node, Sequence):
        return node.parts
    if isinstance(node, Choice):
        return node.options
    if isinstance(node, Group | Look | Repeat):
        return (node.body,)
    return ()


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Node, Path]]:
    """Yield every node with the nodes above it, outermost first."""
    stack: list[tuple[Node, Path]] = [(node, path)]
    while stack:
        node, path = stack.pop()
        yield node, path
        below = (*path, node)
        stack += [(child, below) for child in reversed(children(node))]


def can_be_empty(node: Node) -> bool:
    """Return whether the node may match the empty string."""
    if isinstance(node, Character | AnyCharacter | CharacterClass):
        return False
    if isinstance(node, Edge | Look | BackReference):
        return True
    if isinstance(node, Repeat):
        return node.low == 0 or can_be_empty(node.body)
    if isinstance(node, Group):
        return can_be_empty(node.body)
    if isinstance(node, Sequence):
        return all(can_be_empty(part) for part in node.parts)
    return any(can_be_empty(option) for option in node.options)


def fixed_width(node: Node) -> int | None:
    """Return how many characters every match has; None when they differ."""
    if isinstance(node, Character | AnyCharacter | CharacterClass):
        return 1
    if isinstance(node, Edge | Look):
        return 0
    if isinstance(node, BackReference):
        return None
    if isinstance(node, Group):
        return fixed_width(node.body)
    if isinstance(node, Repeat):
        width = fixed_width(node.body)
        if width is None or node.low != node.high:
            return 0 if width == 0 else None
        return width * node.low
    if isinstance(node, Sequence):
        widths = [fixed_width(part) for part in node.parts]
        return None if None in widths else sum(width for width in widths if width is not None)
    different = {fixed_width(option) for option in node.options}
    return different.pop() if len(different) == 1 else None


def may_repeat(node: Node) -> bool:
    return isinstance(node, Repeat) and node.high != 1


@dataclass(frozen=True)
class Reference:
    """What a back-reference finds: nothing ever, its group always, or its group if that took part.

    `refusal` says why Python could not do the same.
    """

    finds: str
    refusal: str | None = None


def resolve(tree: Node, reference: BackReference, path: Path) -> Reference:
    """Return what the back-reference finds. ECMA-262 forgets groups at each round of a loop."""
    group, group_path = next(
        (node, above)
        for node, above in walk(tree)
        if isinstance(node, Group) and node.number == reference.number
    )
    behind = (node for node in (*path, *group_path) if isinstance(node, Look) and not node.ahead)
    if next(behind, None) is not None:
        return Reference("", "a back-reference and a look-behind depend on each other")
    if group in path or reference.at < group.at:
        return Reference("nothing")
    shared = 0
    while shared < min(len(path), len(group_path)) and path[shared] is group_path[shared]:
        shared += 1
    own = group_path[shared:]
    if any(isinstance(node, Look) and node.negated for node in own):
        return Reference("nothing")
    loops = [index for index, node in enumerate(group_path) if may_repeat(node)]
    for index in loops:
        below = group_path[index + 1 :]
        loop = group_path[index]
        if not _is_certain(below, group_path[index:], group):
            return Reference("", "the group need not take part in each round of a loop")
        if index >= shared and isinstance(loop, Repeat) and can_be_empty(loop.body):
            return Reference("", "the group stands in a loop that can go round without a character")
    if _is_certain(own, group_path[max(shared - 1, 0) :], group):
        return Reference("group")
    return Reference("group if any")


def _is_certain(below: Path, chain: Path, group: Node) -> bool:
    """Return whether the group takes part whenever the node above `below` matches."""
    if chain and isinstance(chain[0], Choice):
        return False
    return all(
        isinstance(node, Sequence | Group)
        or (isinstance(node, Look) and not node.negated)
        or (isinstance(node, Repeat) and node.low > 0)
        for node in below
    )
