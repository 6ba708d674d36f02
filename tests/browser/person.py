"""A person in front of the demo: a real `briefbot demo`, and a real browser that shows it."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright

from tests.loopback.process import free_port

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
START_SECONDS = 60
CHANNELS = 2
ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def demo(briefs: Path) -> AsyncGenerator[list[str]]:
    """The addresses of a demo's channels of these briefs; its process is ended afterwards."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.browser.checked",
        "demo", "--no-browser", f"--port={free_port(following=CHANNELS - 1)}", str(briefs),
        cwd=ROOT, env={**os.environ, "TZ": "Europe/Warsaw"},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield await asyncio.wait_for(_addresses(process), START_SECONDS)
    finally:
        process.terminate()
        code = await process.wait()
    assert code == 0


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """Headless Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def browser_page(
    browser: Browser, url: str, *, width: int = 1000, height: int = 1200, locale: str = "en-GB"
) -> AsyncGenerator[Page]:
    """A page of the demo, that shares nothing with the browser's others."""
    page = await browser.new_page(
        viewport={"width": width, "height": height}, locale=locale, timezone_id="Europe/Warsaw"
    )
    await page.goto(url)
    await page.locator("article.channel-message").first.wait_for()
    yield page
    await page.close()


class Person:
    """Types and presses as a person does, and reads what is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def ask(self, command: str, options: Mapping[str, str] | None = None) -> Locator:
        """Type a slash command, fill its options, send it; returns the answer."""
        before = await self.messages.count()
        box = self.page.locator("#channel-composer-input")
        await box.click()
        await box.press_sequentially(f"/{command}", delay=5)
        await self.suggestions.first.wait_for()
        await box.press("Enter")
        await self.page.locator(".command-chip").wait_for()
        for name, value in (options or {}).items():
            await self._fill(name, value)
        await self.page.locator("#send-message").click()
        await self.page.locator(".command-chip").wait_for(state="hidden")
        answer = self.messages.nth(before)
        await answer.wait_for()
        return answer

    async def press(self, message: Locator, label: str) -> None:
        """Press a button of a message."""
        await message.get_by_role("button", name=label, exact=True).first.click()

    async def choose(self, message: Locator, menu: str, label: str) -> None:
        """Choose from a menu of a message, as it says itself and as the option is called."""
        await message.get_by_role("combobox", name=menu, exact=True).click()
        await self.suggestions.filter(has_text=label).first.click()

    @property
    def messages(self) -> Locator:
        """All that is in the channel, as far as this person sees it."""
        return self.page.locator("article.channel-message")

    @property
    def suggestions(self) -> Locator:
        """What is offered while one types: commands, options, choices."""
        return self.page.locator("[role=listbox] [role=option]").filter(visible=True)

    async def _fill(self, name: str, value: str) -> None:
        field = self.page.locator(f"input[data-option={name}]")
        if not await field.count():  # one that may be left out is offered, or behind “+3 more”
            if not await self.suggestions.count():
                await self.page.locator(".command-ghost").click()
            await self.suggestions.filter(has_text=name).first.click()
        await field.press_sequentially(value, delay=5)


async def _addresses(process: asyncio.subprocess.Process) -> list[str]:
    assert process.stdout is not None
    found: list[str] = []
    async for line in process.stdout:
        found += re.findall(r"http://\S+", line.decode())
        if len(found) == CHANNELS:
            return found
    raise AssertionError("the demo ended before it was ready")
