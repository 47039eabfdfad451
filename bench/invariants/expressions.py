"""Expressions over documents: drawn from the members and values that these have.

In: documents and a source of chance. Out: expressions of the kinds that invariants are made of;
some of them make no sense, as some of those that people write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from random import Random

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = frozenset({"and", "or", "in", "true", "false", "null"})
_ORDERS = ("<", "<=", ">", ">=", "=", "!=")
_FEW = 12


class ExpressionSource:
    """Draws expressions about some documents."""

    def __init__(self, documents: Sequence[object], rng: Random) -> None:
        self._rng = rng
        self._paths: dict[tuple[str, ...], list[object]] = {}
        self._lists: set[tuple[str, ...]] = set()
        for document in documents:
            self._learn(document, ())

    def _learn(self, value: object, path: tuple[str, ...]) -> None:
        if len(path) > 5:
            return
        values = self._paths.setdefault(path, [])
        if isinstance(value, list):
            self._lists.add(path)
            for item in value[:_FEW]:
                self._learn(item, path)
        elif isinstance(value, dict):
            for name, item in list(value.items())[:_FEW]:
                self._learn(item, (*path, name))
        elif len(values) < _FEW and value not in values:
            values.append(value)

    def draw(self) -> str:
        """Return one expression."""
        rng = self._rng
        form = rng.random()
        if form < 0.45:
            return self.condition(())
        if form < 0.55:
            return self.atom(())
        if form < 0.7:
            other = rng.choice((self.condition, self.atom))(())
            return f"{self.condition(())} ? {self.condition(())} : {other}"
        if form < 0.8:
            return f"({self.condition(())}) and ({self.condition(())})"
        if form < 0.85:
            return f"($x := {self.atom(())}; {self.condition(())} and $x = {self.literal()})"
        return self.over_items()

    # --- conditions -------------------------------------------------------------------------

    def condition(self, context: tuple[str, ...], depth: int = 0) -> str:
        rng = self._rng
        form = rng.random()
        if form < 0.5 or depth > 2:
            return self.comparison(context)
        if form < 0.6:
            items = ", ".join(self.literal() for _ in range(rng.randint(1, 3)))
            return f"{self.path(context)} in [{items}]"
        if form < 0.72:
            return f"$exists({self.path(context)})"
        if form < 0.8:
            return f"$not({self.condition(context, depth + 1)})"
        joint = rng.choice((" and ", " or "))
        return joint.join(
            f"({self.condition(context, depth + 1)})" for _ in range(rng.randint(2, 3))
        )

    def comparison(self, context: tuple[str, ...]) -> str:
        rng = self._rng
        if rng.random() < 0.5:
            path = self.chosen(context)
            values = [value for value in self._paths.get((*context, *path), ()) if value != ""]
            text = self.spelled(path)
            if values and text:
                return f"{text} {rng.choice(_ORDERS)} {json.dumps(rng.choice(values))}"
        left, right = self.atom(context), rng.choice((self.atom, self.constant))(context)
        return f"{left} {rng.choice(_ORDERS)} {right}"

    def constant(self, context: tuple[str, ...]) -> str:
        return self.literal()

    # --- values -----------------------------------------------------------------------------

    def atom(self, context: tuple[str, ...], depth: int = 0) -> str:
        rng = self._rng
        form = rng.random()
        if form < 0.4 or depth > 1:
            return self.path(context)
        if form < 0.5:
            return self.literal()
        if form < 0.75:
            name = rng.choice(
                "count sum min max average length string abs floor distinct not boolean reverse "
                "type sort uppercase split join".split()
            )
            more = ', "a"' if name == "split" else ""
            return f"${name}({self.path(context)}{more})"
        if form < 0.85:
            operator = rng.choice(("+", "-", "*", "/", "%", "&"))
            both = (self.atom(context, depth + 1), self.atom(context, depth + 1))
            return f"({both[0]} {operator} {both[1]})"
        if form < 0.9:
            return f"({self.path(context)} ?? {self.literal()})"
        return self.predicated(context)

    def literal(self) -> str:
        rng = self._rng
        if rng.random() < 0.5:
            return rng.choice(("0", "1", "-1", "2", "0.5", "100", '""', '"a"', "true", "null"))
        values = rng.choice(list(self._paths.values()))
        return json.dumps(rng.choice(values)) if values else "3"

    def chosen(self, context: tuple[str, ...]) -> tuple[str, ...]:
        """Return a path that there is below a context; now and then another one."""
        rng = self._rng
        below = [path[len(context) :] for path in self._paths if path[: len(context)] == context]
        path = rng.choice(below or [()])
        return (*path[:-1], f"{path[-1]}s") if path and rng.random() < 0.04 else path

    def spelled(self, path: tuple[str, ...]) -> str:
        return ".".join(
            name if _NAME.fullmatch(name) and name not in _WORDS else f"`{name}`" for name in path
        )

    def path(self, context: tuple[str, ...]) -> str:
        rng = self._rng
        path = self.chosen(context)
        text = self.spelled(path) if all("`" not in name for name in path) else ""
        if not text:
            return "$"
        if rng.random() < 0.1:
            at = rng.choice(("[0]", "[-1]", "[1]"))
            names = [self.spelled((name,)) for name in path]
            names[rng.randrange(len(names))] += at
            text = ".".join(names)
        return text + ("[]" if rng.random() < 0.02 else "")

    def items(self, context: tuple[str, ...]) -> tuple[str, ...]:
        """Return a path to an array below a context, or to anything where there is none."""
        inside = [path for path in self._lists if path[: len(context)] == context]
        return self._rng.choice(sorted(inside)) if inside else self._rng.choice(list(self._paths))

    def predicated(self, context: tuple[str, ...]) -> str:
        path = self.items(context)
        if path[: len(context)] != context or any("`" in name for name in path):
            return "$"
        text = self.spelled(path[len(context) :]) or "$"
        text += f"[{self.condition(path, 1)}]"
        if self._rng.random() < 0.5:
            below = self.path(path)
            text += "" if below == "$" else f".{below}"
        return text

    def over_items(self) -> str:
        rng = self._rng
        path = self.items(())
        text = self.spelled(path) if all("`" not in name for name in path) else ""
        text = text or "$"
        form = rng.randrange(5)
        if form == 0:
            return f"$count({self.predicated(())}) {rng.choice(_ORDERS)} {rng.randint(0, 2)}"
        if form == 1:
            return f"{text}.({self.atom(path)})"
        body = self.condition(path, 1) if form == 2 else self.atom(path)
        if form == 2:
            return f"$filter({text}, function($v){{ $v.({body}) }})"
        if form == 3:
            return f"$map({text}, function($v){{ $v.({body}) }})"
        return f"$reduce({text}, function($a, $v){{ $a + $v.({body}) }}, {self.literal()})"
