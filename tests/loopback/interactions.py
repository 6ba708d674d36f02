"""Interactions as Discord sends them: commands, typing in an option, buttons and menus."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.loopback.payloads import (
    APPLICATION_ID,
    CHANNEL_ID,
    DIRECT_ID,
    EVERY_PERMISSION,
    GUILD_ID,
    PERSON,
    PERSON_ID,
    channel,
    direct_channel,
    member,
)
from tests.loopback.state import Json, State

COMMAND = 2
COMPONENT = 3
AUTOCOMPLETE = 4
FORM = 5

Value: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Where:
    """Where a person is, and how the bot came there (`authorizing_integration_owners`)."""

    owners: Mapping[str, str]
    is_guild: bool = True
    guild_id: str = GUILD_ID
    permissions: str = EVERY_PERMISSION
    context: int = 0
    fields: Mapping[str, str] = field(default_factory=lambda: {"locale": "en-US"})

    def payload(self) -> Json:
        """The part of an interaction that says where it is."""
        shared: Json = {
            "context": self.context,
            "authorizing_integration_owners": dict(self.owners),
            "app_permissions": self.permissions,
            **self.fields,
        }
        if not self.is_guild:
            return {**shared, "channel_id": DIRECT_ID, "channel": direct_channel(), "user": PERSON}
        return {
            **shared,
            "guild_id": self.guild_id,
            "guild": {"id": self.guild_id, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "channel_id": CHANNEL_ID,
            "channel": channel(),
            "member": member(PERSON, self.permissions),
        }


IN_GUILD = Where({"0": GUILD_ID})
IN_DIRECT_MESSAGES = Where({"0": "0"}, is_guild=False, context=1)
# A server that the bot is not in: the person has installed it for themselves.
AS_USER_APP = Where({"1": PERSON_ID}, guild_id="1100000000000000019")


def slash(
    state: State,
    command: str,
    options: Mapping[str, Value] | None = None,
    where: Where = IN_GUILD,
) -> Json:
    """Somebody uses a command.

    Args:
        state: where its id comes from.
        command: its words, such as `brief summary`.
        options: name → value of those that were filled in.
        where: where they are.
    """
    return _interaction(state, COMMAND, _command(state, command, _options(options or {})), where)


def typing(state: State, command: str, option: str, typed: str, where: Where = IN_GUILD) -> Json:
    """Somebody has typed so far in an option that offers choices."""
    focused: Json = {"name": option, "type": 3, "value": typed, "focused": True}
    return _interaction(state, AUTOCOMPLETE, _command(state, command, [focused]), where)


def press(state: State, message: Json, custom_id: str, where: Where = IN_GUILD) -> Json:
    """Somebody presses a button of a message."""
    data: Json = {"custom_id": custom_id, "component_type": 2, "id": 1}
    return _interaction(state, COMPONENT, data, where) | {"message": message}


def choose(
    state: State, message: Json, custom_id: str, value: str, where: Where = IN_GUILD
) -> Json:
    """Somebody chooses from a menu of a message."""
    data: Json = {"custom_id": custom_id, "component_type": 3, "id": 1, "values": [value]}
    return _interaction(state, COMPONENT, data, where) | {"message": message}


def submit(state: State, form: Json, values: Mapping[str, str], where: Where = IN_GUILD) -> Json:
    """Somebody sends a form, as it was shown to them, with these values in its fields."""
    fields: list[Json] = [
        {
            "type": 18,
            "id": at,
            "component": {"type": 4, "id": at + 50, "custom_id": name, "value": value},
        }
        for at, (name, value) in enumerate(values.items(), start=1)
    ]
    data: Json = {"custom_id": form["custom_id"], "components": fields}
    return _interaction(state, FORM, data, where)


def _interaction(state: State, kind: int, data: Json, where: Where) -> Json:
    interaction_id = state.snowflake()
    return {
        "id": interaction_id,
        "application_id": APPLICATION_ID,
        "type": kind,
        "token": f"interaction-token-{interaction_id}",
        "version": 1,
        "entitlements": [],
        "attachment_size_limit": 10 * 1024 * 1024,
        "data": data,
        **where.payload(),
    }


def _command(state: State, command: str, options: list[Json]) -> Json:
    """Command > group > subcommand, as they nest."""
    name, *inner = command.split()
    for depth, word in enumerate(reversed(inner)):
        options = [{"name": word, "type": 1 if depth == 0 else 2, "options": options}]
    return {"id": state.snowflake(), "name": name, "type": 1, "options": options}


def _options(options: Mapping[str, Value]) -> list[Json]:
    return [
        {"name": name, "type": _option_type(value), "value": value}
        for name, value in options.items()
    ]


def _option_type(value: Value) -> int:
    types = {bool: 5, int: 4, float: 10, str: 3}
    return types[type(value)]
