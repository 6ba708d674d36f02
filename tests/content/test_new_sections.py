"""Topics, key events, fact-checks, agreeing reports and other spellings, as files hold them."""

import pytest

from bot.content.located_yaml import Value
from bot.content.parse import parse
from bot.domain.brief import Brief
from bot.domain.meaning import meaning
from tests.making import (
    Document,
    brief,
    claim,
    content,
    correction,
    document,
    entry,
    factcheck,
    problems_in,
    quote,
    report,
    source,
)

SOURCES: Document = {"paper": source(), "blog": source(publisher="A blog")}


def whole(**parts: Value) -> Document:
    """A brief with every new key once."""
    count = {**claim("count", report("r"), report("s", "Few", agrees_with=["r"])), "topic": "shots"}
    made: Document = {
        "topics": [{"id": "shots", "title": "Who shot what", "also": ["zestrzelenia"]}],
        "timeline": [entry("fall", at="2025-09-10 night", key="true", also=["Wyryki-Wola"])],
        "claims": [{**count, "also": ["how many fell"]}],
        "quotes": [quote("said", also=["Kukula"])],
        "factchecks": [factcheck("count", "said", since="2025-09-12", also=["eight"])],
        "questions": [{"id": "why", "text": "Why?", "also": ["reason"]}],
        "sources": {**SOURCES, "other": source(also=["Gazeta"])},
    }
    return document(**{**made, **parts})


def mistakes(**parts: Value) -> list[str]:
    """All that is wrong with it: where, and what."""
    return [f"{p.where}: {p.message}" for p in problems_in(content(whole(**parts)))]


def read(**parts: Value) -> Brief:
    return parse(content(whole(**parts)), "drones.yaml").brief


def test_every_new_key_is_read_and_left_out_means_nothing() -> None:
    told, least = read(), parse(content(), "drones.yaml").brief
    assert (told.topics[0].title, told.claims[0].topic) == ("Who shot what", "shots")
    assert told.timeline[0].key
    assert told.factchecks[0].verdict == "false"
    assert told.by_id["eight-fell"] is told.factchecks[0]
    assert "shots" not in told.by_id
    assert (least.topics, least.factchecks) == ([], [])
    bare = brief(timeline=[entry("fall", at="2025")], claims=[claim("count", report("r"))])
    assert (bare.timeline[0].key, bare.claims[0].topic) == (False, None)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"topics": [{"id": "shoots", "title": "Who shot"}]},
            'claims.count.topic: no topic "shots"; did you mean "shoots"?',
        ),
        ({"topics": []}, 'claims.count.topic: no topic "shots"'),
        (
            {"topics": [{"id": "shots", "title": "x" * 61}]},
            "topics.shots.title: is too long: at most 60 characters",
        ),
        (
            {"questions": [{"id": "shots", "text": "Why?"}]},
            'questions.shots.id: "shots" is the id of a topic already',
        ),
        (
            {"questions": [{"id": "eight-fell", "text": "Why?"}]},
            'questions.eight-fell.id: "eight-fell" is the id of a fact-check already',
        ),
        (
            {"corrections": [correction("fix", "shots")]},
            'corrections.fix.entries: no entry "shots"',
        ),
        (
            {"timeline": [entry("fall", at="2025", key="maybe")]},
            "timeline.fall.key: “maybe” is neither true nor false",
        ),
        (
            {"factchecks": [factcheck("cuont")]},
            'factchecks.eight-fell.entries: no entry "cuont"; did you mean "count"?',
        ),
        (
            {"factchecks": [factcheck(spread=["blgo"])]},
            'factchecks.eight-fell.spread: no source "blgo"; did you mean "blog"?',
        ),
        (
            {"factchecks": [factcheck(sources=[])]},
            "factchecks.eight-fell.sources: needs at least one source's id",
        ),
        (
            {"factchecks": [factcheck(spread=[])]},
            "factchecks.eight-fell.spread: needs at least one source's id",
        ),
        (
            {"factchecks": [factcheck(verdict="fake")]},
            'unproven, outdated; did you mean "false"?',
        ),
        (
            {"factchecks": [factcheck(rating="false")]},
            'factchecks.eight-fell.rating: unknown key "rating"; did you mean "verdict"?',
        ),
        (
            {"claims": [claim("count", report("r"), report("s", agrees_with=["rr"]))]},
            'claims.count.reports.2.agrees_with: no report of this claim "rr"; did you mean "r"?',
        ),
        (
            {"claims": [claim("count", report("r", agrees_with=["r"]))]},
            'claims.count.reports.1.agrees_with: no report of this claim "r"',
        ),
        (
            {"fact-checks": []},
            'fact-checks: unknown key "fact-checks"; did you mean "factchecks"?',
        ),
        (
            {"quotes": [quote("said", aliases=["Kukula"])]},
            'quotes.said.aliases: unknown key "aliases"; did you mean "also"?',
        ),
        (
            {"quotes": [quote("said", also="Kukula")]},
            "quotes.said.also: expected a list, such as [Kiev, Kyjiw]; found the text “Kukula”",
        ),
    ],
)
def test_a_mistake_in_a_new_key_is_told_where_it_stands(
    parts: dict[str, Value], message: str
) -> None:
    assert any(message in mistake for mistake in mistakes(**parts))


def test_the_error_of_an_unknown_topic_stands_on_its_line() -> None:
    file = content(whole(topics=[]))
    (problem,) = problems_in(file)
    assert file.decode().splitlines()[problem.line - 1].strip() == "topic: shots"


def test_where_it_is_filed_and_how_it_is_found_is_no_change_in_meaning() -> None:
    told = read()
    plain = read(
        topics=[{"id": "shots", "title": "Shots"}],
        timeline=[entry("fall", at="2025-09-10 night")],
        quotes=[quote("said")],
    )
    assert meaning(plain) == meaning(told)


def test_what_a_fact_check_says_and_which_reports_agree_is_meaning() -> None:
    told = meaning(read())
    others = (
        read(factchecks=[factcheck("count", "said", verdict="altered", since="2025-09-12")]),
        read(factchecks=[factcheck("count", "said", spread=["other"], since="2025-09-12")]),
        read(factchecks=[]),
        read(claims=[claim("count", report("r"), report("s", "Few"))]),
    )
    assert told not in {meaning(other) for other in others}


def test_what_a_fact_check_cites_is_numbered_behind_the_quotes() -> None:
    assert read().numbers == {"paper": 1, "blog": 2, "other": 3}
