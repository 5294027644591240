"""Memory that the C library keeps for later."""

import ctypes
from collections.abc import Callable


def _find_trim() -> Callable[[int], int] | None:
    """glibc's `malloc_trim`; None where there is another C library."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return trim


_trim = _find_trim()


def give_memory_back() -> None:
    """Give what was freed back to the system: after a large picture, glibc would keep up to 450 MB a thread."""
    if _trim:
        _trim(0)
