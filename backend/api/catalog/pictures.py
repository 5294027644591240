"""The pictures of a product: the cover, which is its `image`, and those in `more_pictures` after it.

They are stored with the product and not in a table of their own: a change of them is a change of the product, with
its version, its event and its entry in the trail.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from .models import Product


class StoredPicture(TypedDict):
    """A picture by the names of its files in the storage."""

    image: str
    thumbnail: str


def picture_id(picture: StoredPicture) -> str:
    """What clients call it: its file without folder and ending. It stays when the picture changes its place."""
    return PurePosixPath(picture["image"]).stem


def pictures_of(product: "Product") -> list[StoredPicture]:
    """All of them, the cover first."""
    cover = StoredPicture(image=product.image.name or "", thumbnail=product.thumbnail.name or "")
    return [*([cover] if cover["image"] else []), *(product.more_pictures or [])]


def picture_fields(pictures: Sequence[StoredPicture]) -> dict[str, Any]:
    """The values of a product's columns with these *pictures*, of which the first is the cover."""
    cover, more = (pictures[0], list(pictures[1:])) if pictures else (StoredPicture(image="", thumbnail=""), [])
    return {**cover, "more_pictures": more or None}
