from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.verbatim import folded, plain
from bot.domain.wording import Part, difference, is_same, nearest, said_of_runs
from tests.strategies import texts

SAID = "To Putin, I mean, my message is clear: stop the war, which he is now basically mounting"
PRINTED = "My message is clear: stop the war. It is now mounting"


def marked(ours: str, theirs: str) -> str:
    brackets = {Part.SAME: "{}", Part.OURS: "[-{}-]", Part.THEIRS: "[+{}+]"}
    return "".join(brackets[run.part].format(run.text) for run in difference(ours, theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "shown"),
    [
        ("we fired twice", "we fired twice", "we fired twice"),
        ("we fired twice", "we fired once", "we fired [-twice-][+once+]"),
        ("we never fired", "we fired", "we [-never -]fired"),
        ("we fired", "we never fired", "we [+never +]fired"),
        ("very good", "very very good", "very [+very +]good"),
        ("very very good", "very good", "very [-very -]good"),
        ("we can go", "we can't go", "we [-can -][+can't +]go"),
        ("“we”  fired — twice", "'we' fired - twice", "'we' fired - twice"),
        ("about 19 came", "about 19,000 came", "about [-19 -][+19,000 +]came"),
        ("to war, now", "to war. now", "to war[-, -][+. +]now"),
        ("yes, of course", "no", "[-yes, of course-][+no+]"),
    ],
)
def test_each_word_that_differs_is_told_apart(ours: str, theirs: str, shown: str) -> None:
    assert marked(ours, theirs) == shown


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (
            SAID,
            PRINTED,
            "has “My” for “To Putin, I mean, my”, “It” for “which he”; leaves out “basically”",
        ),
        ("we fired twice", "we fired", "leaves out “twice”"),
        ("we fired", "we never fired", "adds “never”"),
        ("fired, twice", "fired twice, twice", "adds “twice”"),
        (
            "Stop the war, now.",
            "stop the war - now",
            "differs 3 times in punctuation or capitals alone",
        ),
        ("we fired", "We fired", "differs once in punctuation or capitals alone"),
        ("we fired", "we fired", "has the same words"),
    ],
)
def test_what_differs_is_told_in_words(ours: str, theirs: str, told: str) -> None:
    assert said_of_runs(difference(ours, theirs)) == told


def test_many_and_long_differences_are_told_in_part() -> None:
    ours = " ".join(f"same{n} ours{n}" for n in range(9))
    theirs = " ".join(f"same{n} theirs{n}" for n in range(9))
    assert said_of_runs(difference(ours, theirs)).endswith(" and 3 more")
    long = said_of_runs(difference("word " * 200 + "end", "end"))
    assert " … " in long
    assert len(long) < 200


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and what becomes of it where words are left out, put in and put for others."""
    words = st.sampled_from(
        ["we", "can", "can't", "19,000", "“no”", "'no'", "-", "—", ".", "é\u0301"]
    )
    ours: list[str] = draw(st.lists(words, max_size=30))
    theirs = [
        draw(st.sampled_from([[word], [], [draw(words)], [word, draw(words)]])) for word in ours
    ]
    return " ".join(ours), draw(st.sampled_from([" ", "  ", "\n"])).join(
        chain.from_iterable(theirs)
    )


@settings(max_examples=80, deadline=None)
@example((SAID, PRINTED))
@example(("a b c", "a c d"))
@given(edited() | st.tuples(texts(6_000), texts(6_000)))
def test_the_runs_of_a_difference_are_both_texts(both: tuple[str, str]) -> None:
    ours, theirs = both
    runs = difference(ours, theirs)
    squeezed = ["".join(plain(text).split()) for text in (ours, theirs)]
    kept = [
        "".join("".join(run.text.split()) for run in runs if run.part in parts)
        for parts in ({Part.SAME, Part.OURS}, {Part.SAME, Part.THEIRS})
    ]
    # What is the same is given as it stands in theirs; folded, both have it.
    assert folded(kept[0]) == folded(squeezed[0])
    assert kept[1] == squeezed[1]


@given(st.lists(st.sampled_from(["a", "b", "c", ","]), max_size=60))
def test_a_text_does_not_differ_from_itself(words: list[str]) -> None:
    assert is_same(difference(" ".join(words), " ".join(words)))


def test_what_stands_around_the_nearest_words_is_no_difference() -> None:
    passage = (
        "Yesterday he said: our defences successfully assured the defence of NATO territory, "
        "as they are designed to do, and went on to other matters of the day."
    )
    near = nearest("successfully ensured the defence of NATO territory", passage)
    assert said_of_runs(near.runs) == "has “assured” for “ensured”"
    words = "successfully assured the defence of NATO territory"
    assert passage[slice(*near.span)] == words
    assert near.share == pytest.approx(6 / 7)


@pytest.mark.parametrize("passage", ["", "nothing of it stands here at all", "territory"])
def test_a_passage_of_other_words_is_far(passage: str) -> None:
    assert nearest("successfully ensured the defence of NATO territory", passage).share < 0.3


def test_two_long_texts_are_one_difference_between_their_equal_ends() -> None:
    ours, theirs = "a b " * 1_500, "b c " * 1_500
    assert marked(f"so {ours}end", f"so {theirs}end") == f"so [-{ours}-][+{theirs}+]end"
