"""What keeps a digest from arriving: the stage that stops it, in words."""

from collections.abc import Iterator, Sequence

import discord

from bot.domain.brief import Status
from bot.services import Interaction
from bot.storage.delivery import Delivery
from bot.storage.subscription import Subscription
from bot.storage.suspensions import LEFT
from bot.views.permissions import Channel, missing_permissions
from bot.views.text import bullet, count, literal
from bot.views.times import stamp

_RATE_LIMITED = "rate limited"  # as `bot.delivery.posting.BusyError` says it


def obstacles(
    interaction: Interaction, subscription: Subscription, recent: Sequence[Delivery]
) -> Iterator[str]:
    """Everything that stands in the way of a digest, as it is at this moment.

    Args:
        interaction: who asks.
        subscription: whose digest it is.
        recent: its last deliveries, the newest first.
    """
    yield from _held(subscription)
    yield from _place(interaction, subscription)
    yield from _brief(interaction, subscription)
    yield from _under_way(recent)
    if subscription.quiet == "silent" and subscription.quiet_slots:
        slots = count(subscription.quiet_slots, "slot")
        yield bullet([f"Nothing changed: it has stayed silent for {slots}."])


def _held(subscription: Subscription) -> Iterator[str]:
    if subscription.paused:
        until = subscription.paused_until
        yield bullet([f"Paused until {stamp(until)}." if until else "Paused: `/digest resume`."])
    if subscription.suspended_reason == LEFT:
        yield bullet(["I was removed from this server meanwhile."])
    elif subscription.suspended_reason:
        since = f" since {stamp(subscription.suspended_at)}" if subscription.suspended_at else ""
        reason = literal(subscription.suspended_reason)
        yield bullet([f"Stopped{since}: {reason}. It goes on by itself once that is put right."])


def _place(interaction: Interaction, subscription: Subscription) -> Iterator[str]:
    """What is missing in the channel now, whatever was missing when it stopped."""
    guild = interaction.guild
    if guild is None:
        return
    place = subscription.thread_id or subscription.channel_id
    channel = guild.get_channel_or_thread(place)
    if channel is None:
        # A thread that is archived is not in the cache.
        if subscription.thread_id is None and subscription.target != "thread":
            yield bullet([f"I see no channel <#{place}>: it is gone, or hidden from me."])
        return
    if isinstance(channel, Channel) and (missing := missing_permissions(channel)):
        yield bullet([f"I may not post in {channel.mention}: {', '.join(missing)} is missing."])
    if isinstance(channel, discord.Thread) and channel.locked:
        yield bullet([f"The thread {channel.mention} is locked."])
    role = guild.get_role(subscription.role_id) if subscription.role_id else None
    if subscription.role_id and role is None:
        yield bullet(["The role that it mentions is gone; it is posted all the same."])


def _brief(interaction: Interaction, subscription: Subscription) -> Iterator[str]:
    library = interaction.client.services.library
    if subscription.slug not in library.slugs:
        yield bullet([f"There is no brief “{subscription.slug}” any more."])
    elif library.get(subscription.slug).status is Status.CLOSED:
        yield bullet(["The brief is closed: no more changes are expected."])


def _under_way(recent: Sequence[Delivery]) -> Iterator[str]:
    newest = next(iter(recent), None)
    if newest is None:
        return
    if newest.open and newest.error and newest.error.startswith(_RATE_LIMITED):
        yield bullet([f"Discord limits the rate: it is tried again {stamp(newest.not_before)}."])
    elif newest.open and newest.error:
        tries, reason = count(newest.attempts, "try", "tries"), literal(newest.error)
        again = stamp(newest.not_before)
        yield bullet([f"After {tries}, again {again}. Last error: {reason}."])
    elif newest.state == "dead":
        yield bullet(
            [f"The last one was given up: {literal(newest.error or 'for no known reason')}."]
        )
    elif newest.state == "skipped":
        yield bullet(["The last one was skipped: it would have been too late."])
