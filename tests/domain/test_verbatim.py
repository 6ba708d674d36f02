import unicodedata
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.verbatim import LEAST, Outcome, Printed, find, folded, plain

PASSAGE = "He said that we will do all that we can, and then he left the room."


def found_in(words: str, *passages: str) -> Outcome:
    return find(words, Printed.of(passages)).outcome


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("we will do all that we can", PASSAGE),
        ("we will do all that we can, and then he left the room.", PASSAGE),
        ("a neighbour\u2019s airspace", "into a neighbour's airspace."),
        ('they called it "a mistake" twice', "They said they called it „a mistake” twice"),
        ("an escalation \u2013 and a step", "it was an escalation — and a step further"),
        ("an escalation - and a step", "it was an escalation \u2212 and a step further"),
        ("one line\nand another", "one   line\u00a0and\tanother"),
        ("na polską ziemię", unicodedata.normalize("NFD", "spadły na polską ziemię wtedy")),
        (unicodedata.normalize("NFD", "na polską ziemię"), "spadły na polską ziemię wtedy"),
        ("Объекты для поражения", "«Объекты для поражения на территории»"),
        ("we are ready", "“we are ready”—that is what he said"),
        ("there were 19 of them", "there were 19 of them."),
        ("about 19 drones came", "about 19 drones came"),
    ],
)
def test_words_are_found_whatever_their_spaces_quotation_marks_dashes_and_form(
    words: str, passage: str
) -> None:
    assert found_in(words, passage) is Outcome.FOUND


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("it was a mistake, we know", "it was not a mistake, we know"),
        ("we will do all that we can", "we will do all that we cannot"),
        ("we will do all that we can", "we will do all that we can't do"),
        ("we will do all that we can", "we will do all that we can\u2019t do"),
        ("armed drones were seen", "non-armed drones were seen"),
        ("armed drones were seen", "unarmed drones were seen"),
        ("in all there were 19", "in all there were 19,000"),
        ("in all there were 19", "in all there were 19 000 of them"),
        ("in all there were 19", "in all there were 19.5 of them"),
        ("15 drones were seen", "1,215 drones were seen"),
        ("15 drones were seen", "1.15 drones were seen"),
        ("We will do all that we can", PASSAGE),
        ("we will do all that we can; and", PASSAGE),
        ("on lodzi i mostow", "on Łodzi i mostów"),
        ("the defence of NATO", "the defense of NATO"),
        ("hard ﬁghting there", "hard fighting there"),
        ("ten metres² of it", "ten metres2 of it"),
        ("the cafe was closed", "the cafe\u0301 was closed"),
    ],
)
def test_words_that_differ_in_a_letter_a_capital_a_comma_or_a_sign_are_not_verbatim(
    words: str, passage: str
) -> None:
    assert found_in(words, passage) is Outcome.ABSENT


@pytest.mark.parametrize(
    "mark", ["…", "...", " … ", "[…]", "(...)", " [ … ] ", ". . .", "....", " (. . .) "]
)
def test_what_an_ellipsis_leaves_out_may_be_anything(mark: str) -> None:
    words = f"we will do all that{mark}and then he left"
    assert found_in(words, "Then we will do all that we can, and then he left.") is Outcome.FOUND


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("he left the room … we will do all that", Outcome.ABSENT),
        ("we will do all that … and then she left", Outcome.ABSENT),
        ("we will do all that … that we can", Outcome.SHORT),
        ("… we will do all that", Outcome.FOUND),
        ("we will do all that …", Outcome.FOUND),
        ("………………………………", Outcome.SHORT),
        ("we will do all that … do all that we can", Outcome.ABSENT),
    ],
)
def test_pieces_stand_in_order_without_overlap_and_are_long_enough(
    words: str, outcome: Outcome
) -> None:
    assert found_in(words, PASSAGE) is outcome


def test_dots_that_the_source_itself_prints_are_part_of_the_words() -> None:
    words = "the talks (...) have begun"
    search = find(words, Printed.of([f"And {words} today"]))
    assert search.spans == ((4, 4 + len(words)),)


