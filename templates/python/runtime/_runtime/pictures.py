"""Pictures of dates and times: `[Y0001]-[M01]-[D01]` taken apart."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final, Literal

from .integers import IntegerPicture, integer_picture, leading_integer
from .units import without_space
from .values import JsonataError

_DEFAULTS: Final = {
    **dict.fromkeys("YMDdWwXxHhf", "1"),
    **dict.fromkeys("FPCE", "n"),
    **dict.fromkeys("ms", "01"),
    **dict.fromkeys("Zz", "01:01"),
}
_NUMBERED: Final = "YMDdFWwXxHhmsf"
_WIDEST: Final = 1000


@dataclass(frozen=True)
class Marker:
    """A component of a picture; a text that stands for itself has no component.

    `names`: it is written as a name, in this case. `digits`: so many of a year are written.
    `width`: just so many digits are read, since a number follows at once.
    """

    component: str
    text: str = ""
    names: Literal["upper", "lower", "title"] | None = None
    longest: int | None = None
    zulu: bool = False
    picture: IntegerPicture | None = None
    digits: int | None = None
    width: int | None = None


def date_picture(text: str) -> list[Marker]:
    """Return the parts of the picture, in their order."""
    parts: list[Marker] = []
    start = at = 0
    while at < len(text):
        if text[at] != "[":
            at += 1
            continue
        _add_text(parts, text[start:at])
        if text[at + 1 : at + 2] == "[":
            parts.append(Marker("", "["))
            at += 2
        else:
            close = text.find("]", at)
            if close < 0:
                raise JsonataError("D3135", "a `[` of the picture has no `]`")
            _add_marker(parts, without_space(text[at + 1 : close]))
            at = close + 1
        start = at
    _add_text(parts, text[start:])
    return parts


def _add_text(parts: list[Marker], text: str) -> None:
    if text:
        parts.append(Marker("", text.replace("]]", "]")))


def _add_marker(parts: list[Marker], marker: str) -> None:
    component, modifiers, width = marker[:1], marker[1:], ""
    if "," in modifiers:
        modifiers, _, width = modifiers.rpartition(",")
    least, _, longest = width.partition("-")
    first, second = modifiers, ""
    if len(modifiers) > 1 and modifiers[-1] in "atco":
        first, second = modifiers[:-1], modifiers[-1]
    if component not in _DEFAULTS or not component:
        raise JsonataError("D3132", f"`{component}` is no component of a date or a time")
    first = first or _DEFAULTS[component]
    found = Marker(component, longest=_width(longest), zulu=second == "t")
    if first[0] in "nN":
        title = first[:2] == "Nn"
        names: Literal["upper", "lower", "title"] = "title" if title else "upper"
        found = replace(found, names="lower" if first[0] == "n" else names)
    elif component in _NUMBERED:
        picture = integer_picture(f"{first};{second}" if second else first)
        picture = replace(picture, mandatory=max(picture.mandatory, _width(least) or 0))
        digits = None
        if component == "Y" and found.longest is not None:
            digits = found.longest
            picture = replace(picture, mandatory=digits)
        elif component == "Y" and picture.mandatory + picture.optional >= 2:
            digits = picture.mandatory + picture.optional
        found = replace(found, picture=picture, digits=digits)
        before = parts[-1].picture if parts else None
        if before is not None:
            parts[-1] = replace(parts[-1], width=before.mandatory)
    if component in "Zz":
        found = replace(found, picture=integer_picture(first))
    parts.append(found)


def _width(text: str) -> int | None:
    if text in ("", "*"):
        return None
    found = leading_integer(text)
    if math.isnan(found):
        return None
    if found > _WIDEST:
        raise JsonataError("U1001", f"a component is at most {_WIDEST} characters wide")
    return int(found)
