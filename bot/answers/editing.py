"""Changing a digest: what was filled in takes the place of what stood there."""

from datetime import datetime

from bot.answers.channels import Channel, check_publishing, target_of
from bot.answers.forums import thread_in
from bot.answers.subscribing import OUT_OF_SIGHT, Wishes, channel_in_sight, check_post
from bot.domain.errors import UserError
from bot.domain.schedule import Frequency, Schedule
from bot.domain.subscription import Changes, Subscription
from bot.services import Interaction


async def edited(
    interaction: Interaction, subscription: Subscription, wishes: Wishes
) -> Subscription:
    """Change what was filled in; the rest stays.

    Raises:
        UserError: something of it cannot be; with the reason.
    """
    digests = interaction.client.services.digests
    if wishes != Wishes(nobody=True):  # whom it mentions no more, anybody may say
        await check_post(interaction, subscription, wishes)
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
    channel = await channel_in_sight(interaction, channel_id)
    if channel is None:
        raise UserError(OUT_OF_SIGHT)
    return channel


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
