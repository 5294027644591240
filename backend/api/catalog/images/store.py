"""Pictures: what arrives is decoded, made small and upright, and written anew; no byte of it is kept."""

import io
import logging
import secrets
import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ...core.errors import FieldRefused, StorageFailed
from . import jpeg
from .avif import coded_pixels
from .memory import give_memory_back
from .storage import MediaStorage

logger = logging.getLogger(__name__)

PICTURE_SIDE: Final = 1600
THUMBNAIL_SIDE: Final = 160

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_NOT_A_PICTURE: Final = "This file isn't a readable JPEG, PNG, WebP, GIF or AVIF picture."
_DAMAGED: Final = "The picture is damaged or incomplete."
_CUT_OFF: Final = "The picture is cut off. Upload the whole file."
_TOO_MANY_PIXELS: Final = (
    f"The picture is too large: at most {settings.IMAGE_MAX_PIXELS // 1_000_000} megapixels are allowed."
)
# A progressive JPEG has about ten passes. Each pass walks over every pixel and can take as little as 80
# bytes, so that a file within the byte limit could keep a processor busy for half an hour.
_MAX_JPEG_SCANS: Final = 100
_JPEG_START: Final = b"\xff\xd8"
# Coded data like any other, and the same each time. It begins with 00, as the last byte before it may be FF.
_FILLER: Final = b"\0" + bytes(number * 89 % 255 for number in range(4096))

# Pillow refuses at twice this number, and does so before it allocates anything; below that it warns, which is
# of no use here. Set for the whole process: Django's form fields open pictures too.
Image.MAX_IMAGE_PIXELS = settings.IMAGE_MAX_PIXELS // 2
warnings.simplefilter("ignore", Image.DecompressionBombWarning)

