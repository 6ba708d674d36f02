"""The watch over real files, in its own thread."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.content.folder import LOOK_SECONDS, BriefFolder, Reload
from bot.content.snapshots import excerpt_path, write_excerpt
from bot.domain.quotations import Verdict
from tests.making import Document, content, document, quote, source

BROKEN = b"title: [\n"
# Looks of the watch in which nothing may happen that would otherwise happen.
QUIET_SECONDS = LOOK_SECONDS * 4


class Watched:
    """A folder that is watched, and what the watch has told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reloads: list[Reload] = []
        self.folder = BriefFolder(path)
        self.folder.load()
        self.folder.start(self.reloads.append)

    @property
    def titles(self) -> list[str]:
        return [brief.title for brief in self.folder.library.briefs]

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.folder.problems]

    def write(self, name: str, title: str) -> None:
        (self.path / name).write_bytes(titled(title))


def titled(title: str) -> bytes:
    return content(document(title=title))


def eventually(is_so: Callable[[], object], within_seconds: float = 2) -> None:
    end = time.monotonic() + within_seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    path = tmp_path / "briefs"
    path.mkdir()
    (path / "drones.yaml").write_bytes(titled("First"))
    watched = Watched(path)
    yield watched
    watched.folder.stop()


def test_an_edit_is_live_within_two_seconds(watched: Watched) -> None:
    before = watched.folder.library
    watched.write("drones.yaml", "Second")
    eventually(lambda: watched.titles == ["Second"])
    eventually(lambda: watched.reloads == [Reload(changed=("drones",))])
    assert [brief.title for brief in before.briefs] == ["First"]


def test_a_mistake_keeps_the_last_good_brief_and_is_told(watched: Watched) -> None:
    (watched.path / "drones.yaml").write_bytes(BROKEN)
    eventually(lambda: watched.reloads)
    assert watched.titles == ["First"]
    (problem,) = watched.folder.problems
    assert (problem.path, problem.line) == (str(watched.path / "drones.yaml"), 2)
    assert watched.reloads == [Reload(problems=(problem,))]


def test_a_mistake_put_right_is_a_problem_no_more(watched: Watched) -> None:
    (watched.path / "drones.yaml").write_bytes(BROKEN)
    eventually(lambda: watched.messages)
    watched.write("drones.yaml", "Second")
    eventually(lambda: not watched.messages)
    assert watched.titles == ["Second"]


def test_a_mistake_in_one_file_holds_up_no_other(watched: Watched) -> None:
    (watched.path / "drones.yaml").write_bytes(BROKEN)
    watched.write("cables.yaml", "Cables")
    eventually(lambda: watched.titles == ["Cables", "First"])


def test_a_file_moved_into_place_is_read_as_an_editor_saves(watched: Watched) -> None:
    draft = watched.path / "drones.yaml.tmp"
    draft.write_bytes(titled("Moved"))
    os.replace(draft, watched.path / "drones.yaml")  # noqa: PTH105 -- the call that editors make
    eventually(lambda: watched.titles == ["Moved"])


def test_an_edit_that_keeps_size_and_time_is_noticed_by_its_new_inode(watched: Watched) -> None:
    file = watched.path / "drones.yaml"
    status = file.stat()
    draft = watched.path / ".draft"
    draft.write_bytes(titled("Fifth"))
    os.utime(draft, ns=(status.st_atime_ns, status.st_mtime_ns))
    draft.replace(file)
    assert file.stat().st_size == status.st_size
    eventually(lambda: watched.titles == ["Fifth"])


def test_a_new_file_is_a_new_brief(watched: Watched) -> None:
    watched.write("cables.yml", "Cables")
    eventually(lambda: watched.titles == ["Cables", "First"])


def test_a_deleted_file_takes_its_brief_along(watched: Watched) -> None:
    watched.write("cables.yaml", "Cables")
    eventually(lambda: len(watched.titles) == 2)
    (watched.path / "drones.yaml").unlink()
    eventually(lambda: watched.titles == ["Cables"])
    eventually(lambda: watched.reloads[-1] == Reload(removed=("drones",)))


