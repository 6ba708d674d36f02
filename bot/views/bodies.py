"""A view as the body of a request, in Discord's JSON: what the outbox keeps and sends."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import discord
from discord import ui

Body: TypeAlias = dict[str, Any]


def body_of(view: ui.LayoutView, roles: Iterable[int] | None = None) -> Body:
    """The body of the request that posts a view; it mentions these roles and nobody else."""
    mentions: Body = {"parse": []}
    if roles is not None:
        mentions["roles"] = [str(role) for role in roles]
    return {
        "components": view.to_components(),
        "flags": discord.MessageFlags(components_v2=True).value,
        "allowed_mentions": mentions,
    }
