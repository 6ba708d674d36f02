"""Why a page could not be read."""


class NotReadError(Exception):
    """A page that could not be read; its text says why, as the end of a sentence."""

    def __init__(self, reason: str, *, is_missing: bool = False) -> None:
        super().__init__(reason)
        self.is_missing = is_missing
        """Its server says that there is no such page; whatever else happens may pass."""
