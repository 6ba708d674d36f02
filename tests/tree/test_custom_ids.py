"""Whatever stands in a custom_id fits, is told apart, and is read back as it was written."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from discord import ui
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.answers.challenge import Subject
from bot.answers.forms import templates as forms
from bot.answers.items import kinds, load_answers
from bot.domain import limits
from bot.views.buttons import (
    challenge_button,
    go_menu,
    halt_button,
    open_button,
    open_menu,
    pick_menu,
    post_button,
    preview_button,
    sources_button,
    which_menu,
)
from bot.views.places import ENTRIES, PLACE, Place
from bot.views.registry import load_views, registered

load_views()
load_answers()

SLUG = "z" * limits.SLUG
ENTRY = "@" + "i" * limits.ID
# View → the longest arguments that a place of it has.
LONGEST = {
    "list": "",
    "summary": ENTRY,
    "timeline": ENTRY,
    "claims": "",
    "claim": "i" * limits.ID,
    "quotes": "n" * limits.ID,
    "quote": "i" * limits.ID,
    "sources": ENTRY,
    "corrections": ENTRY,
    "changes": "99999~99999~w",
    "disputes": ENTRY,
    "factchecks": ENTRY,
    "search": "w" * limits.QUERY,
    "everywhere": "w" * limits.QUERY,
    "times": ENTRY,
    **dict.fromkeys(sorted(ENTRIES - {"claim", "quote"}), "i" * limits.ID),
}


def custom_id(button: ui.Button[Any]) -> str:
    assert button.custom_id is not None
    return button.custom_id


def every(view: str, argument: str) -> Iterator[str]:
    """The custom_ids of all that leads to a place, as long as can be."""
    for revision in (None, 46_655):
        slug = SLUG if view != "everywhere" else ""  # it is of all briefs
        place = Place(view, slug, 9999, argument, revision)
        yield custom_id(open_button(place, "Open", role="e"))
        # The place that is shown no longer asks for an entry; a menu's argument is what is chosen.
        here = place if argument != ENTRY else replace(place, argument="")
        yield custom_id(post_button(here))
        yield custom_id(challenge_button(here))
        yield open_menu(replace(place, argument=""), "Choose", (("One", "one"),)).custom_id
        yield pick_menu(here, "Open", {place: "One"}).custom_id
        yield go_menu(here).custom_id
        yield custom_id(sources_button(here, 99))
        yield which_menu(replace(here, slug="", revision=None), [("One", "one")]).custom_id


@pytest.mark.parametrize("revision", [None, 1, 12, 46_655])
def test_a_place_is_the_same_after_it_stood_in_a_custom_id(revision: int | None) -> None:
    place = Place("claim", SLUG, 3, "i" * limits.ID, revision)
    match = re.fullmatch(PLACE, place.packed())
    assert match is not None
    assert Place.unpacked(match) == place


def templates() -> list[re.Pattern[str]]:
    return [kind.__discord_ui_compiled_template__ for kind in kinds()]


def test_the_longest_arguments_of_all_views_are_known() -> None:
    assert set(LONGEST) == set(registered())


@pytest.mark.parametrize(("view", "argument"), LONGEST.items())
def test_every_custom_id_fits_and_is_of_one_kind(view: str, argument: str) -> None:
    for each in every(view, argument):
        assert len(each) <= limits.CUSTOM_ID
        assert sum(bool(template.fullmatch(each)) for template in templates()) == 1


@pytest.mark.parametrize(
    "custom_id", ["b0:open", "b2:t:timeline:ferry:1:", "b10:post:timeline:ferry:1:", "b3:menu:x:y"]
)
def test_what_another_version_made_is_left_to_the_last_resort(custom_id: str) -> None:
    assert not any(template.fullmatch(custom_id) for template in templates())


def test_the_custom_id_of_a_form_fits_and_is_of_one_kind() -> None:
    for subject in (Subject(SLUG), Subject(SLUG, "i" * limits.ID, (1 << 64) - 1, 46_655)):
        assert len(subject.packed()) <= limits.CUSTOM_ID
        assert sum(bool(template.fullmatch(subject.packed())) for template in forms()) == 1


@pytest.mark.parametrize("number", [1, 10**18 - 1])
def test_the_buttons_of_managers_fit_and_are_of_one_kind(number: int) -> None:
    buttons = [preview_button(number), halt_button(number, "pause"), halt_button(number, "resume")]
    for each in map(custom_id, buttons):
        assert len(each) <= limits.CUSTOM_ID
        assert sum(bool(template.fullmatch(each)) for template in templates()) == 1


def test_every_kind_of_button_has_a_template_of_its_own() -> None:
    assert len(set(templates())) == len(templates()) >= 4


@given(
    st.sampled_from(sorted(LONGEST)),
    st.from_regex(r"[a-z0-9-]{0,32}", fullmatch=True),
    st.integers(0, 9999),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=45),
)
def test_a_place_is_read_back_as_it_was_written(
    view: str, slug: str, page: int, argument: str
) -> None:
    assume(limits.utf16_units(argument) <= limits.QUERY)
    place = Place(view, slug, page, argument)
    match = re.fullmatch(PLACE, place.packed())
    assert match is not None
    assert Place.unpacked(match) == place


def test_what_does_not_fit_is_left_out() -> None:
    place = Place("search", SLUG, 123_456, "🚢" * 40)
    assert place.packed() == f"search:{SLUG}:9999:" + "🚢" * 22
