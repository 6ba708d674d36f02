"""What corrections have to do with what was told before them."""

import pytest

from bot.content.located_yaml import Value
from bot.domain.brief import Brief
from bot.domain.change import ChangeKind
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


def told(old: Brief, new: Brief) -> list[tuple[str, str]]:
    """What a channel is told: the kind and the id of each change."""
    return [(change.kind.value, change.entry) for change in worth_telling(old, new)]


def test_what_was_corrected_before_a_channel_heard_it_is_told_as_new_as_it_stands_now() -> None:
    (change,) = worth_telling(
        brief(claims=[CLAIM]), state(correction("fix", "fell"), point="Three fell.")
    )
    assert (change.kind, change.entry) == (ChangeKind.NEW, "fell")
    assert (change.now, change.sources) == ("Three fell.", ("paper",))


def test_a_new_answer_to_an_old_claim_is_told_as_new_though_it_was_corrected() -> None:
    answered = claim("down", report("early", "Four"), report("late", "Three"))
    found = told(state(), state(correction("fix", "late"), held=answered))
    assert ("new", "late") in found
    assert ("correction", "fix") not in found


def test_a_new_claim_is_told_as_new_though_an_answer_to_it_was_corrected() -> None:
    assert told(brief(), brief(claims=[CLAIM], corrections=[correction("fix", "early")])) == [
        ("new", "down")
    ]


def test_what_came_and_was_withdrawn_before_a_channel_heard_it_is_not_told() -> None:
    taken = correction("taken", "fell", **{"class": "withdrawn"})
    assert told(brief(claims=[CLAIM]), brief(claims=[CLAIM], corrections=[taken])) == []
    assert told(brief(claims=[CLAIM]), state(taken)) == []


def test_a_refile_of_what_is_new_does_not_hide_it() -> None:
    refiled = state(correction("form", "fell", **{"class": "refile"}))
    assert told(brief(claims=[CLAIM]), refiled) == [("new", "fell")]


def test_who_was_told_one_of_the_entries_is_told_the_correction_and_what_is_new() -> None:
    both = brief(
        summary=[entry("fell", text="Three fell."), entry("found", text="Three were found.")],
        claims=[CLAIM],
        corrections=[correction("fix", "fell", "found")],
    )
    assert told(state(), both) == [("correction", "fix"), ("new", "found")]


def test_a_correction_of_a_correction_is_told_to_whom_the_first_is() -> None:
    again = correction("again", "fix", at="2025-09-13")
    chain = [correction("more", "again", at="2025-09-14"), again, correction("fix", "fell")]
    found = told(state(), state(*chain, point="Three fell."))
    assert {entry for _, entry in found} == {"fix", "again", "more"}
    assert told(brief(claims=[CLAIM]), state(*chain, point="Three fell.")) == [("new", "fell")]


def test_an_entry_differs_when_it_is_one_of_another_sort() -> None:
    then = brief(questions=[{"id": "fell", "text": "Four fell."}])
    assert differing_entries(then, state(point="Four fell.")) == {"fell"}
    assert differing_entries(state(point="Four fell."), then) == {"fell", "early", "down"}


def test_a_time_that_is_told_otherwise_wants_a_correction() -> None:
    two, three = (brief(timeline=[entry("landed", at=f"2025-09-10 0{hour}:00")]) for hour in (2, 3))
    assert [change.entry for change in unexplained(two, three)] == ["landed"]


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
