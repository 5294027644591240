"""Where pictures live."""

from collections.abc import Callable
from typing import Final

from django.core.files.storage import FileSystemStorage

# Sample products share a few hundred generated pictures; deleting one product must not blind the others.
SHARED_PREFIX: Final = "samples/"


class MediaStorage(FileSystemStorage):
    """Files below MEDIA_ROOT; those under SHARED_PREFIX belong to many rows and are never deleted.

    Nor are those that are held, see `keep_where`.
    """

    def delete(self, name: str) -> None:
        name = str(name).replace("\\", "/")
        if not name.startswith(SHARED_PREFIX) and not _is_held(name):
            super().delete(name)

    def discard(self, name: str) -> None:
        """Remove a file that no row has ever named."""
        super().delete(name)


def keep_where(is_held: Callable[[str], bool]) -> None:
    """Delete no file of which *is_held* says that someone may want it back. To be called once, at the start."""
    global _is_held
    _is_held = is_held


def _nothing_is_held(name: str) -> bool:
    return False


_is_held: Callable[[str], bool] = _nothing_is_held
