"""Sample data at a person's request: added to an empty inventory, and removed as far as nobody has used it."""

from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from ..accounts.roles import may
from ..catalog.models import Product
from ..catalog.querysets import ProductQuerySet
from ..core.errors import StorageFailed
from ..http.idempotency import Answer, answer_once, find
from ..live import log
from .errors import NoCategories, NotEmpty
from .models import SampleProduct
from .products import NothingToStock, draw_samples

COUNT: Final = 60
_SEED: Final = 1
# Each batch is a transaction. Below LIVE_BULK_ROWS, so that open screens hear of each product.
_REMOVED_AT_ONCE: Final = 200


class Standing(NamedTuple):
    """How many sample products there are, from one person's point of view."""

    removable: int
    """Nobody has changed or moved them, and the person may delete them."""
    changed: int
    not_yours: int


def add_samples(*, actor: Any, key: str = "", request: Any = None) -> Answer:
    """Add 60 products that belong to *actor*, once for each Idempotency-Key *key* (see `answer_once`).

    Raises NotEmpty, NoCategories, StorageFailed when a picture cannot be written, and IdempotencyKeyReused.
    """
    if (known := find(user=actor, key=key, request=request)) is not None:
        return known
    if Product.objects.exists():
        raise NotEmpty
    try:
        # Before the transaction: drawing takes seconds the first time, and others wait for their turn to write.
        batches = list(draw_samples(count=COUNT, seed=_SEED, owners=[actor]))
    except NothingToStock:
        raise NoCategories from None
    except OSError as error:
        raise StorageFailed from error

    def work() -> dict[str, Any]:
        log.take_turn(using="default")  # two people may press the button at the same moment
        if Product.objects.exists():
            raise NotEmpty
        for batch in batches:
            batch.store()
        return {"added": COUNT}

    with transaction.atomic():
        return answer_once(user=actor, key=key, request=request, work=work)


def standing_for(user: Any) -> Standing:
    """What `remove_samples` would do for *user* now."""
    untouched = _untouched()
    removable = _deletable(untouched, user).count()
    return Standing(removable, _touched().count(), untouched.count() - removable)


def remove_samples(*, actor: Any) -> Standing:
    """Delete the samples that *actor* may delete and nobody has changed or moved. Returns what became of all.

    Those that were changed are ordinary products from now on. Deleted ones go to the trash. Interrupted, it leaves
    whole batches, and can be called again.
    """
    removed = 0
    while True:
        with transaction.atomic():
            found = _deletable(_untouched(), actor).order_by("pk").values_list("pk", flat=True)
            ids = list(found[:_REMOVED_AT_ONCE])
            # Asked again under the lock: someone may have changed one since.
            _, deleted = _untouched().filter(pk__in=ids).delete()
            removed += deleted.get(Product._meta.label, 0)
        if len(ids) < _REMOVED_AT_ONCE:
            break
    with transaction.atomic():
        changed = _touched().count()
        kept = _untouched()
        not_yours = kept.count()
        SampleProduct.objects.exclude(product_id__in=kept.values("pk")).delete()
    return Standing(removed, changed, not_yours)


def _untouched() -> ProductQuerySet:
    """The sample products that are as they were made: every change and every movement raises the version."""
    return Product.objects.filter(version=Subquery(_marks("version")))


def _touched() -> ProductQuerySet:
    return Product.objects.filter(pk__in=SampleProduct.objects.values("product_id")).exclude(
        version=Subquery(_marks("version"))
    )


def _marks(column: str) -> Any:
    return SampleProduct.objects.filter(product_id=OuterRef("pk")).values(column)


def _deletable(products: ProductQuerySet, user: Any) -> ProductQuerySet:
    allowed = Q(pk__in=())
    if may(user, "product:edit_any"):
        allowed = Q()
    elif may(user, "product:edit_own"):
        allowed = Q(created_by=user.pk)
    return products.filter(allowed)
