"""What the demo says by itself: how to begin, and what an edit did."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from discord import ui

from bot.content.files import ENDINGS
from bot.content.folder import Reload
from bot.content.library import Library
from bot.content.problems import Problem, printable
from bot.domain import limits
from bot.views.buttons import open_button
from bot.views.paging import split
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.text import count, literal, small

_SHOWN_PROBLEMS = 8


def welcome(library: Library, editable: Path, other: str = "") -> ui.LayoutView:
    """How to begin.

    Args:
        library: the briefs.
        editable: the file of the one brief, or the folder of several.
        other: address of the page of another channel, if there is one.
    """
    also = f" There is [a second channel]({other}) too." if other else ""
    text = (
        f"## {count(len(library.briefs), 'brief')}, ready to be asked about\n"
        "Type `/brief summary` below, or `/quote`. `/brief search` forgives accents and typing "
        "mistakes.\n"
        f"Edit {edited_in(editable, '`')} in any editor and save: this page says what "
        "changed, and the next answer has it.\n"
        + small(
            "This Discord is simulated and stays on your machine. At the top you can choose who "
            f"you are: a curator, who may manage the server, or a reader.{also}"
        )
    )
    return _notice(text, library.slugs)


def edited_in(path: Path, mark: str = "") -> str:
    """The words for what can be edited.

    Args:
        path: a brief's file, or a folder.
        mark: stands around the path.
    """
    is_file = path.name.endswith(ENDINGS)
    return f"{mark}{path}{mark}" if is_file else f"a file in {mark}{path}/{mark}"


def elsewhere(first: str) -> ui.LayoutView:
    """What the other channel is for.

    Args:
        first: address of the first channel's page.
    """
    text = (
        "## A second channel of the same server\n"
        "Try `/digest subscribe` here as well. A correction is posted only in channels where the "
        f"mistake was posted.\n[Back to the first channel]({first})"
    )
    return _notice(text, [])


def reload_notice(
    library: Library,
    reload: Reload,
    before: Library | None = None,
    warnings: Sequence[Problem] = (),
) -> ui.LayoutView:
    """What an edit of the briefs did, or why it did nothing.

    Args:
        library: the briefs as they are now.
        reload: what has changed.
        before: the briefs as they were, which tells new ones apart and names those that are gone.
        warnings: what the edit leaves to be explained.
    """
    titles = {brief.slug: brief.title for brief in library.briefs}
    earlier = titles if before is None else {brief.slug: brief.title for brief in before.briefs}
    lines = [
        f"{'Reloaded' if slug in earlier else 'New'}: **{literal(titles[slug])}**."
        for slug in reload.changed
    ]
    lines += [
        f"Removed: **{literal(earlier[slug])}**."
        if slug in earlier
        else f"Removed: `{printable(slug)}`."
        for slug in reload.removed
    ]
    lines += [f"Quotes checked again: **{literal(titles[slug])}**." for slug in reload.checked]
    if reload.problems:
        lines.append("**Not published; the last good version stays.**")
        lines += _listed(reload.problems)
    if warnings:
        lines.append("**Published without a correction:**")
        lines += _listed(warnings)
    return _notice("\n".join(lines), list(reload.changed))


def _listed(problems: Sequence[Problem]) -> list[str]:
    lines = [f"- {literal(str(problem))}" for problem in problems[:_SHOWN_PROBLEMS]]
    more = len(problems) - _SHOWN_PROBLEMS
    return [*lines, small(f"and {more} more: see the log")] if more > 0 else lines


def _notice(text: str, slugs: list[str]) -> ui.LayoutView:
    box = ui.Container[Any](ui.TextDisplay[Any](split(text, limits.MESSAGE_TEXT)[0]))
    if slugs:
        label = "Open the summary" if len(slugs) == 1 else "Open the list"
        place = Place("summary", slugs[0]) if len(slugs) == 1 else Place("list", "")
        box.add_item(ui.ActionRow[Any](open_button(place, label, role="d")))
    return PersistentView().add_item(box)
