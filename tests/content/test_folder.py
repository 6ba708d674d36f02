"""The watch over real files, in its own thread: what is saved is live."""

import os
import shutil
import time
from pathlib import Path

from bot.content.folder import POLL_SECONDS, BriefFolder, Reload
from tests.content.watching import BROKEN, Watched, eventually, titled
from tests.making import content


def test_an_edit_is_live_within_two_seconds(watched: Watched) -> None:
    before = watched.folder.library
    watched.write("drones.yaml", "Second")
    eventually(lambda: watched.titles == ["Second"], within_seconds=2)
    eventually(lambda: watched.reloads == [Reload(changed=("drones",))])
    assert [brief.title for brief in before.briefs] == ["First"]


def test_a_mistake_keeps_the_last_good_brief_and_is_told(watched: Watched) -> None:
    (watched.path / "drones.yaml").write_bytes(BROKEN)
    eventually(lambda: watched.reloads)
    assert watched.titles == ["First"]
    (problem,) = watched.folder.problems
    assert (problem.path, problem.line) == (str(watched.path / "drones.yaml"), 1)
    assert watched.reloads == [Reload(problems=(problem,))]


def test_a_mistake_put_right_is_a_problem_no_more(watched: Watched) -> None:
    (watched.path / "drones.yaml").write_bytes(BROKEN)
    eventually(lambda: watched.messages)
    watched.write("drones.yaml", "Second")
    eventually(lambda: watched.titles == ["Second"])
    eventually(lambda: not watched.messages)


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
    time.sleep(POLL_SECONDS * 4)  # no other file can be there that would tell of a look
    assert watched.titles == ["First"]
    assert watched.reloads == []
    (away / "drones.yaml").write_bytes(titled("Back"))
    away.rename(watched.path)
    eventually(lambda: watched.titles == ["Back"])


def test_a_folder_that_is_replaced_by_an_empty_one_has_no_briefs(watched: Watched) -> None:
    shutil.rmtree(watched.path)
    watched.path.mkdir()
    eventually(lambda: watched.titles == [])


def test_a_file_that_is_being_written_is_not_taken_for_a_broken_one(watched: Watched) -> None:
    whole = titled("Slowly")
    with (watched.path / "drones.yaml").open("wb", buffering=0) as file:
        for number in range(len(whole)):
            file.write(whole[number : number + 1])
            time.sleep(POLL_SECONDS * 3 / len(whole))  # over some looks of the watch
    eventually(lambda: watched.titles == ["Slowly"])
    assert watched.reloads == [Reload(changed=("drones",))]


def test_a_file_that_is_only_touched_is_not_read_into_a_new_library(watched: Watched) -> None:
    before = watched.folder.library
    (watched.path / "drones.yaml").write_bytes(titled("First"))
    os.utime(watched.path / "drones.yaml")
    watched.see_nothing_but_another()
    assert watched.folder.library.get("drones") is before.get("drones")


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
