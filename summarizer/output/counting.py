"""Numbers of things in messages: one report, two reports."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 report`` or ``2 reports``; ``many`` is the plural where it is not ``one`` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