def test_the_briefs_outlive_their_folder_and_are_read_again_when_it_is_back(
    watched: Watched,
) -> None:
    away = watched.path.with_name("away")
    watched.path.rename(away)
    time.sleep(QUIET_SECONDS)
    assert watched.titles == ["First"]
    assert watched.reloads == []
    (away / "drones.yaml").write_bytes(titled("Back"))
    away.rename(watched.path)
    eventually(lambda: watched.titles == ["Back"])


def test_a_folder_that_is_replaced_by_an_empty_one_has_no_briefs(watched: Watched) -> None:
    shutil.rmtree(watched.path)
    watched.path.mkdir()
    eventually(lambda: watched.titles == [])


def test_a_second_file_of_the_same_name_is_refused_and_the_first_stays(watched: Watched) -> None:
    watched.write("drones.yml", "Other")
    eventually(lambda: watched.messages)
    assert watched.messages == ["“drones.yaml” goes by the same name: keep one of the two"]
    assert watched.titles == ["First"]


def test_of_two_files_of_one_name_the_one_that_is_kept_is_read(watched: Watched) -> None:
    watched.write("drones.yml", "Other")
    eventually(lambda: watched.messages)
    (watched.path / "drones.yaml").unlink()
    eventually(lambda: watched.titles == ["Other"])
    assert watched.messages == []
    eventually(lambda: watched.reloads[-1] == Reload(changed=("drones",)))


def test_a_file_renamed_to_the_other_ending_is_not_gone(watched: Watched) -> None:
    (watched.path / "drones.yaml").rename(watched.path / "drones.yml")
    eventually(lambda: watched.reloads)
    assert watched.reloads == [Reload(changed=("drones",))]
    assert watched.titles == ["First"]


def test_a_file_that_is_being_written_is_not_taken_for_a_broken_one(watched: Watched) -> None:
    whole = titled("Slowly")
    with (watched.path / "drones.yaml").open("wb", buffering=0) as file:
        for number in range(len(whole)):
            file.write(whole[number : number + 1])
            time.sleep(LOOK_SECONDS * 3 / len(whole))
    eventually(lambda: watched.titles == ["Slowly"])
    assert watched.reloads == [Reload(changed=("drones",))]


@pytest.mark.parametrize(
    "name",
    [".drones.yaml.swp", ".#drones.yaml", "#drones.yaml#", "drones.yaml~", "drones.yaml.tmp",
     "4913", ".cables.yaml", "drones.yaml___jb_tmp___", "brief.schema.json", "yaml"],
)  # fmt: skip
def test_what_editors_leave_beside_a_brief_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BROKEN)
    folder = BriefFolder(tmp_path)
    assert folder.load() == Reload()
    assert folder.problems == []


def test_a_file_that_is_only_touched_is_not_read_into_a_new_library(watched: Watched) -> None:
    before = watched.folder.library
    (watched.path / "drones.yaml").write_bytes(titled("First"))
    os.utime(watched.path / "drones.yaml")
    time.sleep(QUIET_SECONDS)
    assert watched.folder.library is before
    assert watched.reloads == []


def test_a_link_that_leads_nowhere_is_a_problem_until_it_leads_somewhere(watched: Watched) -> None:
    (watched.path / "linked.yaml").symlink_to(watched.path.with_name("target"))
    eventually(lambda: watched.messages)
    assert watched.messages == ["cannot be read: No such file or directory"]
    watched.path.with_name("target").write_bytes(titled("Linked"))
    eventually(lambda: watched.titles == ["First", "Linked"])
    assert watched.messages == []


