"""What keeps a digest from arriving: the stage that stops it, in words."""

from collections.abc import Iterator, Sequence

from bot.answers.channels import channel_now, may_mention, missing_permissions
from bot.answers.errors import UNREACHABLE
from bot.domain.brief import Status
from bot.domain.delivery import DigestDelivery
from bot.domain.obstacles import Cause, Obstacle
from bot.domain.subscription import Subscription
from bot.services import Interaction
from bot.views.causes import why
from bot.views.text import bullet, count, literal
from bot.views.times import stamp


async def obstacles(
    interaction: Interaction, subscription: Subscription, recent: Sequence[DigestDelivery]
) -> list[str]:
    """Everything that stands in the way of a digest, as it is at this moment.

    Args:
        interaction: who asks.
        subscription: whose digest it is.
        recent: its last deliveries, the newest first.
    """
    told = [
        *_held(subscription),
        *await _place(interaction, subscription),
        *_role(interaction, subscription),
        *await _brief(interaction, subscription),
    ]
    # One that is held is not tried; why it is held stands there already.
    if not (subscription.paused or subscription.suspended_reason):
        told += _under_way(recent)
    if subscription.quiet == "silent" and subscription.quiet_slots:
        slots = count(subscription.quiet_slots, "slot")
        told.append(f"Nothing changed: it has stayed silent for {slots}.")
    return [bullet([line]) for line in told]


def _held(subscription: Subscription) -> Iterator[str]:
    if subscription.paused:
        until = subscription.paused_until
        yield f"Paused until {stamp(until)}." if until else "Paused: `/digest resume`."
    if subscription.suspended_reason == Obstacle.LEFT:
        yield "I was removed from this server meanwhile."
    elif subscription.suspended_reason:
        since = f" since {stamp(subscription.suspended_at)}" if subscription.suspended_at else ""
        reason = literal(why(subscription.suspended_reason))
        yield f"Stopped{since}: {reason}. It goes on by itself once that is put right."


async def _place(interaction: Interaction, subscription: Subscription) -> list[str]:
    """What is missing in the channel now, whatever was missing when it stopped."""
    place = subscription.place_id
    try:
        channel = await channel_now(interaction.client, place)
    except UNREACHABLE:
        return [f"Discord is not telling me at the moment whether I may post in <#{place}>."]
    if channel is None:
        return [f"I see no channel <#{place}>: it is gone, or hidden from me."]
    if missing := missing_permissions(channel):
        return [f"I cannot post in {channel.mention} until I have this: {', '.join(missing)}."]
    role = channel.guild.get_role(subscription.role_id) if subscription.role_id else None
    if role is not None and not may_mention(role, channel, channel.guild.me):
        name = literal(role.name)
        return [f"I may not mention the role {name} any more; it is posted all the same."]
    return []


def _role(interaction: Interaction, subscription: Subscription) -> Iterator[str]:
    guild = interaction.guild
    if guild and subscription.role_id and guild.get_role(subscription.role_id) is None:
        yield "The role that it mentions is gone; it is posted all the same."


async def _brief(interaction: Interaction, subscription: Subscription) -> list[str]:
    services, slug = interaction.client.services, subscription.slug
    told: list[str] = []
    if slug not in services.library.slugs:
        told.append(f"There is no brief “{slug}” any more.")
    elif services.library.get(slug).status is Status.CLOSED:
        told.append("The brief is closed: no more changes are expected.")
    if await services.history.revisions.latest(slug) is None:
        told.append("No state of the brief is on record yet, so there is nothing to post.")
    return told


def _under_way(recent: Sequence[DigestDelivery]) -> Iterator[str]:
    """What became of the one that is tried now, or of the newest."""
    # The oldest goes first, part by part; the others wait for it.
    tried = next((each for each in reversed(recent) if each.open and each.error), None)
    if tried is not None and tried.error is not None:
        reason, again = literal(why(tried.error)), stamp(tried.not_before)
        if Cause.read(tried.error).obstacle is Obstacle.RATE_LIMITED:
            yield f"Discord limits the rate: it is tried again {again}."
        elif tried.attempts:
            tries = count(tried.attempts, "try", "tries")
            yield f"After {tries}, again {again}. Last error: {reason}."
        return
    newest = [each for each in recent if each.slot == recent[0].slot]
    if dead := next((each for each in newest if each.state == "dead"), None):
        yield f"The last one was given up: {literal(why(dead.error or 'for no known reason'))}."
    elif any(each.state == "skipped" for each in newest):
        yield "The last one was skipped: it would have been too late."
