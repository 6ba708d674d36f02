"""What the options of commands offer while a reader types."""

import pytest

from bot.content.located_yaml import Value
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Newsroom, units
from tests.making import claim, document, quote, report

LONG = "Who 🚢 saw the ferry last, and from where? " * 7


@pytest.mark.parametrize("typed", ["", "lakowo", "ferry", "FERRY ground"])
async def test_briefs_are_offered_by_words_of_their_titles(newsroom: Newsroom, typed: str) -> None:
    newsroom.briefs.save("lighthouse", document(title="Lighthouse dark"))
    offered = await newsroom.offered("brief summary", "brief", typed)
    assert offered["Ferry aground off Łąkowo"] == SLUG
    assert ("Lighthouse dark" in offered) == (not typed)


async def test_claims_are_offered_by_their_questions_and_given_by_their_ids(
    newsroom: Newsroom,
) -> None:
    every = await newsroom.offered("brief claims", "claim", "")
    assert list(every.values()) == ["speed", "aboard", "cause"]
    assert await newsroom.offered("brief claims", "claim", "aboa") == {
        "How many people were aboard?": "aboard"
    }


async def test_speakers_are_offered_even_if_mistyped(newsroom: Newsroom) -> None:
    assert list(await newsroom.offered("brief quotes", "speaker", "")) == [
        "Harbour master", "Captain Łucja Żak", "Coastguard",
    ]  # fmt: skip
    assert list(await newsroom.offered("quote", "speaker", "costguard")) == ["Coastguard"]


async def test_speakers_and_claims_are_those_of_the_brief_that_was_chosen(
    newsroom: Newsroom,
) -> None:
    keeper = quote("keeper", speaker="The keeper")
    newsroom.briefs.save("lighthouse", document(title="Lighthouse dark", quotes=[keeper]))
    offered = await newsroom.offered("quote", "speaker", "", brief="lighthouse")
    assert list(offered) == ["The keeper"]
    assert "The keeper" in await newsroom.offered("quote", "speaker", "")
    assert await newsroom.offered("brief claims", "claim", "", brief="lighthouse") == {}
    assert await newsroom.offered("brief claims", "claim", "") == {}


async def test_no_more_is_offered_than_discord_takes(newsroom: Newsroom) -> None:
    claims: list[Value] = [
        {**claim(f"c{n}", report(f"r{n}")), "question": f"{n}: {LONG}"[:300]} for n in range(30)
    ]
    quotes: list[Value] = [quote(f"q{n}", speaker=f"{n} {LONG}"[:150].strip()) for n in range(30)]
    newsroom.briefs.save(SLUG, ferry(claims=claims, quotes=quotes, corrections=[]))
    for number in range(30):
        newsroom.briefs.save(f"other-{number}", document(title=f"{number} {LONG}"[:120].strip()))
    for command, option in (
        ("brief summary", "brief"), ("brief claims", "claim"), ("brief quotes", "speaker"),
    ):  # fmt: skip
        offered = await newsroom.offered(command, option, "", **_beside(option))
        assert len(offered) == 25
        assert max(map(units, offered)) == 100


async def test_a_long_name_that_was_chosen_is_found(newsroom: Newsroom) -> None:
    speaker = f"The keeper {LONG}"[:150].strip()
    newsroom.briefs.save(SLUG, ferry(quotes=[quote("kept", "Dark.", speaker=speaker)]))
    (value,) = (await newsroom.offered("quote", "speaker", "keeper")).values()
    assert "> Dark." in (await newsroom.ask("quote", speaker=value)).text


def _beside(option: str) -> dict[str, str]:
    """The brief, which has to be chosen where there are several."""
    return {} if option == "brief" else {"brief": SLUG}
