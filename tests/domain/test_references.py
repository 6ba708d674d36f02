"""What people paste is read as what they mean, or not at all."""

import re

import pytest

from bot.domain.errors import UserError
from bot.domain.references import Reference, read_reference

MESSAGE = 1_140_000_000_000_000_001
CHANNEL = 1_130_000_000_000_000_001


@pytest.mark.parametrize(
    ("text", "name", "entry", "revision"),
    [
        ("flood@12", "flood", None, 12),
        ("flood/level@12", "flood", "level", 12),
        ("-# flood/level@12", "flood", "level", 12),
        ("`flood/level@12`", "flood", "level", 12),
        (" flood / level @ 12 ", "flood", "level", 12),
        ("Flood/Level@12", "flood", "level", 12),
        ("flood@#12.", "flood", None, 12),
        ("-# flood@12 · level, dam-broke and 3 more", "flood", None, 12),
        ("it said (poland-drones/how-many@99999) then", "poland-drones", "how-many", 99_999),
    ],
)
def test_a_reference_is_read_however_it_is_pasted(
    text: str, name: str, entry: str | None, revision: int
) -> None:
    assert read_reference(text) == Reference(name, entry, revision)


@pytest.mark.parametrize(
    "text",
    [
        f"{MESSAGE}",
        f" `{MESSAGE}` ",
        f"{CHANNEL}-{MESSAGE}",
        f"https://discord.com/channels/1120000000000000001/{CHANNEL}/{MESSAGE}",
        f"<https://canary.discord.com/channels/@me/{CHANNEL}/{MESSAGE}>",
        f"look: https://discordapp.com/channels/1120000000000000001/{CHANNEL}/{MESSAGE}?x=1",
    ],
)
def test_a_message_is_read_from_its_link_and_its_number(text: str) -> None:
    assert read_reference(text) == MESSAGE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "flood",
        "@12",
        "flood@",
        "flood@123456",
        "flood@twelve",
        "_flood@x",
        "12",
        "łódź@",
        "ó@3",
        "złoty@3",
    ],
)
def test_what_is_none_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UserError, match="flood@12 or flood/level@12"):
        read_reference(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{2**63}", "No message has the number 9223372036854775808."),
        (
            f"https://discord.com/channels/1/{CHANNEL}/{10**25}",
            "No message has the number 100000000000000000000000….",
        ),
        (f"https://discord.com/channels/1/{CHANNEL}/{'9' * 5000}", "No message has the number 9"),
        ("flood@123456", "There is no revision 123456."),
        (f"flood/level@{'9' * 5000}", "There is no revision 9"),
    ],
)
def test_a_number_that_is_too_large_is_refused_as_such(text: str, said: str) -> None:
    with pytest.raises(UserError, match=re.escape(said)):
        read_reference(text)


def test_the_largest_numbers_and_zeros_before_them_are_read() -> None:
    assert read_reference(f"{2**63 - 1}") == 2**63 - 1
    assert read_reference(f"flood@{'0' * 5000}7") == Reference("flood", None, 7)
