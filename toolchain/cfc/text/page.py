"""A Markdown page as data: its title, its settings, its sections and its fenced blocks.

In: a text. Out: a `Page`. It knows headings and fences and refuses to know the rest of
Markdown, so that reading a page costs little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)")


@dataclass(frozen=True)
class Block:
    """A fenced block. `words` follow the language on the fence; `line` is that of the fence."""

    language: str
    words: tuple[str, ...]
    text: str
    heading: str
    line: int


@dataclass(frozen=True)
class Page:
    """One page. `sections` has the text under each heading, fences included, by its words.

    The text between title and first heading is under the empty name, without the settings.
    `headings` are those of `sections`, in order, repetitions kept.
    """

    title: str
    settings: dict[str, object] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    headings: tuple[str, ...] = ()


def read_page(text: str) -> Page:
    """Return the page; raises ValueError for settings that are not TOML, with their line."""
    title, heading = "", ""
    headings: list[str] = []
    sections: dict[str, list[str]] = {"": []}
    blocks: list[Block] = []
    settings: dict[str, object] | None = None
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.fullmatch(line)
        if fence is not None:
            block, after = _block(lines, number, fence, heading)
            blocks.append(block)
            if block.language == "toml" and settings is None and not headings:
                settings = _settings(block)
            else:
                sections[heading].extend(lines[number:after])
            number = after
            continue
        number += 1
        marks = _HEADING.fullmatch(line)
        if marks is None:
            sections[heading].append(line)
            continue
        words = (marks[2] or "").strip()
        if len(marks[1]) == 1 and not title:
            title = words
        else:
            heading = words
            headings.append(words)
            sections.setdefault(heading, [])
    joined = {name: "\n".join(part).strip("\n") for name, part in sections.items()}
    return Page(title, settings or {}, joined, tuple(blocks), tuple(headings))


def _block(lines: list[str], first: int, fence: re.Match[str], heading: str) -> tuple[Block, int]:
    """Return the block whose fence is line `first`, and the number of the line behind it."""
    indent, mark, info = len(fence[1]), fence[2], fence[3].split()
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*")
    end = first + 1
    while end < len(lines) and not closing.fullmatch(lines[end]):
        end += 1
    strip = re.compile(rf" {{0,{indent}}}")
    body = [strip.sub("", line, count=1) if indent else line for line in lines[first + 1 : end]]
    language = info[0] if info else ""
    text = "".join(line + "\n" for line in body)
    return Block(language, tuple(info[1:]), text, heading, first + 1), end + 1


def _settings(block: Block) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(block.text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the settings at line {block.line} are not TOML: {error}") from None
