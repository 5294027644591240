"""The files of the sample pictures: drawn once, then shared by every sample product of that kind and colour."""

import os
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from PIL import Image

from ..catalog.images.storage import SHARED_PREFIX
from ..catalog.images.store import THUMBNAIL_SIDE, StoredImage, encode_webp
from .canvas import Canvas, Drawing
from .catalog import COLOURS, Kind

# Part of every name. Browsers keep a picture for ever, so a changed drawing needs another name.
_EDITION: Final = 1


def sample_picture(kind: Kind, colour: str) -> StoredImage:
    """The picture of *kind* in *colour*, drawn if it does not exist yet.

    Raises OSError when it cannot be written.
    """
    stem = f"{SHARED_PREFIX}{kind.drawing.__name__}-{colour.lower()}-{_EDITION}"
    names = StoredImage(f"{stem}.webp", f"{stem}_t.webp")
    if default_storage.exists(names.image) and default_storage.exists(names.thumbnail):
        return names
    picture, thumbnail = _drawn(kind.drawing, colour)
    _write(names.image, picture)
    _write(names.thumbnail, thumbnail)
    return names


def _drawn(drawing: Drawing, colour: str) -> tuple[bytes, bytes]:
    """The files of a picture, large and small."""
    canvas = Canvas(COLOURS[colour])
    drawing(canvas)
    picture = canvas.finish()
    thumbnail = picture.resize((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return encode_webp(picture), encode_webp(thumbnail)


def _write(name: str, content: bytes) -> None:
    """Write a file whole or not at all: what is cut short here would be reused for ever."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
