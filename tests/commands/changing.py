"""States that a brief goes through."""

from tests.commands.test_corrections import RIGHT, WRONG, corrected, summary
from tests.demo.desk import Desk
from tests.making import entry

FINED = entry("fined", at="2026-05", text="The owner was fined.")


async def three_states(desk: Desk) -> None:
    """1: as it was; 2: a wrong number, a day later; 3: corrected, another day later."""
    await desk.wait(days=1)
    await desk.edit(summary=summary(WRONG))
    await desk.wait(days=1)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
