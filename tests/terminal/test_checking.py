import json
import re
from pathlib import Path

import pytest

from bot.content.problems import Problem
from bot.terminal.checking import RULES, Checked, check_paths, github_line
from tests.making import content, correction, document, entry, source

ODD = document(
    timeline=[entry("point", at="2025")],
    sources={"paper": source(url="https://a.pl"), "other": source()},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sound.yaml").write_bytes(content(document(timeline=[entry("point", at="2025")])))
    (tmp_path / "odd.yml").write_bytes(content(ODD))
    (tmp_path / "broken.yaml").write_bytes(content(document(status="alive")))
    (tmp_path / ".hidden.yaml").write_text("no brief")
    (tmp_path / "notes.txt").write_text("no brief")
    (tmp_path / "more.yaml").mkdir()
    return tmp_path


def test_a_folder_is_checked_file_by_file_and_nothing_else_in_it(folder: Path) -> None:
    checked = check_paths([folder])
    assert checked.files == 3
    shown = [(Path(p.path).name, p.severity, p.rule) for p in checked.problems]
    assert shown == [
        ("broken.yaml", "error", "invalid"),
        ("odd.yml", "warning", "no-archive"),
        ("odd.yml", "warning", "uncited"),
    ]
    assert checked.errors == 1
    assert checked.summary() == "Files: 3. Errors: 1. Warnings: 2 (no-archive 1, uncited 1)."


def test_warnings_of_a_rule_can_be_left_out_and_errors_cannot(folder: Path) -> None:
    checked = check_paths([folder], ["uncited", "invalid"])
    assert [problem.rule for problem in checked.problems] == ["invalid", "no-archive"]


@pytest.mark.parametrize(
    ("name", "failed", "failed_if_strict"),
    [("sound.yaml", False, False), ("odd.yml", False, True), ("broken.yaml", True, True)],
)
def test_warnings_fail_a_strict_check_alone(
    folder: Path, name: str, *, failed: bool, failed_if_strict: bool
) -> None:
    checked = check_paths([folder / name])
    assert checked.has_failed(strict=False) is failed
    assert checked.has_failed(strict=True) is failed_if_strict


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    checked = check_paths([tmp_path / "gone.yaml"])
    assert [problem.message for problem in checked.problems] == [
        "cannot be read: No such file or directory"
    ]


def test_checking_nothing_fails_and_says_so(tmp_path: Path) -> None:
    checked = check_paths([tmp_path])
    assert checked.has_failed(strict=False)
    assert checked.summary().startswith("No briefs found")


def test_two_files_of_one_name_are_an_error_as_the_bot_reads_but_one(tmp_path: Path) -> None:
    for name in ("drones.yaml", "drones.yml"):
        (tmp_path / name).write_bytes(content())
    (problem,) = check_paths([tmp_path], ["uncited"]).problems
    assert Path(problem.path).name == "drones.yml"
    assert problem.message == "“drones.yaml” goes by the same name: keep one of the two"


def test_the_json_holds_every_part_of_a_problem(folder: Path) -> None:
    (problem,) = check_paths([folder / "broken.yaml"], ["uncited"]).problems
    shown = json.loads(json.dumps(check_paths([folder / "broken.yaml"]).as_json()))
    assert shown == {
        "files": 1,
        "problems": [
            {
                "path": str(folder / "broken.yaml"),
                "line": 2,
                "column": 9,
                "where": "status",
                "message": problem.message,
                "severity": "error",
                "rule": "invalid",
            }
        ],
    }


def test_a_line_for_github_escapes_what_would_end_it() -> None:
    error = Problem("a:b,c%.yaml", 3, 4, "claims.x", "100 %\r\n::warning::no")
    assert github_line(error) == (
        "::error file=a%3Ab%2Cc%25.yaml,line=3,col=4::claims.x: 100 %25%0D%0A::warning::no"
    )
    warning = Problem("a.yaml", 1, 1, "", "odd", "warning", "uncited")
    assert github_line(warning) == "::warning file=a.yaml,line=1,col=1::odd (uncited)"


def test_only_a_warning_names_its_rule() -> None:
    assert str(Problem("a.yaml", 1, 2, "x", "odd", "warning", "uncited")) == (
        "a.yaml:1:2: warning: x: odd (uncited)"
    )
    assert str(Problem("a.yaml", 1, 2, "x", "wrong")) == "a.yaml:1:2: x: wrong"


def test_the_format_lists_the_rules_of_all_warnings() -> None:
    _, warnings = Path("docs/brief-format.md").read_text().split("## Warnings")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", warnings, re.MULTILINE)) == sorted(RULES)


def test_a_clean_check_has_nothing_to_say() -> None:
    assert Checked(2, []).summary() == "Files: 2. Errors: 0. Warnings: 0."
    assert not Checked(2, []).has_failed(strict=True)


def test_what_changed_since_without_a_correction_is_warned_of_where_it_stands(
    tmp_path: Path,
) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    now.mkdir()
    (before / "night.yaml").write_bytes(
        content(document(timeline=[entry("fell", at="2025", text="Four.")]))
    )
    (now / "new.yaml").write_bytes(content(document(timeline=[entry("point", at="2025")])))
    changed = now / "night.yaml"
    changed.write_bytes(content(document(timeline=[entry("fell", at="2025", text="Three.")])))
    (problem,) = check_paths([now], since=before).problems
    assert (problem.rule, problem.where) == ("unexplained", "timeline.fell")
    assert changed.read_text().splitlines()[problem.line - 1].endswith("id: fell")
    assert "never hear of it: [-Four-] {+Three+}." in problem.message
    assert not check_paths([now / "new.yaml"], since=before).problems


def test_a_correction_of_what_never_was_is_warned_of(tmp_path: Path) -> None:
    before, now = tmp_path / "before.yaml", tmp_path / "now.yaml"
    before.write_bytes(content(document(timeline=[entry("point", at="2025")])))
    gone = correction("fix", "piont", **{"class": "withdrawn"})
    now.write_bytes(content(document(timeline=[entry("point", at="2025")], corrections=[gone])))
    (problem,) = check_paths([now], ["budget"], since=before).problems
    assert "names “piont”, which this brief never had" in problem.message


def test_a_long_text_that_changed_in_one_word_is_warned_of_by_that_word(tmp_path: Path) -> None:
    before, now = tmp_path / "before.yaml", tmp_path / "now.yaml"
    long = "Fighters of several nations flew over the east of the country in the night; " * 5
    for path, number in ((before, "three"), (now, "four")):
        text = f"{long}{number} drones were shot down. {long}"
        path.write_bytes(content(document(summary=[entry("point", text=text)])))
    (problem,) = check_paths([now], ["budget"], since=before).problems
    assert "[-three-] {+four+} drones were shot down" in problem.message
    assert len(problem.message) < 300


def test_what_is_only_reworded_needs_no_correction(tmp_path: Path) -> None:
    before, now = tmp_path / "before.yaml", tmp_path / "now.yaml"
    for path, text in ((before, "Three drones fell."), (now, "The 3 drones fell")):
        path.write_bytes(content(document(timeline=[entry("point", at="2025", text=text)])))
    assert not check_paths([now], since=before).problems


def test_a_correction_of_the_future_is_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "night.yaml"
    for year, rules in (("2025", []), ("2999", ["future"])):
        fixed = correction("fix", "point", at=f"{year}-09-12")
        path.write_bytes(
            content(document(timeline=[entry("point", at="2025")], corrections=[fixed]))
        )
        assert [found.rule for found in check_paths([path]).problems] == rules


def test_a_withdrawn_entry_may_be_gone_and_a_corrected_one_may_not(tmp_path: Path) -> None:
    path = tmp_path / "night.yaml"
    for kind, errors in (("withdrawn", 0), ("corrected", 1)):
        gone = correction("fix", "gone", **{"class": kind})
        path.write_bytes(content(document(summary=[entry("point")], corrections=[gone])))
        assert check_paths([path]).errors == errors
