"""/brief, as a reader uses it."""

import pytest

from bot.content.located_yaml import Value
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Newsroom
from tests.making import document, quote


async def test_a_summary_says_what_is_known_what_is_disputed_and_what_is_not_known(
    newsroom: Newsroom,
) -> None:
    text = (await newsroom.ask("brief summary")).text
    order = (
        "A car ferry ran aground", "**Disputed** How fast was the ferry?",
        "**Not known** Why did the ferry run", "Why was the ferry so close to the shore?",
    )  # fmt: skip
    assert sorted(order, key=text.index) == list(order)


async def test_a_timeline_is_shown_by_day_and_goes_on_on_the_next_page(newsroom: Newsroom) -> None:
    first = await newsroom.ask("brief timeline")
    assert "page 1 of 2" in first.text
    assert "### 4 March 2026" in first.text
    assert "Tugs towed" not in first.text
    second = await newsroom.ask("brief timeline", page=2)
    assert "Position report 17." in second.text
    assert second.text.index("### 5 March 2026") < second.text.index("### April 2026")


@pytest.mark.parametrize(
    ("bounds", "shown", "hidden"),
    [
        ({"from": "2026-03-05"}, "Tugs towed", "Position report"),
        ({"to": "2026-03-04 07:00"}, "Position report 7.", "Position report 8."),
        ({"from": "2026-03-05", "to": "2026-03-05"}, "1 event of 14", "An inquiry"),
        ({"from": "2026-03-04 06:30", "to": "2026-03-04 07:30"}, "report 7.", "report 6."),
        ({"from": "2026-05"}, "Nothing from May 2026: 0 events of 14.", "An inquiry"),
    ],
)
async def test_a_timeline_can_be_narrowed_to_a_stretch_of_time(
    newsroom: Newsroom, bounds: dict[str, str], shown: str, hidden: str
) -> None:
    text = (await newsroom.ask("brief timeline", **bounds)).text
    assert shown in text
    assert hidden not in text


