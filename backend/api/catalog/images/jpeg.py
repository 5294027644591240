"""What a JPEG file holds, read from its markers (ITU T.81, annex B) without decoding it."""

import re
from typing import Final, NamedTuple

END: Final = b"\xff\xd9"
_SCAN, _END = 0xDA, 0xD9
_WITHOUT_LENGTH: Final = {0x01, 0xD8}
# In coded data FF is followed by 00, or by a restart mark, which stands between parts of the same scan. FF FF is
# one mark with a byte to fill up.
_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


class Outline(NamedTuple):
    scans: int
    has_end: bool


def outline(data: bytes) -> Outline:
    """How many scans go over the picture, and whether its end mark is there. What follows that is no picture."""
    scans, position = 0, 2
    while found := _MARKER.search(data, position):
        marker, position = data[found.start() + 1], found.end()
        if marker == _END:
            return Outline(scans, has_end=True)
        scans += marker == _SCAN
        if marker not in _WITHOUT_LENGTH:
            position += max(2, int.from_bytes(data[position : position + 2]))
    return Outline(scans, has_end=False)
