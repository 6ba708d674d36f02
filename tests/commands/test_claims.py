"""Claims and disputes in the open, as a reader sees them."""

from bot.content.located_yaml import Value
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Newsroom
from tests.making import Document, claim, report, source

SOURCES: Document = {
    "paper": source(url="https://paper.example/ferry", reliability="B"),
    "copy": source(publisher="The Copy", origin="paper", reliability="D"),
    "agency": source(title="Ferry aground", publisher="The Agency"),
}


def aboard(*reports: Value) -> Document:
    """The brief with one claim and nothing else in dispute."""
    asked = {**claim("aboard", *reports), "question": "How many people were aboard?"}
    return ferry(claims=[asked], sources=SOURCES)


async def test_each_report_says_how_far_its_sources_can_be_relied_on_and_where_they_come_from(
    newsroom: Newsroom,
) -> None:
    backed = report("list", "212", standing="corroborated", sources=["agency", "copy", "paper"])
    newsroom.briefs.save(SLUG, aboard(backed))
    text = (await newsroom.ask("brief claims", claim="aboard")).text
    assert (
        "3 outlets, 2 origins: usually reliable (B) [[1]](https://paper.example/ferry); "
        "not usually reliable (D) \\[3\\]; reliability cannot be judged (F) \\[2\\]"
    ) in text
    assert "Standing: **corroborated**" in text


async def test_what_one_origin_alone_corroborates_is_shown_as_reported_and_why(
    newsroom: Newsroom,
) -> None:
    copied = report("list", "212", standing="corroborated", sources=["copy", "paper"])
    newsroom.briefs.save(SLUG, aboard(copied))
    one = (await newsroom.ask("brief claims", claim="aboard")).text
    assert "2 outlets, 1 origin:" in one
    assert "Standing: **reported** (called corroborated, but all of it goes back to one" in one
    assert "**Reported, not confirmed · called corroborated, but all of it goes" in one
    whole = (await newsroom.ask("brief summary")).text
    assert "### Known" not in whole
    assert "**How many people were aboard?** Reported, not confirmed." in whole
    assert "**212** — The army, as of 10 September 2025 (reported)" in whole


async def test_figures_that_conflict_stand_side_by_side_as_they_were_given(
    newsroom: Newsroom,
) -> None:
    text = (await newsroom.ask("brief claims", claim="speed")).text
    figures = text[text.index("### The figures that stand") : text.index("### Who says what")]
    assert figures.index("**12 knots**") < figures.index("**About 20 knots**")
    assert figures.count("The army · as of 10 September 2025 · reported [[1]](") == 2


async def test_a_claim_with_one_figure_sets_nothing_side_by_side(newsroom: Newsroom) -> None:
    assert "figures that stand" not in (await newsroom.ask("brief claims", claim="aboard")).text


async def test_disputes_are_listed_with_every_answer_the_latest_first(newsroom: Newsroom) -> None:
    doubted = {"standing": "disputed", "because": "The *owner* denies it."}
    claims: list[Value] = [
        claim("speed", report("log", "12 knots"), report("crew", "20 knots")),
        {**claim("aboard", report("list", "212")), "question": "How many were aboard?"},
        {
            **claim("cause", report("rudder", "A rudder", as_of="2025-09-12", **doubted)),
            "question": "Why did it run aground?",
        },
    ]
    newsroom.briefs.save(SLUG, ferry(claims=claims))
    text = (await newsroom.ask("brief disputes")).text
    order = ["Why did it run aground?", "one answer is contested", "**A rudder**",
             "The army · as of 12 September 2025 · disputed: The \\*owner\\* denies it. [[1]](",
             "How many were shot down?", "2 answers stand", "**12 knots**", "**20 knots**",
             "2 disputes, the one reported on last first."]  # fmt: skip
    assert sorted(order, key=text.index) == order
    assert "How many were aboard?" not in text


async def test_a_dispute_opens_its_claim_and_the_summary_leads_to_the_disputes(
    newsroom: Newsroom,
) -> None:
    disputes = await (await newsroom.ask("brief summary")).press("Disputes", newsroom.reader)
    assert "### Disputes" in disputes.text
    opened = await disputes.press("Who says what", newsroom.reader)
    assert "### How fast was the ferry?" in opened.text


async def test_a_brief_without_disputes_says_so(newsroom: Newsroom) -> None:
    newsroom.briefs.save(SLUG, ferry(claims=[], corrections=[]))
    disputes = await newsroom.ask("brief disputes")
    assert "**Nothing in this brief is disputed at the moment.**" in disputes.text
    assert "Disputes" not in (await newsroom.ask("brief summary")).buttons
