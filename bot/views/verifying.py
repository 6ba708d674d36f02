"""Whether what was posted, or stands in a picture, is still what the brief says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discord import ui

from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.changes import Change
from bot.domain.errors import BriefGoneError, NotFoundError, UserError
from bot.domain.folding import closest
from bot.domain.references import Reference, read_reference
from bot.domain.verifying import Verdict, Verified, verified
from bot.services import Interaction
from bot.storage.posts import Post
from bot.views.buttons import PersistentView
from bot.views.frame import COLOURS, add_blocks
from bot.views.navigation import OpenButton
from bot.views.opening import opened
from bot.views.pages import Block, packed
from bot.views.places import Place
from bot.views.registry import render
from bot.views.text import bullet, literal, shortened, small
from bot.views.times import shown, stamp

_SAID = {
    Verdict.SAME: "✔ Still what the brief says",
    Verdict.CHANGED: "✘ The brief says something else now",
    Verdict.GONE: "✘ No longer in the brief",
    Verdict.UNKNOWN: "? Not in the brief at that revision",
}
_PARTS = {
    "says": "what it says",
    "by": "who says so",
    "as_of": "as of when",
    "at": "when",
    "state": "where it stands",
    "language": "its language",
}
# What an entry is told by, beside a report's `by`; see `telling.text`.
_TOLD = frozenset({"text", "says", "by", "question", "now", "title", "about"})
_WORDS = 300
_ROOM = limits.MESSAGE_TEXT - 500
_NOT_OURS = (
    "That message is not on record here. On record are my digests and what was posted to a channel "
    "of this server by a button or by /quote."
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is held against the record."""

    slug: str
    revision: int
    entries: Sequence[str]
    posted_at: datetime | None = None


async def answer_verified(interaction: Interaction, reference: str) -> None:
    """Tell the asker alone how what a reference means stands now.

    Raises:
        UserError: it cannot be read, or there is nothing of that kind.
    """
    found = read_reference(reference)
    if isinstance(found, int):
        await answer_message_verified(interaction, found)
        return
    library = interaction.client.services.library
    if found.entry is None and found.name in library.slugs:
        await _answer_whole(interaction, found)
        return
    slug, entry = _meant(library, found)
    await _answer(interaction, _Told(slug, found.revision, [entry]))


async def answer_message_verified(interaction: Interaction, message_id: int) -> None:
    """Tell the asker alone how what a message carried stands now.

    Raises:
        UserError: it is not on record in this server.
    """
    post = await interaction.client.services.history.posts.of_message(message_id)
    if post is None or not _is_here(interaction, post):
        raise UserError(_NOT_OURS)
    await _answer(interaction, _Told(post.slug, post.revision, post.entries, post.posted_at))


def _is_here(interaction: Interaction, post: Post) -> bool:
    """Nobody is told what was posted in another server, or to somebody else."""
    if post.guild_id is None:
        return interaction.channel_id == post.channel_id
    return interaction.guild_id == post.guild_id


def _meant(library: Library, reference: Reference) -> tuple[str, str]:
    """Brief and entry of a reference to one entry."""
    if reference.entry is not None:
        if reference.name not in library.slugs:  # words would find another brief
            near = closest(reference.name, library.slugs, most=3)
            raise NotFoundError("brief", reference.name, near, library.slugs)
        return reference.name, reference.entry
    holding = [
        brief.slug
        for brief in library.briefs
        if reference.name in brief.by_id or reference.name in brief.sources
    ]
    if len(holding) != 1:
        raise NotFoundError("brief or entry", reference.name, others=library.slugs)
    return holding[0], reference.name


async def _answer_whole(interaction: Interaction, reference: Reference) -> None:
    """Of a brief as a whole: what changed since."""
    history = interaction.client.services.history
    latest = await history.revisions.latest(reference.name)
    number = latest.number if latest else 0
    place = Place("changes", reference.name, 1, f"{reference.revision}~{number}")
    library, showing = await opened(interaction, place)
    view = render(library, place, showing=showing)
    await interaction.response.send_message(view=view, ephemeral=True)


async def _answer(interaction: Interaction, told: _Told) -> None:
    services = interaction.client.services
    if told.slug not in services.library.slugs:
        raise BriefGoneError
    past = await services.history.archive.get(told.slug, told.revision)
    now = services.library.get(told.slug)
    found = verified(past.library.get(told.slug), now, told.entries)
    view = _view(now, told, past.latest, found)
    await interaction.response.send_message(view=view, ephemeral=True)


def _view(brief: Brief, told: _Told, latest: int, found: Sequence[Verified]) -> PersistentView:
    posted = f"Posted {stamp(told.posted_at)} · " if told.posted_at else ""
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(
        ui.TextDisplay(
            f"## Checked: {literal(brief.title)}\n"
            + small(f"{posted}revision {told.revision}; the brief is at {latest} now")
        )
    )
    box.add_item(ui.Separator())
    blocks = [_block(each) for each in found] or [Block("It carried no entry of the brief.")]
    pages = list(packed(blocks, _ROOM))
    add_blocks(box, pages[0])
    if len(pages) > 1:
        box.add_item(ui.TextDisplay(small("There is more; see what changed since.")))
    changes = Place("changes", brief.slug, 1, f"{told.revision}~{latest}")
    box.add_item(ui.ActionRow[Any](OpenButton(changes, "What changed since", role="v")))
    return PersistentView().add_item(box)


def _block(each: Verified) -> Block:
    lines = [f"`{each.entry}` **{_SAID[each.verdict]}**"]
    if each.was is not None:
        label = "It says" if each.verdict is Verdict.SAME else "It said"
        lines.append(f"{label}: {_words(each.was)}")
    if each.verdict is Verdict.CHANGED and each.now not in (None, each.was):
        lines.append(f"Now: {_words(each.now)}")
    lines += [_change(change) for change in each.changes if not _is_said(change, each)]
    lines += [
        f"Corrected {shown(correction.at)}: {_words(correction.now)}"
        for correction in each.corrections
    ]
    return Block(bullet(lines), each.entry)


def _is_said(change: Change, each: Verified) -> bool:
    """Whether what the entry said and says tells it already."""
    if change.entry != each.entry:
        return False
    return each.verdict is Verdict.GONE or (each.was != each.now and change.part in _TOLD)


def _change(change: Change) -> str:
    """One part that differs: of the entry itself, or of a report of it."""
    part = f"`{change.entry}`, {_PARTS.get(change.part, change.part)}"
    return f"{part}: {_words(change.was)} → {_words(change.now)}"


def _words(text: str | None) -> str:
    return "(nothing)" if text is None else literal(shortened(text, _WORDS))
