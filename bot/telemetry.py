"""Structured logs, and the answer to whether the bot is well."""

import http.client
import json
import logging
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, Literal, cast

import structlog
from aiohttp import web
from structlog.types import EventDict
from yarl import URL

HOST = "127.0.0.1"
_OURS = "bot"
_SMALLEST_ID = 10**15
# Discord's ids, and the tokens in the addresses of interactions and their webhooks.
_PERSONAL = re.compile(r"(?<=/webhooks/)\d+/[^/?]+|(?<=/interactions/)\d+/[^/?]+|\d{15,}")
# This machine is never asked by a proxy, whatever the environment says.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
Health = dict[str, Any]


class PortTakenError(Exception):
    """Something else listens on a port that we were told to use."""


def configure_logs(form: Literal["console", "json"], level: str) -> None:
    """Log to standard error, one line an event; libraries' records take the same form.

    What an event quotes (its field `quoted`) follows in lines of its own on a console.

    The level is that of our own events. Of libraries only warnings are logged, since what they
    tell besides holds statements' parameters, so the words and ids of people, and tokens.
    """
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # Never the variables of a traceback's frames: the token is among them.
    frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    shown: list[structlog.types.Processor] = (
        [
            _quoting(
                structlog.dev.ConsoleRenderer(
                    colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
                )
            )
        ]
        if form == "console"
        else [
            structlog.processors.ExceptionRenderer(frames),
            structlog.processors.JSONRenderer(),
        ]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        # A logger that is kept would go on as it was first configured, whatever follows.
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown],
        )
    )
    handler.addFilter(_hide_people)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(number, logging.WARNING))
    logging.getLogger(_OURS).setLevel(number)
    # The pulse logs what its jobs raise.
    logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)


def _quoting(render: structlog.types.Processor) -> structlog.types.Processor:
    def shown(logger: structlog.types.WrappedLogger, name: str, event: EventDict) -> str:
        quoted = event.pop("quoted", "")
        line = str(render(logger, name, event))
        return f"{line}\n{quoted}" if quoted else line

    return shown


def _hide_people(record: logging.LogRecord) -> bool:
    """Leave out of discord.py's warnings whom they are about, and the tokens in addresses."""
    if record.name.partition(".")[0] == "discord" and isinstance(record.args, tuple):
        record.args = tuple(map(_discreet, record.args))
    return True


def _discreet(value: object) -> object:
    if isinstance(value, int | float):
        return value if value < _SMALLEST_ID else "…"
    return _PERSONAL.sub("…", str(value)) if isinstance(value, str | URL) else "…"


async def serve_health(port: int, health: Callable[[], Health]) -> web.AppRunner:
    """Answer /healthz on this machine alone, until `cleanup()` of what is returned.

    Args:
        port: where.
        health: what to say; its key `ok` decides between the answers 200 and 503.

    Raises:
        PortTakenError: something else listens there.
    """

    async def answer(_request: web.Request) -> web.Response:
        state = health()
        return web.json_response(state, status=200 if state["ok"] else 503)

    app = web.Application()
    app.router.add_get("/healthz", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError:
        await runner.cleanup()
        raise PortTakenError(
            f"Port {port} on this machine is taken, perhaps by another briefbot: set HEALTH_PORT "
            "to a free one, or to 0 to turn health checks off."
        ) from None
    return runner


def ask_health(port: int, timeout_seconds: float = 3) -> Health:
    """What the bot on this machine says of itself; `ok` is false where it says nothing."""
    try:
        state = _asked(f"http://{HOST}:{port}/healthz", timeout_seconds)
    except (ValueError, http.client.HTTPException):
        state = None
    except OSError as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, ConnectionRefusedError):
            return _unwell(f"nothing answers on port {port}: is briefbot running?")
        return _unwell(f"no answer on port {port}: {reason}")
    if state is None or "ok" not in state:
        return _unwell(f"something other than briefbot answers on port {port}")
    return state


def _asked(address: str, timeout_seconds: float) -> Health | None:
    """The mapping that is answered; none if the answer is JSON of another kind."""
    try:
        with _DIRECT.open(address, timeout=timeout_seconds) as response:
            state = json.load(response)
    except urllib.error.HTTPError as unwell:
        state = json.load(unwell)
    return cast("Health", state) if isinstance(state, dict) else None


def _unwell(reason: str) -> Health:
    return {"ok": False, "reason": reason}
