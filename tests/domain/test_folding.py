import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.folding import closest, did_you_mean, fold, index_words, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("ŻÓŁĆ", "zolc"),
        ("Đorđe, Øre, Ħal, Ŧ", "dorde, ore, hal, t"),
        ("Þór, Ærø, Œuvre, Straße", "thor, aero, oeuvre, strasse"),
        ("İstanbul I\u011fd\u0131r", "istanbul igdir"),
        ("ДРОНИ", "дрони"),
        ("Ångström e\u0301", "angstrom e"),
        ("\U0001d40b\U0001d428\U0001d41d\U0001d433", "lodz"),
        ("\u2121 \ufb01", "tel fi"),
        ("無人機", "無人機"),
    ],
)
def test_case_and_diacritics_do_not_tell_texts_apart(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_capitals_fold_as_small_letters_do(text: str) -> None:
    assert fold(text.upper()) == fold(text.upper().lower())


def test_punctuation_parts_words() -> None:
    assert words("An F-16, at Wyryki-Wola!") == ["an", "f", "16", "at", "wyryki", "wola"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("F-16", "f16"),
        ("O\u2019Neill", "oneill"),
        ("U.S.", "us"),
        ("Wyryki\u2011Wola", "wyrykiwola"),
    ],
)
def test_a_word_with_a_joint_is_indexed_in_parts_and_as_one(text: str, joined: str) -> None:
    assert index_words(text) == [*words(text), joined]


def test_a_dash_between_spaces_joins_nothing() -> None:
    assert index_words("drones - many") == ["drones", "many"]


def test_the_nearest_name_is_found_despite_case_and_diacritics() -> None:
    assert closest("WYRIKI", ["Rzeszów", "Wyryki", "Łódź"]) == ["Wyryki"]
    assert closest("lodzz", ["Rzeszów", "Wyryki", "Łódź"]) == ["Łódź"]


def test_several_near_names_come_best_first_and_no_more_than_asked() -> None:
    known = ["shot-down", "shot-downs", "shut-down", "elsewhere"]
    assert closest("shot-down", known, most=2) == ["shot-down", "shot-downs"]


def test_no_name_is_offered_where_all_are_far_off() -> None:
    assert closest("xyz", ["Wyryki", "Łódź"]) == []
    assert did_you_mean("xyz", ["Wyryki", "Łódź"]) == ""
    assert did_you_mean("wyriki", ["wyryki"]) == '; did you mean "wyryki"?'
