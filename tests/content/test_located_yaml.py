from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.located_yaml import Document, Location, Position, Value, read

FILE = """\
# a comment
title: Łódź
list:
  - one
  -  "two"
  - {flow: [a, 'b'], next: c}
block:
  literal: |
    first
    second
  folded: >-
    first
    second
  plain: goes on
    here
  empty:
  "quoted key": x
"""


def refused(place: Position, message: str) -> None:
    raise AssertionError(f"{place}: {message}")


def read_valid(text: str) -> Document:
    return read(text, refused)


@pytest.mark.parametrize(
    ("location", "line", "column"),
    [
        ((), 2, 1),
        (("title",), 2, 8),
        (("list",), 4, 3),
        (("list", 0), 4, 5),
        (("list", 1), 5, 6),
        (("list", 2), 6, 5),
        (("list", 2, "flow"), 6, 12),
        (("list", 2, "flow", 1), 6, 16),
        (("list", 2, "next"), 6, 28),
        (("block", "literal"), 8, 12),
        (("block", "folded"), 11, 11),
        (("block", "plain"), 14, 10),
        (("block", "empty"), 16, 9),
        (("block", "quoted key"), 17, 17),
    ],
)
def test_a_value_is_found_where_it_begins(location: Location, line: int, column: int) -> None:
    assert read_valid(FILE).place(location) == Position(line, column)


@pytest.mark.parametrize(
    ("location", "line", "column"),
    [
        (("title",), 2, 1),
        (("list", 2, "flow"), 6, 6),
        (("list", 2, "next"), 6, 22),
        (("block", "literal"), 8, 3),
        (("block", "quoted key"), 17, 3),
    ],
)
def test_a_key_is_found_where_it_begins(location: Location, line: int, column: int) -> None:
    assert read_valid(FILE).place(location, of_key=True) == Position(line, column)


@pytest.mark.parametrize(
    ("location", "line", "column"),
    [
        (("absent",), 2, 1),
        (("block", "absent"), 7, 1),
        (("list", 9), 4, 3),
        (("list", "absent"), 3, 1),
        (("title", "text", 0), 2, 1),
    ],
)
def test_what_is_not_there_is_told_where_that_begins_which_should_hold_it(
    location: Location, line: int, column: int
) -> None:
    assert read_valid(FILE).place(location) == Position(line, column)


def test_values_are_the_text_that_stands_there() -> None:
    assert read_valid(FILE).value == {
        "title": "Łódź",
        "list": ["one", "two", {"flow": ["a", "b"], "next": "c"}],
        "block": {
            "literal": "first\nsecond\n",
            "folded": "first second",
            "plain": "goes on here",
            "empty": "",
            "quoted key": "x",
        },
    }


def test_a_column_counts_characters_and_not_bytes() -> None:
    assert read_valid("{żółć🚁: a, b: c}").place(("b",)) == Position(1, 15)


_KEYS = st.text("aż🚁- :#'\"", min_size=1, max_size=6)
_TEXTS = st.text("abż🚁 \n-:#'\"{}[]&*!|>%@`0", max_size=12) | st.sampled_from(("no", "~", "23:30"))
_VALUES: st.SearchStrategy[Value] = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_STYLES = st.sampled_from((None, "'", '"', "|", ">"))


@given(_VALUES, _STYLES, st.sampled_from((None, True, False)))
def test_the_structure_is_what_pyyaml_reads_without_its_types(
    value: Value,
    style: str | None,
    flow: bool | None,  # noqa: FBT001 -- Hypothesis draws it
) -> None:
    # A copy of each value: equal ones would be written as aliases.
    text = yaml.safe_dump(
        copied(value), default_style=style, default_flow_style=flow, allow_unicode=True
    )
    assert read_valid(text).value == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


@given(_VALUES, _STYLES)
def test_every_value_and_key_stands_where_pyyaml_finds_it(value: Value, style: str | None) -> None:
    text = yaml.safe_dump(copied(value), default_style=style, allow_unicode=True)
    document = read_valid(text)
    composed = yaml.compose(text, Loader=yaml.BaseLoader)
    assert composed is not None
    for location, node, of_key in nodes(composed):
        expected = Position(node.start_mark.line + 1, node.start_mark.column + 1)
        assert document.place(location, of_key=of_key) == expected


def copied(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def nodes(node: yaml.Node, above: Location = ()) -> Iterator[tuple[Location, yaml.Node, bool]]:
    """All values and keys that PyYAML finds, by its own parser, not libyaml's."""
    yield above, node, False
    if isinstance(node, yaml.SequenceNode):
        for position, inner in enumerate(node.value):
            yield from nodes(inner, (*above, position))
    elif isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield (*above, key.value), key, True
            yield from nodes(inner, (*above, key.value))
