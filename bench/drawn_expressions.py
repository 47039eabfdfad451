"""Draw expressions over a schema: paths that it declares, compared and gathered in all ways."""

from __future__ import annotations

import random

Schema = dict[str, object]
_WORDS = ('"a"', '"b"', '""', '"ab"', '"z"')
_NUMBERS = ("0", "1", "2", "0.3", "-1", "3", "1e15", "9007199254740992")


class Drawer:
    """Draws for one schema. `kind` is what an expression is to come to, mostly."""

    def __init__(self, schema: Schema, chance: random.Random) -> None:
        self.root = schema
        self.chance = chance
        self.variables: list[tuple[str, str]] = []

    def expression(self) -> str:
        """Return an expression, mostly one that gives a boolean."""
        self.variables = []
        if self.chance.random() < 0.1:
            return self.of(self.chance.choice(("number", "string")), self.root, 3)
        if self.chance.random() < 0.12:
            kind = self.chance.choice(("number", "string"))
            value = self.of(kind, self.root, 2)
            self.variables.append(("$v", kind))
            return f"($v := {value}; {self.boolean(self.root, 2)})"
        return self.boolean(self.root, 3)

    # --- booleans -------------------------------------------------------------------------

    def boolean(self, at: Schema, depth: int) -> str:
        choose = self.chance.random()
        if depth > 0 and choose < 0.18:
            operator = self.chance.choice(("and", "or"))
            return f"({self.boolean(at, depth - 1)} {operator} {self.boolean(at, depth - 1)})"
        if depth > 0 and choose < 0.24:
            parts = [self.boolean(at, depth - 1) for _ in range(3)]
            return f"({parts[0]} ? {parts[1]} : {parts[2]})"
        if depth > 0 and choose < 0.3:
            return f"$not({self.boolean(at, depth - 1)})"
        if choose < 0.36:
            return f"$exists({self.any_path(at)})"
        if choose < 0.46:
            return self.about_items(at, depth)
        if choose < 0.52:
            return self.membership(at, depth)
        if choose < 0.56:
            return f"$contains({self.of('string', at, depth)}, {self.needle()})"
        if choose < 0.6:
            path = self.path(at, "boolean")
            if path:
                return path
        kind = self.chance.choice(("number", "number", "string"))
        operator = self.chance.choice(("=", "=", "!=", "<", "<=", ">", ">="))
        return f"{self.of(kind, at, depth)} {operator} {self.of(kind, at, depth)}"

    def needle(self) -> str:
        return self.chance.choice((*_WORDS, "/a/", "/^a+$/", "/b$/i"))

    def about_items(self, at: Schema, depth: int) -> str:
        """Every, some, none, unique: what counts items."""
        array = self.array(at)
        if array is None:
            return "true"
        path, items = array
        test = self.item_test(items, depth - 1)
        key = self.scalar_key(items)
        forms = [
            f"$count({path}[{test}]) = 0",
            f"$count({path}[{test}]) > 0",
            f"$count({path}[{test}]) = $count({path})",
            f"$exists({path}[{test}])",
            f"$not($exists({path}[{test}]))",
            f"$count($filter({path}, function($i) {{ $i.{key} = {self.scalar(items, key)} }})) <= 1"
            if key
            else f"$count({path}) >= 1",
            f"$count($distinct({path}.{key})) = $count({path})" if key else f"$count({path}) = 2",
            f"{path}[{test}].{key} = {self.scalar(items, key)}" if key else f"$exists({path})",
        ]
        return self.chance.choice(forms)

    def item_test(self, items: Schema, depth: int) -> str:
        if items.get("type") != "object":
            kind = str(items.get("type"))
            kind = "number" if kind in ("integer", "number") else "string"
            return f"$ {self.chance.choice(('=', '>', '!='))} {self.constant(kind)}"
        if self.chance.random() < 0.2:
            # Something of the whole document, from inside.
            kind = self.chance.choice(("number", "string"))
            mine, whole = self.path(items, kind), self.path(self.root, kind)
            if mine and whole:
                return f"{mine} {self.chance.choice(('=', '!=', '<'))} $$.{whole}"
        if self.chance.random() < 0.15:
            mine, array = self.path(items, "string"), self.array(self.root)
            if mine and array is not None:
                key = self.scalar_key(array[1])
                if key:
                    return f"$not({mine} in $$.{array[0]}.{key})"
        return self.boolean(items, max(depth, 0))

    def membership(self, at: Schema, depth: int) -> str:
        kind = self.chance.choice(("number", "string"))
        value = self.of(kind, at, 0)
        array = self.array(at)
        if array is not None and self.chance.random() < 0.6:
            path, items = array
            key = self.scalar_key(items)
            return f"{value} in {path}.{key}" if key else f"{value} in {path}"
        constants = [self.constant(kind) for _ in range(self.chance.randint(1, 4))]
        return f"{value} in [{', '.join(constants)}]"

    # --- values ---------------------------------------------------------------------------

    def of(self, kind: str, at: Schema, depth: int) -> str:
        """Return an expression of a kind."""
        choose = self.chance.random()
        known = [name for name, what in self.variables if what == kind]
        if known and choose < 0.3:
            return self.chance.choice(known)
        path = self.path(at, kind)
        if depth <= 0 or choose < 0.4:
            return path or self.constant(kind)
        if choose < 0.5:
            return self.constant(kind)
        if choose < 0.56:
            parts = self.of(kind, at, depth - 1), self.of(kind, at, depth - 1)
            return f"({self.boolean(at, depth - 1)} ? {parts[0]} : {parts[1]})"
        if choose < 0.6 and path:
            return f"({path} ?? {self.constant(kind)})"
        if kind == "string":
            return self.string(at, depth)
        return self.number(at, depth)

    def string(self, at: Schema, depth: int) -> str:
        one, other = self.of("string", at, depth - 1), self.of("string", at, depth - 1)
        forms = (
            f"({one} & {other})",
            f"$lowercase({one})",
            f"$uppercase({one})",
            f"$string({one})",
        )
        return self.chance.choice(forms)

    def number(self, at: Schema, depth: int) -> str:
        if self.chance.random() < 0.5:
            array = self.array(at)
            if array is not None:
                path, items = array
                return self.gathered(path, items, depth)
        date = self.date(at)
        if date and self.chance.random() < 0.3:
            return f"$toMillis({date})"
        one, other = self.of("number", at, depth - 1), self.of("number", at, depth - 1)
        forms = (
            f"({one} + {other})",
            f"({one} - {other})",
            f"{one} * {other}",
            f"({one}) / 4",
            f"-({one})",
            f"$length({self.of('string', at, depth - 1)})",
        )
        return self.chance.choice(forms)

    def date(self, at: Schema) -> str | None:
        names = [
            name for name, part in self.members(at).items() if part.get("format") == "date-time"
        ]
        return self.chance.choice(names) if names else None

    def gathered(self, path: str, items: Schema, depth: int) -> str:
        function = self.chance.choice(("sum", "sum", "max", "min", "average", "count"))
        if items.get("type") != "object":
            if function != "count" and items.get("type") not in ("number", "integer"):
                function = "count"
            return f"${function}({path})"
        inner = self.path(items, "number")
        if inner is None:
            return f"$count({path})"
        forms = (
            f"${function}({path}.{inner})",
            f"${function}({path}.({inner} * {self.of('number', items, 0)}))",
            f"${function}({path}[{self.item_test(items, depth - 1)}].{inner})",
            f"${function}($map({path}, function($m) {{ $m.{inner} }}))",
            f"$reduce({path}.{inner}, function($a, $b) {{ $a + $b }}, {self.constant('number')})",
        )
        return self.chance.choice(forms)

    def constant(self, kind: str) -> str:
        return self.chance.choice(_WORDS if kind == "string" else _NUMBERS)

    # --- paths ----------------------------------------------------------------------------

    def members(self, at: Schema) -> dict[str, Schema]:
        found = at.get("properties", {})
        return found if isinstance(found, dict) else {}

    def path(self, at: Schema, kind: str) -> str | None:
        """Return a path to a scalar of the kind, not through arrays, mostly."""
        wanted = ("number", "integer") if kind == "number" else (kind,)
        found: list[str] = []
        for name, part in self.members(at).items():
            types = part.get("type")
            listed = types if isinstance(types, list) else [types]
            if "enum" in part and kind == "string":
                found.append(name)
            if any(one in listed for one in wanted):
                found.append(name)
            if types == "object":
                inner = self.path(part, kind)
                found += [f"{name}.{inner}"] if inner else []
            if types == "array" and self.chance.random() < 0.15:
                items = part["items"]
                if isinstance(items, dict) and items.get("type") == "object":
                    inner = self.path(items, kind)
                    found += [f"{name}.{inner}", f"{name}[0].{inner}"] if inner else []
                elif isinstance(items, dict) and items.get("type") in wanted:
                    found += [f"{name}[-1]", f"{name}[1]", name]
        return self.chance.choice(found) if found else None

    def any_path(self, at: Schema) -> str:
        kind = self.chance.choice(("number", "string", "boolean", "array"))
        if kind == "array":
            array = self.array(at)
            if array is not None:
                return array[0]
        return self.path(at, kind) or self.path(at, "number") or "missing"

    def array(self, at: Schema) -> tuple[str, Schema] | None:
        """Return a path to an array, and the schema of its items."""
        found: list[tuple[str, Schema]] = []
        for name, part in self.members(at).items():
            items = part.get("items")
            if part.get("type") == "array" and isinstance(items, dict):
                found.append((name, items))
                for inner, last in self.arrays_in(items):
                    found.append((f"{name}.{inner}", last))
            if part.get("type") == "object":
                found += [(f"{name}.{inner}", last) for inner, last in self.arrays_in(part)]
        return self.chance.choice(found) if found else None

    def arrays_in(self, at: Schema) -> list[tuple[str, Schema]]:
        return [
            (name, part["items"])
            for name, part in self.members(at).items()
            if part.get("type") == "array" and isinstance(part["items"], dict)
        ]

    def scalar_key(self, items: Schema) -> str | None:
        keys = [
            name
            for name, part in self.members(items).items()
            if part.get("type") in ("string", "number", "integer", "boolean") or "enum" in part
        ]
        return self.chance.choice(keys) if keys else None

    def scalar(self, items: Schema, key: str | None) -> str:
        part = self.members(items).get(key or "", {})
        number = part.get("type") in ("number", "integer")
        return self.constant("number" if number else "string")
