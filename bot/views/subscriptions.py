"""Digests as those who manage them see them: what is set, what comes, what stops it."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.content.library import Library
from bot.delivery.planning import schedule_of
from bot.domain.schedule import describe
from bot.services import Digests, Interaction
from bot.storage.delivery import Delivery
from bot.storage.subscription import Subscription
from bot.views.buttons import PersistentItem, PersistentView
from bot.views.obstacles import obstacles
from bot.views.previewing import PreviewButton, managed
from bot.views.text import bullet, link, literal, small
from bot.views.times import stamp

_COMING = 3
_RECENT = 5
_INCLUDES = {"changes": "what changed", "summary": "the summary, and what changed"}
_QUIETS = {
    "silent": "stays silent when nothing changed",
    "line": "says so in a line when nothing changed",
    "full": "says where the brief stands when nothing changed",
}
_STATES = {
    "planned": "under way",
    "sent": "posted",
    "quiet": "nothing to say",
    "skipped": "skipped: it would have been too late",
    "dead": "given up",
    "cancelled": "cancelled",
}
# Ten of them fill a page even with long channel names.
_LISTED = 25


async def digest_view(
    interaction: Interaction, subscription: Subscription, heading: str
) -> ui.LayoutView:
    """One digest: settings, the next times, the last deliveries, and what stops it."""
    services = interaction.client.services
    digests = services.digests
    recent = await digests.deliveries.recent(subscription.id, _RECENT)
    box = ui.Container[Any]()
    lines = [f"## {heading}: digest {subscription.id}", *_settings(services.library, subscription)]
    box.add_item(ui.TextDisplay("\n".join(lines)))
    stops = await obstacles(interaction, subscription, recent)
    if stops:
        box.add_item(ui.TextDisplay("\n".join(["### Why nothing comes", *stops])))
    box.add_item(ui.TextDisplay("\n".join(_coming(subscription, digests))))
    if recent:
        box.add_item(
            ui.TextDisplay(
                "\n".join(
                    [
                        "### Last deliveries",
                        *(_told(subscription.guild_id, each) for each in recent),
                    ]
                )
            )
        )
    is_stopped = subscription.paused or subscription.suspended_reason is not None
    halting = HaltButton(subscription.id, "resume" if is_stopped else "pause")
    box.add_item(ui.ActionRow[Any](PreviewButton(subscription.id), halting))
    return PersistentView().add_item(box)


async def digests_view(interaction: Interaction) -> ui.LayoutView:
    """All digests of a server."""
    services = interaction.client.services
    found = await services.digests.subscriptions.of_guild(interaction.guild_id or 0)
    lines = [_line(services.library, subscription) for subscription in found[:_LISTED]]
    if not lines:
        lines = ["None yet: `/digest subscribe` makes one."]
    elif len(found) > _LISTED:
        lines.append(small(f"and {len(found) - _LISTED} more: `/digest show` finds them"))
    text = "\n".join([f"## Digests of this server: {len(found)}", *lines])
    return PersistentView().add_item(ui.Container[Any](ui.TextDisplay[Any](text)))


class HaltButton(
    PersistentItem[ui.Button[Any]], template=r"m1:(?P<act>pause|resume):(?P<id>\d{1,18})"
):
    """Pauses a digest for good, or has it post again.

    Args:
        subscription_id: whose.
        act: `pause` or `resume`.
    """

    def __init__(self, subscription_id: int, act: str) -> None:
        super().__init__(ui.Button(label=act.capitalize(), custom_id=f"m1:{act}:{subscription_id}"))
        self.subscription_id = subscription_id
        self.act = act

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["id"]), match["act"])

    @override
    async def pressed(self, interaction: Interaction) -> None:
        digests = interaction.client.services.digests
        found = await managed(interaction, self.subscription_id)
        await interaction.response.defer()  # Discord may have to be asked for the channel
        if self.act == "pause":
            # A pause that was made meanwhile keeps its end.
            paused = found if found.paused else await digests.pause(found)
            view = await digest_view(interaction, paused, "Paused")
        else:
            view = await digest_view(interaction, await digests.resume(found), "Resumed")
        await interaction.edit_original_response(view=view)


def label(library: Library, subscription: Subscription) -> str:
    """A digest in one line without marks, to choose from."""
    when = describe(schedule_of(subscription))
    return f"{subscription.id}: {_title(library, subscription)}, {when}"


def _title(library: Library, subscription: Subscription) -> str:
    titles = {brief.slug: brief.title for brief in library.briefs}
    return titles.get(subscription.slug, subscription.slug)


def _place(subscription: Subscription) -> str:
    return f"<#{subscription.thread_id or subscription.channel_id}>"


def _settings(library: Library, subscription: Subscription) -> Iterator[str]:
    yield f"**{literal(_title(library, subscription))}** in {_place(subscription)}"
    when = literal(describe(schedule_of(subscription)))
    yield f"{when[0].upper()}{when[1:]}"
    yield f"Posts {_INCLUDES[subscription.include]}; {_QUIETS[subscription.quiet]}."
    if subscription.role_id:
        yield f"Mentions <@&{subscription.role_id}>."
    if subscription.publish:
        yield "Is published to the servers that follow."


def _coming(subscription: Subscription, digests: Digests) -> Sequence[str]:
    if not subscription.cron:
        return ["### Next", "As soon as something changes, within a minute."]
    start = digests.clock()
    if subscription.next_run_at is not None and subscription.paused:
        start = subscription.next_run_at - timedelta(milliseconds=1)
    try:
        times = schedule_of(subscription).upcoming(start, _COMING)
    except ValueError:  # a zone that this machine no longer knows; it has stopped for that
        return ["### Next", "Not known: choose another time zone with `/digest edit`."]
    return ["### Next", *(bullet([_both(moment, subscription)]) for moment in times)]


def _both(moment: datetime, subscription: Subscription) -> str:
    local = moment.astimezone(schedule_of(subscription).zone_info)
    return f"{stamp(moment, 'F')} for you, {local:%A %H:%M} in {subscription.zone}"


def _told(guild: int, delivery: Delivery) -> str:
    part = f", part {delivery.part} of {delivery.parts}" if delivery.parts > 1 else ""
    text = f"{stamp(delivery.slot)}{part}: {_STATES[delivery.state]}"
    if delivery.late:
        text += ", late"
    if delivery.message_id and delivery.channel_id:
        place = f"{guild}/{delivery.channel_id}/{delivery.message_id}"
        text += f", {link('see it', f'https://discord.com/channels/{place}')}"
    if delivery.error and delivery.state != "sent":
        text += f". Last error: {literal(delivery.error)}"
    return bullet([text])


def _line(library: Library, subscription: Subscription) -> str:
    title = literal(_title(library, subscription))
    state = ""
    if subscription.paused:
        state = " · paused"
    elif subscription.suspended_reason:
        state = " · stopped: see `/digest show`"
    when = literal(describe(schedule_of(subscription)))
    return bullet([f"**{subscription.id}** {title} in {_place(subscription)}: {when}{state}"])
