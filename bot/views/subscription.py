"""Digests as those who manage them see them: what is set, what comes, what stops it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from discord import ui

from bot.content.library import Library
from bot.domain import limits
from bot.domain.delivery import DigestDelivery
from bot.domain.schedule import Frequency, describe
from bot.domain.subscription import Include, Quiet, Subscription
from bot.domain.zones import ZoneError
from bot.views.buttons import halt_button, preview_button
from bot.views.causes import why
from bot.views.persistent import PersistentView
from bot.views.text import bullet, link, literal, small
from bot.views.times import stamp

OFTEN = {
    "hourly": Frequency.HOURLY,
    "daily": Frequency.DAILY,
    "weekdays": Frequency.WEEKDAYS,
    "weekly": Frequency.WEEKLY,
    "as it happens": Frequency.LIVE,
    "cron": Frequency.CRON,
}
"""What one chooses → how often it posts."""
INCLUDES: Mapping[str, Include] = {"changes only": "changes", "summary and changes": "summary"}
"""What one chooses → what it posts."""
QUIETS: Mapping[str, Quiet] = {
    "stay silent": "silent",
    "one line": "line",
    "where it stands": "full",
}
"""What one chooses → what it posts where nothing changed."""
_POSTS: Mapping[Include, str] = {
    "changes": "what changed",
    "summary": "the summary, and what changed",
}
_WHEN_QUIET: Mapping[Quiet, str] = {
    "silent": "stays silent when nothing changed",
    "line": "says so in a line when nothing changed",
    "full": "says where the brief stands when nothing changed",
}
_COMING = 3
_STATES = {
    "planned": "under way",
    "sent": "posted",
    "quiet": "nothing to say",
    "skipped": "skipped: it would have been too late",
    "dead": "given up",
    "cancelled": "cancelled",
}
# Of a list of all; kept free of Discord's limit for the line that counts the rest.
_LISTED_TEXT = limits.MESSAGE_TEXT - 200


@dataclass(frozen=True, slots=True)
class Account:
    """How one digest is doing."""

    subscription: Subscription
    recent: Sequence[DigestDelivery]
    """Its last deliveries, the newest first."""
    obstacles: Sequence[str]
    """What stands in its way, each as a line."""
    now: datetime


def account_view(library: Library, account: Account, heading: str) -> PersistentView:
    """One digest: settings, the next times, the last deliveries, and what stops it."""
    subscription = account.subscription
    box = ui.Container[Any]()
    lines = [f"## {heading}: digest {subscription.id}", *_settings(library, subscription)]
    parts = [lines]
    if account.obstacles:
        parts.append(["### Why nothing comes", *account.obstacles])
    parts.append([*_coming(subscription, account.now)])
    if account.recent:
        told = (_told(subscription.guild_id, each) for each in account.recent)
        parts.append(["### Last deliveries", *told])
    for part in parts:
        box.add_item(ui.TextDisplay("\n".join(part)))
    is_stopped = subscription.paused or subscription.suspended_reason is not None
    halting = halt_button(subscription.id, "resume" if is_stopped else "pause")
    box.add_item(ui.ActionRow[Any](preview_button(subscription.id), halting))
    return PersistentView().add_item(box)


def accounts_view(library: Library, found: Sequence[Subscription]) -> PersistentView:
    """All digests of a server."""
    lines: list[str] = []
    room = _LISTED_TEXT
    for line in (_line(library, subscription) for subscription in found):
        room -= limits.utf16_units(line) + 1
        if room < 0:
            break
        lines.append(line)
    if not found:
        lines = ["None yet: `/digest subscribe` makes one."]
    elif len(found) > len(lines):
        lines.append(small(f"and {len(found) - len(lines)} more: `/digest show` finds them"))
    text = "\n".join([f"## Digests of this server: {len(found)}", *lines])
    return PersistentView().add_item(ui.Container[Any](ui.TextDisplay[Any](text)))


def label(library: Library, subscription: Subscription) -> str:
    """A digest in one line without marks, to choose from."""
    when = describe(subscription.schedule)
    return f"{subscription.id}: {_title(library, subscription)}, {when}"


def _title(library: Library, subscription: Subscription) -> str:
    titles = {brief.slug: brief.title for brief in library.briefs}
    return titles.get(subscription.slug, subscription.slug)


def _settings(library: Library, subscription: Subscription) -> Iterator[str]:
    yield f"**{literal(_title(library, subscription))}** in <#{subscription.place_id}>"
    when = literal(describe(subscription.schedule))
    yield f"{when[0].upper()}{when[1:]}"
    yield f"Posts {_POSTS[subscription.include]}; {_WHEN_QUIET[subscription.quiet]}."
    if subscription.role_id:
        yield f"Mentions <@&{subscription.role_id}>."
    if subscription.publish:
        yield "Is published to the servers that follow."


def _coming(subscription: Subscription, start: datetime) -> Sequence[str]:
    if not subscription.cron:
        return ["### Next", "As soon as something changes, within a minute."]
    if subscription.next_run_at is not None and subscription.paused:
        start = subscription.next_run_at - timedelta(milliseconds=1)
    try:
        times = subscription.schedule.upcoming(start, _COMING)
    except ZoneError:  # a zone that this machine no longer knows; it has stopped for that
        return ["### Next", "Not known: choose another time zone with `/digest edit`."]
    return ["### Next", *(bullet([_both(moment, subscription)]) for moment in times)]


def _both(moment: datetime, subscription: Subscription) -> str:
    local = moment.astimezone(subscription.schedule.zone_info)
    return f"{stamp(moment, 'F')} for you, {local:%A %H:%M} in {subscription.zone}"


def _told(guild: int, delivery: DigestDelivery) -> str:
    part = f", part {delivery.part} of {delivery.parts}" if delivery.parts > 1 else ""
    text = f"{stamp(delivery.slot)}{part}: {_STATES[delivery.state]}"
    if delivery.late:
        text += ", late"
    if delivery.message_id and delivery.channel_id:
        place = f"{guild}/{delivery.channel_id}/{delivery.message_id}"
        text += f", {link('see it', f'https://discord.com/channels/{place}')}"
    if delivery.error and delivery.state != "sent":
        text += f". Last error: {literal(why(delivery.error))}"
    return bullet([text])


def _line(library: Library, subscription: Subscription) -> str:
    title = literal(_title(library, subscription))
    state = ""
    if subscription.paused:
        state = " · paused"
    elif subscription.suspended_reason:
        state = " · stopped: see `/digest show`"
    when = literal(describe(subscription.schedule))
    return bullet([f"**{subscription.id}** {title} in <#{subscription.place_id}>: {when}{state}"])
