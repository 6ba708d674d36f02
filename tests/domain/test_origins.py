from bot.domain.brief import Source
from bot.domain.origins import origin, origins, outlets
from tests.making import Document, brief, source


def sources(**named: Document) -> dict[str, Source]:
    return brief(sources={**named}).sources


def test_a_source_that_names_no_origin_stands_for_its_publisher() -> None:
    read = sources(
        one=source(publisher="Polskie Radio"), two=source(publisher="POLSKIE RADIO"), three=source()
    )
    assert origins(read, ["one", "two", "three"]) == {"polskie radio", "the paper"}


def test_outlets_that_copy_one_agency_are_one_origin() -> None:
    read = sources(
        a=source(publisher="A", origin="Agence Élan"),
        b=source(publisher="B", origin="agence elan"),
    )
    assert origins(read, read) == {"agence elan"}
    assert outlets(read, read) == {"a", "b"}


def test_an_origin_that_is_a_source_is_followed_to_where_it_begins() -> None:
    read = sources(
        a=source(publisher="A", origin="b"),
        b=source(publisher="B", origin="c"),
        c=source(publisher="C"),
    )
    assert origins(read, read) == {"c"}


def test_sources_that_name_each_other_are_one_origin_and_no_endless_loop() -> None:
    read = sources(a=source(publisher="A", origin="b"), b=source(publisher="B", origin="a"))
    assert origin(read, "a") == "a"
    assert origin(sources(own=source(origin="own")), "own") == "own"


def test_a_publisher_and_an_agency_of_its_name_are_one_origin() -> None:
    read = sources(a=source(publisher="PAP"), b=source(publisher="B", origin="PAP"))
    assert origins(read, read) == {"pap"}
