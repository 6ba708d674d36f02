"""Briefs with one line spoiled: how often an error names that line.

`python -m tests.content.mutants` spoils lines of the shipped brief, of the tests' ferry and of
the example in docs/brief-format.md, each in every way that a person spoils one, and prints the
share of errors that name the line. `--missed` shows the others.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.content.parse import parse
from bot.content.problems import InvalidFileError, Problem
from tests.demo.ferry import ferry
from tests.making import content

SEED = 20260304
EACH = 40
"""Mutants of each way and brief, where it has so many lines that it fits."""
_ROOT = Path(__file__).parents[2]

# A line → what it is spoiled to; the line itself where it cannot be spoiled so.
Way: TypeAlias = Callable[[str, random.Random], str]

_KEY = re.compile(r"^([ -]*)([a-z][\w-]*):(?=\s|$)")
_ENUMS = ("status", "standing", "class", "reliability")
_TIMES = ("at", "as_of", "reviewed", "published", "retrieved", "since", "expected")
_SYNONYMS = {
    "at": "date", "as_of": "date", "by": "who", "says": "answer", "text": "body", "url": "link",
    "title": "headline", "publisher": "outlet", "because": "reason", "standing": "status",
    "speaker": "author", "sources": "source", "question": "title", "summary": "overview",
    "timeline": "events", "status": "state", "timezone": "tz", "published": "date",
    "retrieved": "accessed", "archive": "archived", "class": "type", "entries": "ids",
    "was": "before", "now": "after", "id": "name", "reports": "answers", "language": "lang",
}  # fmt: skip
_WORDS = {
    "developing": "ongoing", "monitoring": "watching", "closed": "finished", "confirmed": "proven",
    "reported": "claimed", "disputed": "contested", "refuted": "false", "superseded": "outdated",
    "withdrawn": "retracted", "corroborated": "supported", "corrected": "fixed", "refile": "typo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one line spoiled."""

    brief: str
    way: str
    line: int
    """The spoiled line's number, from 1."""
    spoiled: str
    content: bytes

    def problems(self) -> list[Problem]:
        """What is said to be wrong with it; nothing where it is a brief still."""
        try:
            parse(self.content, f"{self.brief}.yaml")
        except InvalidFileError as error:
            return error.problems
        return []


def originals() -> dict[str, str]:
    """The briefs that are spoiled, by slug."""
    shipped = (_ROOT / "briefs" / "poland-drones.yaml").read_text()
    blocks = (_ROOT / "docs" / "brief-format.md").read_text().split("```yaml\n")[1:]
    example = max((block.partition("```\n")[0] for block in blocks), key=len)
    return {
        "poland-drones": shipped,
        "ferry": content(ferry()).decode(),
        "library": example,
    }


def mutants(brief: str, text: str, each: int, seed: int = SEED) -> Iterator[Mutant]:
    """At most so many mutants of each way; the same for the same seed."""
    lines = text.splitlines()
    for name, way in WAYS.items():
        drawn = random.Random(f"{seed} {brief} {name}")  # noqa: S311 -- repeatable, no secret
        order = drawn.sample(range(len(lines)), len(lines))
        made = 0
        for at in order:
            line = lines[at]
            spoiled = way(line, drawn)
            if spoiled == line or not line.strip() or line.lstrip().startswith("#"):
                continue
            whole = "\n".join((*lines[:at], spoiled, *lines[at + 1 :])) + "\n"
            # A line that is doubled is spoiled by the second.
            number = at + 1 + spoiled.count("\n")
            yield Mutant(brief, name, number, spoiled, whole.encode())
            made += 1
            if made == each:
                break


def _without(sign: str) -> Way:
    def spoil(line: str, drawn: random.Random) -> str:
        places = [at for at, found in enumerate(line) if found == sign]
        if not places:
            return line
        at = drawn.choice(places)
        return line[:at] + line[at + 1 :]

    return spoil


def _replaced(pattern: str, by: str) -> Way:
    return lambda line, _: re.sub(pattern, by, line, count=1)


def _key(change: Callable[[str, random.Random], str]) -> Way:
    def spoil(line: str, drawn: random.Random) -> str:
        found = _KEY.match(line)
        if not found:
            return line
        return f"{found[1]}{change(found[2], drawn)}{line[found.end(2) :]}"

    return spoil


def _swapped(word: str, drawn: random.Random) -> str:
    if len(word) < 3:
        return word
    at = drawn.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _value_of(keys: Sequence[str], change: Callable[[str, random.Random], str]) -> Way:
    pattern = re.compile(rf"^([ -]*(?:{'|'.join(keys)}): )(\S.*)$")

    def spoil(line: str, drawn: random.Random) -> str:
        found = pattern.match(line)
        return f"{found[1]}{change(found[2], drawn)}" if found else line

    return spoil


def _no_such_date(value: str, drawn: random.Random) -> str:
    return re.sub(r"-\d\d\b", drawn.choice(("-13", "-00", "-32", "-1", "")), value, count=1) + (
        drawn.choice(("", "th", " 25:00"))
    )


def _dangling(line: str, drawn: random.Random) -> str:
    found = re.search(r"sources: \[([a-z0-9-]+)", line) or re.match(r" *- ([a-z0-9-]+)$", line)
    if not found:
        return line
    return line[: found.start(1)] + _swapped(found[1], drawn) + line[found.end(1) :]


