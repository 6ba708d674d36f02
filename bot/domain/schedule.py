"""How often, when and in which zone a digest is posted, as people say it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Self
from zoneinfo import ZoneInfo

from bot.domain.cities import nearest_zone, zone_called
from bot.domain.cron import ScheduleError, read_cron
from bot.domain.slots import last_slot, slots_after
from bot.domain.zones import zone_named

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))? ?(am|pm)?|(\d\d)(\d\d)", re.ASCII | re.IGNORECASE)
_MINUTE = re.compile(r"(?:\d{0,2}[:.])?(\d\d?)", re.ASCII)
_HOW_TO_TIME = "Write it as 09:00, 9:30 or 21.15."


class Frequency(StrEnum):
    """How often a digest is posted."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    LIVE = "live"
    """As it happens: there are no slots."""
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to post, in the local time of a place.

    `cron` has five fields that CronSim reads, and is empty for a live schedule; `zone` is an
    IANA name. Only `make()` checks them.
    """

    frequency: Frequency
    cron: str
    zone: str

    @classmethod
    def make(
        cls, frequency: Frequency, at: str | None, day: str | None, cron: str | None, zone: str
    ) -> Self:
        """Read what a person gave; a time or a day that the frequency has no use for is left aside.

        Args:
            frequency: how often.
            at: a time of day; of an hourly schedule the minute (":15"; on the hour if left out).
            day: a day of the week in English, two letters or more.
            cron: an expression of five fields.
            zone: an IANA name in any case, or a city.

        Raises:
            ScheduleError: one of these is missing, cannot be read, is never due or too often, or
                does not go with the frequency.
        """
        if cron and frequency is not Frequency.CRON:
            raise ScheduleError(
                f"`cron` goes with `often: cron` alone, not with {frequency.value}: leave one out."
            )
        named = zone_called(zone)
        if named is None:
            raise _no_zone(zone)
        match frequency:
            case Frequency.HOURLY:
                expression = f"{_minute(at)} * * * *"
            case Frequency.DAILY:
                expression = f"{_clock(at)} * * *"
            case Frequency.WEEKDAYS:
                expression = f"{_clock(at)} * * 1-5"
            case Frequency.WEEKLY:
                expression = f"{_clock(at)} * * {_day(day)}"
            case Frequency.LIVE:
                expression = ""
            case Frequency.CRON:
                expression = read_cron(cron)
        return cls(frequency, expression, named)

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone of the place."""
        return zone_named(self.zone)

    def next_after(self, moment: datetime) -> datetime | None:
        """The first slot strictly after an instant, in UTC; none if there is no such slot."""
        return next(iter(self.upcoming(moment, 1)), None)

    def upcoming(self, moment: datetime, count: int) -> list[datetime]:
        """The first slots strictly after an instant, in UTC."""
        if not self.cron:
            return []
        return list(islice(slots_after(moment, self.cron, zone_named(self.zone)), count))

    def latest_until(self, moment: datetime, since: datetime) -> datetime | None:
        """The last slot after `since` and not after `moment`, in UTC.

        Its cost does not grow with the number of slots between the two.
        """
        if not self.cron:
            return None
        return last_slot(moment, since, self.cron, zone_named(self.zone))


def describe(schedule: Schedule) -> str:
    """`every Monday at 09:00, Europe/Warsaw time`: for the middle of a sentence."""
    if schedule.frequency is Frequency.LIVE:
        return "as it happens"
    if schedule.frequency is Frequency.CRON:
        return f"cron {schedule.cron}"
    minute, hour, _, _, day = schedule.cron.split()
    if schedule.frequency is Frequency.HOURLY:
        return f"every hour at :{minute:0>2}"
    days = {"*": "every day", "1-5": "Monday to Friday"}
    which = days.get(day) or f"every {_WEEK[int(day) - 1]}"
    return f"{which} at {hour:0>2}:{minute:0>2}, {schedule.zone} time"


def _clock(at: str | None) -> str:
    """The fields for minute and hour of a time of day."""
    if not at or not at.strip():
        raise ScheduleError(f"The time is missing. {_HOW_TO_TIME}")
    match = _CLOCK.fullmatch(" ".join(at.split()))
    if match is None:
        raise ScheduleError(f"“{_short(at)}” is no time of day. {_HOW_TO_TIME}")
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    if match[3] and not 1 <= hour <= 12:
        raise ScheduleError(f"There is no {_short(at)}: hours are 1 to 12 before am and pm.")
    if match[3]:
        hour = hour % 12 + 12 * (match[3].lower() == "pm")
    if hour > 23 or minute > 59:
        raise ScheduleError(f"There is no {_short(at)}: times of day are 00:00 to 23:59.")
    return f"{minute} {hour}"


def _minute(at: str | None) -> int:
    match = _MINUTE.fullmatch((at or "").strip() or "0")
    if match is None or int(match[1]) > 59:
        raise ScheduleError(
            f"“{_short(at or '')}” is no minute of the hour. Write :00 to :59, or leave it out."
        )
    return int(match[1])


def _day(day: str | None) -> int:
    """Monday is 1, Sunday 7."""
    asked = (day or "").strip().casefold()
    if not asked:
        raise ScheduleError("The day is missing. Write a day of the week, such as Monday.")
    for number, name in enumerate(_WEEK, start=1):
        if len(asked) > 1 and name.casefold().startswith(asked):
            return number
    raise ScheduleError(f"“{_short(day or '')}” is no day of the week. Write Monday to Sunday.")


def _no_zone(asked: str) -> ScheduleError:
    if not asked.strip():
        return ScheduleError("The time zone is missing. Write one such as Europe/Warsaw.")
    near = nearest_zone(asked)
    hint = f" Did you mean {near}?" if near else ""
    return ScheduleError(
        f"There is no time zone “{_short(asked)}”.{hint} Write a name such as Europe/Warsaw, or "
        "a large city."
    )


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
