"""Where pictures live."""

from typing import Final

from django.core.files.storage import FileSystemStorage

# Sample products share a few hundred generated pictures; deleting one product must not blind the others.
SHARED_PREFIX: Final = "samples/"


class MediaStorage(FileSystemStorage):
    """Files below MEDIA_ROOT; those under SHARED_PREFIX belong to many rows and are never deleted."""

    def delete(self, name: str) -> None:
        if not str(name).replace("\\", "/").startswith(SHARED_PREFIX):
            super().delete(name)
