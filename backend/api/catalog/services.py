"""Writes to products: create, update, delete. Each call is one transaction."""

import secrets
from collections.abc import Callable, Collection
from typing import Any, Final

from django.core.files.base import File
from django.db import IntegrityError, transaction

from ..core.errors import FieldRefused
from ..http.idempotency import Answer, answer_once
from .errors import ProductGone, StaleVersion
from .images.store import StoredImage, store_image
from .models import Product
from .pictures import StoredPicture, picture_fields
from .rows import instance_row
from .selectors import product_rows_by_id

# Crockford's base 32: no I, L, O or U, so that a code survives being read aloud.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32, of which each is equally likely for a byte
_SKU_ATTEMPTS: Final = 5
_UNIQUE_FIELDS: Final = {"sku": "This SKU is already in use.", "barcode": "This barcode is already in use."}


def create_product(
    *,
    actor: Any,
    fields: dict[str, Any],
    image: "File[bytes] | None" = None,
    key: str = "",
    request: Any = None,
) -> Answer:
    """Create a product owned by *actor*, once for each Idempotency-Key *key* (see `answer_once`). Returns its row.

    *fields* holds validated model values; a blank `sku` is made up. *image* is an upload as it came.
    Raises FieldRefused when the picture, SKU or barcode cannot be taken, and IdempotencyKeyReused; then nothing is
    stored.
    """
    return answer_with_image(
        lambda stored: dict(instance_row(_insert(actor, fields, stored))),
        image=image,
        actor=actor,
        key=key,
        request=request,
    )


def update_product(
    *,
    product_id: int,
    fields: dict[str, Any],
    image: "File[bytes] | None" = None,
    remove_image: bool = False,
    expected_versions: Collection[int] | None = None,
) -> Product:
    """Write *fields*, and only these, to a product.

    With *expected_versions*, raises StaleVersion when the product is at another one. A call that changes nothing
    stores nothing: the version stays. Raises ProductGone and FieldRefused.
    """
    stored = store_image(image) if image else None
    try:
        with transaction.atomic():
            product = lock_product(product_id, expected_versions)
            values = dict(fields)
            if "sku" in values and not values["sku"]:
                values["sku"] = generate_sku(values.get("category", product.category).slug)
            if stored or (remove_image and product.image):
                # Another cover; or none, and then the next picture is the cover.
                values |= picture_fields([*as_pictures(stored), *(product.more_pictures or [])])
            changed = [name for name, value in values.items() if getattr(product, name) != value]
            for name in changed:
                setattr(product, name, values[name])
            if changed:
                product.save(update_fields=changed)
    except IntegrityError as error:
        discard(stored)
        raise _unique_violation(error) from error
    except BaseException:
        discard(stored)
        raise
    return product


def delete_product(*, product_id: int, expected_versions: Collection[int] | None = None) -> None:
    """Delete a product. Raises ProductGone, and StaleVersion as `update_product` does."""
    with transaction.atomic():
        lock_product(product_id, expected_versions).delete()


def lock_product(product_id: int, expected_versions: Collection[int] | None) -> Product:
    """The product, locked until the transaction ends. Raises ProductGone and StaleVersion."""
    product = Product.objects.select_for_update(of=("self",)).filter(pk=product_id).first()
    if product is None:
        raise ProductGone
    if expected_versions is not None and product.version not in expected_versions:
        raise StaleVersion(product_rows_by_id([product_id])[product_id])
    return product


def generate_sku(category: str) -> str:
    """A new SKU such as `ELEC-7K2M9Q`."""
    prefix = "".join(char for char in category.upper() if char.isalnum())[:4] or "ITEM"
    return f"{prefix}-{''.join(_ALPHABET[byte % len(_ALPHABET)] for byte in secrets.token_bytes(6))}"


def answer_with_image(
    work: Callable[[StoredImage | None], dict[str, Any]],
    *,
    image: "File[bytes] | None",
    actor: Any,
    key: str,
    request: Any,
) -> Answer:
    """`answer_once` for *work* that stores *image*: its files stay only if the work was done, and now."""
    # Before the transaction: to decode a picture takes long, and others wait for their turn to write.
    stored = store_image(image) if image else None
    try:
        answer = answer_once(user=actor, key=key, request=request, work=lambda: work(stored))
    except BaseException:
        discard(stored)
        raise
    if answer.replayed:
        discard(stored)
    return answer


def discard(stored: StoredImage | None) -> None:
    """Remove the files of a picture whose product was not stored."""
    if stored:
        stored.delete()


def _insert(actor: Any, fields: dict[str, Any], stored: StoredImage | None) -> Product:
    generated = not fields.get("sku")
    for attempt in range(_SKU_ATTEMPTS):
        values = {**fields, "sku": generate_sku(fields["category"].slug)} if generated else fields
        product = Product(**values, **picture_fields(as_pictures(stored)), created_by=actor)
        try:
            product.save(force_insert=True)  # in a transaction of its own
        except IntegrityError as error:
            refused = _unique_violation(error)
            if not generated or refused.field != "sku" or attempt == _SKU_ATTEMPTS - 1:
                raise refused from error
        else:
            return product
    raise AssertionError("unreachable: the last attempt returns or raises")


def as_pictures(stored: StoredImage | None) -> list[StoredPicture]:
    return [StoredPicture(image=stored.image, thumbnail=stored.thumbnail)] if stored else []


def _unique_violation(error: IntegrityError) -> FieldRefused:
    """Which unique field *error* is about; any other integrity error is raised as it is."""
    text = str(error)
    for field, detail in _UNIQUE_FIELDS.items():
        if f"product_{field}" in text or f"product.{field}" in text:
            return FieldRefused(field, detail, "taken")
    raise error
