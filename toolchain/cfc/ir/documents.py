"""What the author says of a place, and what a type cannot say of it.

In: schemas and facts. Out: `Documentation`, the same for every language.
"""

from __future__ import annotations

from cfc.ir.facts import Facts
from cfc.ir.shapes import Anything, Documentation, Shape


def documentation(schema: object, notes: tuple[str, ...] = ()) -> Documentation:
    """Return what the author says of a schema: title and description, and whether it is deprecated."""
    if not isinstance(schema, dict):
        return Documentation("", notes)
    parts = [schema.get("title"), schema.get("description")]
    texts = [part.strip() for part in parts if isinstance(part, str) and part.strip()]
    if len(texts) == 2 and texts[1].startswith(texts[0]):
        texts = texts[1:]
    return Documentation("\n\n".join(texts), notes, schema.get("deprecated") is True)


def unsaid(facts: Facts, shape: Shape) -> tuple[str, ...]:
    """Return a note on the keywords that the type leaves to the validator."""
    names = list(facts.unsaid)
    if isinstance(shape, Anything) and facts.unions:
        names += [union.keyword for union in facts.unions]
    if not names:
        return ()
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return (f"The validator judges {listed}, too.",)
