"""Long types of TypeScript, laid out as prettier lays them out: small tables."""

from __future__ import annotations

import pytest
from cfc.emit.typescript import long_types

WORDS = [f'"{"word" * 5}-{index}"' for index in range(5)]
UNION = " | ".join(WORDS)
NAME = "SomethingWithANameThatIsRatherLongIndeed"
SHORT = "NotThatLongAName"


def lines(*texts: str) -> str:
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("string", "key: string"),
        (f"{NAME} | {NAME}Two | null", f"key:\n    {NAME} | {NAME}Two | null"),
        (UNION, lines("key:", *(f"    | {word}" for word in WORDS))),
        (
            f"readonly ({UNION})[]",
            lines("key: readonly (", *(f"    | {word}" for word in WORDS), "  )[]"),
        ),
        (
            f"readonly [{NAME}, {NAME}Two, ...{NAME}[]]",
            lines("key: readonly [", f"    {NAME},", f"    {NAME}Two,", f"    ...{NAME}[],", "  ]"),
        ),
        (
            f"readonly [{UNION}, {NAME}]",
            lines(
                "key: readonly [",
                "    (",
                *(f"      | {word}" for word in WORDS),
                "    ),",
                f"    {NAME},",
                "  ]",
            ),
        ),
        (
            f"{{ readonly one: {NAME}; readonly [key: string]: {SHORT} | {NAME} }}",
            lines(
                "key: {",
                f"    readonly one: {NAME};",
                f"    readonly [key: string]: {SHORT} | {NAME};",
                "  }",
            ),
        ),
        (
            f"{{ readonly [key: string]: {NAME}AndMore | {SHORT} }} | null",
            lines("key: {", f"    readonly [key: string]: {NAME}AndMore | {SHORT};", "  } | null"),
        ),
        (
            f"readonly ({NAME} | {{ readonly a: {NAME}; readonly b: {NAME} }})[]",
            lines(
                "key: readonly (",
                f"    | {NAME}",
                "    | {",
                f"        readonly a: {NAME};",
                f"        readonly b: {NAME};",
                "      }",
                "  )[]",
            ),
        ),
        (
            f"`{'a | b, ' * 10}` | {NAME}",
            lines("key:", f"    | `{'a | b, ' * 10}`", f"    | {NAME}"),
        ),
    ],
)
def test_type_of_a_member_is_broken_where_it_is_too_long(kind: str, text: str) -> None:
    assert long_types.behind("key:", kind, 2) == text


def test_one_long_name_stands_on_a_line_of_its_own_only_beyond_what_any_line_may_have() -> None:
    fits, long = "A" * 110, "A" * 115

    assert long_types.behind("key:", fits, 2) == f"key: {fits}"
    assert long_types.behind("key:", long, 2) == f"key:\n    {long}"


def test_long_name_behind_a_type_goes_to_the_next_line() -> None:
    head = f"export type {'A' * 50} ="

    assert long_types.behind(head, "B" * 50, 0) == f"{head}\n  {'B' * 50}"


def test_members_of_an_option_are_broken_at_their_depth() -> None:
    found = long_types.member(f"readonly key: readonly ({UNION})[]", 6)

    assert found.split("\n")[1] == f"        | {WORDS[0]}"
