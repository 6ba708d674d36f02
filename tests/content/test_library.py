import pytest

from bot.content.library import Library
from bot.content.search import Index
from bot.domain.brief import Brief
from bot.domain.errors import ChooseBriefError, NoBriefsError, NotFoundError
from tests.making import brief_of, document


def titled(slug: str, title: str) -> Index:
    return Index(brief_of(document(title=title), slug))


POLAND = titled("poland-drones", "Drones over Poland")
BALTIC = titled("baltic-cables", "Cables in the Baltic")
LODZ = titled("lodz-drones", "Łódź and its drones")
LIBRARY = Library([POLAND, LODZ, BALTIC])


def test_briefs_stand_in_the_order_of_their_slugs() -> None:
    assert LIBRARY.slugs == ["baltic-cables", "lodz-drones", "poland-drones"]
    assert [brief.slug for brief in LIBRARY.briefs] == LIBRARY.slugs


@pytest.mark.parametrize(
    "asked", ["lodz-drones", "LODZ-DRONES", "Łódź and its drones", "lodz AND its drones ", "łódź"]
)
def test_a_brief_is_found_by_slug_title_or_a_word_that_is_its_alone(asked: str) -> None:
    assert LIBRARY.get(asked) is LODZ.brief


@pytest.mark.parametrize("asked", [None, "", "  "])
def test_the_only_brief_needs_no_name(asked: str | None) -> None:
    assert Library([POLAND]).get(asked) is POLAND.brief


def test_one_of_several_has_to_be_named() -> None:
    with pytest.raises(ChooseBriefError, match=r"(?s)Which brief.*Cables in the Baltic.*Łódź and"):
        LIBRARY.get(None)


def test_a_name_that_fits_several_is_answered_with_those() -> None:
    with pytest.raises(NotFoundError) as refused:
        LIBRARY.get("drones")
    assert refused.value.near == ("Łódź and its drones", "Drones over Poland")


def test_a_mistyped_title_is_answered_with_the_nearest() -> None:
    with pytest.raises(
        NotFoundError, match=r"no brief “Cabels in Baltic” here\. Did you mean “Cabl"
    ):
        LIBRARY.get("Cabels in Baltic")


def test_a_name_far_from_all_is_answered_with_what_there_is() -> None:
    with pytest.raises(NotFoundError) as refused:
        LIBRARY.get("xyzzy")
    assert "There is, for example, “" in str(refused.value)
    assert refused.value.near == ()


@pytest.mark.parametrize("asked", [None, "lodz-drones"])
def test_an_empty_library_says_that_there_is_nothing(asked: str | None) -> None:
    with pytest.raises(NoBriefsError, match="There is no brief here at the moment"):
        Library().get(asked)


def test_the_index_is_the_one_made_of_the_brief() -> None:
    assert LIBRARY.index(LODZ.brief) is LODZ


def test_no_more_briefs_match_than_a_menu_shows() -> None:
    many = Library(titled(f"drones-{number}", f"Drones {number}") for number in range(30))
    assert len(many.matching("drones")) == 25
    assert [brief.slug for brief in LIBRARY.matching("polAND")] == ["poland-drones"]
    assert LIBRARY.matching("drones cables") == []


def test_what_is_made_of_a_brief_is_made_once() -> None:
    def title_of(brief: Brief) -> list[str]:
        return [brief.title]

    made = LIBRARY.once(LODZ.brief, title_of)
    assert made == ["Łódź and its drones"]
    assert LIBRARY.once(LODZ.brief, title_of) is made
    assert LIBRARY.once(POLAND.brief, title_of) == ["Drones over Poland"]
