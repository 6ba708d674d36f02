"""Which files of the folder are briefs, and which of two goes by the name."""

from pathlib import Path

import pytest

from bot.content.folder import BriefFolder, Reload
from tests.content.watching import BROKEN, Watched, eventually, titled


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


def test_a_link_that_leads_nowhere_is_a_problem_until_it_leads_somewhere(watched: Watched) -> None:
    (watched.path / "linked.yaml").symlink_to(watched.path.with_name("target"))
    eventually(lambda: watched.messages)
    assert watched.messages == ["cannot be read: No such file or directory"]
    watched.path.with_name("target").write_bytes(titled("Linked"))
    eventually(lambda: watched.titles == ["First", "Linked"])
    assert watched.messages == []


def test_of_two_files_of_one_name_the_same_is_read_at_every_start(tmp_path: Path) -> None:
    for name in ("b.yml", "b.yaml"):
        (tmp_path / name).write_bytes(titled(name))
    folder = BriefFolder(tmp_path)
    folder.load()
    assert [brief.title for brief in folder.library.briefs] == ["b.yaml"]
