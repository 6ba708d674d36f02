"""The objects of Discord's API that stand still, as its reference shows them."""

from datetime import UTC, datetime
from typing import Any, cast

from tests.loopback.state import Json, State

APPLICATION_ID = "1100000000000000001"  # of the bot's user as well, as with Discord's newer ones
GUILD_ID = "1100000000000000010"
CHANNEL_ID = "1100000000000000011"
DIRECT_ID = "1100000000000000020"
PERSON_ID = "1100000000000000030"

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15
EVERY_PERMISSION = str((1 << 53) - 1)


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    """A user (resources/user)."""
    return {
        "id": user_id,
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
    }


BOT_USER = user(APPLICATION_ID, "briefbot", bot=True)
PERSON = user(PERSON_ID, "mona")


def member(person: Json, permissions: str = EVERY_PERMISSION) -> Json:
    """A guild member as interactions carry it, with their permissions in the channel."""
    return {
        "user": person,
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": "2025-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "permissions": permissions,
        "communication_disabled_until": None,
    }


def channel(channel_id: str = CHANNEL_ID) -> Json:
    """A text channel (resources/channel)."""
    return {
        "id": channel_id,
        "type": 0,
        "guild_id": GUILD_ID,
        "name": "general",
        "topic": None,
        "position": 0,
        "nsfw": False,
        "parent_id": None,
        "permission_overwrites": [],
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
        "permissions": EVERY_PERMISSION,
    }


def direct_channel() -> Json:
    """A direct message with the bot."""
    return {
        "id": DIRECT_ID,
        "type": 1,
        "last_message_id": None,
        "flags": 0,
        "recipients": [PERSON],
    }


def guild(channels: list[Json]) -> Json:
    """What GUILD_CREATE carries (events/gateway-events)."""
    everyone = {
        "id": GUILD_ID,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": EVERY_PERMISSION,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": GUILD_ID,
        "name": "Harbour",
        "owner_id": PERSON_ID,
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": channels,
        "threads": [],
        "members": [member(BOT_USER)],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "joined_at": "2025-01-01T00:00:00+00:00",
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
    }


def application() -> Json:
    """The bot's application (resources/application)."""
    return {
        "id": APPLICATION_ID,
        "name": "briefbot",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": PERSON,
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "interactions_endpoint_url": None,
    }


def message(state: State, channel_id: str, body: Json) -> Json:
    """A message by the bot, as it comes back (resources/message)."""
    return {
        "id": state.snowflake(),
        "type": 0,
        "channel_id": channel_id,
        "author": BOT_USER,
        "content": body.get("content") or "",
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": body.get("embeds") or [],
        "pinned": False,
        "flags": body.get("flags") or 0,
        "components": numbered(body.get("components") or []),
        **({"nonce": body["nonce"]} if "nonce" in body else {}),
    }


def edited(shown: Json, body: Json) -> Json:
    """A message after an edit; what the body leaves out stays."""
    changes: Json = {key: body[key] for key in ("content", "embeds") if key in body}
    # Neither can be taken away again (resources/message).
    lasting = shown["flags"] & (EPHEMERAL | COMPONENTS_V2)
    changes["flags"] = (body.get("flags") or shown["flags"]) | lasting
    if "components" in body:
        changes["components"] = numbered(body["components"] or [])
    return {**shown, **changes, "edited_timestamp": datetime.now(UTC).isoformat()}


def numbered(components: list[Json]) -> list[Json]:
    """Components with the ids that Discord gives where they have none (components/reference)."""
    numbers = iter(range(1, 1_000))

    def number(component: Json) -> Json:
        made: Json = {"id": next(numbers), **component}
        for key, value in made.items():
            if key in ("components", "items") and isinstance(value, list):
                made[key] = [number(part) for part in cast("list[Json]", value)]
            elif key in ("accessory", "component") and isinstance(value, dict):
                made[key] = number(cast("dict[str, Any]", value))
        return made

    return [number(component) for component in components]
