"""What is seen of a text, and what hides in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.texts import UNSEEN, visible

HIDDEN = (
    "\u034f", "\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
    "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\u206f", "\u2800", "\u3164", "\ufe00",
    "\ufe0e", "\ufe0f", "\ufeff", "\ufffb", "\u180b", "\U000e0001", "\U000e0041", "\U000e0100",
    "\U000e01ef", "\x00", "\x1b",
)  # fmt: skip


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda each: f"U+{ord(each):04X}")
def test_what_is_not_seen_is_found_and_left_out(hidden: str) -> None:
    for text in (f"a{hidden}b", f"{hidden}ab", f"ab{hidden}", f"a{hidden}{hidden}b"):
        assert UNSEEN.search(text)
        assert visible(text) == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d✈\ufe0f", "👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👩🏽\u200d🚀",
        "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "☎\ufe0e", "©\ufe0f",
        "می\u200cخواهم",  # noqa: RUF001 -- Persian: I want
        "ශ්\u200dරී ලංකා",  # Sinhala: Sri Lanka
        "क्\u200dष", "Łódź\nZażółć\u00a0gęślą", "مرحبا שלום", "e\u0301\u0323",
    ],
)  # fmt: skip
def test_what_a_script_or_an_emoji_is_written_with_stays(text: str) -> None:
    assert UNSEEN.search(text) is None
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u200db", "ab"),
        ("👩\u200d", "👩"),
        ("👩\u200da", "👩a"),
        ("\u200d👩", "👩"),
        ("👩\u200d\u200d👩", "👩👩"),
        ("a\ufe0f\u200d👩", "a👩"),
        ("a\u061c\u200cب", "aب"),
    ],
)
def test_a_joiner_stands_between_what_it_joins_or_not_at_all(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_whatever_begins_a_new_line_is_one_line_break(line_break: str) -> None:
    assert visible(f"one{line_break}two\tthree") == "one\ntwo three"


@given(st.text(st.sampled_from([*HIDDEN, "a", "ب", "👩", "✈", "1", " ", "\n", "क", "\u094d"])))
def test_what_is_seen_hides_nothing_and_stays_as_it_is(text: str) -> None:
    seen = visible(text)
    assert UNSEEN.search(seen) is None
    assert visible(seen) == seen
