"""How large the pictures inside an AVIF file really are.

The size that the container states (`ispe`) is only a claim: the decoder allocates what the AV1 sequence
header says, so a file of 2 KB that claims 100 x 100 can take a gigabyte. Pillow has no limit to set for this;
reading the headers costs nothing. Layout: ISO/IEC 14496-12 (boxes, `iloc`, `iinf`) and the AV1 specification,
5.5.1.
"""

from collections.abc import Iterator
from typing import Final

from ...core.errors import FieldRefused

_SEQUENCE_HEADER: Final = 1


def coded_pixels(data: bytes) -> int:
    """Pixels that decoding the still pictures in *data* takes: colour, alpha, tiles and thumbnails together.

    Raises ValueError when the file is malformed, and FieldRefused when it is animated: frames in sequence are
    listed in another place, and a product needs one.
    """
    try:
        return _coded_pixels(data)
    except (IndexError, KeyError) as error:
        raise ValueError("The AVIF structure is malformed.") from error


def _coded_pixels(data: bytes) -> int:
    top = dict(_boxes(data))
    if b"moov" in top:
        raise FieldRefused("image", "Animated AVIF pictures aren't accepted. Save one frame.", "animated")
    meta = dict(_boxes(top[b"meta"][4:]))
    coded = _item_ids(meta[b"iinf"], b"av01")
    total = 0
    for item, method, extents in _locations(meta[b"iloc"]):
        if item not in coded:
            continue
        if method > 1:
            raise ValueError("An item is stored in a way that pictures never are.")
        source = meta[b"idat"] if method == 1 else data
        content = b"".join(source[start : start + length or None] for start, length in extents)
        total += _largest_frame(content)
    if not total:
        raise ValueError("There is no picture in the file.")
    return total


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of *data* one after another: type and content."""
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        size = size or len(data) - at
        if size < head:
            raise ValueError("A box is shorter than its own header.")
        yield kind, data[at + head : at + size]
        at += size


def _item_ids(iinf: bytes, wanted: bytes) -> set[int]:
    """The ids of the items of type *wanted* in an item information box."""
    found = set()
    for kind, entry in _boxes(iinf[6 if iinf[0] == 0 else 8 :]):
        width = 2 if entry[0] == 2 else 4
        if kind == b"infe" and entry[6 + width : 10 + width] == wanted:
            found.add(int.from_bytes(entry[4 : 4 + width]))
    return found


def _locations(iloc: bytes) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Each item of an item location box: id, construction method, and its extents as (start, length)."""
    version = iloc[0]
    offset_size, length_size = iloc[4] >> 4, iloc[4] & 15
    base_size, index_size = iloc[5] >> 4, (iloc[5] & 15 if version else 0)
    id_size = 4 if version == 2 else 2
    at = 6

    def take(size: int) -> int:
        nonlocal at
        if at + size > len(iloc):
            raise IndexError("The item locations end too early.")
        at += size
        return int.from_bytes(iloc[at - size : at])

    for _ in range(take(id_size)):
        item = take(id_size)
        method = take(2) & 15 if version else 0
        take(2)  # data reference: this file
        base = take(base_size)
        extents = []
        for _ in range(take(2)):
            take(index_size)
            extents.append((base + take(offset_size), take(length_size)))
        yield item, method, extents


def _largest_frame(content: bytes) -> int:
    """Pixels of the largest frame that any sequence header in this run of AV1 units (OBUs) allows."""
    largest = 0
    at = 0
    while at < len(content):
        head = content[at]
        at += 2 if head & 0b100 else 1
        size = len(content) - at
        if head & 0b10:
            size, at = _leb128(content, at)
        if (head >> 3) & 15 == _SEQUENCE_HEADER:
            largest = max(largest, _frame_pixels(content[at : at + size]))
        at += size
    if not largest:
        raise ValueError("A coded picture has no sequence header.")
    return largest


def _leb128(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        value |= (content[at] & 127) << (7 * index)
        at += 1
        if content[at - 1] < 128:
            break
    return value, at


def _frame_pixels(header: bytes) -> int:
    """Width times height of the largest frame from an AV1 sequence header."""
    bits = _Bits(header)
    bits.skip(4)  # profile, still_picture
    if bits.take(1):  # reduced_still_picture_header
        bits.skip(5)
    else:
        _skip_operating_points(bits)
    width_bits, height_bits = bits.take(4) + 1, bits.take(4) + 1
    return (bits.take(width_bits) + 1) * (bits.take(height_bits) + 1)


def _skip_operating_points(bits: "_Bits") -> None:
    if bits.take(1):
        raise ValueError("A still picture has no timing.")
    delays = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.skip(12)
        if bits.take(5) > 7:
            bits.skip(1)
        if delays and bits.take(1):
            bits.skip(4)


class _Bits:
    """Reads big-endian bits."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data[:512])
        self._left = len(data[:512]) * 8

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise IndexError("The header ends too early.")
        return (self._value >> self._left) & ((1 << count) - 1)

    def skip(self, count: int) -> None:
        self.take(count)
