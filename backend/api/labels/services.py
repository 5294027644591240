"""Writes of labels: templates, codes for blank labels, and giving a product its barcode."""

import secrets
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from ..catalog.codes import barcode_key, with_check_digit
from ..catalog.models import Product
from ..catalog.services import lock_product
from ..core.errors import FieldRefused
from ..core.text import unique_name_key
from .errors import BarcodeTaken, HasBarcode, TemplateGone, TooManyTemplates
from .models import LabelTemplate

MAX_TEMPLATES: Final = 50


def create_template(*, owner: Any, fields: dict[str, Any]) -> LabelTemplate:
    """Raises FieldRefused and TooManyTemplates."""
    with transaction.atomic():
        own = _own(owner.pk)
        if len(own) >= MAX_TEMPLATES:
            raise TooManyTemplates(MAX_TEMPLATES)
        _check_name(own, fields["name"])
        return LabelTemplate.objects.create(owner=owner, **fields)


def update_template(*, template: LabelTemplate, fields: dict[str, Any]) -> LabelTemplate:
    """Write *fields*, and only these. Returns it as stored. Raises FieldRefused and TemplateGone."""
    with transaction.atomic():
        own = _own(template.owner_id)
        stored = next((each for each in own if each.pk == template.pk), None)
        if stored is None:
            raise TemplateGone
        if "name" in fields:
            _check_name([each for each in own if each.pk != template.pk], fields["name"])
        for name, value in fields.items():
            setattr(stored, name, value)
        if fields:
            stored.save(update_fields=list(fields))
        return stored


def new_codes(count: int) -> list[str]:
    """So many EAN-13 of the range 20 to 29, which GS1 leaves to shops, that no product has.

    They are drawn from 100 thousand million, and not stored: a label that is never used costs nothing.
    """
    codes: dict[str, None] = {}
    while len(codes) < count:
        drawn = [_in_store_code() for _ in range(count - len(codes))]
        keys = {barcode_key(code): code for code in drawn}
        taken = set(Product.objects.filter(barcode_key__in=keys).values_list("barcode_key", flat=True))
        codes |= dict.fromkeys(code for key, code in keys.items() if key not in taken)
    return list(codes)


def give_barcode(*, product_id: int, barcode: str = "") -> Product:
    """Give a product that has no barcode the code of a blank label, or else a new one.

    Of two products that are given the same code at once, one gets it. Raises ProductGone, HasBarcode and
    BarcodeTaken.
    """
    with transaction.atomic():
        product = lock_product(product_id, None)
        if product.barcode:
            raise HasBarcode
        product.barcode = barcode or new_codes(1)[0]
        others = Product.objects.filter(barcode_key=barcode_key(product.barcode)).exclude(pk=product.pk)
        if (other := others.first()) is not None:
            raise BarcodeTaken(other.name)
        try:
            with transaction.atomic():
                product.save(update_fields=["barcode"])
        except IntegrityError as error:
            raise BarcodeTaken("one that has just been given it") from error
    return product


def _in_store_code() -> str:
    return with_check_digit(f"2{secrets.randbelow(10**11):011}")


def _own(owner_id: int) -> list[LabelTemplate]:
    """The templates of an account, locked. So is its row: of two changes at once, the second sees the first.

    Without its key: whoever moves stock in this name meanwhile need not wait.
    """
    get_user_model().objects.select_for_update(no_key=True).filter(pk=owner_id).values_list("pk").first()
    return list(
        LabelTemplate.objects.select_for_update(of=("self",)).filter(owner=owner_id).select_related("owner")
    )


def _check_name(others: list[LabelTemplate], name: str) -> None:
    if unique_name_key(name) in {unique_name_key(other.name) for other in others}:
        raise FieldRefused("name", "You already have a label template with this name.", "taken")
