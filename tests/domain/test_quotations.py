import pytest

from bot.content.located_yaml import Value
from bot.domain.brief import Brief, Quote
from bot.domain.quotations import Checks, Excerpt, QuoteCheck, QuoteVerdict, Reason, said_in
from bot.domain.verbatim import Printed
from bot.domain.when import When
from bot.domain.zones import zone_named
from tests.making import brief, quote, source

SAID = "Our defences ensured the safety of the ferry and of all aboard."
OTHER = SAID.replace("ensured", "assured")


def excerpt(name: str, *passages: str) -> Excerpt:
    day = When.parse("2026-03-05", zone_named("UTC"))
    return Excerpt(name, "https://paper.example/ferry", day, "ab" * 32, Printed.of(passages))


def brief_with(text: str = SAID, **parts: Value) -> Brief:
    sources: dict[str, Value] = {
        "paper": source(),
        "post": source(language="en"),
        "gazeta": source(language="pl"),
        "radio": source(),
    }
    cited: Value = ["paper", "post", "gazeta"]
    said = quote("said", text, **{"sources": cited, **parts})
    return brief(quotes=[said], sources=sources)


def checked(made: Brief, *excerpts: Excerpt) -> QuoteCheck:
    (said,) = made.quotes
    return Checks(made, {one.source: one for one in excerpts}).of(said)


def test_words_that_stand_in_one_excerpt_are_verbatim_though_another_differs() -> None:
    check = checked(brief_with(), excerpt("paper", OTHER), excerpt("post", f"He said: {SAID}"))
    assert check.text.verdict is QuoteVerdict.VERBATIM
    assert [f.excerpt.source for f in check.text.of(QuoteVerdict.VERBATIM)] == ["post"]
    (finding,) = check.text.of(QuoteVerdict.DIFFERS)
    assert finding.told == "has “assured” for “ensured”"


def test_words_that_no_excerpt_has_differ_from_the_one_that_is_like_them() -> None:
    check = checked(brief_with(), excerpt("paper", "Something else entirely was said there."))
    assert (check.text.verdict, check.text.reason) == (QuoteVerdict.UNCHECKED, Reason.ELSEWHERE)
    check = checked(brief_with(), excerpt("paper", "Something else.", OTHER))
    assert check.text.verdict is QuoteVerdict.DIFFERS


@pytest.mark.parametrize(
    ("text", "passages", "reason"),
    [
        (SAID, (), Reason.NO_EXCERPT),
        ("We fired.", ("We fired.",), Reason.SHORT),
        (SAID, (SAID, SAID), Reason.AMBIGUOUS),
    ],
)
def test_words_that_cannot_be_checked_say_why(
    text: str, passages: tuple[str, ...], reason: Reason
) -> None:
    excerpts = [excerpt("paper", *passages)] if passages else []
    check = checked(brief_with(text), *excerpts).text
    assert (check.verdict, check.reason) == (QuoteVerdict.UNCHECKED, reason)


def test_only_excerpts_of_cited_sources_in_the_language_of_the_words_count() -> None:
    check = checked(brief_with(), excerpt("radio", SAID), excerpt("gazeta", SAID))
    assert check.text.reason is Reason.NO_EXCERPT
    check = checked(brief_with(language="pl-PL"), excerpt("gazeta", SAID))
    assert check.text.verdict is QuoteVerdict.VERBATIM


def test_pieces_in_another_order_differ_though_no_word_does() -> None:
    passage = "the safety of the ferry. Our defences ensured"
    made = brief_with("Our defences ensured … the safety of the ferry")
    (finding,) = checked(made, excerpt("paper", passage)).text.findings
    assert (finding.verdict, finding.reason) == (QuoteVerdict.DIFFERS, Reason.ORDER)
    assert "another order" in finding.told


def test_of_several_pieces_the_one_that_differs_is_told() -> None:
    made = brief_with("Our defences ensured the safety … and of all aboard the ferry")
    passage = "Our defences assured the safety of the ship and of all aboard the ferry."
    (finding,) = checked(made, excerpt("paper", passage)).text.findings
    assert finding.told == "has “assured” for “ensured”"
    (finding,) = checked(made, excerpt("paper", passage.replace("ass", "ens"))).text.findings
    assert (finding.verdict, finding.pieces) == (QuoteVerdict.VERBATIM, 2)


def test_a_translation_is_checked_with_sources_on_record_in_its_language() -> None:
    translations: Value = {"pl": {"text": "Obrona zapewniła bezpieczeństwo promu.", "by": "Us"}}
    made = brief_with(translations=translations)
    words = excerpt("gazeta", "Mówił: „Obrona zapewniła bezpieczeństwo promu.”")
    assert checked(made, words).translations["pl"].verdict is QuoteVerdict.VERBATIM
    elsewhere = excerpt("paper", "Obrona zapewniła bezpieczeństwo promu.")
    assert not checked(made, elsewhere).translations


def test_a_version_is_compared_with_the_quote_and_checked_in_its_own_sources() -> None:
    made = brief_with(versions=[{"text": OTHER, "sources": ["radio"]}])
    (version,) = checked(made, excerpt("radio", OTHER)).versions
    assert "".join(run.text for run in version.runs if run.part != "same") == "ensured assured "
    assert version.check.verdict is QuoteVerdict.VERBATIM
    (version,) = checked(made, excerpt("radio", SAID)).versions
    assert version.check.verdict is QuoteVerdict.DIFFERS
    assert len(checked(made).versions) == 1


def test_each_source_is_asked_for_what_it_is_said_to_print() -> None:
    translations: Value = {"pl": {"text": "Po polsku.", "by": "Us"}}
    version: Value = {"text": OTHER, "sources": ["radio", "post"]}
    made = brief_with(translations=translations, versions=[version])
    assert said_in(made) == {
        "paper": [SAID],
        "post": [SAID, OTHER],
        "gazeta": ["Po polsku."],
        "radio": [OTHER],
    }


def test_versions_count_as_citing_their_sources() -> None:
    made = brief_with(versions=[{"text": OTHER, "sources": ["radio", "post"]}])
    (said,) = made.quotes
    assert isinstance(said, Quote)
    assert said.cited == ["paper", "post", "gazeta", "radio"]
    assert made.numbers == {"paper": 1, "post": 2, "gazeta": 3, "radio": 4}
