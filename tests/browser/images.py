"""`make images`: take docs/images anew, from the running demo as a person sees it."""

import asyncio
from pathlib import Path

from playwright.async_api import FloatRect, Locator, expect

from tests.browser.person import Person, browser_page, chromium, demo

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
PHONE = 390
VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "summary": ("brief summary", {}),
    "timeline": ("brief timeline", {}),
    "claims": ("brief claims", {}),
    "claim": ("brief claims", {"claim": "how-many-shot-down"}),
    "quotes": ("brief quotes", {"speaker": "Donald Tusk"}),
    "sources": ("brief sources", {}),
    "factchecks": ("brief factchecks", {}),
    "disputes": ("brief disputes", {}),
    "search": ("brief search", {"words": "wyriki"}),
    "list": ("brief list", {}),
    "quote": ("quote", {"speaker": "Mark Rutte", "words": "civilians"}),
    "error": ("brief quotes", {"speaker": "Napoleon"}),
}


async def take() -> None:
    """One image of each view."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with (
        demo(ROOT / "briefs") as urls,
        chromium() as browser,
        browser_page(browser, urls[0], width=1020, height=1900) as page,
    ):
        await page.screenshot(path=IMAGES / "demo.png", clip=_top(700))
        person = Person(page)
        for name, (command, options) in VIEWS.items():
            answer = await person.ask(command, options)
            await _photograph(answer, IMAGES / f"{name}.png")
        answer = await person.ask(*VIEWS["claim"])
        await person.press(answer, "How this changed")
        await answer.get_by_text("oldest first").wait_for()
        await _photograph(answer, IMAGES / "reports.png")
    async with (
        demo(ROOT / "briefs") as urls,
        chromium() as browser,
        browser_page(browser, urls[0], width=PHONE, height=1400) as page,
    ):
        answer = await Person(page).ask(*VIEWS["summary"])
        await _photograph(answer, IMAGES / "summary-phone.png")


async def _photograph(message: Locator, path: Path) -> None:
    await message.scroll_into_view_if_needed()
    await message.page.mouse.move(0, 0)  # no tooltip, no toolbar
    # While an answer is under way the page takes no other press, and shows its buttons so.
    await expect(message.locator("button[disabled]")).to_have_count(0)
    await message.page.wait_for_timeout(300)  # until what the mouse left has faded
    await message.screenshot(path=path)


def _top(height: int) -> FloatRect:
    return {"x": 0, "y": 0, "width": 1020, "height": height}


if __name__ == "__main__":
    asyncio.run(take())
