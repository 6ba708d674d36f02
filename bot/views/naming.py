"""Names as the argument of a place holds them."""

from hashlib import blake2b

from bot.domain import limits
from bot.domain.folding import fold

# What an argument of a place may not begin with: `@id` asks for an entry, `#` marks a hash.
_RESERVED = ("@", "#")


def key_of(name: str) -> str:
    """A speaker or a publisher: the folded name, or a hash of one that does not fit."""
    folded = " ".join(fold(name).split())
    is_fit = folded and limits.utf16_units(folded) <= limits.ID and not folded.startswith(_RESERVED)
    return folded if is_fit else "#" + blake2b(folded.encode(), digest_size=16).hexdigest()
