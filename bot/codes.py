"""Discord's JSON error codes that mean something to us (topics/opcodes-and-status-codes)."""

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
PUBLISHED_EDITS = 20022
"""Too many edits of a published message; how many is not documented."""
OLD_EDITS = 30046
"""Too many edits of messages older than an hour; how many is not documented."""
ALREADY_PUBLISHED = 40033
ALREADY_ACKNOWLEDGED = 40060
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
INVALID_WEBHOOK_TOKEN = 50027
ARCHIVED_THREAD = 50083
LOCKED_THREAD = 160005
