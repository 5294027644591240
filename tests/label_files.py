"""What comes out of a printer, PDF or ZPL, as pictures; and what a scanner reads from them."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

from api.labels.media import INCH, Geometry

# What labels have on them. Looking for every kind that there is, a reader finds some between the bars.
_PRINTED = [getattr(zxingcpp.BarcodeFormat, name) for name in ("Code128", "EAN13", "EAN8", "UPCA", "QRCode")]


def pages(data: bytes, dpi: int = 300) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in millimetres."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        found = [page.get_size() for page in document]
    finally:
        document.close()
    return [(width * INCH / 72, height * INCH / 72) for width, height in found]


def texts(data: bytes) -> list[str]:
    """The text of each page, as a viewer finds it."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def one_bit(image: Image.Image) -> Image.Image:
    """As a label printer has it: a dot is black or it is not."""
    return image.point(lambda level: 255 if level > 127 else 0)


def labels_of(page: Image.Image, geometry: Geometry, dpi: int = 300) -> Iterator[Image.Image]:
    """The single labels of a page, in order."""
    for number in range(geometry.per_page):
        x, y = geometry.place(number)
        box = (x, y, x + geometry.width, y + geometry.height)
        yield page.crop(tuple(round(at * dpi / INCH) for at in box))  # type: ignore[arg-type]


def read(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image, formats=_PRINTED)]


def is_empty(image: Image.Image) -> bool:
    return image.getextrema() == (255, 255)


def zpl_labels(data: bytes) -> list[tuple[Image.Image, list[str]]]:
    """Each label as a picture of its boxes and graphics, and the texts of its fields."""
    return [_zpl_label(body) for body in re.findall(r"\^XA(.*?)\^XZ", data.decode("ascii"), re.DOTALL)]


def _zpl_label(body: str) -> tuple[Image.Image, list[str]]:
    size = [int(re.search(rf"\^{name}(\d+)", body)[1]) for name in ("PW", "LL")]  # type: ignore[index]
    image: Any = Image.new("L", (size[0], size[1]), 255)
    found = []
    for x, y, field in re.findall(r"\^FO(\d+),(\d+)(.*?)\^FS", body, re.DOTALL):
        if box := re.match(r"\^GB(\d+),(\d+),(\d+)", field):
            width, height = int(box[1]), int(box[2])
            image.paste(0, (int(x), int(y), int(x) + width, int(y) + height))
        elif graphic := re.match(r"\^GFA,(\d+),\d+,(\d+),([0-9A-F]*)", field):
            rows, row_bytes = int(graphic[1]) // int(graphic[2]), int(graphic[2])
            mask = Image.frombytes("1", (row_bytes * 8, rows), bytes.fromhex(graphic[3]))
            image.paste(0, (int(x), int(y)), mask)
        elif text := re.search(r"\^FH\^FD(.*)", field, re.DOTALL):
            escaped = re.sub(r"_([0-9A-F]{2})", lambda each: chr(int(each[1], 16)), text[1])
            found.append(escaped.encode("latin-1").decode())
    return image, found
