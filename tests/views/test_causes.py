"""What stood in the way is kept as a code and read as a sentence."""

import pytest

from bot.domain.obstacles import DETAIL, Cause, Obstacle
from bot.views.causes import why


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_obstacle_has_words_that_hold_its_detail_or_need_none(obstacle: Obstacle) -> None:
    plain, detailed = why(obstacle.value), why(Cause(obstacle, "{0} (500)").stored)
    assert plain != obstacle.value
    assert detailed in (plain, plain + "{0} (500)")


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("left", "I was removed from the server"),
        ("may_not_write", "I may not write in the channel (Send Messages)"),
        (
            "invalid: In a.b: Too long (50035)",
            "Discord rejects the message: In a.b: Too long (50035)",
        ),
        ("discord_unwell: 503", "Discord answers 503"),
        # As earlier versions kept it.
        ("the thread is locked", "the thread is locked"),
        ("its schedule cannot be read: no time zone", "its schedule cannot be read: no time zone"),
        ("rate limited for 2.5 s", "rate limited for 2.5 s"),
    ],
)
def test_what_is_kept_is_read_in_words(stored: str, words: str) -> None:
    assert why(stored) == words


def test_what_is_kept_is_read_as_it_was() -> None:
    for cause in (Cause(Obstacle.LEFT), Cause(Obstacle.REFUSED, "No: never (50007)")):
        assert Cause.read(cause.stored) == cause


def test_a_long_detail_is_cut_before_it_is_kept() -> None:
    said = "In components.0: " + "Must be 4000 or fewer in length. " * 1_000
    kept = Cause(Obstacle.INVALID, said).stored
    assert len(kept) == len("invalid: ") + DETAIL
    assert said.startswith(Cause.read(kept).detail.removesuffix("…"))
    assert kept.endswith("…")
    assert Cause(Obstacle.OTHER, said[:DETAIL]).stored == f"other: {said[:DETAIL]}"
