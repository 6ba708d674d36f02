"""Where things stand in a picture: nothing outside, no words over others, everything drawn."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from bot.content.located_yaml import Value
from bot.domain.brief import Standing
from bot.pictures.charts import Chart, Numbers
from bot.pictures.drawing import draw, figure_of, measure
from bot.pictures.look import STANDINGS
from bot.pictures.numbers import lay_out_numbers
from bot.pictures.scene import Box, Pen, Scene
from bot.pictures.showing import numbers_of, timeline_of
from bot.pictures.timeline import lay_out_timeline
from tests.making import brief, claim, entry, report
from tests.pictures.charts import claim_of, numbers, timeline
from tests.strategies import lines, whens

pytestmark = pytest.mark.filterwarnings("ignore:Glyph")  # the font lacks some; a box is drawn
PEN = Pen(measure)
CHARTS = [numbers(count) for count in (3, 30, 300)] + [timeline(count) for count in (1, 3, 30, 300)]


def scene_of(chart: Chart) -> Scene:
    if isinstance(chart, Numbers):
        return lay_out_numbers(chart, PEN)
    return lay_out_timeline(chart, PEN)


def ids(chart: Chart) -> set[str]:
    entries = chart.numbers if isinstance(chart, Numbers) else chart.moments
    return {entry.id for entry in entries}


def name(chart: Chart) -> str:
    return f"{chart.kind}-{len(ids(chart))}"


def check(chart: Chart) -> Scene:
    """That nothing is outside or over another, and everything is drawn."""
    scene = scene_of(chart)
    outside = [label.text for label in scene.labels if not label.box.is_within(scene.card)]
    assert outside == []
    pairs = combinations(scene.labels, 2)
    assert [(a.text, b.text) for a, b in pairs if a.box.overlaps(b.box)] == []
    assert scene.entries - {""} == ids(chart)
    for mark in scene.marks:
        half = mark.size / 2
        box = Box(mark.x - half, mark.y - half, mark.x + half, mark.y + half)
        assert box.is_within(scene.card), mark
    for bar in scene.bars:
        assert bar.box.is_within(scene.card), bar
        assert bar.box.left <= bar.box.right, bar
        assert bar.box.top < bar.box.bottom, bar
    for stroke in scene.strokes:
        assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in stroke.points)
    return scene


@pytest.mark.parametrize("chart", CHARTS, ids=name)
def test_no_label_is_outside_none_overlap_and_every_entry_is_drawn(chart: Chart) -> None:
    check(chart)


@pytest.mark.parametrize("chart", CHARTS, ids=name)
def test_a_picture_is_no_taller_than_two_and_a_half_times_its_width(chart: Chart) -> None:
    scene = scene_of(chart)
    assert scene.height <= 2.5 * scene.width


@pytest.mark.parametrize("chart", CHARTS, ids=name)
def test_no_words_cover_a_point_or_a_bar(chart: Chart) -> None:
    scene = scene_of(chart)
    boxes = [bar.box for bar in scene.bars]
    boxes += [Box(mark.x - 1, mark.y - 1, mark.x + 1, mark.y + 1) for mark in scene.marks]
    covered = [label.text for label in scene.labels for b in boxes if label.box.overlaps(b)]
    assert covered == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(whens("Europe/Warsaw"), lines(300), st.booleans()), max_size=20))
def test_any_times_and_texts_keep_these_rules(given: list[tuple[str, str, bool]]) -> None:
    events: list[Value] = [
        entry(f"e-{number}", at=at, text=text, key=str(key).lower())
        for number, (at, text, key) in enumerate(given)
    ]
    record = brief(timeline=events)
    if chart := timeline_of(record, record.chronology):
        check(chart)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("{}", "at least {}", "up to {} {text}", "{} to 7", "0.{}")),
            st.integers(0, 10**12),
            lines(200),
            whens("Europe/Warsaw"),
        ),
        min_size=3,
        max_size=20,
    )
)
def test_any_numbers_and_names_keep_these_rules(given: list[tuple[str, int, str, str]]) -> None:
    reports = [
        report(f"r-{number}", says.format(value, text=text), by=text, as_of=at)
        for number, (says, value, text, at) in enumerate(given)
    ]
    record = brief(claims=[claim("dead", *reports)])
    chart = numbers_of(record, claim_of(record, "dead"))
    assert chart is not None
    check(chart)


def test_all_of_a_few_are_labelled_and_of_many_the_first_and_the_last() -> None:
    few = {label.text for label in scene_of(numbers(3)).labels}
    assert {"Łódź fire brigade", "0", "60"} & few
    chart = numbers(300)
    texts = [label.text for label in scene_of(chart).labels]
    for number in (chart.numbers[0], chart.numbers[-1]):
        assert any(number.when in text for text in texts)
    assert "2 answers without one" in texts[1]
    assert any("are labelled" in text for text in texts)


def test_standing_is_told_by_a_word_and_a_form_beside_the_colour() -> None:
    scene = scene_of(chart := numbers(30))
    assert len({mark.shape for mark in scene.marks}) == len({n.standing for n in chart.numbers})
    for number in chart.numbers:
        assert any(label.text == f"{number.when} · {number.standing}" for label in scene.labels), (
            number
        )


def test_every_standing_has_its_own_form_and_colour() -> None:
    assert set(STANDINGS) == set(Standing)
    assert len({form for form, _ in STANDINGS.values()}) == len(Standing)


def test_ranges_and_open_ends_are_bars_and_the_open_end_fades() -> None:
    scene = scene_of(chart := numbers(30))
    fades = {bar.entry: bar.fade for bar in scene.bars}
    for number in chart.numbers:
        if number.bound:
            assert fades[number.id] == {"least": "right", "most": "left"}[number.bound]
        elif number.low < number.high:
            assert not fades[number.id]
        else:
            assert number.id not in fades


def test_uncertain_times_are_bars_as_long_as_they_are_uncertain() -> None:
    scene = scene_of(chart := timeline(30))
    fades = {bar.entry: bar.fade for bar in scene.bars}
    wanted = {"span": "", "about": "ends", "before": "up", "after": "down"}
    for moment in chart.moments:
        assert fades.get(moment.id) == wanted.get(moment.sureness), moment


def test_within_a_part_of_the_axis_time_is_true_to_scale() -> None:
    scene = scene_of(chart := timeline(300))
    at = {moment.id: moment.start for moment in chart.moments if moment.sureness == "exact"}
    marks = sorted((at[mark.entry], mark.y) for mark in scene.marks if mark.entry in at)
    assert [y for _, y in marks] == sorted(y for _, y in marks)
    (first, top), (last, bottom) = marks[0], marks[-1]
    for moment, y in marks:
        assert y == pytest.approx(top + (bottom - top) * (moment - first) / (last - first), abs=0.5)


def test_key_events_are_labelled_and_the_others_are_ticks() -> None:
    chart = timeline(300)
    scene = scene_of(chart)
    texts = {label.text for label in scene.labels}
    key = [moment for moment in chart.moments if moment.is_key]
    assert 3 < len(key) <= 14
    assert all(moment.when in texts for moment in key)
    ticks = {mark.entry for mark in scene.marks if mark.shape == "tick"}
    exact = {m.id for m in chart.moments if m.sureness == "exact" and not m.is_key}
    assert ticks == exact


@pytest.mark.parametrize("chart", [numbers(30), timeline(30)], ids=name)
def test_letters_are_drawn_within_the_room_that_the_layout_gives_them(chart: Chart) -> None:
    scene = scene_of(chart)
    figure = figure_of(scene)
    FigureCanvasAgg(figure).draw()
    drawn = [artist for artist in figure.artists if isinstance(artist, Text)]
    assert len(drawn) == len(scene.labels)
    for text, label in zip(drawn, scene.labels, strict=True):
        seen = text.get_window_extent()
        box = label.box
        assert seen.x0 / 2 >= box.left - 1, label
        assert seen.x1 / 2 <= box.right + 1, label
        assert seen.y0 / 2 >= scene.height - box.bottom - 1, label
        assert seen.y1 / 2 <= scene.height - box.top + 1, label


def test_a_picture_is_an_opaque_png_with_two_dots_a_unit() -> None:
    scene = scene_of(numbers(3))
    png = draw(scene)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") == 2 * scene.width
    assert b"tRNS" not in png
    assert len(png) < 300_000
