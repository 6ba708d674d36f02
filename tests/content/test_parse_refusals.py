"""A file that is not what a brief is written in: a located error, never a crash or a hang."""

import pytest

from bot.domain import limits
from tests.making import content, document, problems_in

REFUSED = [
    ("empty", b"", "1:1: the file is empty: a brief begins with `title:`"),
    ("only a comment", b"# soon\n", "1:1: the file is empty"),
    ("only a separator", b"---\n", "expected keys such as `title:` at the top"),
    ("a text", b"Hello", "1:1: expected keys such as `title:` at the top; found something else"),
    ("a list", b"\n- a\n", "2:1: expected keys such as `title:`"),
    ("not UTF-8", b"title: a\nstatus: \xc5\xbc\xb3\n", "2:10: not UTF-8 (byte 0xb3): save the"),
    ("a byte order mark", b"\xef\xbb\xbftitle: a\n", "1:1: begins with a byte order mark"),
    ("UTF-16", "title: a".encode("utf-16"), "1:1: begins with a byte order mark"),
    ("a tab", b"summary:\n\t- id: a\n", "2:1: a tab: indent with spaces"),
    ("a tab after spaces", b"summary:\n  \t- id: a\n", "2:3: a tab: indent with spaces"),
    ("NUL", b"title: a\n  b\x00\n", "2:4: a control character, U+0000: delete it"),
    ("ESC", b"title: \x1b[2J\n", "1:8: a control character, U+001B: delete it"),
    ("a noncharacter", "title: ż\ufffe\n".encode(), "1:9: a control character, U+FFFE: delete"),
    ("a key twice", b"title: a\n\ntitle: b\n", "3:1: “title” is given twice; it stands in line 1"),
    ("a key twice below", b"a: {b: 1,\n  b: 2}", "2:3: “b” is given twice; it stands in line 1"),
    ("an anchor", b"title: &t a\n", "1:8: an anchor, &t: write each value out where it stands"),
    ("an alias", b"title: &t a\nstatus: *t\n", "2:9: an alias, *t: write the value out"),
    ("an alias to nothing", b"status: *t\n", "1:9: an alias, *t: write the value out"),
    ("a merge", b"<<: *t\n", "1:5: an alias, *t: write the value out"),
    ("a merge of a mapping", b"<<: {a: b}\n", '1:1: <<: unknown key "<<"'),
    ("Python", b"title: !!python/object:os.system x\n", "1:8: a tag (!\u2026): leave it out"),
    ("Python called", b"!!python/object/apply:os.abort []\n", "1:1: a tag (!\u2026): leave it out"),
    ("a tag of one's own", b"summary: !mine []\n", "1:10: a tag (!\u2026): leave it out"),
    ("a list as key", b"? [a]\n: b\n", "1:3: a key must be plain text"),
    ("a mapping as key", b"{{a: b}: c}\n", "1:2: a key must be plain text"),
    ("a template", b"title: {{ name }}\n", "1:9: a key must be plain text"),
    ("two documents", b"title: a\n---\ntitle: b\n", "2:1: a second document: one file holds"),
    ("a colon too many", b"title: a: b\n", "1:9: a second \u201c: \u201d in one line, or"),
    ("no colon", b"title a\nstatus: b\n", "1:1: a key needs \u201c: \u201d behind it"),
    ("no colon in a list", b"- a: b\n  title\n- c: d\n", "a key needs \u201c: \u201d behind it"),
    ("an open list", b"summary: [a\nstatus: b\n", "a \u201c[\u201d that is never closed"),
    ("an open mapping", b"sources: {a: b\n", "a \u201c{\u201d that is never closed, or a comma"),
    ("an open quotation", b"title: 'a\n", "1:8: a quotation mark that is never closed"),
    ("an open quotation above", b'a: "x\nb: "c"\n', "1:4: a quotation mark that is never"),
    ("a quotation and more", b'text: "Lights" go out.\n', "1:16: text after a closing quotation"),
    ("one in a list", b"- 'Lights' go out\n- b\n", "1:12: text after a closing quotation mark"),
    ("one in brackets", b'a: ["x" y, z]\n', "1:9: text after a closing quotation mark"),
    ("a tight dash", b"s:\n  -id: a\n    t: x\n", "2:3: a space is missing after the dash"),
    ("a later one", b"s:\n  - id: a\n  -id: b\n", "3:3: a space is missing after the dash"),
    ("an at sign", b"title: @a\n", "1:8: this character cannot begin a value: put the text in quo"),
    ("a percent sign", b"title: %a\n", "1:8: this character cannot begin a value"),
    ("a wrong indentation", b"a:\n  - b\n c: d\n", "3:2: the indentation does not fit"),
    ("a colon lost", b"a:\n  - id x\n    b: c\n", "2:5: a key needs \u201c: \u201d behind it"),
    ("a key cut off", b"a: b\nc\nd: e\n", "2:1: a key needs \u201c: \u201d behind it"),
    ("an open list in one", b"- a: [b, c\n  d: e\n", "1:6: a \u201c[\u201d that is never closed"),
    ("an open mapping in one", b"- a: {b: c\n  d: e\n", "1:6: a \u201c{\u201d that is never"),
    ("a bracket of another kind", b"a: [b}\nc: d\n", "1:6: a \u201c[\u201d that is never closed"),
    ("a lone bracket", b"title: [\n", "1:8: a \u201c[\u201d that is never closed"),
    ("a comma last", b"- a: [b,\n- c: d\n", "1:6: a \u201c[\u201d that is never closed"),
    ("a lone brace", b"title: {\n", "1:8: a \u201c{\u201d that is never closed"),
    ("two dashes", b"a:\n  - - b: c\n    d: e\n", "2:5: one dash too many"),
    ("a quotation across keys", b"a:\n - b: 'x\n   c: y'\n   d: e\n", "2:7: a quotation mark that"),
    ("a lost dash", b"- b: c\n  b: f\n", " in line 1 already: is a \u201c- \u201d missing"),
    ("a first key moved", b" a: b\nc: d\n", "1:2: the first key does not stand at the very left"),
    ("a line moved", b"a:\n - b: c\n   d: e\n - b: c\n  d: e\n - b: c\n   d: e\n", "5:3: the ind"),
    ("NEL", "a: b #\x85c: d\n".encode(), "1:7: an invisible end of a line, U+0085: delete it"),
    ("a line separator", "a: b\nc: d\u2028e\n".encode(), "2:5: an invisible end of a line, U+2028"),
    ("a paragraph separator", "a: 'b\u2029'\n".encode(), "1:6: an invisible end of a line, U+2029"),
    ("a mapping cut off", b"a: b\n  c: d\n", "2:3: the indentation does not fit the lines"),
    ("a bad escape", b'title: "\\q"\n', "1:9: this is not YAML: found unknown escape"),
    ("half a character escaped", b'title: "\\ud800"\n', "1:11: this is not YAML: found invalid U"),
    ("another YAML", b"%YAML 9.0\n---\ntitle: a\n", "1:1: this is not YAML: found incompatible"),
    ("a picture", b"\x89PNG\r\n\x1a\n", "1:1: not UTF-8 (byte 0x89): save the file as UTF-8"),
    ("100,000 brackets", b"[" * 100_000, "1:21: nested more than 20 deep"),
    ("100,000 braces", b"{" * 100_000, "1:2: a key must be plain text"),
    ("100,000 dashes", b"- " * 100_000, "1:41: nested more than 20 deep"),
    ("100,000 questions", b"? " * 100_000, "1:3: a key must be plain text"),
    ("100,000 colons", b"a: " * 100_000, "1:5: a second \u201c: \u201d in one line"),
    ("8 MiB and a byte", b"#" * (limits.FILE_BYTES + 1), "1:1: the file is larger than 8 MiB"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_no_brief_is_refused_at_its_place(file: bytes, expected: str) -> None:
    shown = [str(problem) for problem in problems_in(file)]
    assert any(expected in line for line in shown), shown[:5]


@pytest.mark.parametrize("file", [b"- x\n" * 4_001, b"{" + b"a," * 2_001 + b"}"])
def test_a_file_of_too_many_values_is_refused(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "YAML_NODES", 2_000)  # the real one takes ten seconds to reach
    assert "1:1: more than 2,000 values" in str(problems_in(file)[0])


BROKEN = """\
title: [a
summary:
  - id: one
    text: "Open
    sources: [paper]
  - id: two
    text: Sound.
  - id: three
    sources [paper]
timeline:
  - id: four
   text: Moved.
  - id: five
sources:
  paper: {title: Open
  other:
    title: Sound
"""


def test_reading_goes_on_after_a_mistake_of_syntax_where_the_next_entry_begins() -> None:
    shown = [(p.line, p.column, p.message.partition(":")[0]) for p in problems_in(BROKEN.encode())]
    assert shown == [
        (1, 8, "a “[” that is never closed, or a comma is missing"),
        (4, 11, "a quotation mark that is never closed"),
        (9, 5, "a key needs “"),
        (12, 4, "the indentation does not fit the lines above"),
        (15, 10, "a “{” that is never closed, or a comma is missing"),
    ]


def test_a_comment_cannot_change_a_value_where_no_editor_shows_a_line() -> None:
    (problem,) = problems_in(content() + "# closed\u2028status: closed\n".encode())
    assert "U+2028" in problem.message


def test_a_lost_dash_is_one_mistake() -> None:
    lost = b"a:\n  - b: c\n    d: e\n    b: f\n    d: g\n"
    twice = [p.line for p in problems_in(lost) if "is given twice" in p.message]
    assert twice == [4]


def test_a_bomb_of_merges_is_refused_by_its_first_anchor() -> None:
    bomb = b"a: &a {x: y}\n" + b"".join(
        b"%c: &%c {<<: [*%c, *%c]}\n" % (letter, letter, letter - 1, letter - 1)
        for letter in range(ord("b"), ord("z"))
    )
    shown = [str(problem) for problem in problems_in(bomb)]
    assert "drones.yaml:1:4: an anchor, &a: write each value out where it stands" in shown
    assert "drones.yaml:2:13: an alias, *a: write the value out" in shown


def test_a_file_as_large_as_may_be_is_read() -> None:
    least = content()
    comment = b"#" * (limits.FILE_BYTES - len(least) - 1) + b"\n"
    assert problems_in(comment + least) == []


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_count_alike_whichever_way_they_end(newline: str) -> None:
    file = content(document(status="alive")).replace(b"\n", newline.encode())
    assert [(p.line, p.column) for p in problems_in(file)] == [(2, 9)]


def test_a_text_of_millions_of_characters_is_told_in_short() -> None:
    (problem,) = problems_in(content(document(status="x" * 1_000_000)))
    assert len(str(problem)) < 2_000
