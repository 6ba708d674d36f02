"""A digest is one card: what matters first, nothing twice, and a button for the rest."""

from collections.abc import Mapping
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings

from bot.content.located_yaml import Value
from bot.domain.brief import Brief
from bot.domain.changes import changes
from bot.views.digest import (
    Digest,
    Occasion,
    changes_digest,
    digest_view,
    standing_digest,
)
from bot.views.reading import DIGEST_READ, read_units
from tests.demo.newsroom import units
from tests.loopback.checks import components
from tests.making import Document, brief, brief_of, claim, correction, entry, report, source
from tests.strategies import brief_documents

SINCE = Occasion(
    now=datetime(2026, 11, 23, 8, tzinfo=UTC),
    since=datetime(2026, 11, 22, 8, tzinfo=UTC),
    due=datetime(2026, 11, 23, 7, tzinfo=UTC),
    role=7,
    revision=7,
    since_revision=3,
)


def texts(brief: Brief, digest: Digest) -> list[str]:
    """What stands in a digest, in Discord's Markdown."""
    view = digest_view(brief, digest, SINCE, "0" * 20)
    return [part["content"] for part in components(view.to_components()) if part["type"] == 10]


def told(old: Mapping[str, Value], new: Mapping[str, Value]) -> str:
    """What a digest of the changes says."""
    then, now = brief(**old), brief(**new)
    return "\n".join(texts(now, changes_digest(now, changes(then, now), with_summary=False)))


def points(*said: str) -> dict[str, Value]:
    return {"summary": [entry(f"point-{at}", text=text) for at, text in enumerate(said)]}


def test_the_words_that_differ_are_marked_in_their_sentence() -> None:
    before = "It began at night. Three drones were shot down over Poland. Nobody was hurt."
    shown = told(points(before), points(before.replace("Three", "Four")))
    assert "- ~~Three~~ **Four** drones were shot down over Poland. \\[1\\]" in shown
    assert "It began" not in shown


def test_each_sort_of_change_stands_under_its_heading_corrections_first() -> None:
    old: dict[str, Value] = {
        **points("Three fell.", "They were 3 drones.", "Four flew on.", "One burned."),
        "status": "developing",
    }
    new: dict[str, Value] = {
        **points("Two fell.", "They were three drones.", "Five flew on."),
        "status": "closed",
        "timeline": [entry("landed", at="2025-09-10 23:30", text="One landed.")],
        "corrections": [correction("fix", "point-0", was="Three fell.", now="Two fell.")],
    }
    shown = told(old, new)
    lines = [line for line in shown.splitlines() if line.startswith(("### ", "- "))]
    assert lines == [
        "### Corrected",
        "- ~~Three~~ **Two** fell. Why: One was counted twice.",
        "### Changed",
        "- ~~Four~~ **Five** flew on. \\[1\\]",
        "- Status: ~~developing~~ **closed**",
        "### New",
        "- **10 September 2025, 23:30 Warsaw time** One landed. \\[1\\]",
        "### Withdrawn",
        "- One burned. \\[1\\]",
    ]
    assert shown.endswith("-# 1 entry reworded")


def test_a_report_is_told_with_its_question_and_who_says_so() -> None:
    then = claim("count", report("a"), report("b", "Five"))
    now = claim(
        "count", report("a", "Four"),
        report("b", "Five", standing="refuted", because="Two were balloons."),
    )  # fmt: skip
    shown = told({"claims": [then]}, {"claims": [now]})
    assert "- **How many were shot down?** The army: ~~Three~~ **Four**" in shown
    refuted = "The army: Five · ~~reported~~ **refuted** · Two were balloons."
    assert f"- **How many were shot down?** {refuted}" in shown


def test_a_time_that_changed_is_told_with_its_zone() -> None:
    early = entry("landed", at="2025-09-09 23:30", text="One landed.")
    shown = told({"timeline": [early]}, {"timeline": [{**early, "at": "2025-09-10 00:30"}]})
    assert "**One landed.** When:" in shown
    assert "~~9~~ **10** September 2025, ~~23:30~~ **00:30** Warsaw time" in shown


def test_a_new_source_is_told_by_what_cites_it() -> None:
    sources: Value = {"paper": source(), "agency": source(publisher="The Agency")}
    new = entry("landed", at="2025-09-10", text="One landed.", sources=["agency"])
    shown = told({}, {"timeline": [new], "sources": sources})
    assert "One landed." in shown
    assert "The Agency" not in shown


def test_what_finds_no_room_is_behind_a_button_that_tells_how_many() -> None:
    old, new = brief(), brief(**points(*("word " * 40 for _ in range(12))))
    digest = changes_digest(new, changes(old, new), with_summary=False)
    assert 0 < len(digest.blocks) < 12
    view = digest_view(new, digest, SINCE, "0" * 20).to_components()
    buttons = {p["label"]: p["custom_id"] for p in components(view) if p["type"] == 2}
    assert f"And {12 - len(digest.blocks)} more changes" in buttons
    assert buttons[f"And {digest.more} more changes"] == "b1:x:changes:drones:1:3~7"


def test_the_summary_follows_where_it_is_wanted_and_there_is_room() -> None:
    old, new = brief(**points("Three fell.")), brief(**points("Four fell."))
    blocks = changes_digest(new, changes(old, new), with_summary=True).blocks
    assert [block.heading for block in blocks] == ["Changed", "In short"]


def test_a_first_digest_names_what_is_disputed_and_not_known_and_counts_the_rest() -> None:
    disputed: list[Value] = [
        {**claim(f"c{n}", report(f"a{n}"), report(f"b{n}", "Four")), "question": f"Q{n}?"}
        for n in range(5)
    ]
    asked: list[Value] = [{"id": f"why-{n}", "text": f"Why {n}?"} for n in range(2)]
    digest = standing_digest(brief(**points("Three fell."), claims=disputed, questions=asked))
    assert [block.text for block in digest.blocks] == [
        "Three fell. \\[1\\]",
        "**Disputed** Q0? · Q1? · Q2? · 2 more",
        "**Not known** Why 0? · Why 1?",
    ]


bounded = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(brief_documents(most=6, crowd=12), brief_documents(most=6, crowd=12))
@bounded
def test_no_digest_is_longer_than_a_card(old: Document, new: Document) -> None:
    then, now = brief_of(old), brief_of(new)
    found = changes(then, now)
    digests = [standing_digest(now)]
    digests += [changes_digest(now, found, with_summary=wanted) for wanted in (False, True)]
    for digest in digests:
        shown = texts(now, digest)
        assert read_units("\n".join(shown)) <= DIGEST_READ
        assert sum(map(units, shown)) <= 4_000 - 300
