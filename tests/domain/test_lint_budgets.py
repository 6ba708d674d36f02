import pytest

from bot.content.located_yaml import Value
from bot.domain.lint import LintFinding
from bot.domain.lint_budgets import lint_budgets
from tests.making import brief, claim, entry, report


def findings(**parts: Value) -> list[LintFinding]:
    return lint_budgets(brief(**parts))


def points(*lengths: int) -> list[Value]:
    return [entry(f"point-{n}", text="x" * length) for n, length in enumerate(lengths)]


def test_what_is_within_its_budget_is_not_told() -> None:
    full: list[Value] = [entry(f"e-{n}", at="2025", text="x" * 280) for n in range(10)]
    count = claim("count", report("r", "x" * 80))
    assert findings(summary=points(220, 220, 220, 190), timeline=full, claims=[count]) == []
    assert findings(summary=points(10, 10, 10)) == []
    assert findings() == []


@pytest.mark.parametrize(
    ("parts", "location", "message"),
    [
        (
            {"summary": points(10, 229, 10)},
            ("summary", 1, "text"),
            "9 characters over the 220 that a summary point may have",
        ),
        (
            {"summary": points(220, 220, 220, 191)},
            ("summary",),
            "1 character over the 850 that the points of a summary may have together",
        ),
        ({"summary": points(10)}, ("summary",), "has 1 point: 3 to 6 are what people read"),
        ({"summary": points(*[10] * 7)}, ("summary",), "has 7 points: 3 to 6 are what people"),
        (
            {"timeline": [entry("e", at="2025", text="x" * 1_300)]},
            ("timeline", 0, "text"),
            "1,020 characters over the 280 that an event may have",
        ),
        (
            {"claims": [claim("c", report("a"), report("b", "x" * 82))]},
            ("claims", 0, "reports", 1, "says"),
            "2 characters over the 80 that an answer may have",
        ),
    ],
)
def test_what_is_over_its_budget_is_told_with_how_much(
    parts: dict[str, Value], location: tuple[str | int, ...], message: str
) -> None:
    (found,) = findings(**parts)
    assert found.location == location
    assert found.message.startswith(message)
    assert found.rule == "budget"


def test_a_claim_without_a_topic_is_told_where_there_are_topics() -> None:
    filed = {**claim("count", report("a")), "topic": "shots"}
    claims: list[Value] = [filed, claim("other", report("b"))]
    topics: Value = [{"id": "shots", "title": "Shots"}]
    assert [(f.location, f.rule) for f in findings(topics=topics, claims=claims)] == [
        (("claims", 1), "no-topic")
    ]
    assert findings(claims=claims[1:]) == []


def test_many_events_of_which_none_is_key_are_told_once() -> None:
    events: list[Value] = [entry(f"e-{n}", at="2025") for n in range(11)]
    (found,) = findings(timeline=events)
    assert (found.location, found.rule) == (("timeline",), "no-key")
    assert found.message.startswith("has 11 events and none is a key event: add `key: true`")
    assert findings(timeline=events[1:]) == []
    assert findings(timeline=[*events, entry("key", at="2025", key="true")]) == []
