"""A bare discord.py bot that answers `/bare` with views made before it was asked.

Started by `tests.bench.asking` with DISCORD_API and DISCORD_TOKEN, and a file of messages in
Discord's JSON: their components, and flags that say whether they are ephemeral.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

Json = dict[str, Any]
EPHEMERAL = 1 << 6


class BareBot(discord.Client):
    """No services, no briefs, no paging: what discord.py itself costs.

    Args:
        messages: what to send, by number: the view, and whether for the asker alone.
    """

    def __init__(self, messages: list[tuple[ui.LayoutView, bool]]) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Sends what was made before.")
        async def bare(interaction: discord.Interaction, number: int) -> None:  # pyright: ignore[reportUnusedFunction] -- the tree has it
            view, ephemeral = messages[number]
            await interaction.response.send_message(view=view, ephemeral=ephemeral)


def made(components: list[Json]) -> ui.LayoutView:
    """A view of these components."""
    view = ui.LayoutView(timeout=None)
    for component in components:
        view.add_item(_item(component))
    view.stop()  # as briefbot's, so that neither is kept
    return view


def _item(component: Json) -> ui.Item[Any]:  # noqa: PLR0911 -- one for each type
    inner = [_item(each) for each in component.get("components", ())]
    match component["type"]:
        case 1:
            return ui.ActionRow[Any](*inner)
        case 2:
            return ui.Button[Any](
                label=component["label"],
                style=discord.ButtonStyle(component["style"]),
                custom_id=component["custom_id"],
                disabled=component.get("disabled", False),
            )
        case 3:
            options = [discord.SelectOption.from_dict(each) for each in component["options"]]
            return ui.Select[Any](
                custom_id=component["custom_id"],
                placeholder=component["placeholder"],
                options=options,
            )
        case 9:
            return ui.Section[Any](*inner, accessory=_item(component["accessory"]))
        case 10:
            return ui.TextDisplay[Any](component["content"])
        case 14:
            return ui.Separator[Any](visible=component["divider"])
        case 17:
            return ui.Container[Any](*inner, accent_colour=component.get("accent_color"))
        case other:
            raise ValueError(f"no component of type {other} was expected")


async def serve(messages: list[Json]) -> None:
    """Serve until it is ended."""
    Route.BASE = os.environ["DISCORD_API"]
    bot = BareBot(
        [(made(each["components"]), bool(each["flags"] & EPHEMERAL)) for each in messages]
    )
    async with bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        _, gateway, _ = await bot.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        await bot.connect()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text())))
