"""Who sees an answer, and what pressing its buttons does to it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.demo.ferry import ferry
from tests.demo.newsroom import Answer, Newsroom
from tests.making import document

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("brief summary", {}), ("brief timeline", {}), ("brief claims", {}), ("brief sources", {}),
    ("brief claims", {"claim": "speed"}), ("brief quotes", {}), ("brief corrections", {}),
    ("brief search", {"words": "ferry"}), ("brief list", {}),
]  # fmt: skip


@pytest.mark.parametrize(("command", "options"), COMMANDS)
async def test_what_a_reader_asks_is_shown_to_them_alone(
    newsroom: Newsroom, command: str, options: dict[str, Any]
) -> None:
    answer = await newsroom.ask(command, **options)
    assert answer.is_private
    assert newsroom.sees(newsroom.reader, answer)
    assert not newsroom.sees(newsroom.manager, answer)


async def test_pressing_a_button_of_a_private_answer_changes_it_in_place(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief summary")
    after = await answer.press("Claims", newsroom.reader)
    assert after.message.id == answer.message.id
    assert "### Claims" in answer.text
    chosen = await answer.choose("Summary", newsroom.reader)
    opened = await chosen.choose("speed", newsroom.reader)
    assert opened.message.id == answer.message.id
    assert "### How fast was the ferry?" in answer.text


async def test_what_is_posted_is_seen_by_all_and_cannot_be_posted_again(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief timeline", page=2)
    posted = await answer.press("Post to channel", newsroom.reader)
    assert posted.message.id != answer.message.id
    assert newsroom.sees(newsroom.manager, posted)
    assert "page 2 of 2" in posted.text
    assert "Post to channel" not in posted.buttons
    assert "Post to channel" in answer.buttons


async def test_pressing_a_button_of_a_post_answers_the_presser_alone_and_leaves_it_be(
    newsroom: Newsroom,
) -> None:
    posted = await (await newsroom.ask("brief summary")).press("Post to channel", newsroom.reader)
    before = posted.message.components
    answer = await posted.press("Timeline", newsroom.manager)
    assert answer.is_private
    assert newsroom.sees(newsroom.manager, answer)
    assert not newsroom.sees(newsroom.reader, answer)
    assert posted.message.components == before


async def test_who_may_not_write_in_a_channel_cannot_post_there(newsroom: Newsroom) -> None:
    answer = Answer(await newsroom.reader.slash(newsroom.notices, "brief summary"))
    refused = await answer.press("Post to channel", newsroom.reader)
    assert "You may not write in this channel" in refused.text
    assert refused.is_private
    assert not newsroom.notices.history()


async def test_no_answer_can_ping_anybody(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief summary")
    await answer.press("Quotes", newsroom.reader)
    posted = await answer.press("Post to channel", newsroom.reader)
    await posted.choose("Claims", newsroom.manager)
    await newsroom.ask("brief summary", brief=f"{newsroom.manager.mention} @everyone")
    sent = newsroom.requests()
    assert len(sent) == 5
    assert all(request["data"]["allowed_mentions"] == {"parse": []} for request in sent)


NITRO = "[ Nitro](https://evil.example)"


@pytest.mark.parametrize(
    ("command", "options", "found"),
    [
        ("brief search", {"words": f"ferry {NITRO}"}, "6 results of a search"),
        ("brief search", {"words": f"https://{NITRO} ran"}, "1 result of a search"),
        ("brief search", {"words": "fery insult"}, "6 results of a search"),
        ("brief claims", {"claim": "ferry the"}, "2 claims found by a search"),
    ],
)
async def test_what_a_reader_typed_is_never_posted(
    newsroom: Newsroom, command: str, options: dict[str, str], found: str
) -> None:
    answer = await newsroom.ask(command, **options)
    (typed,) = options.values()
    posted = await answer.press("Post to channel", newsroom.reader)
    assert not posted.is_private
    assert found in posted.text
    assert not any(word in posted.text for word in ("Nitro", "evil", "insult", typed))


@pytest.mark.parametrize("words", ["insult", f"https://{NITRO}", "…", "@"])
async def test_a_search_without_results_cannot_be_posted(newsroom: Newsroom, words: str) -> None:
    answer = await newsroom.ask("brief search", words=words)
    assert "Post to channel" not in answer.buttons


async def test_a_search_whose_results_are_gone_is_not_posted_any_more(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief search", words="towed")
    newsroom.briefs.save("ferry", ferry(timeline=[]))
    refused = await answer.press("Post to channel", newsroom.reader)
    assert refused.is_private
    assert refused.text == "There is nothing to post: nothing was found."


async def test_it_is_answered_in_direct_messages_too(newsroom: Newsroom) -> None:
    person = newsroom.reader.user
    answer = Answer(await person.slash("brief summary"))
    assert "Ferry aground" in answer.text
    posted = Answer(await person.click(answer.message, label="Post to channel"))
    assert not posted.is_private


async def test_in_a_server_without_the_bot_it_answers_who_installed_it(
    newsroom: Newsroom, as_user_app: Callable[[], None]
) -> None:
    as_user_app()
    answer = await newsroom.ask("brief summary")
    after = await answer.press("Quotes", newsroom.reader)
    assert "### Quotes" in after.text


async def test_where_there_are_several_briefs_one_has_to_be_named(newsroom: Newsroom) -> None:
    newsroom.briefs.save("lighthouse", document(title="Lighthouse dark"))
    answer = await newsroom.ask("brief summary")
    assert "Which brief?" in answer.text
    assert {"Ferry aground off Łąkowo", "Lighthouse dark"} <= set(answer.offered)
    assert answer.is_private
    named = await newsroom.ask("brief summary", brief="Lighthouse dark")
    assert "## Lighthouse dark" in named.text


async def test_however_many_briefs_there_are_the_question_fits_into_an_answer(
    newsroom: Newsroom,
) -> None:
    for number in range(40):
        newsroom.briefs.save(f"other-{number}", document(title=f"{number} {'*_' * 58}"))
    assert "Which brief?" in (await newsroom.ask("brief summary")).text


async def test_a_very_long_wrong_name_is_explained_too(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief summary", brief="*" * 6_000)
    assert answer.text.startswith("There is no brief “\\*")


async def test_where_all_briefs_are_gone_every_command_says_so(newsroom: Newsroom) -> None:
    newsroom.briefs.remove("ferry")
    for command, options in [*COMMANDS, ("quote", {})]:
        answer = await newsroom.ask(command, **options)
        assert answer.text == "There is no brief here at the moment. Please ask again later."
        assert answer.is_private
