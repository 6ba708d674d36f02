"""Views and forms that outlive a restart: sent, and forgotten by discord.py."""

from collections.abc import Iterable
from typing import Any, Self

from discord import ui
from typing_extensions import override

from bot.pictures.charts import Chart


class PersistentView(ui.LayoutView):
    """A view that is sent and forgotten.

    discord.py keeps a sent view to route its buttons, and drops it, with classes of buttons,
    when it times out; ours are routed by their custom_ids, so it need keep nothing. It keeps
    nothing of a view that is stopped before it is sent.
    """

    def __init__(self, carries: Iterable[str] = (), chart: Chart | None = None) -> None:
        super().__init__(timeout=None)
        self.carries = tuple(dict.fromkeys(carries))
        """Ids of the entries whose words stand in it."""
        self.chart = chart
        """What is drawn in it; its picture is sent with it."""
        self.stop()

    @override
    def add_item(self, item: ui.Item[Any]) -> Self:
        super().add_item(item)
        return self


class PersistentForm(ui.Modal):
    """A form that is shown and forgotten; what is sent goes to whoever answers its custom_id.

    discord.py keeps a form until it is sent, also one that was closed; it keeps nothing of one
    that is stopped before it is shown.
    """

    def __init__(self, title: str, custom_id: str) -> None:
        super().__init__(title=title, custom_id=custom_id, timeout=None)
        self.stop()
