"""How a command ends: the settings and answers it gets, or a sentence and an exit code."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import NoReturn, TypeVar

import click

from bot.config import ConfigError, Settings, read_settings
from bot.domain.errors import UserError
from bot.telemetry import configure_logs

# sysexits.h: something is wrong with the configuration. Supervisors can tell it from a crash.
EX_CONFIG = 78
# Something is away that may come back: supervisors start the program again.
EX_TEMPFAIL = 75

T = TypeVar("T")


def asked(question: Coroutine[None, None, T]) -> T:
    """What a question to the database comes to; the program ends where there is no answer."""
    from bot.storage.errors import StorageError  # noqa: PLC0415 -- only here

    try:
        return asyncio.run(question)
    except StorageError as error:
        fail(error)
    except UserError as error:
        raise click.ClickException(str(error)) from None


def stated_settings() -> Settings:
    """The settings; from here on logs go to standard error, apart from what a command prints."""
    try:
        settings = read_settings()
    except ConfigError as error:
        refuse(str(error))
    configure_logs(settings.log_format, settings.log_level)
    return settings


def fail(error: Exception) -> NoReturn:
    """End because of the database; whoever started us tells from the code whether to try again."""
    from bot.storage.errors import UnavailableError  # noqa: PLC0415 -- only here

    refuse(str(error), EX_TEMPFAIL if isinstance(error, UnavailableError) else EX_CONFIG)


def refuse(reason: str, code: int = EX_CONFIG) -> NoReturn:
    """End with a sentence and an exit code."""
    click.echo(reason, err=True)
    sys.exit(code)
