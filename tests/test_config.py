from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import ConfigError, Settings, read_settings
from tests.making import forget_settings

TOKEN = "a" * 24 + ".bbbbbb." + "c-_" * 10


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and none of the settings of whoever runs the tests."""
    forget_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_settings_but_the_token_have_a_default() -> None:
    settings = read_settings()
    assert settings.discord_api == "https://discord.com/api/v10"
    assert (settings.briefs, settings.data) == (Path("briefs"), Path("data"))
    assert (settings.health_port, settings.log_format, settings.log_level) == (
        8787,
        "console",
        "info",
    )


def test_the_environment_goes_before_the_file_of_settings(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nowhere / ".env").write_text("HEALTH_PORT=1\nLOG_LEVEL=debug\nUNKNOWN=x\n")
    monkeypatch.setenv("HEALTH_PORT", "2")
    settings = read_settings()
    assert (settings.health_port, settings.log_level) == (2, "debug")


def test_a_setting_left_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_PORT", "")
    monkeypatch.setenv("DISCORD_TOKEN", "")
    assert read_settings().health_port == 8787
    with pytest.raises(ConfigError, match="No Discord token"):
        read_settings().token()


def test_the_token_comes_from_the_environment_without_the_space_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", f" {TOKEN}\n")
    assert read_settings().token() == TOKEN


def test_the_token_comes_from_the_file_of_settings(nowhere: Path) -> None:
    (nowhere / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\n")
    assert read_settings().token() == TOKEN


def test_the_token_comes_from_a_file_of_its_own(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nowhere / "secret").write_text(TOKEN + "\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(nowhere / "secret"))
    assert read_settings().token() == TOKEN


def test_the_token_itself_goes_before_its_file(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(nowhere / "gone"))
    assert read_settings().token() == TOKEN


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"\xff\xfe", "cannot be read: it is not a text file."),
        (b"hunter2", "is not a Discord token: tokens have three parts separated by dots."),
        (b"\n", "No Discord token: set DISCORD_TOKEN"),
    ],
)
def test_a_file_without_a_token_is_refused_with_the_reason(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, written: bytes | None, reason: str
) -> None:
    if written is not None:
        (nowhere / "secret").write_bytes(written)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(nowhere / "secret"))
    with pytest.raises(ConfigError) as refused:
        read_settings().token()
    assert reason in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "token",
    [
        "hunter2",
        TOKEN[:30],
        TOKEN + "!",
        f"Bot {TOKEN}",
        TOKEN.replace(".", ""),
        f"{TOKEN}.{TOKEN}",
    ],
)
def test_what_cannot_be_a_token_is_refused_and_never_printed(token: str) -> None:
    settings = Settings(discord_token=SecretStr(token))
    with pytest.raises(ConfigError) as refused:
        settings.token()
    for shown in (str(refused.value), repr(settings), str(settings), settings.model_dump_json()):
        assert token not in shown
        assert "hunter2" not in shown


@pytest.mark.parametrize(
    ("token", "advice"),
    [
        (f'"{TOKEN}"', "DISCORD_TOKEN: write the token without quotation marks."),
        (f"“{TOKEN}”", "DISCORD_TOKEN: write the token without quotation marks."),
        (f'"{TOKEN}', "DISCORD_TOKEN: write the token without quotation marks."),
        (f"{TOKEN}'", "DISCORD_TOKEN: write the token without quotation marks."),
        (f"'Bot {TOKEN}'", "DISCORD_TOKEN: write the token without quotation marks."),
        (f"Bot {TOKEN}", "DISCORD_TOKEN: write the token without “Bot ” in front."),
    ],
)
def test_what_stands_around_a_token_is_told_and_not_the_token(token: str, advice: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Settings(discord_token=SecretStr(token)).token()
    assert str(refused.value) == advice


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DISCORD_API", "discord.com", "DISCORD_API: must start with http:// or https://."),
        ("DISCORD_API", "ftp://discord.com", "DISCORD_API: must start with http:// or https://."),
        ("DISCORD_API", "https://", "DISCORD_API: must start with http:// or https://."),
        ("DISCORD_API", "http://[", "DISCORD_API: "),
        ("HEALTH_PORT", "65536", "HEALTH_PORT must be a number from 0 to 65535."),
        ("HEALTH_PORT", "http", "HEALTH_PORT must be a number from 0 to 65535."),
        (
            "DIGESTS_PER_SERVER",
            "0",
            "DIGESTS_PER_SERVER: Input should be greater than or equal to 1.",
        ),
        ("DIGESTS_PER_SECOND", "0", "DIGESTS_PER_SECOND: Input should be greater than 0."),
        (
            "DIGESTS_PER_SECOND",
            "45.1",
            "DIGESTS_PER_SECOND: Input should be less than or equal to",
        ),
        ("SKIP_AFTER_HOURS", "0", "SKIP_AFTER_HOURS: Input should be greater than 0."),
        ("QUIET_SLOTS", "0", "QUIET_SLOTS: Input should be greater than or equal to 1."),
        ("LOG_FORMAT", "xml", "LOG_FORMAT: Input should be 'console' or 'json'."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: Input should be 'debug', 'info'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as refused:
        read_settings()
    assert str(refused.value).startswith(reason)


def test_the_ends_of_what_is_allowed_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = {
        "DIGESTS_PER_SERVER": "1",
        "DIGESTS_PER_SECOND": "45",
        "SKIP_AFTER_HOURS": "0.5",
        "SETTLE_MINUTES": "0",
        "QUIET_SLOTS": "1",
        "HEALTH_PORT": "65535",
    }
    for name, value in allowed.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert (settings.digests_per_server, settings.digests_per_second) == (1, 45)
    assert (settings.skip_after_hours, settings.quiet_slots) == (0.5, 1)
    assert settings.settle_minutes == 0


def test_digests_are_as_many_and_as_fast_as_the_readme_says_unless_told() -> None:
    settings = read_settings()
    assert (settings.digests_per_server, settings.digests_per_second) == (25, 25)
    assert (settings.skip_after_hours, settings.quiet_slots) == (12, 7)
    assert settings.settle_minutes == 5


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_PORT", "-1")
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(ConfigError, match=r"^HEALTH_PORT must be .*; LOG_FORMAT: .*\.$"):
        read_settings()


def test_an_address_is_kept_without_a_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_API", "http://localhost:8080/api/v10/")
    assert read_settings().discord_api == "http://localhost:8080/api/v10"
