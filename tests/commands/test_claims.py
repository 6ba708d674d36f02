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
    answer = await newsroom.ask("brief claims", claim="aboard")
    assert "-# ✅ corroborated · 3 sources, 2 origins" in answer.text
    text = (await answer.press("How this changed", newsroom.reader)).text
    assert (
        "3 outlets, 2 origins: usually reliable (B) [[1]](https://paper.example/ferry); "
        "not usually reliable (D) \\[3\\]; reliability cannot be judged (F) \\[2\\]"
    ) in text
    assert "✅ **corroborated**" in text


async def test_what_one_origin_alone_corroborates_is_shown_as_reported_and_why(
    newsroom: Newsroom,
) -> None:
    copied = report("list", "212", standing="corroborated", sources=["copy", "paper"])
    newsroom.briefs.save(SLUG, aboard(copied))
    answer = await newsroom.ask("brief claims", claim="aboard")
    assert "**212** — The army, 10 September 2025 [[1]](" in answer.text
    assert "-# ◽ reported, not confirmed · 2 sources, 1 origin" in answer.text
    ladder = (await answer.press("How this changed", newsroom.reader)).text
    assert "2 outlets, 1 origin:" in ladder
    assert "◽ **reported** (called corroborated, but all of it comes from one origin" in ladder
    whole = (await newsroom.ask("brief summary")).text
    assert "**Not known** How many people were aboard?" in whole


async def test_figures_that_conflict_stand_side_by_side_as_they_were_given(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief claims", claim="speed")
    card = answer.text
    assert card.index("**12 knots** — The army, ") < card.index("Other answers:\n- **About 20")
    text = (await answer.press("How this changed", newsroom.reader)).text
    figures = text[text.index("### Competing figures") : text.index("### Who says what")]
    assert figures.index("**12 knots**") < figures.index("**About 20 knots**")
    assert figures.count("The army · as of 10 September 2025 [[1]](") == 2


async def test_a_claim_with_one_figure_sets_nothing_side_by_side(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief claims", claim="aboard")
    ladder = await answer.press("How this changed", newsroom.reader)
    assert "### Who says what" in ladder.text
    assert "Competing figures" not in ladder.text


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
    order = ["**Why did it run aground?**", "**A rudder** — The army, 12 September 2025 [[1]](",
             "contested", "**How many were shot down?**", "**12 knots**", "**20 knots**",
             "2 disputes, the one reported on last first."]  # fmt: skip
    assert sorted(order, key=text.index) == order
    assert "How many were aboard?" not in text


async def test_a_dispute_opens_its_claim_and_the_summary_leads_to_the_disputes(
    newsroom: Newsroom,
) -> None:
    disputes = await (await newsroom.ask("brief summary")).choose("Disputes", newsroom.reader)
    assert "### Disputes" in disputes.text
    opened = await disputes.choose("claim:speed", newsroom.reader)
    assert "### How fast was the ferry?" in opened.text
    back = await opened.press("Back to disputes", newsroom.reader)
    assert "### Disputes" in back.text


async def test_a_brief_without_disputes_says_so(newsroom: Newsroom) -> None:
    newsroom.briefs.save(SLUG, ferry(claims=[], corrections=[]))
    disputes = await newsroom.ask("brief disputes")
    assert "**Nothing in this brief is disputed at the moment.**" in disputes.text
    assert "Disputed" not in (await newsroom.ask("brief summary")).text
