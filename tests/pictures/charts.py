"""Charts of any size, with some of every form in which numbers and times are given."""

import random
from itertools import cycle, islice

from bot.content.located_yaml import Value
from bot.domain.brief import Brief, Claim, Standing
from bot.pictures.charts import Numbers, Timeline
from bot.pictures.showing import numbers_of, timeline_of
from tests.making import brief, claim, entry, report

_SAYS = (
    "{} killed", "at least {}", "up to {}", "{}\u2013{more} people", "about {}", "{} or {next}",
)  # fmt: skip
_BY = (
    "Łódź fire brigade",
    "Міністерство оборони України",
    "Reuters, citing two officials at the scene, who did not want to be named by anybody",
    "Żółć",
)
_AT = (
    "2025-09-{day:02} {hour:02}:12", "2025-09-{day:02} {hour:02}:59", "2025-09-{day:02}",
    "about 2025-09-{day:02} {hour:02}:00", "before 2025-09-{day:02} {hour:02}:00",
    "after 2025-09-{day:02} {hour:02}:30", "2025-09-{day:02} night", "2025-09-{day:02} evening",
    "2025-09-{day:02} 01:00 to 2025-09-{next:02} 04:00", "about 2025-09-{day:02}", "2025-11",
    "2024",
)  # fmt: skip
_TEXTS = (
    "Drones cross the border near Włodawa and are seen on radar.",
    "Сили оборони збили три безпілотники над Волинню, повідомляє командування.",
    "The minister says that the number is not final, and that more wrecks are being looked for.",
    "Airports reopen.",
    "w" * 200,
)


def numbers(count: int) -> Numbers:
    """So many numbers; a claim holds 200 reports, so the rest are another's."""
    chance = random.Random(count)  # noqa: S311 -- the same each time
    parts = [_numbers(chance, part, min(count - part, 200)) for part in range(0, count, 200)]
    given = tuple(number for part in parts for number in part.numbers)
    return Numbers("drones", parts[0].title, parts[0].question, given, 2, "Past: revision 3 of 4")


def _numbers(chance: random.Random, first: int, count: int) -> Numbers:
    standings = cycle(Standing)
    reports = [
        report(
            f"r-{first + number}",
            says.format(value := chance.randint(0, 60), more=value + 5, next=value + 1),
            by=chance.choice(_BY),
            as_of=f"2025-09-{1 + 27 * number // count:02} {chance.randint(0, 23):02}:30",
            standing=next(standings).value,
            because="They said so.",
        )
        for number, says in enumerate(islice(cycle(_SAYS), count))
    ]
    record = brief(claims=[claim("dead", *reports)])
    chart = numbers_of(record, claim_of(record, "dead"))
    assert chart is not None
    return chart


def claim_of(record: Brief, name: str) -> Claim:
    """A claim of a brief."""
    found = record.by_id[name]
    assert isinstance(found, Claim)
    return found


def timeline(count: int, *, key: int = 12) -> Timeline:
    """So many events, of which some are key."""
    chance = random.Random(count)  # noqa: S311 -- the same each time
    days = [9 + 5 * number // count for number in range(count)]
    events: list[Value] = [
        entry(
            f"e-{number}",
            at=at.format(day=days[number], next=days[number] + 1, hour=chance.randint(0, 23)),
            text=chance.choice(_TEXTS),
            key="true" if number % max(count // key, 1) == 0 else "false",
        )
        for number, at in enumerate(islice(cycle(_AT), count))
    ]
    record = brief(timeline=events)
    chart = timeline_of(record, record.chronology, "Past: revision 3 of 4")
    assert chart is not None
    return chart
