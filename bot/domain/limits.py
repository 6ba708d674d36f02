"""Discord's limits that this project uses, and our own that follow from them.

Discord's stand in its documentation: components/reference, resources/message
and interactions/application-commands (docs.discord.com, read in August 2026).
"""

from datetime import timedelta

# Text of all Text Displays of one message together, counted in UTF-16 units to be on the
# safe side. Each may hold 4,000; that the sum may not exceed it is what clients found.
MESSAGE_TEXT = 4_000
CONTENT = 2_000
MESSAGE_COMPONENTS = 40
CUSTOM_ID = 100
DESCRIPTION = 1_024  # of an attachment, and of an image in a gallery
LINK_URL = 512
BUTTON_LABEL = 80
SELECT_OPTIONS = 25
ROW_BUTTONS = 5
OPTION_TEXT = 100
CHOICES = 25
CHOICE_NAME = 100

# Ours. A slug and an id stand together in a custom_id, beside a kind and two page numbers.
SLUG = 32
ID = 40
QUERY = 45

# Ours. Whatever is typed in a challenge and in its answer fits one message, even escaped.
CHALLENGE_TEXT = 1_000
ANSWER = 1_500
CHALLENGES_A_DAY = 5
OPEN_CHALLENGES = 3

# Ours. So many answers one person may have posted in one channel within that time.
SHARES = 5
SHARES_WITHIN = timedelta(minutes=10)

# Ours. A file larger than this is no brief; it is refused before it is parsed.
FILE_BYTES = 8 * 1024 * 1024
EXCERPT_BYTES = 256 * 1024
YAML_NODES = 250_000
YAML_DEPTH = 20


def utf16_units(text: str) -> int:
    """The length of a text as Discord counts it: an emoji may be two or more."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
