"""The format of regular expressions: ECMA-262 with the `u` flag."""

from __future__ import annotations

import re

_GROUP = re.compile(r"\((?:\?(?::|(<?[=!])|<(?![=!])([^>]*)>)|(?!\?))")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{([0-9]+)(?:,([0-9]*))?\})\??")
_HEX = "[0-9A-Fa-f]"
_PAIR = re.compile(rf"\\u([dD][89abAB]{_HEX}{{2}})\\u([dD][c-fC-F]{_HEX}{{2}})")
_CODE = re.compile(rf"\\(?:u({_HEX}{{4}})|x({_HEX}{{2}})|u\{{({_HEX}+)\}})")
_SIMPLE = re.compile(r"\\(?:c([A-Za-z])|([fnrtv])|(0)(?![0-9])|([\^$\\.*+?()\[\]{}|/]))")
_SET = re.compile(r"\\(?:[dDsSwW]|[pP]\{([A-Za-z_]+)(?:=([A-Za-z0-9_]+))?\})")
_NAME_ESCAPE = re.compile(rf"\\u(?:({_HEX}{{4}})|\{{({_HEX}{{1,6}})\}})")
_REFERENCE = re.compile(r"\\(?:([1-9][0-9]*)|k<([^>]*)>)")
_SCRIPT = re.compile(r"[A-Z][A-Za-z]+(?:_[A-Z][a-z]+)*")
_CATEGORY_NAMES = """
C Other Cc Control cntrl Cf Format Cn Unassigned Co Private_Use Cs Surrogate L Letter LC
Cased_Letter Ll Lowercase_Letter Lm Modifier_Letter Lo Other_Letter Lt Titlecase_Letter
Lu Uppercase_Letter M Mark Combining_Mark Mc Spacing_Mark Me Enclosing_Mark Mn
Nonspacing_Mark N Number Nd Decimal_Number digit Nl Letter_Number No Other_Number P
Punctuation punct Pc Connector_Punctuation Pd Dash_Punctuation Pe Close_Punctuation Pf
Final_Punctuation Pi Initial_Punctuation Po Other_Punctuation Ps Open_Punctuation S
Symbol Sc Currency_Symbol Sk Modifier_Symbol Sm Math_Symbol So Other_Symbol Z Separator
Zl Line_Separator Zp Paragraph_Separator Zs Space_Separator
"""
_PROPERTY_NAMES = """
ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C
Bidi_Mirrored Bidi_M Case_Ignorable CI Cased Changes_When_Casefolded CWCF
Changes_When_Casemapped CWCM Changes_When_Lowercased CWL Changes_When_NFKC_Casefolded
CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash
Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp
Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres
Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext
Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC
ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase
Lower Math Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space
Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI Sentence_Terminal STerm
Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper
Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS
"""
_CATEGORIES = frozenset(_CATEGORY_NAMES.split())
_PROPERTIES = frozenset(_PROPERTY_NAMES.split())


def is_regex(value: str) -> bool:
    """A regular expression of ECMA-262, as it is read with the `u` flag."""
    at, can_repeat, highest = 0, False, 0
    opened: list[bool] = []
    names: list[str] = []
    named: list[str] = []
    groups = 0
    while at < len(value):
        char = value[at]
        if char == "(":
            group = _GROUP.match(value, at)
            if group is None:
                return False
            opened.append(group[1] is None)
            groups += group[0] == "(" or group[2] is not None
            if group[2] is not None:
                names.append(_NAME_ESCAPE.sub(_name_character, group[2]))
            at, can_repeat = group.end(), False
        elif char == ")":
            if not opened:
                return False
            at, can_repeat = at + 1, opened.pop()
        elif char in "*+?{":
            quantifier = _QUANTIFIER.match(value, at)
            if quantifier is None or not can_repeat or not _is_range(quantifier[1], quantifier[2]):
                return False
            at, can_repeat = quantifier.end(), False
        elif char in "|^$" or value[at : at + 2] in ("\\b", "\\B"):
            at, can_repeat = at + (2 if char == "\\" else 1), False
        elif char in "]}":
            return False
        else:
            reference = _REFERENCE.match(value, at)
            if reference is not None and reference[1] is not None:
                highest = max(highest, int(reference[1][:9]))
            elif reference is not None:
                named.append(_NAME_ESCAPE.sub(_name_character, reference[2]))
            end = _class_end(value, at) if char == "[" else _atom(value, at)[0]
            at, can_repeat = reference.end() if reference is not None else end, True
            if at < 0:
                return False
    is_named = all(_is_group_name(name) for name in names) and len(set(names)) == len(names)
    return not opened and is_named and highest <= groups and set(named) <= set(names)


def _is_range(low: str | None, high: str | None) -> bool:
    """Return whether the digits of `{low,high}` are in order, however many they are."""
    if not low or not high:
        return True
    low, high = low.lstrip("0"), high.lstrip("0")
    return len(low) < len(high) or (len(low) == len(high) and low <= high)


def _class_end(value: str, at: int) -> int:
    """Return the offset behind the class that starts at `[`; -1 when it is none."""
    at += 2 if value[at + 1 : at + 2] == "^" else 1
    while at < len(value):
        if value[at] == "]":
            return at + 1
        at, low = _class_atom(value, at)
        if at >= 0 and value[at : at + 1] == "-" and value[at + 1 : at + 2] not in ("", "]"):
            at, high = _class_atom(value, at + 1)
            if low < 0 or high < low:
                return -1
        if at < 0:
            return -1
    return -1


def _class_atom(value: str, at: int) -> tuple[int, int]:
    if value[at : at + 2] in ("\\b", "\\-"):
        return at + 2, 8 if value[at + 1] == "b" else 45
    return _atom(value, at)


def _atom(value: str, at: int) -> tuple[int, int]:
    """Return the offset behind a character or an escape, and its code point (-1: a set).

    The offset is -1 when there is no such escape.
    """
    if value[at] != "\\":
        return at + 1, ord(value[at])
    pair = _PAIR.match(value, at)
    if pair is not None:
        return pair.end(), 0x10000 + (int(pair[1], 16) - 0xD800) * 0x400 + int(pair[2], 16) - 0xDC00
    code = _CODE.match(value, at)
    if code is not None:
        point = int((code[1] or code[2] or code[3]), 16)
        return (code.end(), point) if point <= 0x10FFFF else (-1, -1)
    simple = _SIMPLE.match(value, at)
    if simple is not None:
        letter, control, zero, syntax = simple.groups()
        if letter is not None:
            return simple.end(), ord(letter) % 32
        if control is not None:
            return simple.end(), {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}[control]
        return simple.end(), 0 if zero is not None else ord(syntax)
    found = _SET.match(value, at)
    if found is None or not _is_property(found[1], found[2]):
        return -1, -1
    return found.end(), -1


def _is_property(name: str | None, text: str | None) -> bool:
    if name is None:
        return True
    if text is None:
        return name in _CATEGORIES or name in _PROPERTIES
    if name in ("General_Category", "gc"):
        return text in _CATEGORIES
    is_script = name in ("Script", "sc", "Script_Extensions", "scx")
    return is_script and _SCRIPT.fullmatch(text) is not None


def _name_character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _is_group_name(name: str) -> bool:
    plain = name.replace("$", "_")
    return (plain[:1] + re.sub(r"[\u200c\u200d]", "_", plain[1:])).isidentifier()
