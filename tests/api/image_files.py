"""Pictures for tests: good ones in every accepted kind, and bad ones of every sort that people send."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

RED, BLUE = (200, 30, 40), (20, 60, 200)


def two_tone(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue, so that it shows when it is turned."""
    picture = Image.new(mode, (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def png(width: int = 60, height: int = 40) -> bytes:
    return encoded(two_tone(width, height), "PNG")


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of some 70 bytes whose header claims any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def webp_claiming(width: int, height: int) -> bytes:
    """A WebP whose extended header claims any canvas up to 16,384 a side."""
    body = b"\x10\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    content = b"WEBPVP8X" + struct.pack("<I", len(body)) + body + encoded(two_tone(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(content)) + content


def avif_claiming_less(side: int) -> bytes:
    """An AVIF of *side* squared whose container says 100 x 100."""
    data = encoded(Image.new("RGB", (side, side), RED), "AVIF", speed=10, quality=20)
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", 100, 100) + data[at + 8 :]


def jpeg_with_passes(count: int) -> bytes:
    """A progressive JPEG whose last pass is repeated *count* times."""
    data = encoded(two_tone(640, 480), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xc4") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


def camera_jpeg() -> bytes:
    """A JPEG held sideways, as phones store it: orientation 6, with place and owner in its metadata."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "Ana Private"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (IFDRational(52), IFDRational(31), IFDRational(12)),
        }
    )
    return encoded(two_tone(), "JPEG", exif=exif, comment=b"taken at home", quality=95)


def animation(kind: str) -> bytes:
    """Two frames: the first red, the second blue."""
    first, second = (Image.new("RGB", (30, 30), colour) for colour in (RED, BLUE))
    return encoded(first, kind, save_all=True, append_images=[second], duration=100)


def polyglot() -> bytes:
    """A GIF that is a script and an HTML page as well."""
    return encoded(two_tone(), "GIF") + b"<html><script>alert(document.domain)</script></html>"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def close_to(pixel: tuple[int, ...], colour: tuple[int, ...], tolerance: int = 25) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=False))


def files_below(media: Path) -> list[str]:
    """The names of all files under *media*."""
    return sorted(path.name for path in media.rglob("*") if path.is_file())
