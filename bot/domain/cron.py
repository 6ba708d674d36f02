"""Cron expressions, checked as somebody enters them."""

from datetime import datetime, timedelta
from itertools import pairwise

from cronsim import CronSim, CronSimError

from bot.domain.errors import UserError

LEAST_MINUTES = 10
_LENGTH = 100
# Leap days fall on each day of the week within 28 years, and the years from 2000 on leave none
# out: what never fires in them never will.
_FIRST_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- a date on the wall, of no zone
_DAYS = 30 * 366
_HOW_TO = (
    "Write five fields: minute, hour, day of the month, month and day of the week, such as "
    "`0 9 * * MON-FRI`."
)


class ScheduleError(UserError):
    """A schedule that cannot be kept; the text says what is wrong and what to write."""


def read_cron(cron: str | None) -> str:
    """The expression as CronSim reads it, its white space and letters made alike.

    Raises:
        ScheduleError: it is missing, too long, not of five fields, cannot be read, never comes,
            or comes more often than every `LEAST_MINUTES`.
    """
    expression = " ".join((cron or "").upper().split())
    if not expression:
        raise ScheduleError(f"The cron expression is missing. {_HOW_TO}")
    if len(expression) > _LENGTH:
        raise ScheduleError(f"That cron expression is longer than {_LENGTH} characters. {_HOW_TO}")
    fields = expression.count(" ") + 1
    if fields == 6:
        raise ScheduleError(
            f"“{expression}” has six fields; there are no seconds here, nor years. {_HOW_TO}"
        )
    if fields != 5:
        raise ScheduleError(
            f"“{expression}” has {fields} field{'s' if fields > 1 else ''}. {_HOW_TO}"
        )
    clock = _read(expression)
    first = next(clock, None)
    if first is None or first > _FIRST_DAY + timedelta(days=_DAYS):
        raise _never(expression)
    gap = _least_minutes(clock)
    if gap < LEAST_MINUTES:
        again = f"{gap} minutes" if gap > 1 else "a minute"
        raise ScheduleError(
            f"“{expression}” comes again after {again}; digests are at least {LEAST_MINUTES} "
            f"minutes apart. Write the minute as `0` or `*/{LEAST_MINUTES}`, for example."
        )
    return expression


def _read(expression: str) -> CronSim:
    try:
        return CronSim(expression, _FIRST_DAY)
    except CronSimError as error:
        problem = str(error).removeprefix("Bad ").replace("-", " ")
    # CronSim calls the 30th of February unreadable, too.
    if problem == "day of month" and _is_day(expression.split()[2]):
        raise _never(expression)
    raise ScheduleError(f"The {problem} in “{expression}” cannot be read. {_HOW_TO}")


def _is_day(field: str) -> bool:
    try:
        CronSim(f"0 0 {field} * *", _FIRST_DAY)
    except CronSimError:
        return False
    return True


def _never(expression: str) -> ScheduleError:
    return ScheduleError(
        f"“{expression}” never comes: no such month has such a day. Check day and month."
    )


def _least_minutes(clock: CronSim) -> int:
    """The least time between two slots, whichever days they are on."""
    minutes = sorted(hour * 60 + minute for hour in clock.hours for minute in clock.minutes)
    gaps = [later - earlier for earlier, later in pairwise(minutes)]
    overnight = minutes[0] + 24 * 60 - minutes[-1]
    if overnight < LEAST_MINUTES and _has_days_in_a_row(clock):
        gaps.append(overnight)
    return min(gaps, default=LEAST_MINUTES)


def _has_days_in_a_row(clock: CronSim) -> bool:
    days = (_FIRST_DAY + timedelta(days=number) for number in range(_DAYS))
    due = (day.month in clock.months and clock.match_day(day) for day in days)
    return any(today and tomorrow for today, tomorrow in pairwise(due))
