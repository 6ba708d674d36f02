"""Asking without naming a brief, in all briefs, of the default one; and help."""

import pytest

from bot.gateway.client import Bot
from tests.demo.newsroom import Answer, Newsroom
from tests.making import document, entry, quote


@pytest.fixture
def two(newsroom: Newsroom) -> Newsroom:
    """A newsroom with two briefs, the ferry and a lighthouse."""
    dark = document(
        title="Lighthouse dark",
        timeline=[entry("out", at="2026-06-01 22:00", text="The lamp goes out in fog.")],
        quotes=[quote("keeper", "The lamp is out.", speaker="Keeper", at="2026-06-01")],
    )
    newsroom.briefs.save("lighthouse", dark)
    return newsroom


@pytest.mark.parametrize(
    ("command", "options", "shown"),
    [
        ("brief summary", {}, "## Lighthouse dark"),
        ("brief timeline", {"from": "1 June 2026"}, "The lamp goes out"),
        ("brief quotes", {"speaker": "keeper"}, "### Quotes: Keeper"),
        ("brief sources", {}, "### Sources"),
        ("brief factchecks", {}, "### Fact-checks"),
        ("quote", {}, "### Quotes"),
    ],
)
async def test_where_no_brief_is_named_a_menu_goes_on_with_what_was_asked(
    two: Newsroom, command: str, options: dict[str, str], shown: str
) -> None:
    answer = await two.ask(command, **options)
    assert answer.is_private
    assert "**Which brief?**" in answer.text
    chosen = await answer.choose("Lighthouse dark", two.reader)
    assert shown in chosen.text
    assert "Lighthouse dark" in chosen.text


async def test_what_was_typed_may_lead_nowhere_in_the_brief_that_is_chosen(two: Newsroom) -> None:
    answer = await two.ask("brief quotes", speaker="Keeper")
    chosen = await answer.choose("ferry", two.reader)
    assert "There is no speaker “Keeper” here." in chosen.text


async def test_a_search_without_a_brief_looks_through_all_and_leads_back(two: Newsroom) -> None:
    answer = await two.ask("brief search", words="fog")
    assert "in all briefs for “fog”" in answer.text
    assert "### Lighthouse dark" in answer.text
    opened = await answer.choose("entry:lighthouse:out", two.reader)
    assert "The lamp goes out in fog." in opened.text
    back = await opened.press("Back to results", two.reader)
    assert "in all briefs for “fog”" in back.text


async def test_a_search_in_all_briefs_that_finds_nothing_says_so(two: Newsroom) -> None:
    assert "No brief holds “zeppelin”." in (await two.ask("brief search", words="zeppelin")).text


async def test_a_manager_sets_the_brief_that_a_channel_means(two: Newsroom) -> None:
    told = await manage(two, brief="lighthouse")
    assert "mean “Lighthouse dark” unless they name another" in told.text
    assert "## Lighthouse dark" in (await two.ask("brief summary")).text
    assert "in all briefs" not in (await two.ask("brief search", words="lamp")).text
    named = await two.ask("brief summary", brief="ferry")
    assert "## Lighthouse dark" not in named.text
    assert "no brief of its own" in (await manage(two)).text
    assert "**Which brief?**" in (await two.ask("brief summary")).text


async def test_a_default_whose_brief_is_gone_is_asked_for_again(two: Newsroom) -> None:
    await manage(two, brief="lighthouse")
    two.briefs.save("third", document(title="A third"))
    two.briefs.remove("lighthouse")
    assert "**Which brief?**" in (await two.ask("brief summary")).text


async def test_nobody_else_sets_it(two: Newsroom) -> None:
    assert isinstance(two.env.bot, Bot)
    told = await two.env.bot.tree.fetch_commands()
    digest = next(command for command in told if command.name == "digest")
    # A server's owner may show a command to anybody; that makes nobody a manager.
    two.guild.set_command_permissions(digest.id, {two.reader: True})
    answer = Answer(await two.reader.slash(two.channel, "digest default", brief="ferry"))
    assert "Only those who may manage this server" in answer.text


async def test_help_names_the_everyday_commands_for_the_asker_alone(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief help")
    assert answer.is_private
    assert all(
        command in answer.text
        for command in ("/brief summary", "/quote", "/brief search", "/digest subscribe")
    )


async def test_days_with_events_are_offered_while_one_types(newsroom: Newsroom) -> None:
    offered = await newsroom.offered("brief timeline", "from", "march")
    assert offered
    assert all(name.startswith(day.rpartition("-")[2].lstrip("0")) for name, day in offered.items())
    assert all("event" in name for name in offered)


async def manage(newsroom: Newsroom, **options: str) -> Answer:
    return Answer(await newsroom.manager.slash(newsroom.channel, "digest default", **options))
