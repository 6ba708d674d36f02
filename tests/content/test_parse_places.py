"""Each mistake in a brief is a sentence at its line and column."""

import pytest

from tests.content.editing import edited
from tests.making import problems_in

TITLE, ZONE, DAY = "Drones over Poland", "Europe/Warsaw", "2026-11-22"
CITED = "    sources: [paper]"
UNSEEN = "7:11: summary.point.text: holds a character that is not seen or turns text around"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("status:", "statsu:", '2:1: statsu: unknown key "statsu"; did you mean "status"?'),
        ("status:", "statsu:", "1:1: `status` is missing"),
        (
            "    text:",
            "    txt:",
            '7:5: summary.point.txt: unknown key "txt"; did you mean "text"?',
        ),
        ("by: Army", "bye: Army", '13:34: claims.count.reports.1.bye: unknown key "bye"; did you'),
        (TITLE, "", "1:7: title: is empty: write something, or delete the key"),
        (TITLE, "' '", "1:8: title: is empty"),
        (TITLE, "x" * 121, "1:8: title: is too long: at most 120 characters"),
        (TITLE, "[a]", "1:8: title: expected text; found a list"),
        (TITLE, "{a: b}", "1:8: title: expected text; found keys and values"),
        (TITLE, "|\n  a\n  b", "1:8: title: must stand in one line"),
        (TITLE, '"a\\nb\\u00a0c"', "1:8: title: must stand in one line"),
        (TITLE, '"a\\n\\u202eb"', "1:8: title: holds a character that is not seen or turns"),
        ("monitoring", "alive", "2:9: status: “alive” is none of: developing, monitoring, closed"),
        (
            "monitoring",
            "close",
            "2:9: status: “close” is none of: developing, monitoring, closed; ",
        ),
        ("monitoring", "[a]", "2:9: status: expected text; found a list"),
        (ZONE, "Europe/Warsav", "3:11: timezone: no time zone “Europe/Warsav”; did you mean"),
        (DAY, "2026-02-30", "4:11: reviewed: there is no 2026-02-30: that month has 28 days"),
        (DAY, "soon", "4:11: reviewed: “soon” is no time: write 2025-09-09 23:30"),
        (DAY, "2026-03-29 02:30", "4:11: reviewed: 2026-03-29 02:30 in Europe/Warsaw does not"),
        (DAY, "2026-10-25 02:30", "4:11: reviewed: 2026-10-25 02:30 in Europe/Warsaw happens"),
        (DAY, "0001-01-01", "4:11: reviewed: the year 0001 is out of range"),
        (DAY, "[2026]", "4:11: reviewed: expected a time: write 2025-09-09 23:30"),
        ("id: point", "id: Point", "6:9: summary.Point.id: an id is small letters, digits and"),
        ("id: point", f"id: {'a' * 41}", f"6:9: summary.{'a' * 41}.id: is too long: at most 40"),
        ("id: point\n    ", "", "6:5: summary.1: `id` is missing"),
        ("id: count", "id: point", '10:9: claims.point.id: "point" is the id of a summary point'),
        ("id: three", "id: count", '13:14: claims.count.reports.1.id: "count" is the id of a cl'),
        ("id: count", "id: paper", '10:9: claims.paper.id: "paper" is the id of a source alr'),
        (CITED, "    sources: [papre]", '8:15: summary.point.sources: no source "papre"; did you'),
        (CITED, "    sources: [paper, paper]", '8:22: summary.point.sources: "paper" is given tw'),
        (
            CITED,
            "    sources: paper",
            "8:14: summary.point.sources: expected a list, such as [a, b]",
        ),
        (
            CITED,
            "    sources:",
            "8:13: summary.point.sources: expected a list, such as [a, b]; found",
        ),
        (CITED, "    sources: []", "8:14: summary.point.sources: needs at least one source's id"),
        (
            "Army",
            "Army, standing: refuted",
            "13:9: claims.count.reports.1: a refuted report says wh",
        ),
        ("Army", "Army, standing: confirmd", 'withdrawn; did you mean "confirmed"?'),
        ("title: Night of drones, ", "", "15:10: sources.paper: a source has either `title`, or"),
        ("  paper: {", "  Paper: {", "15:3: sources.Paper: an id is small letters, digits and"),
        ("  paper: {", f"  {'a' * 41}: {{", f"15:3: sources.{'a' * 41}: is too long: at most 40"),
        (
            "The Paper",
            "P, url: a.pl",
            "15:54: sources.paper.url: an address begins with http:// or",
        ),
        ("The Paper", "P, url: ftp://a.pl", "sources.paper.url: an address begins with http:// or"),
        ("The Paper", "P, archive: x", "sources.paper.archive: an address begins with http:// or"),
        (
            "The Paper",
            "P, language: Polish",
            "sources.paper.language: a language is a code such as",
        ),
        ("The Paper", "P, reliability: G", "“G” is none of: A, B, C, D, E, F"),
        ("crossed", "cros\u202esed", f"{UNSEEN} (U+202E): delete it"),
        ("crossed", "cros\u00a0\u200bsed", f"{UNSEEN} (U+200B)"),
        ("crossed", "cros\u034fsed", f"{UNSEEN} (U+034F)"),
        ("crossed", "cros\u2800sed", f"{UNSEEN} (U+2800)"),
        ("crossed", "cros\U000e0101sed", f"{UNSEEN} (U+E0101)"),
        ("crossed", "cros\u200dsed", f"{UNSEEN} (U+200D)"),
        ("Drones crossed", '"a\\tb" #', f"{UNSEEN} (U+0009)"),
        (ZONE, "UTC\nslug: other", '4:1: slug: unknown key "slug"; the file\'s name is the slug'),
        (
            "claims:",
            "questions: 5\nclaims:",
            "9:12: questions: expected a list of entries: begin each with “- ”; found the text",
        ),
        (
            "  - id: point\n    text: Drones crossed the border.\n    sources: [paper]",
            "  -id: off",
            "6:3: summary: expected a list: a space is missing after the dash; found keys",
        ),
        (
            "claims:",
            "quotes:\n  - {id: q, translations: {en: Hi}}\nclaims:",
            "quotes.q.translations.en: expected an entry with `text` and `by`; found the text “Hi”",
        ),
        (
            "claims:",
            "quotes:\n  - {id: q, versions: [{text: A, sources: [papr]}]}\nclaims:",
            'quotes.q.versions.1.sources: no source "papr"; did you mean "paper"?',
        ),
        (
            "claims:",
            "quotes:\n  - {id: q, versions: [{txt: A}]}\nclaims:",
            'quotes.q.versions.1.txt: unknown key "txt"; did you mean "text"?',
        ),
        (
            "claims:",
            "claims:\n  - {id: c, question: Q, reports: []}\n#",
            "claims.c.reports: needs at least one report",
        ),
        (
            "claims:",
            "quotes: [5]\nclaims:",
            "9:10: quotes: expected an entry with `id`, `speaker`, `at`, `language`, `text` and ",
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(old: str, new: str, expected: str) -> None:
    shown = [str(problem) for problem in problems_in(edited(old, new))]
    assert any(expected in line for line in shown), shown
