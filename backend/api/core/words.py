"""Numbers in sentences."""


def counted(number: int, noun: str) -> str:
    """`1 product`, `2,500 products`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def on_hand(number: int) -> str:
    """`1 is on hand`, `2,500 are on hand`."""
    return f"{number:,} {'is' if number == 1 else 'are'} on hand"