async def test_a_narrowed_timeline_stays_narrow_while_one_leafs(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief timeline", to="2026-03-04")
    second = await answer.press("Next", newsroom.reader)
    assert "Position report 17." in second.text
    assert "Tugs towed" not in second.text


async def test_a_page_beyond_the_last_is_explained_and_the_last_is_shown(
    newsroom: Newsroom,
) -> None:
    text = (await newsroom.ask("brief timeline", page=9)).text
    assert "There is no page 9 here" in text
    assert "page 2 of 2" in text


@pytest.mark.parametrize(
    ("bounds", "explained"),
    [
        ({"from": "whenever"}, "The option \\`from\\`: I don't understand “whenever” as a date."),
        ({"to": "2026-02-30"}, "there is no 2026-02-30"),
        ({"from": "2026-03-05", "to": "2026-03-04"}, "swap the two"),
    ],
)
async def test_a_time_that_is_none_is_explained(
    newsroom: Newsroom, bounds: dict[str, str], explained: str
) -> None:
    answer = await newsroom.ask("brief timeline", **bounds)
    assert explained in answer.text
    assert answer.is_private


async def test_claims_are_listed_with_where_they_stand(newsroom: Newsroom) -> None:
    text = (await newsroom.ask("brief claims")).text
    assert "**How fast was the ferry?**\n⚖️ disputed · **12 knots** — The army, " in text
    assert text.count("2 competing answers") == 1
    assert "**How many people were aboard?**\n✅ confirmed · **212** — The army, " in text
    assert "**Why did the ferry run aground?**\n◽ reported, not confirmed · **A broken" in text


@pytest.mark.parametrize("asked", ["speed", "How fast was the ferry?", "fast"])
async def test_one_claim_is_found_by_its_id_its_question_or_words_of_it(
    newsroom: Newsroom, asked: str
) -> None:
    text = (await newsroom.ask("brief claims", claim=asked)).text
    assert "### How fast was the ferry?" in text
    assert "12 knots" in text
    assert "About 20 knots" in text


async def test_a_claim_that_nobody_made_is_explained_with_some_that_are(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief claims", claim="Was the captain drunk?")
    assert (
        "There is no claim “Was the captain drunk?” here. There is, for example, “How"
        in answer.text
    )
    assert answer.is_private


async def test_words_of_several_claims_are_answered_with_the_claims_to_choose_from(
    newsroom: Newsroom,
) -> None:
    text = (await newsroom.ask("brief claims", claim="ferry")).text
    assert "### 2 claims with “ferry”" in text
    assert "Why did the ferry run aground?" in text
    assert "How fast was the ferry?" in text


async def test_quotes_stand_in_the_words_they_were_said_in(newsroom: Newsroom) -> None:
    text = (await newsroom.ask("brief quotes")).text
    assert "“We saw nothing but fog.” [[1]](" in text
    assert "“The sea was calm.” [[1]](" in text


@pytest.mark.parametrize("asked", ["Captain Łucja Żak", "lucja zak", "Zak"])
async def test_quotes_of_one_speaker_are_found_however_the_name_is_typed(
    newsroom: Newsroom, asked: str
) -> None:
    text = (await newsroom.ask("brief quotes", speaker=asked)).text
    assert "### Quotes: Captain Łucja Żak" in text
    assert "The rudder broke." in text
    assert "The sea was calm." not in text


async def test_speakers_whose_long_names_begin_alike_are_kept_apart(newsroom: Newsroom) -> None:
    ministry = "Ministry of Foreign Affairs of the Republic of "
    said: list[Value] = [
        quote("here", "Here is well.", speaker=ministry + "Here"),
        quote("there", "There is well.", speaker=ministry + "There"),
    ]
    newsroom.briefs.save(SLUG, ferry(quotes=said))
    there = await newsroom.ask("brief quotes", speaker=ministry + "There")
    assert "There is well." in there.text
    assert "Here is well." not in there.text


async def test_a_speaker_may_go_by_a_name_with_an_at_sign(newsroom: Newsroom) -> None:
    said: list[Value] = [quote("handle", "Afloat.", speaker="@ferry"), quote("other", "Aground.")]
    newsroom.briefs.save(SLUG, ferry(quotes=said))
    text = (await newsroom.ask("brief quotes", speaker="@ferry")).text
    assert "“Afloat.”" in text
    assert "“Aground.”" not in text


async def test_sources_stand_under_the_numbers_they_are_cited_by(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief sources")
    first = "**1.** “Night of drones” — The Paper\n-# Grade B · [open](https://paper.example/ferry)"
    assert first in answer.text
    assert "**2.** “Ferry aground” — The Agency\n-# Grade F" in answer.text
    one = await answer.choose("source:paper", newsroom.reader)
    assert "### Source 1\n“Night of drones” — The Paper\nUsually reliable (B)" in one.text
    assert "[Open the source](https://paper.example/ferry) · no archived copy" in one.text


async def test_corrections_say_what_was_wrong_what_is_right_and_why(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief corrections")
    assert "**Corrected** · 5 March 2026\nThree" in answer.text
    one = await answer.choose("entry:fewer", newsroom.reader)
    assert "It said: Four\nIt says now: Three\nWhy: One was counted twice." in one.text


async def test_a_brief_without_corrections_says_so(newsroom: Newsroom) -> None:
    newsroom.briefs.save(SLUG, document(title="Ferry"))
    assert (
        "Nothing in this brief has been corrected" in (await newsroom.ask("brief corrections")).text
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zatoka zabia", "Tugs towed the ferry to **Zatoka** Żabia"),
        ("aboord", "Nothing holds “aboord”. This is what “aboard” finds."),
        ("submarine", "Nothing in this brief holds “submarine”."),
        ("**", "Give me at least one letter or digit to look for."),
    ],
)
async def test_a_search_forgives_accents_and_small_mistakes(
    newsroom: Newsroom, words: str, found: str
) -> None:
    assert found in (await newsroom.ask("brief search", words=words)).text


async def test_a_result_opens_its_one_entry_and_leads_back_to_the_results(
    newsroom: Newsroom,
) -> None:
    found = await newsroom.ask("brief search", words="tugs")
    there = await found.choose("entry:towed", newsroom.reader)
    assert "### 5 March 2026" in there.text
    assert "Tugs towed" in there.text
    assert "Position report" not in there.text
    back = await there.press("Back to results", newsroom.reader)
    assert "### 1 result for “tugs”" in back.text


async def test_the_list_shows_every_brief_and_opens_one(newsroom: Newsroom) -> None:
    newsroom.briefs.save("lighthouse", document(title="Lighthouse dark"))
    shown = await newsroom.ask("brief list")
    assert "## 2 briefs" in shown.text
    assert "**Ferry aground off Łąkowo**" in shown.text
    opened = await newsroom.reader.click(shown.message, custom_id="b1:e:summary:lighthouse:1:")
    assert opened.response is not None
    assert "Lighthouse dark" in str(opened.response.components)


async def test_a_long_list_of_briefs_can_be_leafed_through(newsroom: Newsroom) -> None:
    for number in range(10, 20):
        newsroom.briefs.save(f"z-{number}", document(title=f"Pier {number}"))
    first = await newsroom.ask("brief list")
    shown = first.text
    second = await first.press("Next", newsroom.reader)
    shown += second.text
    assert all(f"**Pier {number}**" in shown for number in range(10, 20))
    assert "Ferry" not in second.text
    assert "Ferry" in (await second.press("Previous", newsroom.reader)).text
