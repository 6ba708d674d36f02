"""SimCord's requests, checked when a simulated Discord ends."""

import json
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from simcord import Env

from tests.openapi.refusals import told, violations

Shutdown: TypeAlias = Callable[[Env], Coroutine[Any, Any, None]]


def checked(shutdown: Shutdown) -> Shutdown:
    """`Env.shutdown`, which then raises AssertionError if Discord would have refused a request.

    SimCord notes the `payload_json` of a multipart body as its JSON, so that is checked as well.
    """

    async def shut_down_and_check(env: Env) -> None:
        await shutdown(env)
        found = [
            violation
            for sent in env.http_requests
            for violation in violations(sent.method, sent.path, json.loads(json.dumps(sent.json)))
        ]
        assert not found, told(found)

    return shut_down_and_check
