"""What corrections have to do with what was told before them."""

import pytest

from bot.content.located_yaml import Value
from bot.domain.brief import Brief
from bot.domain.changes import ChangeKind
from bot.domain.corrections import (
    differing_entries,
    named,
    published,
    unexplained,
    withdrawn,
    worth_telling,
)
from tests.making import brief, claim, correction, entry, report

CLAIM = claim("down", report("early", "Four"))
CORRECTED = claim(
    "down", report("early", "Four", standing="superseded", because="Two counted one."),
    report("late", "Three", standing="confirmed", because="They counted together."),
)  # fmt: skip


def state(*corrections: Value, point: str = "Four fell.", held: Value = CLAIM) -> Brief:
    """A brief with one summary point and one claim."""
    return brief(summary=[entry("fell", text=point)], claims=[held], corrections=list(corrections))


def test_who_names_a_claim_names_its_reports_of_both_states() -> None:
    then, now = state(), state(correction("fix", "down"), held=CORRECTED)
    found = named(published(then, now), then, now)
    assert set(found) == {"down", "early", "late"}


def test_an_entry_differs_when_its_meaning_does_and_when_it_is_gone() -> None:
    then = state()
    assert differing_entries(then, state(point="  Four   fell. ")) == set()
    assert differing_entries(then, state(point="Three fell.")) == {"fell"}
    assert differing_entries(then, state(held=CORRECTED)) == {"early"}
    assert differing_entries(then, brief(claims=[CLAIM])) == {"fell"}


def test_a_channel_that_heard_of_a_correction_hears_nothing_of_what_it_names() -> None:
    then, now = state(), state(correction("fix", "down"), held=CORRECTED)
    assert [change.entry for change in worth_telling(then, now)] == ["fix", "late"]
    assert [change.entry for change in worth_telling(then, now, {"fix"})] == ["late"]


def test_a_refile_is_no_news() -> None:
    refiled = state(correction("form", "fell", **{"class": "refile"}), point="There fell four.")
    assert worth_telling(state(), refiled) == []


def test_what_was_withdrawn_is_no_news_when_it_stands_there_again() -> None:
    taken = correction("taken", "fell", **{"class": "withdrawn"})
    gone = brief(claims=[CLAIM], corrections=[taken])
    assert withdrawn(gone) == {"fell"}
    assert worth_telling(gone, state(taken)) == []
    (again,) = worth_telling(brief(claims=[CLAIM]), state())
    assert again.kind is ChangeKind.NEW


@pytest.mark.parametrize(
    ("now", "entries"),
    [
        (state(point="Three fell."), ["fell"]),
        (state(correction("fix", "fell"), point="Three fell."), []),
        (state(held=claim("down", report("early", "Three"))), ["early"]),
        (state(held=CORRECTED), []),
        (brief(claims=[CLAIM]), ["fell"]),
        (brief(claims=[CLAIM], corrections=[correction("fix", "fell")]), []),
    ],
    ids=["words", "explained", "figure", "standing", "gone", "gone, explained"],
)
def test_what_is_told_otherwise_wants_a_correction(now: Brief, entries: list[str]) -> None:
    assert [change.entry for change in unexplained(state(), now)] == entries
