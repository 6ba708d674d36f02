"""From what a manager typed to a subscription, and what may be done with one."""

from dataclasses import dataclass
from datetime import datetime

import discord

from bot.answers.authors import check_author
from bot.answers.channels import (
    Channel,
    channel_now,
    check_publishing,
    check_role,
    check_target,
    target_of,
)
from bot.answers.errors import UNREACHABLE
from bot.answers.forums import thread_in
from bot.domain.errors import UserError
from bot.domain.schedule import Frequency, Schedule
from bot.domain.subscription import Include, NewSubscription, Quiet, Subscription
from bot.domain.typed import typed_time
from bot.services import Interaction

_DEFAULT_ZONE = "UTC"
OUT_OF_SIGHT = "I can no longer see the channel that it posts to: name another in `channel`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The options of a command as they were given; None for what was left out."""

    brief: str | None = None
    often: Frequency | None = None
    at: str | None = None
    day: str | None = None
    zone: str | None = None
    channel: Channel | None = None
    include: Include | None = None
    quiet: Quiet | None = None
    role: discord.Role | None = None
    publish: bool | None = None
    cron: str | None = None
    nobody: bool = False
    """Mention no role any more."""


async def subscribed(interaction: Interaction, wishes: Wishes) -> Subscription:
    """Keep what a manager wants.

    Raises:
        UserError: something of it cannot be; with the reason.
    """
    digests = interaction.client.services.digests
    brief = interaction.client.services.library.get(wishes.brief)
    channel = wishes.channel or _here(interaction)
    check_target(channel)
    check_role(wishes.role, channel)
    check_author(interaction, channel, wishes.role)
    if wishes.publish:
        check_publishing(target_of(channel))
    zone = wishes.zone or await digests.servers.zone(channel.guild.id) or _DEFAULT_ZONE
    often = wishes.often or Frequency.DAILY
    schedule = Schedule.make(often, wishes.at, wishes.day, wishes.cron, zone)
    # Before the digest is kept: whoever is told that this failed would subscribe once more.
    await digests.servers.set_zone(channel.guild.id, schedule.zone)
    now = digests.clock()
    new = NewSubscription(
        guild_id=channel.guild.id,
        channel_id=channel.id,
        target=target_of(channel),
        thread_id=await thread_in(interaction, channel, brief, adding=True),
        slug=brief.slug,
        frequency=schedule.frequency.value,
        cron=schedule.cron,
        zone=schedule.zone,
        include=wishes.include or "changes",
        quiet=wishes.quiet or "silent",
        role_id=wishes.role.id if wishes.role else None,
        publish=bool(wishes.publish),
        # One that tells as it happens says at once where the brief stands.
        next_run_at=schedule.next_after(now) if schedule.cron else now,
        created_by=interaction.user.id,
        created_at=now,
    )
    added = await digests.subscriptions.add(new, digests.most_per_server)
    digests.wake()
    return added


async def paused(
    interaction: Interaction, subscription: Subscription, until: str | None
) -> Subscription:
    """Post nothing, for good or until a moment in the digest's zone.

    Raises:
        UserError: the moment cannot be read, or has passed.
    """
    digests = interaction.client.services.digests
    end = _moment(until, subscription, digests.clock()) if until else None
    return await digests.pause(subscription, end)


async def resumed(interaction: Interaction, subscription: Subscription) -> Subscription:
    """Post again.

    Raises:
        UserError: whoever asks could not write the like.
    """
    await check_post(interaction, subscription)
    return await interaction.client.services.digests.resume(subscription)


async def sent_now(interaction: Interaction, subscription: Subscription) -> bool:
    """Post a digest at once.

    Returns:
        Whether there is anything to post; where there is not, nothing is planned.

    Raises:
        UserError: it is paused or suspended, or whoever asks could not write the like.
    """
    digests = interaction.client.services.digests
    if subscription.paused or subscription.suspended_reason:
        raise UserError("This digest is stopped at present: `/digest resume` it first.")
    await check_post(interaction, subscription)
    if not await digests.preview(subscription):
        return False
    await digests.plans.add(subscription, digests.clock())
    digests.wake()
    return True


def _here(interaction: Interaction) -> Channel:
    if isinstance(interaction.channel, Channel):
        return interaction.channel
    raise UserError("I cannot post digests in this kind of channel. Name another in `channel`.")


def _moment(text: str, subscription: Subscription, now: datetime) -> datetime:
    zone = subscription.schedule.zone_info
    when = typed_time(text, zone, "until", now=now)
    if when.start <= now:
        raise UserError(f"The option `until`: {text} has passed.")
    return when.start


async def check_post(
    interaction: Interaction, subscription: Subscription, wishes: Wishes | None = None
) -> None:
    """Refuse what cannot be posted where it would be, or not by whoever wants it so.

    Where the channel is out of sight nothing is posted, whoever wants it.

    Raises:
        UserError: with the reason.
    """
    wishes = wishes or Wishes()
    channel = wishes.channel or await channel_in_sight(interaction, subscription.place_id)
    if channel is None:
        if wishes.role is not None:
            raise UserError(OUT_OF_SIGHT)
        return
    role = wishes.role
    if role is None and subscription.role_id and not wishes.nobody:
        role = channel.guild.get_role(subscription.role_id)
    if wishes.channel is not None:
        check_target(channel)
    if wishes.channel is not None or wishes.role is not None:
        check_role(role, channel)
    check_author(interaction, channel, role)


async def channel_in_sight(interaction: Interaction, channel_id: int) -> Channel | None:
    """The channel as it is now; None where the bot cannot see it.

    Raises:
        UserError: Discord does not answer.
    """
    try:
        return await channel_now(interaction.client, channel_id)
    except UNREACHABLE as error:
        raise UserError(
            "Discord gives no answer about the channel at the moment. Please try again shortly; "
            "nothing was changed."
        ) from error