def test_pieces_may_stand_in_passages_that_do_not_follow_each_other() -> None:
    passages = ("the first half of it is here", "the second half of it is there")
    assert found_in("the first half … the second half", *passages) is Outcome.FOUND
    assert found_in("of it is here the second half", *passages) is Outcome.ABSENT


def test_fewer_than_twelve_characters_are_not_enough_to_tell() -> None:
    text = "abcde fghij klm"
    assert found_in("abcde fghij", text) is Outcome.SHORT
    assert found_in("abcde fghij klm", text) is Outcome.FOUND
    assert len(folded("abcde fghij")) == LEAST - 1


@pytest.mark.parametrize(
    ("words", "passages"),
    [
        ("it was a mistake", ("it was a mistake, and again: it was a mistake",)),
        ("it was a mistake", ("it was a mistake", "it was a mistake")),
        ("it was a mistake … and we know it", ("it was a mistake and we know it and we know it",)),
        ("aaaaaa aaaaaa aaaaaa", ("aaaaaa aaaaaa aaaaaa aaaaaa",)),
    ],
)
def test_words_that_stand_there_twice_are_not_verified(
    words: str, passages: tuple[str, ...]
) -> None:
    assert found_in(words, *passages) is Outcome.AMBIGUOUS


def test_a_piece_that_stands_twice_is_one_where_only_one_place_is_in_order() -> None:
    text = "and we know it, said he: it was a mistake, and we know it"
    assert found_in("it was a mistake … and we know it", text) is Outcome.FOUND


def test_a_span_tells_where_the_words_stand_in_the_plain_text() -> None:
    printed = Printed.of(["So  he said:\n„na polską ziemię” and went"])
    (span,) = find("na polską ziemię", printed).spans
    assert printed.plain[slice(*span)] == "na polską ziemię"


words_of_letters = st.text("abcdefghł ąé", min_size=1, max_size=8).filter(str.strip)
sentences = st.lists(
    st.text("abcdefghijłóą", min_size=2, max_size=8), min_size=8, max_size=14, unique=True
)


@st.composite
def quotations(draw: st.DrawFn) -> tuple[list[str], str]:
    """Words of a sentence, and a sentence that has them once, with other words around."""
    said = draw(sentences)
    return said, " ".join(["XX", *said, "YY"])


def disguised(text: str, random: Random) -> str:
    """The same words with other spaces, marks and Unicode form."""
    swaps = {" ": (" ", "\u00a0", "\n", "  "), '"': "\"“”„«»'\u2019", "-": "-\u2013—\u2010\u2212"}
    changed = "".join(random.choice(swaps.get(letter, (letter,))) for letter in text)
    return unicodedata.normalize(random.choice(("NFC", "NFD")), changed)


@given(quotations(), st.randoms(use_true_random=False))
def test_words_once_found_are_found_in_every_form(
    quotation: tuple[list[str], str], random: Random
) -> None:
    said, text = quotation
    words = ' - "'.join((" ".join(said[:4]), " ".join(said[4:])))
    passage = text.replace(" ".join(said), words)
    assert found_in(words, passage) is Outcome.FOUND
    assert found_in(disguised(words, random), disguised(passage, random)) is Outcome.FOUND


@given(quotations(), st.integers(0, 13), words_of_letters)
def test_a_changed_word_is_never_verbatim(
    quotation: tuple[list[str], str], position: int, other: str
) -> None:
    said, text = quotation
    changed = said.copy()
    changed[position % len(said)] = other
    assume(folded(" ".join(changed)) not in folded(text))
    assert found_in(" ".join(changed), text) is Outcome.ABSENT


@given(quotations(), st.integers(1, 13), st.sampled_from(("not", "never", "nie", "no longer")))
def test_a_negation_is_never_verbatim(
    quotation: tuple[list[str], str], position: int, negation: str
) -> None:
    said, text = quotation
    at = position % (len(said) - 1) + 1
    denied = " ".join((*said[:at], negation, *said[at:]))
    assert found_in(denied, text) is Outcome.ABSENT
    assert found_in(" ".join(said), text.replace(" ".join(said), denied)) is Outcome.ABSENT


@given(st.text())
def test_plain_and_folded_text_have_each_letter_in_one_place(text: str) -> None:
    assert len(plain(text)) == len(folded(text))
    assert folded(folded(text)) == folded(text)
