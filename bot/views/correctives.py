"""What was told wrong: the mark on the post that told it, and the message to its channel."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief, Correction
from bot.domain.corrections import WrongPost
from bot.views.bodies import Body, body_of
from bot.views.buttons import digest_button
from bot.views.digest import reference
from bot.views.frame import COLOURS, add_blocks
from bot.views.marking import marked_change
from bot.views.paging import Block, packed
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.text import bullet, citations, link, literal, shortened, small
from bot.views.times import shown, stamp

_TEXT = 10  # Discord's type of a Text Display (components/reference)
_DONE = {"withdrawn": "Withdrawn", "corrected": "Corrected", "refile": "Put in better form"}
# A post leaves some 300 units free for its marks; what is longer is shortened, then left out.
_MARKED_WORDS = 200
_BRIEFLY = "**Part of this post was corrected {}.** `/brief corrections` says what."
_CUT = "\n-# … the rest made room for the correction above"
# What a corrective says of all corrections, in characters that are read; of one, at least the next.
_TOLD_READ = 400
_LEAST_READ = 100
_WHY_READ = 150
_ROOM = limits.MESSAGE_TEXT - 500
_MOST_LINKS = 3
_TABS = ("corrections", "summary")


def marked_body(content: Body, corrections: Sequence[Correction]) -> Body:
    """What was posted, with a mark above it: was, now and when, for each correction.

    Args:
        content: the body of the request that posted it; it is left as it is.
        corrections: those that concern it, the oldest first; at least one.
    """
    components: list[Body] = [dict(component) for component in content["components"]]
    used = sum(limits.utf16_units(text["content"]) for text in _texts(components))
    mark = "\n".join(_mark(correction) for correction in corrections)
    if used + limits.utf16_units(mark) > limits.MESSAGE_TEXT:
        mark = _BRIEFLY.format(shown(corrections[-1].at))
    over = used + limits.utf16_units(mark) - limits.MESSAGE_TEXT
    if over > 0:
        components = _cut(components, over)
    if sum(1 for _ in _all(components)) < limits.MESSAGE_COMPONENTS:
        components.insert(0, {"type": _TEXT, "content": mark})
    else:
        components = _with_first_text(components, mark)
    return {**content, "components": components, "allowed_mentions": {"parse": []}}


def corrective_parts(
    brief: Brief,
    corrections: Iterable[Correction],
    guild: int,
    channel: int,
    wrong: Sequence[WrongPost],
) -> Sequence[Sequence[Block]]:
    """What a channel is told: each correction, and which of its messages were wrong.

    Args:
        brief: as it is now.
        corrections: what the channel has to hear.
        guild: the server.
        channel: in that server.
        wrong: the messages there that the corrections concern, the oldest first.
    """
    telling = list(corrections)
    each = max(_TOLD_READ // max(len(telling), 1), _LEAST_READ)
    blocks = [_told(brief, correction, each) for correction in telling]
    if wrong:
        blocks.append(Block(_concerned(guild, channel, wrong)))
    return list(packed(blocks, _ROOM))


def corrective_body(
    brief: Brief, parts: Sequence[Sequence[Block]], number: int, mark: str, revision: int
) -> Body:
    """One part as the body of a request.

    Args:
        brief: what it is about.
        parts: all of them.
        number: which, from 1.
        mark: tells this message from all others; see `bot.delivery.poster.mark`.
        revision: the state of the brief that it tells.
    """
    part = f" · {number}/{len(parts)}" if len(parts) > 1 else ""
    box = ui.Container[Any](accent_colour=COLOURS[brief.status])
    box.add_item(ui.TextDisplay(f"## Correction: {literal(brief.title)}{part}"))
    said = f"This channel was told something that no longer holds{reference(brief, revision)}"
    box.add_item(ui.TextDisplay(small(said)))
    box.add_item(ui.Separator())
    add_blocks(box, parts[number - 1])
    tabs = (digest_button(Place(name, brief.slug), TITLES[name], mark) for name in _TABS)
    box.add_item(ui.ActionRow[Any](*tabs))
    return body_of(PersistentView().add_item(box))


def _mark(correction: Correction) -> str:
    done, when = _DONE[correction.kind], shown(correction.at)
    now = literal(shortened(correction.now, _MARKED_WORDS))
    if correction.kind == "refile":
        return small(f"{done}, {when}: {now}")
    was = literal(shortened(correction.was, _MARKED_WORDS))
    # Two tildes end a stroke, escaped or not.
    struck = was if "~" in was else f"~~{was}~~"
    return f"**{done}, {when}.** Was: {struck} Now: **{now}**"


def _told(brief: Brief, correction: Correction, most: int) -> Block:
    """A correction: was and now if they are short, else the sentence that differs, marked."""
    why = f"Why: {literal(shortened(correction.because, _WHY_READ))}"
    lines = [f"**{_DONE[correction.kind]}** · {shown(correction.at)}"]
    if len(correction.was) + len(correction.now) <= most:
        lines += [f"Was: {literal(correction.was)}", f"Now: {literal(correction.now)}"]
    else:
        lines.append(marked_change(correction.was, correction.now, most))
    lines.append(f"{why} {citations(brief, correction.sources, most=_MOST_LINKS)}".rstrip())
    return Block(bullet(lines), correction.id, also=tuple(correction.entries))


def _concerned(guild: int, channel: int, wrong: Sequence[WrongPost]) -> str:
    links = [
        link("this post", f"https://discord.com/channels/{guild}/{channel}/{each.message_id}")
        + f" of {stamp(each.posted_at)}"
        for each in wrong[-_MOST_LINKS:]
    ]
    older = len(wrong) - len(links)
    more = f" and {older} older" if older else ""
    return f"It concerns {', '.join(links)}{more}."


def _all(components: Iterable[Body]) -> Iterator[Body]:
    for component in components:
        yield component
        yield from _all(component.get("components", ()))
        if "accessory" in component:
            yield component["accessory"]


def _texts(components: Iterable[Body]) -> list[Body]:
    return [component for component in _all(components) if component["type"] == _TEXT]


def _cut(components: list[Body], over: int) -> list[Body]:
    """The same with the longest text shortened by so many units, which says so."""
    longest = max(_texts(components), key=lambda text: len(text["content"]))
    room = limits.utf16_units(longest["content"]) - over - limits.utf16_units(_CUT)
    shorter = shortened(longest["content"], max(room, 0), mark="") + _CUT
    return [_replaced(component, longest, shorter) for component in components]


def _with_first_text(components: list[Body], mark: str) -> list[Body]:
    first = _texts(components)[0]
    text = f"{mark}\n{first['content']}"
    return [_replaced(component, first, text) for component in components]


def _replaced(component: Body, text: Body, content: str) -> Body:
    if component is text:
        return {**component, "content": content}
    if "components" in component:
        inner = [_replaced(each, text, content) for each in component["components"]]
        return {**component, "components": inner}
    return component
