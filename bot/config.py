"""Settings: from the environment and `.env`, read once. Secrets never print."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# Three parts in base64: an id, a time and a signature. Discord documents no lengths; these
# are below any that were seen, and above what is left of a token that was cut in copying.
_TOKEN = re.compile(r"[\w-]{16,}\.[\w-]{4,}\.[\w-]{20,}")
_QUOTATION_MARKS = "\"'`“”„«»\u2018\u2019"
# Where pydantic's own words would help nobody.
_REASONS = {"health_port": "must be a number from 0 to 65535"}

LogLevel = Literal["debug", "info", "warning", "error"]


class ConfigError(Exception):
    """A setting that is missing or makes no sense; the text says which, and what to do."""


class Settings(BaseSettings):
    """What an operator decides."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, use_attribute_docstrings=True
    )

    discord_token: SecretStr | None = Field(default=None, repr=False)
    """The bot's token, from Discord's developer portal."""
    discord_token_file: Path | None = None
    """A file that holds the token, for container secrets; used if `DISCORD_TOKEN` is not set."""
    discord_api: str = "https://discord.com/api/v10"
    """Address of Discord's REST API, if you reach it through a proxy."""
    briefs: Path = Path("briefs")
    """The folder of briefs."""
    data: Path = Path("data")
    """The folder where the bot keeps its data."""
    database_url: SecretStr | None = Field(default=None, repr=False)
    """Address of a PostgreSQL database, `postgresql://…`; if unset, a file in `DATA`."""
    digests_per_server: int = Field(default=25, ge=1)
    """How many digests one server may subscribe to."""
    digests_per_second: float = Field(default=25, gt=0, le=45)
    """Most messages per second, from all of the bot's processes; Discord allows 50 requests."""
    skip_after_hours: float = Field(default=12, gt=0)
    """A digest that could not be posted for this long is skipped."""
    quiet_slots: int = Field(default=7, ge=1)
    """After this many digests with nothing new, one line says so."""
    settle_minutes: float = Field(default=5, ge=0)
    """How long a brief's file must stay unchanged before channels are told; 0 for no wait."""
    health_port: int = Field(default=8787, ge=0, le=65535)
    """Port on 127.0.0.1 that answers `briefbot health`; 0 for none."""
    log_format: Literal["console", "json"] = "console"
    """`console` for people, `json` for machines."""
    log_level: LogLevel = "info"
    """The lowest level that is logged: `debug`, `info`, `warning` or `error`."""

    @field_validator("discord_api")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @property
    def database(self) -> str:
        """The database's address: that which is set, or a file in the data folder."""
        if self.database_url is not None and (url := self.database_url.get_secret_value()):
            return url
        return str(self.data / "briefbot.db")

    def token(self) -> str:
        """The token, from the environment or from its file.

        Raises:
            ConfigError: there is none, or it cannot be one. The message does not hold it.
        """
        token, origin = self._stated()
        if not token:
            raise ConfigError(
                "No Discord token: set DISCORD_TOKEN to the token, or DISCORD_TOKEN_FILE to a file "
                "that holds it. It is in Discord's developer portal, under Bot. (`briefbot demo` "
                "needs none.)"
            )
        if token[0] in _QUOTATION_MARKS or token[-1] in _QUOTATION_MARKS:
            raise ConfigError(f"{origin}: write the token without quotation marks.")
        if token.casefold().startswith("bot "):
            raise ConfigError(f"{origin}: write the token without “Bot ” in front.")
        if not _TOKEN.fullmatch(token):
            raise ConfigError(
                f"{origin} is not a Discord token: tokens have three parts separated by dots. "
                "Copy it again from Discord's developer portal, under Bot."
            )
        return token

    def _stated(self) -> tuple[str, str]:
        if self.discord_token is not None:
            return self.discord_token.get_secret_value().strip(), "DISCORD_TOKEN"
        if self.discord_token_file is None:
            return "", ""
        try:
            return self.discord_token_file.read_text().strip(), str(self.discord_token_file)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
            raise ConfigError(
                f"DISCORD_TOKEN_FILE: {self.discord_token_file} cannot be read: {reason}."
            ) from None


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigError: with all that are wrong, none of their values.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = (
            _wrong(str(details["loc"][0]), details["msg"])
            for details in error.errors(include_input=False, include_url=False)
        )
        raise ConfigError("; ".join(wrong) + ".") from None
    except UnicodeDecodeError:
        raise ConfigError("The file .env is not UTF-8: save it as UTF-8.") from None


def _wrong(name: str, message: str) -> str:
    if name in _REASONS:
        return f"{name.upper()} {_REASONS[name]}"
    return f"{name.upper()}: {message.removeprefix('Value error, ')}"
