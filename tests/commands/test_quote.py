"""/quote, as a reader uses it."""

import shutil
from pathlib import Path

import pytest

from bot.content.located_yaml import Value
from tests.demo.ferry import ferry
from tests.demo.newsroom import Answer, Newsroom
from tests.making import quote


async def test_a_quote_is_for_the_asker_with_its_speaker_time_and_source(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("quote", speaker="Coastguard")
    assert answer.is_private
    assert not newsroom.sees(newsroom.manager, answer)
    assert "**Coastguard**\n6 March 2026" in answer.text
    assert "> The sea was calm." in answer.text
    assert "[[1]](https://paper.example/ferry)" in answer.text


async def test_a_press_posts_it_for_everybody(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("quote", words="calm")
    posted = await answer.press("Post to channel", newsroom.reader)
    assert not posted.is_private
    assert newsroom.sees(newsroom.manager, posted)
    assert "> The sea was calm." in posted.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"speaker": "Coastguard"}, "The sea was calm."),
        ({"words": "fog"}, "We saw nothing but fog."),
        ({"words": "mgle"}, "We saw nothing but fog."),
        ({"speaker": "zak", "words": "ruder"}, "The rudder broke."),
        ({"brief": "ferry", "words": "hurt"}, "was \\*\\*hurt\\*\\*"),
    ],
)
async def test_the_best_match_is_quoted(
    newsroom: Newsroom, asked: dict[str, str], said: str
) -> None:
    assert said in (await newsroom.ask("quote", **asked)).text


