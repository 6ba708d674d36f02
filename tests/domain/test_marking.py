"""What differs between two texts, marked within a sentence of context."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marking import in_plain_text, marked_sentence
from bot.domain.wording import Part

NIGHT = "On 10 September three drones were shot down. Nobody was hurt. One house was hit."
OTHER = "On 10 September four drones were shot down. Nobody was hurt. Two houses were hit."
MARKED = (
    "On 10 September [-three-] {+four+} drones were shot down. … "
    "[-One house was-] {+Two houses were+} hit."
)


@pytest.mark.parametrize(
    ("was", "now", "marked"),
    [
        ("Three were shot down.", "Four were shot down.", "[-Three-] {+Four+} were shot down."),
        ("It was hit.", "It was not hit.", "It was {+not+} hit."),
        ("It was not hit.", "It was hit.", "It was [-not-] hit."),
        ("at 23:30", "at 00:30", "at [-23:30-] {+00:30+}"),
        ("It fell. It burned.", "It fell.", "It fell. [-It burned.-]"),
        ("At dawn. Three fell. All fled", "At dawn. Two fell. All fled", "[-Three-] {+Two+} fell."),
        (NIGHT, OTHER, MARKED),
        ("Three, four", "Five, six", "[-Three, four-] {+Five, six+}"),
        ("see https://a.example/x now", "see https://a.example/y now",
         "see [-https://a.example/x-] {+https://a.example/y+} now"),
        ("Дрон упал", "Дрон не упал", "Дрон {+не+} упал"),
        ("the polish army", "the Polish army", "the [-polish-] {+Polish+} army"),
    ],
)  # fmt: skip
def test_the_words_that_differ_are_marked_in_their_sentence(
    was: str, now: str, marked: str
) -> None:
    assert in_plain_text(marked_sentence(was, now, 300)) == marked


def test_what_differs_in_no_word_is_shown_as_it_is() -> None:
    assert in_plain_text(marked_sentence("5' long", '5" long', 100)) == '5" long'


def test_a_long_sentence_is_shortened_around_what_differs() -> None:
    around = "and so it went on and on " * 20
    shown = in_plain_text(marked_sentence(f"{around}19 {around}", f"{around}29 {around}", 120))
    assert "on [-19-] {+29+} and" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= 140


WORD = st.sampled_from(["Three", "fell", "down.", "not", "on", "Nobody", "19", "x" * 30])
WORDS = st.lists(WORD, max_size=60)


@given(WORDS, WORDS, st.integers(60, 400))
def test_what_is_shown_stands_in_the_texts_and_is_not_longer_than_asked(
    one: list[str], other: list[str], most: int
) -> None:
    was, now = " ".join(one), " ".join(other)
    runs = marked_sentence(was, now, most)
    assert sum(len(run.text) for run in runs) <= most + 80
    for run in runs:
        text = now if run.part is not Part.OURS else was
        assert all(piece.strip() in text for piece in run.text.split("…"))
    if was != now:
        assert any(run.part is not Part.SAME for run in runs)