def test_a_file_that_could_not_be_read_for_a_while_is_read_though_it_is_as_before(
    watched: Watched,
) -> None:
    file = watched.path / "drones.yaml"
    away = watched.path.with_name("away")
    file.rename(away)
    file.symlink_to(watched.path.with_name("nowhere"))
    eventually(lambda: watched.messages == ["cannot be read: No such file or directory"])
    assert watched.titles == ["First"]
    file.unlink()
    away.rename(file)
    eventually(lambda: not watched.messages)
    assert watched.titles == ["First"]


def test_the_watch_goes_on_when_whoever_is_told_fails(tmp_path: Path) -> None:
    def fail(reload: Reload) -> None:
        raise ValueError(reload)

    folder = BriefFolder(tmp_path)
    folder.load()
    folder.start(fail)
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_bytes(content())
        eventually(lambda name=name: name in folder.library.slugs)
    folder.stop()


def test_a_folder_that_is_not_there_has_no_briefs_until_it_is(tmp_path: Path) -> None:
    folder = BriefFolder(tmp_path / "briefs")
    assert folder.load() == Reload()
    assert folder.library.slugs == []
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "drones.yaml").write_bytes(content())
    assert folder.load() == Reload(changed=("drones",))


def test_of_two_files_of_one_name_the_same_is_read_at_every_start(tmp_path: Path) -> None:
    for name in ("b.yml", "b.yaml"):
        (tmp_path / name).write_bytes(titled(name))
    folder = BriefFolder(tmp_path)
    folder.load()
    assert [brief.title for brief in folder.library.briefs] == ["b.yaml"]


SAID = "We saw nothing but fog."
ADDRESS = "https://paper.example/fog"


def keep(watched: Watched, passage: str, slug: str = "drones") -> Path:
    path = excerpt_path(watched.path, slug, "paper")
    write_excerpt(path, address=ADDRESS, retrieved="2026-03-05", how="by hand", passages=[passage])
    return path


def verdict(watched: Watched) -> Verdict:
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
    assert verdict(quoting) is Verdict.UNCHECKED
    path = keep(quoting, SAID)
    eventually(lambda: verdict(quoting) is Verdict.VERBATIM)
    keep(quoting, "We saw nothing but mist.")
    eventually(lambda: verdict(quoting) is Verdict.DIFFERS)
    path.unlink()
    eventually(lambda: verdict(quoting) is Verdict.UNCHECKED)
    assert quoting.folder.library.get("drones") is brief
    eventually(lambda: quoting.reloads == [Reload(checked=("drones",))] * 3)


def test_an_excerpt_that_cannot_be_used_is_a_problem_and_changes_no_brief(
    quoting: Watched,
) -> None:
    path = keep(quoting, SAID)
    eventually(lambda: verdict(quoting) is Verdict.VERBATIM)
    path.write_text(path.read_text().replace("but fog", "but mist"))
    eventually(lambda: verdict(quoting) is Verdict.UNCHECKED)
    (problem,) = quoting.folder.problems
    assert (problem.path, problem.line, problem.severity) == (str(path), 3, "warning")
    keep(quoting, SAID)
    eventually(lambda: not quoting.folder.problems)


def test_a_brief_is_checked_anew_when_its_words_change(quoting: Watched) -> None:
    keep(quoting, "We saw nothing but mist.")
    eventually(lambda: verdict(quoting) is Verdict.DIFFERS)
    file = quoting.path / "drones.yaml"
    file.write_bytes(file.read_bytes().replace(b"fog.", b"mist."))
    eventually(lambda: verdict(quoting) is Verdict.VERBATIM)


def test_excerpts_of_other_briefs_and_none_reload_nothing(quoting: Watched) -> None:
    keep(quoting, SAID, slug="elsewhere")
    time.sleep(QUIET_SECONDS)
    assert quoting.reloads == []


def test_excerpts_survive_a_mistake_in_the_brief(quoting: Watched) -> None:
    keep(quoting, SAID)
    eventually(lambda: verdict(quoting) is Verdict.VERBATIM)
    (quoting.path / "drones.yaml").write_bytes(BROKEN)
    eventually(lambda: quoting.folder.problems)
    assert verdict(quoting) is Verdict.VERBATIM
