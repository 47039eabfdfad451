"""Types that are too long for a line, broken as a formatter would break them.

In: a type on one line, as `type_exprs` prints it, and where it stands. Out: the same type within
the width. It knows brackets, arrays, unions and members, and nothing of what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.emit.layout import LONGEST, WIDTH, split

_EMPTY_TYPES = ("null", "undefined")


def behind(head: str, kind: str, indent: int, last: int = 1) -> str:
    """Return a type behind `name:` or `type name =`; `last` columns follow it."""
    options = split(kind, " | ")
    before = len(head) + 1
    if len(options) > 1 and not _is_object_or_null(options):
        if indent + before + len(kind) + last <= WIDTH:
            return f"{head} {kind}"
        margin = "\n" + " " * (indent + 2)
        return f"{head}{margin}{margin.join(alternatives(options, indent + 2))}"
    text = within_width(kind, indent, before, last)
    most = WIDTH if head.endswith("=") else LONGEST
    if "\n" not in text and indent + before + len(text) + last > most:
        return f"{head}\n{' ' * (indent + 2)}{text}"
    return f"{head} {text}"


def alternatives(options: Sequence[str], indent: int) -> list[str]:
    """Return the options of a union for lines with this indent: all on one, or each on its own."""
    line = " | ".join(options)
    if indent + len(line) + 1 <= WIDTH:
        return [line]
    return [f"| {within_width(option, indent + 2, 0, 1)}" for option in options]


def members(text: str, indent: int) -> list[str]:
    """Return the members of an object type, for lines with this indent."""
    return [member(item, indent) for item in split(text, "; ")]


def member(text: str, indent: int) -> str:
    """Return `name: type` for a line with this indent, without the semicolon."""
    name, *kind = split(text, ": ")
    return behind(f"{name}:", ": ".join(kind), indent) if kind else text


def within_width(text: str, indent: int, before: int, last: int) -> str:
    """Return a type that begins `before` columns behind the indent of its line."""
    if indent + before + len(text) + last <= WIDTH:
        return text
    options = split(text, " | ")
    if len(options) > 1:
        # An object type and null: what is behind it stays on its last line.
        rest = len(text) - len(options[0])
        return " | ".join((within_width(options[0], indent, before, rest + last), *options[1:]))
    for prefix in ("readonly ", "..."):
        if text.startswith(prefix):
            kind = text.removeprefix(prefix)
            return prefix + within_width(kind, indent, before + len(prefix), last)
    for suffix in ("[]", "?"):
        if text.endswith(suffix) and text[0] in "([":
            kind = text.removesuffix(suffix)
            return within_width(kind, indent, before, last + len(suffix)) + suffix
    inner = text[1:-1].strip()
    match text[0], text[-1]:
        case "(", ")" if len(options := split(inner, " | ")) > 1:
            lines = alternatives(options, indent + 2)
        case "(", ")":
            return f"({within_width(inner, indent, before + 1, last + 1)})"
        case "[", "]":
            lines = _places(split(inner, ", "), indent + 2)
        case "{", "}":
            lines = [f"{line};" for line in members(inner, indent + 2)]
        case _:
            return text
    body = "".join(f"{' ' * (indent + 2)}{line}\n" for line in lines)
    return f"{text[0]}\n{body}{' ' * indent}{text[-1]}"


def _places(items: list[str], indent: int) -> list[str]:
    """Return the places of a tuple, for lines with this indent."""
    found: list[str] = []
    for item in items:
        is_union = len(options := split(item, " | ")) > 1
        if not is_union or indent + len(item) + 1 <= WIDTH:
            found.append(f"{within_width(item, indent, 0, 1)},")
        elif len(items) == 1:
            margin = "\n" + " " * indent
            found.append(f"{margin.join(alternatives(options, indent))},")
        else:
            found.append(f"{within_width(f'({item})', indent, 0, 1)},")
    return found


def _is_object_or_null(options: list[str]) -> bool:
    """Tell whether a union is one object type, and null: it stands behind its name."""
    return options[0].startswith("{") and all(option in _EMPTY_TYPES for option in options[1:])