# A picture at the pixel limit takes up to 640 MB while it is decoded (docs/limits.md): one at a time.
_decoding = threading.Lock()
# Of a large picture, so much at a time is brought into a mode that can be made smaller, which copies it twice.
_BAND_PIXELS: Final = 1_000_000
# What is this many times as large as wanted may be made smaller roughly, before it is done well.
_REDUCING_GAP: Final = 1.5


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture and its thumbnail, as names in the default storage."""

    image: str
    thumbnail: str

    def delete(self) -> None:
        """Remove both files. One that cannot be removed is logged: the caller has its own error to raise."""
        storage = cast(MediaStorage, default_storage)
        for name in (self.image, self.thumbnail):
            try:
                storage.discard(name)
            except OSError:
                logger.exception("The file %s could not be removed.", name)


def store_image(upload: "File[Any]") -> StoredImage:
    """Store *upload* as WebP (sides up to PICTURE_SIDE) with a thumbnail: upright, in sRGB, without metadata.

    Raises FieldRefused (field `image`) when it is too large, damaged or not a picture of an accepted kind,
    and StorageFailed when the files cannot be written. Then nothing is stored.
    """
    data = _read(upload)
    name = f"products/{secrets.token_hex(16)}"
    with _decoding:
        try:
            picture, thumbnail = _two_sizes(data)
        finally:
            give_memory_back()
    files = {f"{name}.webp": picture, f"{name}_t.webp": thumbnail}
    stored = StoredImage(*files)
    try:
        for path, content in files.items():
            default_storage.save(path, ContentFile(content))
    except BaseException as error:
        # A write that failed half-way leaves the file behind, so both go.
        stored.delete()
        if isinstance(error, OSError):
            logger.exception("A picture could not be written.")
            raise StorageFailed from error
        raise
    return stored


def _two_sizes(data: bytes) -> tuple[bytes, bytes]:
    """The picture in *data* and its thumbnail, both as WebP."""
    picture = _decode(data)
    thumbnail = picture.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return encode_webp(picture), encode_webp(thumbnail)


def encode_webp(picture: Image.Image) -> bytes:
    """*picture* as WebP bytes, without any metadata."""
    picture.info.clear()  # Pillow would write the colour profile it finds there
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()


def _read(upload: "File[Any]") -> bytes:
    """The bytes of *upload*, of which no more than the limit are read."""
    limit = settings.IMAGE_MAX_BYTES
    upload.seek(0)
    data: bytes = upload.read(limit + 1)
    if len(data) > limit:
        raise FieldRefused(
            "image", f"The file is too large: at most {limit // 1024**2} MB are allowed.", "too_large"
        )
    if not data:
        raise FieldRefused("image", "The file is empty.", "empty")
    return data


def _decode(data: bytes) -> Image.Image:
    """The first frame of the picture in *data*: upright, at most PICTURE_SIDE wide and high, RGB or RGBA."""
    if not data.startswith(_JPEG_START) or jpeg.outline(data).has_end:
        return _first_frame(data)
    # Some phones leave out the end mark. To know that nothing else is missing, decode it twice, with other bytes
    # where the mark should be: a whole picture has no use for them.
    picture, other = (_first_frame(data + filler + jpeg.END) for filler in (b"", _FILLER))
    if picture.tobytes() != other.tobytes():
        raise FieldRefused("image", _CUT_OFF, "incomplete")
    return picture


def _first_frame(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            _refuse_bombs(opened, data)
            picture = _reduced(opened)
            picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.LANCZOS)
            picture.load()  # a small picture has not been decoded so far
            return _in_srgb(_upright(picture))
    except FieldRefused:
        raise
    except UnidentifiedImageError as error:
        raise FieldRefused("image", _NOT_A_PICTURE, "not_a_picture") from error
    except Image.DecompressionBombError as error:
        raise FieldRefused("image", _TOO_MANY_PIXELS, "too_many_pixels") from error
    except MemoryError as error:
        raise FieldRefused("image", "The picture needs too much memory.", "too_many_pixels") from error
    except Exception as error:
        # Decoders meet bad bytes with whatever they happen to trip over: OSError, SyntaxError, ValueError,
        # struct.error, OverflowError, zlib.error. All of it means the same to whoever sent the file.
        raise FieldRefused("image", _DAMAGED, "damaged") from error


def _refuse_bombs(opened: Image.Image, data: bytes) -> None:
    """Refuse what looks small in its header and is not. Pillow has checked the stated size already."""
    if opened.format == "AVIF" and coded_pixels(data) > 3 * settings.IMAGE_MAX_PIXELS:
        # Three times: colour, alpha, and the small pictures (thumbnail, gain map) that may come along.
        raise FieldRefused("image", _TOO_MANY_PIXELS, "too_many_pixels")
    if opened.format in ("JPEG", "MPO") and jpeg.outline(data).scans > _MAX_JPEG_SCANS:
        raise FieldRefused(
            "image", "The JPEG picture has too many passes; save it again as a plain JPEG.", "too_many_passes"
        )


def _reduced(opened: Image.Image) -> Image.Image:
    """The picture in a mode that can be resized; a large one roughly smaller, made so band by band."""
    gap = int(_REDUCING_GAP * PICTURE_SIDE)
    opened.draft(None, (gap, gap))  # JPEG: the decoder itself works at a reduced size
    factor = max(opened.size) // gap
    if factor <= 1:
        return _paintable(opened)
    width, height = opened.size
    rows = factor * max(1, _BAND_PIXELS // (factor * width))
    bands = (opened.crop((0, top, width, min(top + rows, height))) for top in range(0, height, rows))
    parts = [_paintable(band).reduce(factor) for band in bands]
    reduced = Image.new(parts[0].mode, (parts[0].width, sum(part.height for part in parts)))
    for number, part in enumerate(parts):
        reduced.paste(part, (0, number * rows // factor))
    reduced.info = dict(opened.info)  # which way is up, and the colour profile
    return reduced


def _paintable(opened: Image.Image) -> Image.Image:
    """The picture in a mode that can be resized without loss: palettes and 16 bits do not average."""
    if opened.mode == "I;16":
        # Pillow would clip 16 bits to 8 instead of scaling them.
        return opened.point(lambda value: value / 256).convert("RGB")
    if opened.has_transparency_data:
        return opened.convert("RGBA")
    if opened.mode in ("L", "RGB", "CMYK"):
        return opened
    return opened.convert("RGB")


def _upright(picture: Image.Image) -> Image.Image:
    with suppress(Exception):  # metadata that cannot be read is no reason to refuse the picture
        return ImageOps.exif_transpose(picture)
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA, its colours brought from its own profile to sRGB when that can be done."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = picture.info.get("icc_profile")
    if profile:
        with suppress(Exception):  # a broken or unfitting profile: the colours stay as they are
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            if converted is not None:
                return converted
    return picture if picture.mode == mode else picture.convert(mode)
