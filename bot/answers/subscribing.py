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
from bot.domain.subscription import Changes, Include, NewSubscription, Quiet, Subscription
from bot.domain.typed import typed_time
from bot.services import Interaction

_DEFAULT_ZONE = "UTC"
_UNSEEN = "I can no longer see the channel that it posts to: name another in `channel`."


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


async def edited(
    interaction: Interaction, subscription: Subscription, wishes: Wishes
) -> Subscription:
    """Change what was filled in; the rest stays.

    Raises:
        UserError: something of it cannot be; with the reason.
    """
    digests = interaction.client.services.digests
    if wishes != Wishes(nobody=True):  # whom it mentions no more, anybody may say
        await _check_post(interaction, subscription, wishes)
    changes = _options(subscription, wishes)
    if any((wishes.often, wishes.at, wishes.day, wishes.cron, wishes.zone)):
        changes.update(_rescheduled(subscription, wishes, digests.clock()))
    # Last, as it may make a post in a forum, which should be for something.
    if wishes.brief is not None or wishes.channel is not None:
        changes |= await _moved(interaction, subscription, wishes)
    if not changes:
        raise UserError("Nothing to change: fill in at least one option.")
    guild, number = subscription.guild_id, subscription.id
    changed = await digests.subscriptions.edit(guild, number, **changes)
    # What stopped it was the channel before; the new one was looked at.
    if wishes.channel and await digests.suspensions.unsuspend(number, digests.clock()):
        changed = await digests.subscriptions.get(guild, number)
    digests.wake()
    return changed


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
    await _check_post(interaction, subscription)
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
    await _check_post(interaction, subscription)
    if not await digests.preview(subscription):
        return False
    await digests.plans.add(subscription, digests.clock())
    digests.wake()
    return True


def _here(interaction: Interaction) -> Channel:
    if isinstance(interaction.channel, Channel):
        return interaction.channel
    raise UserError("I cannot post digests in this kind of channel. Name another in `channel`.")


def _rescheduled(subscription: Subscription, wishes: Wishes, now: datetime) -> Changes:
    """A schedule made of what was given, and of what stood there."""
    often = wishes.often or Frequency(subscription.frequency)
    at, day, cron = wishes.at, wishes.day, wishes.cron
    if subscription.cron and often is not Frequency.CRON:
        minute, hour, _, _, on = subscription.cron.split()[:5]
        at = at or (f":{minute}" if often is Frequency.HOURLY else _clock(hour, minute))
        day = day or _DAYS.get(on)
    if often is Frequency.CRON:
        cron = cron or subscription.cron
    schedule = Schedule.make(often, at, day, cron, wishes.zone or subscription.zone)
    # A pause stays one: no slot within it is made up for when it ends.
    start = max(now, subscription.paused_until or now)
    return {
        "frequency": schedule.frequency.value,
        "cron": schedule.cron,
        "zone": schedule.zone,
        # One that from now on tells as it happens tells what happened since its last digest.
        "next_run_at": schedule.next_after(start) or start,
    }


_DAYS = {
    "1": "Monday", "2": "Tuesday", "3": "Wednesday", "4": "Thursday", "5": "Friday",
    "6": "Saturday", "7": "Sunday",
}  # fmt: skip


def _clock(hour: str, minute: str) -> str | None:
    return f"{hour}:{minute:0>2}" if hour.isdigit() and minute.isdigit() else None


def _moment(text: str, subscription: Subscription, now: datetime) -> datetime:
    zone = subscription.schedule.zone_info
    when = typed_time(text, zone, "until", "write 2026-12-27 or 2026-12-27 09:00")
    if when.start <= now:
        raise UserError(f"The option `until`: {text} has passed.")
    return when.start


async def _check_post(
    interaction: Interaction, subscription: Subscription, wishes: Wishes | None = None
) -> None:
    """Refuse what cannot be posted where it would be, or not by whoever wants it so.

    Where the channel is out of sight nothing is posted, whoever wants it.

    Raises:
        UserError: with the reason.
    """
    wishes = wishes or Wishes()
    channel = wishes.channel or await _now(interaction, subscription.place_id)
    if channel is None:
        if wishes.role is not None:
            raise UserError(_UNSEEN)
        return
    role = wishes.role
    if role is None and subscription.role_id and not wishes.nobody:
        role = channel.guild.get_role(subscription.role_id)
    if wishes.channel is not None:
        check_target(channel)
    if wishes.channel is not None or wishes.role is not None:
        check_role(role, channel)
    check_author(interaction, channel, role)


def _options(subscription: Subscription, wishes: Wishes) -> Changes:
    """What is the same whichever brief it tells, and whenever."""
    changes = Changes()
    if wishes.role is not None and wishes.nobody:
        raise UserError("Mention a role or nobody: fill in one of the two options, not both.")
    if wishes.role is not None:
        changes["role_id"] = wishes.role.id
    if wishes.nobody:
        changes["role_id"] = None
    if wishes.include is not None:
        changes["include"] = wishes.include
    if wishes.quiet is not None:
        changes["quiet"] = wishes.quiet
    if wishes.publish is not None:
        if wishes.publish:
            check_publishing(target_of(wishes.channel) if wishes.channel else subscription.target)
        changes["publish"] = wishes.publish
    return changes


async def _moved(interaction: Interaction, subscription: Subscription, wishes: Wishes) -> Changes:
    """Another brief, another channel, or both; what was set before stays, as far as it can be."""
    brief = interaction.client.services.library.get(wishes.brief or subscription.slug)
    changes = Changes(slug=brief.slug)
    channel = wishes.channel
    if channel is not None:
        changes["channel_id"] = channel.id
        changes["target"] = target_of(channel)
        if target_of(channel) != "announcement":
            changes["publish"] = False
    elif subscription.target == "forum":
        channel = await _seen(interaction, subscription.channel_id)
    if channel is not None:
        changes["thread_id"] = await thread_in(interaction, channel, brief, adding=False)
    return changes


async def _seen(interaction: Interaction, channel_id: int) -> Channel:
    channel = await _now(interaction, channel_id)
    if channel is None:
        raise UserError(_UNSEEN)
    return channel


async def _now(interaction: Interaction, channel_id: int) -> Channel | None:
    try:
        return await channel_now(interaction.client, channel_id)
    except UNREACHABLE as error:
        raise UserError(
            "Discord gives no answer about the channel at the moment. Please try again shortly; "
            "nothing was changed."
        ) from error
