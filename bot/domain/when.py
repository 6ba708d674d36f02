"""Times as people write them, with the precision they were written with."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Qualifier = Literal["", "about", "before", "after"]
Precision = Literal["second", "minute", "part", "day", "month", "year"]

_CLOCKED: tuple[Precision, ...] = ("minute", "second")
PARTS = {"night": 0, "morning": 6, "afternoon": 12, "evening": 18}
"""Part of a day → the hour at which it begins; it lasts until the next begins."""
HOW_TO = (
    "write 2025-09-09 23:30, 2025-09-10 night (or morning, afternoon, evening), 2025-09-09, "
    "2025-09, 2025, “about”, “before” or “after” one of these, or an interval: "
    "2025-09-09 23:30 to 2025-09-10 06:30"
)
_PART_HOURS = 6
# What began at one moment: what is only known to be after or before it, then the vaguer first.
_RANKS: dict[Precision, int] = {"year": 2, "month": 3, "day": 4, "part": 5, "minute": 6}
_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[ T](?P<clock>\d\d:\d\d(?::\d\d)?)"
    rf"(?: ?(?P<offset>Z|UTC|[+-]\d\d:?\d\d))?| (?P<part>{'|'.join(PARTS)}))?)?)?",
    re.ASCII,
)
_CLOCK = re.compile(
    r"(?P<clock>\d\d:\d\d(?::\d\d)?)(?: ?(?P<offset>Z|UTC|[+-]\d\d:?\d\d))?", re.ASCII
)
_MOMENT = timedelta(seconds=1)
_QUALIFIED = re.compile(r"(?:(about|before|after) )?(.*)")


class WhenError(ValueError):
    """A text that is no time; the message says what is wrong and what to write."""


@dataclass(frozen=True, slots=True)
class When:
    """A point or a stretch of time, no more exact than it was written.

    `start` and `end` are aware UTC instants: the first that is meant, and the first that is
    no longer meant; a minute, a day, a month or a whole interval lies between them.
    `begins` is how exact the beginning is, `precision` how exact the end; they are one but for
    intervals. A part of a day is one of `PARTS`.
    `zone` is the brief's, and stands here because a day means nothing without one.
    """

    text: str
    qualifier: Qualifier
    begins: Precision
    precision: Precision
    start: datetime
    end: datetime
    zone: ZoneInfo
    is_interval: bool = False

    @classmethod
    def parse(cls, text: str, zone: ZoneInfo) -> "When":
        """Read a time; local times without an offset are the zone's.

        The end of an interval may be a clock time alone: that of the day, and with the offset,
        that the beginning gives.

        Raises:
            WhenError: for anything that is no time, a date that does not exist, and a local
                time that summer time skips or repeats.
        """
        text = " ".join(text.split())
        match = _QUALIFIED.fullmatch(text)
        qualifier, rest = (match[1] or "", match[2]) if match else ("", text)
        first, between, last = rest.partition(" to ")
        begins, start, end, day = _point(first, zone)
        if not between:
            known = _qualifier(qualifier)
            return cls(text, known, begins, begins, start, end, zone)
        if qualifier:
            raise WhenError(f"an interval takes no “{qualifier}”: leave it out")
        precision, start_of_last, end, _ = _last_point(last, first, day, zone)
        if start_of_last <= start:
            raise WhenError(f"the interval ends before it begins: {rest}")
        return cls(text, "", begins, precision, start, end, zone, is_interval=True)

    @property
    def is_exact(self) -> bool:
        """Whether one minute is meant."""
        return not (self.qualifier or self.is_interval) and self.precision in _CLOCKED

    @property
    def has_clock(self) -> bool:
        """Whether an hour and a minute were given, at both ends of an interval."""
        return self.precision in _CLOCKED and self.begins in _CLOCKED

    @property
    def last(self) -> datetime:
        """The beginning of the last unit meant: the 12th in `10th to 12th`."""
        step = timedelta(seconds=1) if self.precision == "second" else timedelta(minutes=1)
        return self.end - step

    @property
    def sort_key(self) -> tuple[datetime, int, datetime]:
        """Orders by when a thing began.

        What is known to the day, or to a part of it, stands where that begins, ahead of what is
        known to the minute; likewise months and years. “Before” a time goes ahead of it, and
        “after” behind, ahead of what begins next.
        """
        if self.qualifier == "after":
            return (self.end, 0, self.end)
        if self.qualifier == "before":
            return (self.start, 1, self.end)
        return (self.start, _RANKS["minute" if self.begins == "second" else self.begins], self.end)

    def overlaps(self, since: "When | None", until: "When | None") -> bool:
        """Whether any of it lies between two times; either bound may be open.

        “Before” a time counts as just before it, “after” as just after: how long, nobody knows.
        """
        if self.qualifier == "before":
            first = last = self.start - _MOMENT
        elif self.qualifier == "after":
            first = last = self.end
        else:
            first, last = self.start, self.end - _MOMENT
        begun = until is None or first < until.end
        return begun and (since is None or last >= since.start)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "description": "A time: " + HOW_TO + ".",
            "pattern": r"^\s*(about +|before +|after +)?\d{4}(-\d\d(-\d\d.*)?)?( to .+)?\s*$",
        }

    def __str__(self) -> str:
        return self.text


def _validate(value: object, info: ValidationInfo) -> When:
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("when", "expected a time: {how}", {"how": HOW_TO})
    context: Mapping[str, Any] = info.context or {}
    try:
        return When.parse(value, context.get("zone") or ZoneInfo("UTC"))
    except WhenError as error:
        raise PydanticCustomError("when", "{problem}", {"problem": str(error)}) from None


def _qualifier(text: str) -> Qualifier:
    return text if text in ("about", "before", "after") else ""


def _point(text: str, zone: ZoneInfo) -> tuple[Precision, datetime, datetime, date]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise WhenError(f"“{text}” is no time: {HOW_TO}")
    year, month, day = match["year"], match["month"], match["day"]
    first = _date(int(year), int(month or 1), int(day or 1))
    if match["clock"]:
        return *_minute(first, match["clock"], match["offset"], zone), first
    if day:
        return *_day(first, match["part"], zone), first
    days = monthrange(first.year, first.month)[1] if month else 366 - (not _leap(first.year))
    until = first + timedelta(days=days)
    return "month" if month else "year", _hour(first, 0, zone), _hour(until, 0, zone), first


def _last_point(
    text: str, first: str, day: date, zone: ZoneInfo
) -> tuple[Precision, datetime, datetime, date]:
    """The end of an interval that begins with `first`, on `day`."""
    match, begun = _CLOCK.fullmatch(text), _POINT.fullmatch(first)
    if match is None or begun is None or not begun["clock"]:
        return _point(text, zone)
    return *_minute(day, match["clock"], match["offset"] or begun["offset"], zone), day


def _date(year: int, month: int, day: int) -> date:
    if not 1000 <= year <= 9998:  # UTC instants of the first and the last year overflow
        raise WhenError(f"the year {year:04} is out of range: years are 1000 to 9998")
    if not 1 <= month <= 12:
        raise WhenError(f"there is no month {month:02}: months are 01 to 12")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise WhenError(f"there is no {year:04}-{month:02}-{day:02}: that month has {days} days")
    return date(year, month, day)


def _minute(
    day: date, clock: str, offset: str | None, zone: ZoneInfo
) -> tuple[Precision, datetime, datetime]:
    numbers = [int(number) for number in clock.split(":")]
    hour, minute, second = (*numbers, 0)[:3]
    if hour > 23 or minute > 59 or second > 59:
        raise WhenError(f"there is no time {clock}: hours are 00 to 23, minutes 00 to 59")
    naive = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 -- the zone follows
    moment = naive.replace(tzinfo=_fixed(offset)) if offset else _local(naive, zone)
    start = moment.astimezone(UTC)
    if len(numbers) == 3:
        return "second", start, start + timedelta(seconds=1)
    return "minute", start, start + timedelta(minutes=1)


def _fixed(offset: str) -> timezone:
    if offset in ("Z", "UTC"):
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    sign = -1 if offset[0] == "-" else 1
    difference = sign * timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or not timedelta(hours=-12) <= difference <= timedelta(hours=14):
        raise WhenError(f"there is no offset {offset}: offsets are -12:00 to +14:00")
    return timezone(difference)


def _local(naive: datetime, zone: ZoneInfo) -> datetime:
    """A local time that exists once; see PEP 495 for `fold`."""
    early = naive.replace(tzinfo=zone, fold=0)
    late = naive.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    shown = f"{naive:%Y-%m-%d %H:%M} in {zone.key}"
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise WhenError(
            f"{shown} does not exist: summer time skips it; check it, or give an offset"
        )
    offsets = f"{_offset(early)} or {_offset(late)}"
    raise WhenError(f"{shown} happens twice, as summer time ends: add the offset, {offsets}")


def _offset(moment: datetime) -> str:
    text = f"{moment:%z}"
    return f"{text[:3]}:{text[3:5]}"


def _day(day: date, part: str | None, zone: ZoneInfo) -> tuple[Precision, datetime, datetime]:
    start, end = _hour(day, 0, zone), _hour(day, 24, zone)
    if start >= end:  # as Samoa's 30 December 2011
        raise WhenError(f"there is no {day} in {zone.key}: its calendar skips that day")
    if part is None:
        return "day", start, end
    begins = PARTS[part]
    return "part", _hour(day, begins, zone), _hour(day, begins + _PART_HOURS, zone)


def _hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """When a local hour, 0 to 24, first begins; for one that is skipped, when the next does."""
    day += timedelta(days=hour // 24)
    return datetime(day.year, day.month, day.day, hour % 24, tzinfo=zone).astimezone(UTC)


def _leap(year: int) -> bool:
    return monthrange(year, 2)[1] == 29
