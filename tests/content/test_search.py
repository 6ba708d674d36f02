import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.search import EntryKind, Hit, Index
from bot.domain.brief import Brief
from tests.making import brief, claim, correction, entry, quote, report, source
from tests.strategies import briefs

INDEX = Index(
    brief(
        summary=[entry("house", text="A house at Wyryki-Wola was hit.")],
        timeline=[
            entry("scramble", at="2025-09-09 23:50", text="Polish fighters and a Dutch F-16 rose."),
            entry(
                "airports",
                at="2025-09-10",
                text="Łódź airport stayed open. An open question.",
                also=["Reymont"],
            ),
        ],
        topics=[{"id": "shots", "title": "Shots", "also": ["zestrzelenia"]}],
        claims=[
            {
                **claim("count", report("r", "Żadnej", by="Sztab", because="No wreck was found.")),
                "topic": "shots",
                "also": ["tally"],
            }
        ],
        quotes=[
            quote(
                "words",
                "Wir sahen sie.",
                translations={"en": {"text": "We saw", "by": "Me"}},
                versions=[{"text": "Wir verloren sie.", "sources": ["paper"], "note": "Misread."}],
                also=["Pistorious"],
            )
        ],
        questions=[{"id": "why", "text": "Why so many?", "also": ["motive"]}],
        corrections=[correction("fix", "house", was="A drone", now="A missile")],
        sources={
            "paper": source(title="Night over Rzeszów", note="Said “and” or “not”.", also=["Onet"])
        },
    )
)


def ids(query: str, *kinds: EntryKind) -> list[str]:
    return [item.id for item in INDEX.search(query, kinds=kinds).hits]


def hit(query: str, index: Index = INDEX) -> Hit:
    found = index.search(query)
    return found.hit(found.hits[0])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lodz", ["airports"]),
        ("ŁÓDŹ", ["airports"]),
        ("rzeszow", ["paper"]),
        ("f16", ["scramble"]),
        ("F-16", ["scramble"]),
        ("f 16", ["scramble"]),
        ("wyrykiwola", ["house"]),
        ("airp", ["airports"]),
        ("fighters dutch", ["scramble"]),
        ("zadnej", ["count"]),
        ("sztab", ["count"]),
        ("wreck", ["count"]),
        ("reymont", ["airports"]),
        ("tally", ["count"]),
        ("zestrzelenia", ["count"]),
        ("pistorious", ["words"]),
        ("motive", ["why"]),
        ("onet", ["paper"]),
        ("sahen", ["words"]),
        ("we saw", ["words"]),
        ("verloren", ["words"]),
        ("misread", ["words"]),
        ("general", ["words"]),
        ("missile", ["fix"]),
        ("drone", ["fix"]),
        ("many", ["count", "why"]),
        ("xyzzy", []),
        ("", []),
        ("  ", []),
    ],
)
def test_entries_are_found_by_their_words_as_people_type_them(query: str, found: list[str]) -> None:
    assert ids(query) == found


@pytest.mark.parametrize(
    ("typed", "instead", "found"),
    [
        ("wyriki", "wyryki", "house"),
        ("misile", "missile", "fix"),
        ("figthers", "fighters", "scramble"),
    ],
)
def test_a_mistyped_word_finds_what_was_meant_and_says_so(
    typed: str, instead: str, found: str
) -> None:
    result = INDEX.search(typed)
    assert [item.id for item in result.hits] == [found]
    assert result.instead == instead


def test_what_is_found_as_typed_is_searched_for_as_typed() -> None:
    assert INDEX.search("wyryki").instead is None
    assert INDEX.search("xyzzy").instead is None


@pytest.mark.parametrize(
    "query",
    [
        "*",
        '"',
        "'",
        "()",
        "-",
        "--",
        "^",
        ":",
        "_",
        "𐍈",
        "\u0e33",
        "a\0b",
        "{",
        "NEAR(",
        "%",
        ";",
        "x",
    ],
)
def test_signs_and_single_letters_find_nothing_and_break_nothing(query: str) -> None:
    assert ids(query) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("AND", ["scramble", "paper"]),
        ("OR", ["paper"]),
        ("NOT", ["paper"]),
        ('"open question"', ["airports", "why"]),
        ("house*", ["house"]),
        ("heading:house", []),
        ("-house", ["house"]),
        ("house;DROP", []),
    ],
)
def test_operators_are_words_like_others(query: str, found: list[str]) -> None:
    assert sorted(ids(query)) == sorted(found)


def test_words_that_no_entry_holds_together_find_those_that_hold_some() -> None:
    assert not INDEX.search("fighters dutch").is_partial
    found = INDEX.search("house OR airports")
    assert found.is_partial
    assert {"house", "airports"} <= {item.id for item in found.hits}
    assert found.instead is None


def test_only_the_kinds_that_are_asked_for_are_found() -> None:
    assert ids("open") == ["why", "airports"]
    assert ids("open", "event") == ["airports"]
    assert ids("open", "claim", "quote") == []


def test_a_word_in_the_heading_counts_more() -> None:
    assert ids("open")[0] == "why"


def test_entries_of_a_kind_come_in_the_order_of_the_brief() -> None:
    assert [item.id for item in INDEX.of_kind("event")] == ["scramble", "airports"]


def test_a_hit_shows_the_words_around_the_place() -> None:
    shown = hit("lodz")
    assert (shown.before, shown.match) == ("", "Łódź")
    assert shown.after == " airport stayed open. An open question."


def test_a_hit_for_a_word_with_a_joint_shows_all_of_it_and_no_other_word() -> None:
    assert (hit("f-16").before, hit("f-16").match) == ("Polish fighters and a Dutch ", "F-16")
    assert hit("f16").match == "F-16"


def test_a_hit_for_a_heading_shows_the_beginning_of_the_text() -> None:
    shown = hit("shot down")
    assert (shown.before, shown.match) == ("", "")
    assert shown.after.startswith("Żadnej (Sztab)")


def test_a_long_text_is_cut_between_words_on_both_sides() -> None:
    text = "before " * 50 + "needle " + "after " * 50
    shown = hit("needle", Index(brief(summary=[entry("long", text=text)])))
    assert shown.match == "needle"
    assert shown.before.startswith("…before ")
    assert shown.after.endswith(" after…")
    assert len(shown.before + shown.match + shown.after) < 250


@settings(deadline=None, max_examples=20)
@given(briefs(crowd=2), st.text(max_size=45))
def test_any_text_can_be_searched_for_in_any_brief(whole: Brief, query: str) -> None:
    index = Index(whole)
    found = index.search(query)
    for item in found.hits:
        shown = found.hit(item)
        cut = f"{shown.before}{shown.match}{shown.after}"
        assert cut.removeprefix("…").removesuffix("…") in item.text


def test_what_is_found_by_another_spelling_is_shown_as_it_is_written() -> None:
    found = hit("reymont")
    assert (found.item.id, found.match) == ("airports", "")
    assert "Reymont" not in found.before + found.after