WAYS: dict[str, Way] = {
    "no colon": _replaced(r"^([ -]*[a-z][\w-]*):(?=\s|$)", r"\1"),
    "no space after the colon": _replaced(r"^([ -]*[a-z][\w-]*): ", r"\1:"),
    "semicolon": _replaced(r"^([ -]*[a-z][\w-]*):", r"\1;"),
    "equals": _replaced(r"^([ -]*[a-z][\w-]*):", r"\1 ="),
    "colon too many": _replaced(r"^([ -]*[a-z][\w-]*: \w+) ", r"\1: "),
    "no double quote": _without('"'),
    "no quote": _without("'"),
    "quote too many": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r'\1"'),
    "quoted word": _replaced(r"^([ -]*[a-z][\w-]*: )(\w+) ", r'\1"\2" '),
    "no [": _without("["),
    "no ]": _without("]"),
    "no {": _without("{"),
    "no }": _without("}"),
    "no comma": _replaced(r"(\[[^,\]]*), ", r"\1 "),
    "[ too many": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1["),
    "{ too many": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1{"),
    "wrong bracket": _replaced(r"\]", "}"),
    "no dash": _replaced(r"^( *)- ", r"\1"),
    "dash to space": _replaced(r"^( *)- ", r"\1  "),
    "tight dash": _replaced(r"^( *)- ", r"\1-"),
    "double dash": _replaced(r"^( *)- ", r"\1- - "),
    "dash too many": _replaced(r"^( *)(?=[a-z_]+:)", r"\1- "),
    "one space more": _replaced("^", " "),
    "two spaces more": _replaced("^", "  "),
    "one space less": _replaced("^ ", ""),
    "two spaces less": _replaced("^  ", ""),
    "four spaces less": _replaced("^    ", ""),
    "no indentation": _replaced("^ +", ""),
    "tab": _replaced("^ +", "\t"),
    "tab after spaces": _replaced("^( +)", "\\1\t"),
    "tab for a space": _replaced("^  ", " \t"),
    "swapped letters of a key": _key(_swapped),
    "letter of a key missing": _key(lambda key, drawn: _without(drawn.choice(key))(key, drawn)),
    "capital key": _key(lambda key, _: key.capitalize()),
    "other word for a key": _key(lambda key, _: _SYNONYMS.get(key, key)),
    "key twice": lambda line, _: (
        f"{line}\n{line.replace('- ', '  ', 1)}" if re.match(r" *(- )?[a-z_]+: \w", line) else line
    ),
    "swapped letters of a word": _value_of(_ENUMS, _swapped),
    "other word": _value_of(_ENUMS, lambda word, _: _WORDS.get(word, "Z")),
    "no such date": _value_of(_TIMES, _no_such_date),
    "dangling reference": _dangling,
    "bare reference": _replaced(r"sources: \[(.*)\]", r"sources: \1"),
    "no such id": _value_of(("id",), lambda word, _: word.replace("-", "_").capitalize()),
    "no address": _replaced(r"https?://", "www."),
    "at sign": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1@"),
    "asterisk": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1*"),
    "ampersand": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1&"),
    "exclamation mark": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1!"),
    "percent": _replaced(r"^([ -]*[a-z][\w-]*: )(?=\w)", r"\1%"),
    "no block sign": _replaced(r": [>|]-?$", ":"),
    "control character": _replaced(r"(\w) (\w)", "\\1\x07\\2"),
    "line separator": _replaced(r"(\w) (\w)", "\\1\u2028\\2"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some mutants."""

    made: Counter[str]
    refused: Counter[str]
    named: Counter[str]
    first: Counter[str]
    missed: list[tuple[Mutant, list[Problem]]]

    @property
    def share(self) -> float:
        """Of those that are refused, how many have an error that names the spoiled line."""
        return self.named.total() / self.refused.total()


def tally(drawn: Iterator[Mutant]) -> Tally:
    """Check mutants, and count by way."""
    found = Tally(Counter(), Counter(), Counter(), Counter(), [])
    for mutant in drawn:
        found.made[mutant.way] += 1
        problems = mutant.problems()
        if not problems:
            continue
        found.refused[mutant.way] += 1
        found.first[mutant.way] += problems[0].line == mutant.line
        if any(problem.line == mutant.line for problem in problems):
            found.named[mutant.way] += 1
        else:
            found.missed.append((mutant, problems))
    return found


def main() -> None:
    """Print the share that is named, way by way."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--each", type=int, default=EACH, help="mutants of each way and brief")
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--missed", action="store_true", help="show those that are not named")
    given = asked.parse_args()
    found = tally(
        mutant
        for brief, text in originals().items()
        for mutant in mutants(brief, text, given.each, given.seed)
    )
    print(f"{'':28}  made  refused  named  first")
    for way in WAYS:
        counts = (found.made[way], found.refused[way], found.named[way], found.first[way])
        print(f"{way:28} {counts[0]:5} {counts[1]:8} {counts[2]:6} {counts[3]:6}")
    total = [count.total() for count in (found.made, found.refused, found.named, found.first)]
    print(f"{'all':28} {total[0]:5} {total[1]:8} {total[2]:6} {total[3]:6}")
    print(f"An error names the spoiled line: {found.share:.1%} of {total[1]}.")
    if given.missed:
        for mutant, problems in found.missed:
            print(f"\n{mutant.way}: {mutant.brief}:{mutant.line}: {mutant.spoiled!r}")
            for problem in problems[:3]:
                print(f"  {problem}")


if __name__ == "__main__":
    main()
