"""A mistake is named on its own line, not where a parser could not go on."""

from tests.content.mutants import WAYS, mutants, originals, tally

# The whole, `python -m tests.content.mutants`, comes to more.
FLOOR = 0.95


def sample() -> list[tuple[str, int]]:
    return [("ferry", 2), ("library", 2)]


def test_an_error_names_the_line_that_was_spoiled() -> None:
    briefs = originals()
    drawn = (m for brief, each in sample() for m in mutants(brief, briefs[brief], each))
    found = tally(drawn)
    missed = [f"{m.brief}:{m.line} {m.way}" for m, _ in found.missed]
    assert found.refused.total() > 150
    assert found.share >= FLOOR, missed


def test_one_mistake_of_syntax_is_told_once() -> None:
    briefs = originals()
    for brief, each in sample():
        for mutant in mutants(brief, briefs[brief], each, seed=5):
            of_syntax = [problem for problem in mutant.problems() if not problem.where]
            lines = {
                problem.line for problem in of_syntax if "is given twice" not in problem.message
            }
            assert len(lines) <= 1, (mutant.way, mutant.line, of_syntax)


def test_the_same_seed_spoils_the_same_lines_in_every_way() -> None:
    text = originals()["library"]
    once, again = (list(mutants("library", text, 1)) for _ in range(2))
    assert once == again
    assert {mutant.way for mutant in once} > set(WAYS) - {"no quote", "no block sign", "no {"}
    assert all(mutant.content.decode() != text for mutant in once)
