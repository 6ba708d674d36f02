"""Whatever a brief holds, what is shown of it is what Discord takes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import assume, given

from bot.answers.items import kinds, load_answers
from bot.answers.quoting import best_quotes
from bot.domain import limits
from bot.domain.brief import Brief
from bot.views.correctives import marked_body
from bot.views.places import Place
from bot.views.quotes import speakers
from bot.views.registry import render
from bot.views.showing import Showing
from tests import making
from tests.demo.newsroom import units
from tests.loopback.checks import components, mistake
from tests.strategies import briefs
from tests.views.browsing import (
    BUTTON,
    SELECT,
    TEXT,
    custom_ids,
    examples,
    first_and_last,
    library_of,
    parts,
    places,
    whole,
)

load_answers()
TEMPLATES = [kind.__discord_ui_compiled_template__ for kind in kinds()]

pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr"  # which would hide what a large brief found
)
POSTED = Showing(is_posted=True, revision=7)
PAST = Showing(revision=7, past=datetime(2026, 3, 4, tzinfo=UTC), latest=9)


def custom_id_of(item: ui.Item[Any]) -> str:
    assert isinstance(item, ui.Button | ui.Select)
    assert item.custom_id is not None
    return item.custom_id


def check(view: ui.LayoutView) -> None:
    """Everything in the view is what Discord takes, and outlives a restart."""
    payload = {"flags": 1 << 15, "components": view.to_components()}
    assert mistake(payload) is None
    for part in parts(view):
        if part["type"] == TEXT:
            assert part["content"].strip()
        elif part["type"] == BUTTON:
            assert 1 <= units(part["label"]) <= limits.BUTTON_LABEL
        elif part["type"] == SELECT:
            check_menu(part)
    for item in view.walk_children():
        is_link = isinstance(item, ui.Button) and item.style is discord.ButtonStyle.link
        if item.is_dispatchable() and not is_link:
            custom_id = custom_id_of(item)
            assert sum(bool(template.fullmatch(custom_id)) for template in TEMPLATES) == 1


def check_menu(menu: dict[str, Any]) -> None:
    options = menu["options"]
    assert 1 <= len(options) <= limits.SELECT_OPTIONS
    assert len({option["value"] for option in options}) == len(options)
    assert all(1 <= units(option[key]) <= 100 for option in options for key in ("label", "value"))
    assert units(menu["placeholder"]) <= 150


@examples(10)
@given(briefs(most=2))
def test_every_page_of_every_view_is_what_discord_takes(brief: Brief) -> None:
    library = library_of(brief)
    for place in [*whole(brief), *places(library, brief)]:
        for view in first_and_last(library, place):
            check(view)


@examples(6)
@given(briefs(most=2))
def test_what_is_posted_is_what_discord_takes_and_cannot_be_posted_again(brief: Brief) -> None:
    library = library_of(brief)
    for place in [*whole(brief), *places(library, brief)]:
        for view in first_and_last(library, place, POSTED):
            check(view)
            assert not [custom_id for custom_id in custom_ids(view) if ":post:" in custom_id]


@examples(6)
@given(briefs(most=2))
def test_what_is_posted_leaves_room_for_a_correction_and_says_what_it_carries(
    brief: Brief,
) -> None:
    library = library_of(brief)
    long = making.correction("fix", "any", was="W" * 2_000, now="N" * 2_000)
    (mark,) = making.brief(summary=[making.entry("any")], corrections=[long]).corrections
    for place in [*whole(brief), *places(library, brief)]:
        for view in first_and_last(library, place, POSTED):
            marked = marked_body({"components": view.to_components()}, [mark])
            assert mistake({"flags": 1 << 15, **marked}) is None
            shown = [
                part["content"] for part in components(marked["components"]) if part["type"] == TEXT
            ]
            assert shown[0].startswith(("**Corrected", "**Part of this post was corrected"))
            assert not [text for text in shown if "made room for" in text]
            assert place.view == "list" or f"{brief.slug}@7" in shown[-1] or "/" in shown[-1]


@examples(6)
@given(briefs(most=2))
def test_a_past_state_is_what_discord_takes_says_so_and_leads_on_within_itself(
    brief: Brief,
) -> None:
    library = library_of(brief)
    for place in [*whole(brief), *places(library, brief)]:
        if place.view == "list":
            continue
        for view in first_and_last(library, replace(place, revision=7), PAST):
            check(view)
            assert "This is past" in "".join(
                part["content"] for part in parts(view) if part["type"] == TEXT
            )
            leads = [each for each in custom_ids(view) if each[3] != "w"]
            assert all("~7:" in custom_id for custom_id in leads)


@examples(6)
@given(briefs(most=2))
def test_the_answer_to_quote_is_what_discord_takes(brief: Brief) -> None:
    assume(brief.quotes)
    library = library_of(brief)
    for speaker in (None, *speakers(brief)):
        found = best_quotes(library, speaker, None, None)
        assert speaker is None or {match.quote.speaker for match in found.matches} == {speaker}
        check(found.view())


@pytest.mark.parametrize(
    ("name", "argument"),
    [("reports", "claim"), ("whole", "quote"), ("whole", "point"), ("whole", "event")],
)
def test_a_full_page_takes_all_the_room_there_is_and_no_more(name: str, argument: str) -> None:
    words = " ".join(["*" * 9] * 200)  # each mark is escaped, so it is more than a page
    full = making.brief(
        title="T" * 120,
        summary=[making.entry("point", text=words)],
        timeline=[making.entry("event", at="2026-03-04", text=words)],
        claims=[making.claim("claim", *(making.report(f"r-{n}", because=words) for n in range(3)))],
        quotes=[making.quote("quote", words)],
    )
    # Only a page that is not there shows the longest note, so ask for one before the first.
    view = render(library_of(full), Place(name, full.slug, 0, argument))
    shown = [part["content"] for part in parts(view) if part["type"] == TEXT]
    assert "no page 0" in "".join(shown)
    kept_free = 480  # for what it carries where it is posted, and for a correction
    assert 3_800 <= sum(map(units, shown)) + kept_free <= limits.MESSAGE_TEXT
