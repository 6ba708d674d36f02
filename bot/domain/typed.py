"""Times as somebody types them into an option of a command."""

from zoneinfo import ZoneInfo

from bot.domain.errors import UserError
from bot.domain.when import HOW_TO, When, WhenError


def typed_time(
    text: str, zone: ZoneInfo, option: str, how_to: str, *, qualified: bool = False
) -> When:
    """One time, not an interval.

    Args:
        text: as it was typed.
        zone: the zone of times without an offset.
        option: the name of the option.
        how_to: what to write there, for the end of a sentence.
        qualified: whether “about”, “before” and “after” mean something there.

    Raises:
        UserError: it is no such time; with the option's name and what to write.
    """
    try:
        when = When.parse(text, zone)
    except WhenError as error:
        said = str(error).replace(HOW_TO, how_to)
        raise UserError(f"The option `{option}`: {said}.") from None
    if when.is_interval or (when.qualifier and not qualified):
        raise UserError(f"The option `{option}` takes one time: {how_to}.")
    return when
