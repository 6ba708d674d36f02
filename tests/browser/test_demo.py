"""The demo as its user meets it: a real process, a real browser, a real file edited."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.person import Person, browser_page, chromium, demo

# All in one loop, as the browser is started once.
pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

expect.set_options(timeout=15_000)  # others may be at work here

SHIPPED = Path(__file__).parents[2] / "briefs"


@pytest.fixture
def briefs(tmp_path: Path) -> Path:
    """A copy of the shipped briefs, to be edited."""
    folder = tmp_path / "briefs"
    shutil.copytree(SHIPPED, folder)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def urls(briefs: Path) -> AsyncIterator[list[str]]:
    async with demo(briefs) as urls:
        yield urls


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, urls: list[str]) -> AsyncIterator[Page]:
    async with browser_page(browser, urls[0]) as page:
        yield page


async def test_a_newcomer_asks_leafs_edits_and_sees_the_change(page: Page, briefs: Path) -> None:
    person = Person(page)

    answer = await person.ask("brief summary")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(answer).to_contain_text("Disputed")

    await person.choose(answer, "More", "Timeline")
    await expect(answer).to_contain_text("Timeline · page 1 of")
    await person.press(answer, "Next")
    await expect(answer).to_contain_text("Timeline · page 2 of")

    _retitle(briefs / "poland-drones.yaml", "A title that was just edited")
    await expect(person.messages.last).to_contain_text("Reloaded: A title that was just edited")
    answer = await person.ask("brief summary")
    await expect(answer).to_contain_text("A title that was just edited")


async def test_a_mistake_in_the_file_is_named_in_the_page(page: Page, briefs: Path) -> None:
    file = briefs / "poland-drones.yaml"
    file.write_text(file.read_text().replace("status: ", "statsu: ", 1))

    notice = Person(page).messages.last
    await expect(notice).to_contain_text("the last good version stays")
    await expect(notice).to_contain_text(
        re.compile(r"poland-drones\.yaml:\d+:\d+: statsu: unknown key")
    )
    await expect(notice).to_contain_text("did you mean")


async def test_clicking_as_fast_as_one_can_wedges_nothing(page: Page, briefs: Path) -> None:
    person = Person(page)
    answer = await person.ask("brief timeline")
    for turn in range(3):
        _retitle(briefs / "poland-drones.yaml", f"Edited {turn} times")
        for label in ("Next", "Previous", "Next"):
            await _press_once_possible(answer, label)
        # An open menu closes where the page is drawn anew, so that comes first.
        await expect(person.messages.last).to_contain_text(f"Edited {turn} times")
        await expect(answer).to_contain_text("Timeline · page 2 of")
        await person.choose(answer, "More", "Claims")
        await expect(answer).to_contain_text("Claims · page 1 of")
        await person.choose(answer, "More", "Timeline")
        await expect(answer).to_contain_text("Timeline · page 1 of")

    await expect(answer).to_contain_text("Edited 2 times")
    answer = await person.ask("brief search", {"words": "wyriki"})
    await expect(answer).to_contain_text("This is what “wyryki” finds")


async def test_a_digest_arrives_by_itself_and_the_next_tells_the_edit_between(
    page: Page, briefs: Path
) -> None:
    person = Person(page)
    answer = await person.ask("digest subscribe", {"often": "as it happens"})
    await expect(answer).to_contain_text("Subscribed: digest 1")
    await expect(person.messages.last).to_contain_text("Digest: where it stands on", timeout=10_000)

    _add_event(briefs / "poland-drones.yaml", "Added by hand.")
    await expect(person.messages.last).to_contain_text("Added by hand.", timeout=30_000)
    await expect(person.messages.last).to_contain_text("New")


COUNT = "Polish officials gave 19 violations"
FIX = """\
corrections:
  - id: fix-by-hand
    at: 2026-11-24 09:00
    class: corrected
    entries: [in-short-count]
    was: Polish officials gave 19 violations.
    now: Polish officials gave 18 violations.
    because: A test said so.
"""


async def test_a_correction_marks_the_old_post_tells_its_channel_and_no_other(
    browser: Browser, page: Page, urls: list[str], briefs: Path
) -> None:
    person = Person(page)
    await person.ask("digest subscribe", {"often": "as it happens"})
    digest = person.messages.filter(has_text="Digest: where it stands on").filter(has_text=COUNT)
    await expect(digest).to_have_count(1, timeout=10_000)

    file = briefs / "poland-drones.yaml"
    text = file.read_text().replace(COUNT, COUNT.replace("19", "18"))
    file.write_text(text.replace("corrections: []\n", FIX, 1))
    await expect(digest).to_contain_text("Corrected, ", timeout=30_000)
    await expect(digest).to_contain_text("Now: Polish officials gave 18 violations.")
    corrective = person.messages.filter(has_text="Correction: Russian drones")
    await expect(corrective).to_have_count(1)
    await expect(corrective).to_contain_text("Why: A test said so.")

    # Whatever else the correction gives rise to is told before a later edit is.
    _add_event(file, "Added by hand.")
    await expect(person.messages.last).to_contain_text("Added by hand.", timeout=30_000)
    await expect(corrective).to_have_count(1)
    digests = person.messages.filter(has_text="Digest: ")
    await expect(digests).to_have_count(2)  # the first one, and that of the event
    async with browser_page(browser, urls[1]) as elsewhere:
        await expect(Person(elsewhere).messages).to_have_count(1)


async def _press_once_possible(message: Locator, label: str) -> None:
    await message.get_by_role("button", name=label, exact=True).first.click(delay=1)


def _add_event(file: Path, text: str) -> None:
    event = f"  - id: by-hand\n    at: 2026-11-22\n    text: {text}\n    sources: [seed-page]\n"
    file.write_text(file.read_text().replace("timeline:\n", f"timeline:\n{event}", 1))


def _retitle(file: Path, title: str) -> None:
    text = re.sub(r"^title: .*$", f"title: {title}", file.read_text(), count=1, flags=re.MULTILINE)
    file.write_text(text)
