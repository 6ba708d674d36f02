"""Whether what was said then is what is said now."""

import pytest

from bot.domain.brief import Brief
from bot.domain.verifying import Verdict, verified
from tests.making import Document, brief, claim, correction, entry, report

EARLY = report("early", "Four", by="The army")
LATE = report("late", "Three", by="The police")


def state(*reports: Document, point: str = "Drones fell.") -> Brief:
    """A brief with one summary point and one claim."""
    held = claim("down", *(reports or (EARLY,)))
    return brief(summary=[entry("fell", text=point)], claims=[held])


@pytest.mark.parametrize(
    ("later", "part", "was", "now"),
    [
        ({**EARLY, "says": "Three"}, "says", "Four", "Three"),
        ({**EARLY, "standing": "refuted", "because": "One came back."}, "standing", "reported",
         "refuted"),
        ({**EARLY, "as_of": "2025-09-11"}, "as_of", "2025-09-10", "2025-09-11"),
    ],
)  # fmt: skip
def test_a_claim_has_changed_where_one_of_its_reports_has(
    later: Document, part: str, was: str, now: str
) -> None:
    (found,) = verified(state(), state(later), ["down"])
    assert found.verdict is Verdict.CHANGED
    assert (part, was, now) in {(each.part, each.was, each.now) for each in found.changes}
    assert {each.entry for each in found.changes} <= {"down", "early"}


def test_a_claim_has_changed_where_a_report_came_or_went() -> None:
    for then, now in ((state(), state(EARLY, LATE)), (state(EARLY, LATE), state())):
        (found,) = verified(then, now, ["down"])
        assert found.verdict is Verdict.CHANGED
        assert "late" in {each.entry for each in found.changes}


def test_a_claim_whose_reports_are_asked_for_as_well_stands_for_its_question_alone() -> None:
    later = state({**EARLY, "by": "The navy"})
    down, early = verified(state(), later, ["down", "early"])
    assert (down.verdict, early.verdict) == (Verdict.SAME, Verdict.CHANGED)
    assert (early.was, early.now) == ("The army: Four", "The navy: Four")


def test_what_is_written_otherwise_and_means_the_same_is_the_same() -> None:
    found = verified(state(), state(point=" Drones   fell."), ["fell", "down", "paper"])
    assert [each.verdict for each in found] == [Verdict.SAME] * 3


def test_what_a_correction_explains_is_told_with_it() -> None:
    fix = correction("fix", "fell", was="Drones fell.", now="Balloons fell.")
    later = brief(summary=[entry("fell", text="Balloons fell.")], corrections=[fix])
    (found,) = verified(state(), later, ["fell"])
    assert [each.id for each in found.corrections] == ["fix"]
    assert [(each.was, each.now) for each in found.changes] == [("Drones fell.", "Balloons fell.")]


def test_a_correction_of_a_report_is_told_with_its_claim() -> None:
    fix = correction("fix", "early", was="Four", now="Three")
    later = brief(claims=[claim("down", {**EARLY, "says": "Three"})], corrections=[fix])
    (found,) = verified(state(), later, ["down"])
    assert [each.id for each in found.corrections] == ["fix"]


def test_what_is_gone_and_what_was_never_there_are_told_apart() -> None:
    later = brief()
    gone, unknown = verified(state(), later, ["fell", "risen"])
    assert (gone.verdict, gone.was, gone.now) == (Verdict.GONE, "Drones fell.", None)
    assert unknown.verdict is Verdict.UNKNOWN


def test_what_is_only_reworded_still_holds() -> None:
    later = state({**EARLY, "says": "4"}, point="The drones fell")
    found = verified(state(), later, ["fell", "down"])
    assert [each.verdict for each in found] == [Verdict.REWORDED] * 2
