"""What the parser makes before paths are gathered: one mutable node for every construct."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Raw:
    """A construct as written. `position` is the operator's offset, `flags` those of a regex."""

    kind: str
    start: int
    end: int
    value: object = None
    parts: list[Raw] = field(default_factory=list)
    flags: str = ""
    position: int = 0
    keep_array: bool = False
    depth: int = 0

    def __post_init__(self) -> None:
        self.depth = 1 + max((part.depth for part in self.parts), default=0)