async def test_a_translation_stands_beside_the_words(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("quote", words="fog")
    whole = (await answer.press("Show all", newsroom.reader)).text
    assert "-# Polish translation by The Paper:\n> Widzieliśmy tylko mgłę." in whole
    said: list[Value] = [
        quote(
            "mist",
            "Widzieliśmy tylko mgłę.",
            language="pl",
            translations={"en": {"text": "We saw only mist.", "by": "The Paper"}},
        )
    ]
    newsroom.briefs.save("ferry", ferry(quotes=said))
    card = (await newsroom.ask("quote", words="mist")).text
    assert "> Widzieliśmy tylko mgłę.\n-# Polish. Translated by The Paper:\n> We saw only" in card


async def test_without_a_speaker_or_words_one_chooses_a_speaker(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("quote")
    assert answer.is_private
    assert "### Quotes" in answer.text
    chosen = await answer.choose("Coastguard", newsroom.reader)
    assert "### Quotes: Coastguard" in chosen.text


async def test_words_are_those_that_were_said_and_not_what_stands_around_them(
    newsroom: Newsroom,
) -> None:
    said = quote("calm", "The sea was calm.", context="Asked about a nuclear war.")
    newsroom.briefs.save("ferry", ferry(quotes=[said]))
    answer = await newsroom.ask("quote", words="nuclear war")
    assert "Nobody is quoted with “nuclear war” here." in answer.text
    assert "Post to channel" not in answer.buttons


async def test_of_words_that_nobody_said_together_the_nearest_quote_is_told(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("quote", words="calm storm")
    assert (
        "Nobody is quoted with “calm storm” here. The nearest is Coastguard: “The sea was calm.”"
    ) in answer.text


async def test_a_small_typing_mistake_is_said(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("quote", words="clam")
    assert "**Results for “calm”.**" in answer.text
    assert "> The sea was calm." in answer.text


async def test_other_matches_are_shown_to_whoever_chooses_them(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("quote", speaker="Żak")
    other = await answer.choose("rudder-said", newsroom.reader)
    assert "The rudder broke." in other.text
    assert other.is_private
    assert not newsroom.sees(newsroom.manager, other)


async def test_who_may_not_write_in_a_channel_cannot_post_it_there(newsroom: Newsroom) -> None:
    answer = Answer(await newsroom.reader.slash(newsroom.notices, "quote", words="calm"))
    assert "The sea was calm." in answer.text
    refused = await answer.press("Post to channel", newsroom.reader)
    assert "You may not write in this channel" in refused.text


@pytest.mark.parametrize(
    ("asked", "explained"),
    [
        (
            {"speaker": "The king"},
            "There is no speaker “The king” here. There is, for example, “Harb",
        ),
        ({"words": "iceberg"}, "Nobody is quoted with “iceberg” here. Try fewer words"),
        (
            {"speaker": "Coastguard", "words": "fog"},
            "Coastguard is quoted here, but not with “fog”.",
        ),
        ({"brief": "balloon"}, "There is no brief “balloon” here."),
    ],
)
async def test_what_nobody_said_is_explained_to_the_asker_alone(
    newsroom: Newsroom, asked: dict[str, str], explained: str
) -> None:
    answer = await newsroom.ask("quote", **asked)
    assert explained in answer.text
    assert answer.is_private


async def test_a_brief_without_quotes_says_so(newsroom: Newsroom) -> None:
    newsroom.briefs.save("ferry", ferry(quotes=[]))
    assert "This brief holds no quotes yet." in (await newsroom.ask("quote")).text


async def test_mark_up_in_a_quote_is_shown_as_it_was_said_and_pings_nobody(
    newsroom: Newsroom,
) -> None:
    reader = newsroom.reader.mention
    said = f"# Look\n- at **this**, {reader} @everyone [here](https://x.example)"
    newsroom.briefs.save("ferry", ferry(quotes=[quote("marked", said)]))
    answer = await newsroom.ask("quote", words="Look")
    assert (
        "> \\# Look\n> \\- at \\*\\*this\\*\\*, \\<\\@" + reader[2:] + " \\@everyone \\[here\\]"
    ) in answer.text
    assert not newsroom.pinged(answer)
    (sent,) = newsroom.requests()
    assert sent["data"]["allowed_mentions"] == {"parse": []}


async def test_a_speaker_can_be_named_exactly_though_another_name_is_alike(
    newsroom: Newsroom,
) -> None:
    said: list[Value] = [quote("a", "Yes.", speaker="Zak"), quote("b", "No.", speaker="Żak")]
    newsroom.briefs.save("ferry", ferry(quotes=said))
    assert "> No." in (await newsroom.ask("quote", speaker="Żak")).text


async def test_a_name_that_is_only_a_little_like_one_is_nobody(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("quote", speaker="Zork")
    assert "There is no speaker “Zork” here." in answer.text


@pytest.fixture
def incident(newsroom: Newsroom) -> Newsroom:
    """A newsroom that serves the brief that ships, with its excerpts."""
    shutil.copytree(Path(__file__).parents[2] / "briefs", newsroom.briefs.path, dirs_exist_ok=True)
    newsroom.briefs.remove("ferry")
    return newsroom


async def test_the_words_of_rutte_to_putin_are_word_for_word_and_the_seed_differs(
    incident: Newsroom,
) -> None:
    card = await incident.ask("quote", speaker="Rutte", words="to Putin my message")
    assert "agrees with our excerpt, copied by hand" in card.text
    checked = (await card.press("How was this checked?", incident.reader)).text
    assert "✔ Agrees with our excerpt, 2 pieces in order, of Daily Tribune" in checked
    card = await incident.ask("quote", speaker="Rutte", words="to Putin my message")
    text = (await card.press("Other versions (1)", incident.reader)).text
    assert "-# Printed otherwise by successlifeint.com" in text
    assert "> ~~To Putin, I mean, my~~ **My** message is clear: stop the war in Ukraine" in text
    assert "which ~~he~~ is now ~~basically~~ mounting" in text
    assert "≠ It has “My” for “To Putin, I mean, my”; leaves out “he”, “basically”; " in text
    assert "This version: ✔ Agrees with our excerpt of successlifeint.com" in text


async def test_a_misquotation_finds_the_words_that_were_said(incident: Newsroom) -> None:
    text = (await incident.ask("quote", words="which is now mounting on innocent civilians")).text
    assert "which he is now basically mounting" in text
