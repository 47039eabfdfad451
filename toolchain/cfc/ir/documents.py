"""What the author says of a place, and what a type cannot say of it.

In: schemas and facts. Out: `Documentation`, the same for every language: the author's words, then
the values of keywords that no type holds, then what is left to the validator.
"""

from __future__ import annotations

import json

from cfc.ir.facts import Facts
from cfc.ir.shapes import Anything, Documentation, Shape

_LONGEST = 160
_ONE_LINE = 88
_WORDS = ("title", "description", "deprecated")
_RANGES = (
    ("minLength", "maxLength", "character", "characters"),
    ("minItems", "maxItems", "item", "items"),
    ("minProperties", "maxProperties", "member", "members"),
)
_BOUNDS = (
    ("minimum", "At least {}."), ("exclusiveMinimum", "More than {}."),
    ("maximum", "At most {}."), ("exclusiveMaximum", "Less than {}."),
)  # fmt: skip
_VALUES = (("pattern", "Matches `{}`."), ("format", "Format: {}."))
_SAID_BY_VALUE = frozenset(
    ("pattern", "format", "multipleOf", "uniqueItems", "minProperties", "maxProperties")
) | {"readOnly", "writeOnly", "default", "examples"}
_LIMITING = frozenset(
    ("minLength", "maxLength", "minItems", "maxItems", *(name for name, _ in _BOUNDS))
)


def words_of(value: object) -> Documentation:
    """Return what the author says of a contract as a whole, of an operation or an error."""
    if not isinstance(value, dict):
        return Documentation()
    said = documentation({name: value[name] for name in _WORDS if name in value})
    return Documentation(said.text, (), said.deprecated)


def paragraphs(doc: Documentation, *, limits: bool) -> list[str]:
    """Return the paragraphs of a comment; `limits`: those of strings, numbers and arrays as well.

    What follows one short line stands on that line.
    """
    values = " ".join(text for text in (doc.limits if limits else "", *doc.notes[:1]) if text)
    found = [text.strip() for text in (doc.text, values, *doc.notes[1:]) if text.strip()]
    if len(found) > 1 and found[1] == values and "\n" not in found[0]:
        first = found[0] if found[0][-1] in ".!?:" else found[0] + "."
        if len(first) + len(values) < _ONE_LINE:
            found[:2] = [f"{first} {values}"]
    return found


def documentation(schema: object, notes: tuple[str, ...] = (), name: str = "") -> Documentation:
    """Return what a schema says for people: title and description, values, whether it is deprecated.

    `name`: that of its type, which a title may repeat.
    """
    if not isinstance(schema, dict):
        return Documentation("", notes)
    parts = (schema.get("title"), schema.get("description"))
    texts = [text for part in parts if isinstance(part, str) and (text := part.strip())]
    if texts and name and _letters(texts[0]) == _letters(name):
        # A title that only repeats the name says nothing.
        texts = texts[1:]
    if len(texts) == 2 and texts[1].startswith(texts[0]):
        texts = texts[1:]
    values = "" if _SAID_BY_VALUE.isdisjoint(schema) else " ".join(_values(schema))
    return Documentation(
        text="\n\n".join(texts),
        notes=(values, *notes) if values else notes,
        deprecated=schema.get("deprecated") is True,
        limits="" if _LIMITING.isdisjoint(schema) else " ".join(_limits(schema)),
    )


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _values(schema: dict[str, object]) -> list[str]:
    """Return sentences on keywords whose values are no limits of a string, number or array."""
    found: list[str] = []
    for name, sentence in _VALUES:
        text = schema.get(name)
        if isinstance(text, str) and len(text) <= _LONGEST and text.isprintable():
            found.append(sentence.format(text))
    if "multipleOf" in schema:
        found.append(f"A multiple of {_shown(schema['multipleOf'])}.")
    if schema.get("uniqueItems") is True:
        found.append("Items are unique.")
    found += _range(schema, *_RANGES[2])
    if schema.get("readOnly") is True:
        found.append("Only to be read.")
    if schema.get("writeOnly") is True:
        found.append("Only to be written.")
    for name, label in (("default", "Default"), ("examples", "Example")):
        if name not in schema:
            continue
        listed = schema[name]
        value = listed[0] if name == "examples" and isinstance(listed, list) and listed else listed
        text = _shown(value)
        if text and not (name == "examples" and value == []):
            found.append(f"{label}: `{text}`.")
    return found


def _limits(schema: dict[str, object]) -> list[str]:
    """Return sentences on the limits of a string, a number or an array."""
    found = [text for row in _RANGES[:2] for text in _range(schema, *row)]
    for name, sentence in _BOUNDS:
        if name in schema:
            found.append(sentence.format(_shown(schema[name])))
    return found


def _range(schema: dict[str, object], low: str, high: str, one: str, many: str) -> list[str]:
    least, most = schema.get(low), schema.get(high)
    if not isinstance(least, (int, float)) or not least:
        least = None
    if not isinstance(most, (int, float)):
        most = None
    if least is None and most is None:
        return []
    if least == most:
        return [f"Exactly {_shown(least)} {one if least == 1 else many}."]
    if most is None:
        return [f"At least {_shown(least)} {one if least == 1 else many}."]
    if least is None:
        return [f"At most {_shown(most)} {one if most == 1 else many}."]
    return [f"{_shown(least)} to {_shown(most)} {many}."]


def _shown(value: object) -> str:
    """Return a value as JSON; empty when that is too long to be read in a sentence."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST and text.isprintable() and "`" not in text else ""


def unsaid(facts: Facts, shape: Shape) -> tuple[str, ...]:
    """Return a note on the keywords that the type leaves to the validator."""
    names = list(facts.unsaid)
    if isinstance(shape, Anything) and facts.unions:
        names += [union.keyword for union in facts.unions]
    if not names:
        return ()
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return (f"The validator judges {listed}, too.",)
