"""What there is to ask, in a few lines, by who asks."""

from typing import Any

from discord import ui

from bot.views.persistent import PersistentView

_HELP = """## What you can ask
**To read**
`/brief summary` what is known, disputed and not known
`/brief claims` who says what, and how far it has got · `/brief timeline` what happened when
`/quote` the exact words of somebody · `/brief search` any words
`/brief factchecks` what others said that does not hold
**To keep up**
`/brief changes` what changed since you last looked · `/brief verify` is a post still right?
**To object**
`/brief challenge` say what is wrong or missing; the curators answer you
**If you manage this server**
`/digest subscribe` post what changes to a channel · `/digest list` see and change digests
`/digest default` the brief that a channel means when nobody names one
-# Only you see my answers, until you press “Post to channel”."""


def help_view() -> PersistentView:
    """The everyday commands, for readers first."""
    box = ui.Container[Any](ui.TextDisplay[Any](_HELP))
    return PersistentView().add_item(box)
