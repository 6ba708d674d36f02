"""`briefbot`, whose demo fails at its end if Discord would have refused one of its requests."""

import pytest
from simcord import Env

from bot.cli import main
from tests.openapi.simulation import checked

if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Env, "shutdown", checked(Env.shutdown))
        main(prog_name="briefbot")
