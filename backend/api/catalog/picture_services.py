"""Writes to the pictures of a product. Each call is one transaction, and one change of the product."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django_cleanup import cleanup  # type: ignore[import-untyped]

from ..core.errors import FieldRefused
from ..http.idempotency import Answer
from .errors import PictureGone, TooManyPictures
from .images.store import StoredImage
from .models import Product
from .pictures import StoredPicture, picture_fields, picture_id, pictures_of
from .rows import instance_row
from .services import answer_with_image, as_pictures, lock_product


def add_picture(
    *,
    actor: Any,
    product_id: int,
    image: "File[bytes]",
    expected_versions: Collection[int] | None = None,
    key: str = "",
    request: Any = None,
) -> Answer:
    """Add a picture behind the others, once for each Idempotency-Key *key*. Returns the product's row.

    Raises TooManyPictures, FieldRefused when the picture cannot be taken, and what `lock_product` raises.
    """

    def add(stored: StoredImage | None) -> dict[str, Any]:
        with transaction.atomic():
            product = lock_product(product_id, expected_versions)
            pictures = pictures_of(product)
            if len(pictures) >= settings.PICTURES_PER_PRODUCT:
                raise TooManyPictures(settings.PICTURES_PER_PRODUCT)
            return dict(instance_row(_write(product, [*pictures, *as_pictures(stored)])))

    return answer_with_image(add, image=image, actor=actor, key=key, request=request)


def order_pictures(
    *, product_id: int, ids: Sequence[str], expected_versions: Collection[int] | None = None
) -> Product:
    """Put all pictures into the order of *ids*; the first becomes the cover.

    Raises FieldRefused when these are not the product's pictures, each once, and what `lock_product` raises.
    """
    with transaction.atomic():
        product = lock_product(product_id, expected_versions)
        there = {picture_id(picture): picture for picture in pictures_of(product)}
        if sorted(ids) != sorted(there):
            raise FieldRefused("order", "Name each picture of the product once.", "not_the_pictures")
        return _write(product, [there[pk] for pk in ids])


def remove_picture(*, product_id: int, picture: str, expected_versions: Collection[int] | None = None) -> Product:
    """Remove one picture for good; after the cover, the next one is the cover. Raises PictureGone and the like."""
    with transaction.atomic():
        product = lock_product(product_id, expected_versions)
        pictures = pictures_of(product)
        left = [there for there in pictures if picture_id(there) != picture]
        if len(left) == len(pictures):
            raise PictureGone
        return _write(product, left)


def _write(product: Product, pictures: Sequence[StoredPicture]) -> Product:
    """Store *pictures*. The files of those that are no longer among them go after the commit."""
    gone = _files(pictures_of(product)) - _files(pictures)
    fields = picture_fields(pictures)
    changed = [name for name, value in fields.items() if getattr(product, name) != value]
    for name in changed:
        setattr(product, name, fields[name])
    # What was the cover may be kept at another place: only the files of `gone` are to be removed.
    cleanup.refresh(product)
    if changed:
        product.save(update_fields=changed)
    for name in gone:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
    return product


def _files(pictures: Sequence[StoredPicture]) -> set[str]:
    names = {name for picture in pictures for name in (picture["image"], picture["thumbnail"])}
    return names - {""}
