"""Excerpts are watched as the briefs are."""

from pathlib import Path

import pytest

from bot.content.folder import Reload
from bot.content.snapshots import excerpt_path, write_excerpt
from bot.domain.quotations import QuoteVerdict
from tests.content.watching import BROKEN, Watched, eventually
from tests.making import Document, content, document, quote, source

SAID = "We saw nothing but fog."
ADDRESS = "https://paper.example/fog"


def keep(watched: Watched, passage: str, slug: str = "drones") -> Path:
    path = excerpt_path(watched.path, slug, "paper")
    write_excerpt(path, address=ADDRESS, retrieved="2026-03-05", how="by hand", passages=[passage])
    return path


def verdict(watched: Watched) -> QuoteVerdict:
    library = watched.folder.library
    brief = library.get("drones")
    return library.checks(brief).of(brief.quotes[0]).text.verdict


@pytest.fixture
def quoting(watched: Watched) -> Watched:
    sources: Document = {"paper": source(url=ADDRESS)}
    whole = document(quotes=[quote("fog", SAID)], sources=sources)
    (watched.path / "drones.yaml").write_bytes(content(whole))
    eventually(lambda: watched.folder.library.get("drones").quotes)
    watched.reloads.clear()
    return watched


def test_an_excerpt_is_live_as_an_edit_is_and_the_brief_stays(quoting: Watched) -> None:
    brief = quoting.folder.library.get("drones")
    assert verdict(quoting) is QuoteVerdict.UNCHECKED
    path = keep(quoting, SAID)
    eventually(lambda: verdict(quoting) is QuoteVerdict.VERBATIM)
    keep(quoting, "We saw nothing but mist.")
    eventually(lambda: verdict(quoting) is QuoteVerdict.DIFFERS)
    path.unlink()
    eventually(lambda: verdict(quoting) is QuoteVerdict.UNCHECKED)
    assert quoting.folder.library.get("drones") is brief
    eventually(lambda: quoting.reloads == [Reload(checked=("drones",))] * 3)


def test_an_excerpt_that_cannot_be_used_is_a_problem_and_changes_no_brief(
    quoting: Watched,
) -> None:
    path = keep(quoting, SAID)
    eventually(lambda: verdict(quoting) is QuoteVerdict.VERBATIM)
    path.write_text(path.read_text().replace("but fog", "but mist"))
    eventually(lambda: verdict(quoting) is QuoteVerdict.UNCHECKED)
    (problem,) = quoting.folder.problems
    assert (problem.path, problem.line, problem.severity) == (str(path), 3, "warning")
    keep(quoting, SAID)
    eventually(lambda: not quoting.folder.problems)


def test_a_brief_is_checked_anew_when_its_words_change(quoting: Watched) -> None:
    keep(quoting, "We saw nothing but mist.")
    eventually(lambda: verdict(quoting) is QuoteVerdict.DIFFERS)
    file = quoting.path / "drones.yaml"
    file.write_bytes(file.read_bytes().replace(b"fog.", b"mist."))
    eventually(lambda: verdict(quoting) is QuoteVerdict.VERBATIM)


def test_excerpts_of_other_briefs_and_none_reload_nothing(quoting: Watched) -> None:
    keep(quoting, SAID, slug="elsewhere")
    quoting.see_nothing_but_another()


def test_excerpts_survive_a_mistake_in_the_brief(quoting: Watched) -> None:
    keep(quoting, SAID)
    eventually(lambda: verdict(quoting) is QuoteVerdict.VERBATIM)
    (quoting.path / "drones.yaml").write_bytes(BROKEN)
    eventually(lambda: quoting.folder.problems)
    assert verdict(quoting) is QuoteVerdict.VERBATIM
