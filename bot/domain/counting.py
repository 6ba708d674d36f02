"""How many, in words."""


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 source`, `3 sources`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
