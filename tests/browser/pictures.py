"""`make images`: draw docs/images/…-picture.png of the shipped brief, as the bot does."""

import asyncio

from bot.content.folder import BriefFolder
from bot.domain.brief import Claim
from bot.pictures.charts import Chart
from bot.pictures.showing import numbers_of, timeline_of
from bot.pictures.studio import Studio
from tests.browser.images import IMAGES, ROOT

SLUG, CLAIM = "poland-drones", "how-many-crossed"


async def draw() -> None:
    """One picture of each kind."""
    folder = BriefFolder(ROOT / "briefs")
    folder.load()
    brief = folder.library.get(SLUG)
    claim = brief.by_id[CLAIM]
    assert isinstance(claim, Claim)
    charts: dict[str, Chart | None] = {
        "claim": numbers_of(brief, claim),
        "timeline": timeline_of(brief, brief.chronology),
    }
    studio = Studio()
    for name, chart in charts.items():
        assert chart is not None, name
        picture = await studio.draw(chart)
        (IMAGES / f"{name}-picture.png").write_bytes(picture.png)
    await studio.close()


if __name__ == "__main__":
    asyncio.run(draw())
