"""Writes that may be sent twice and happen once (draft-ietf-httpapi-idempotency-key-header)."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

import orjson
from django.db import transaction
from django.utils import timezone

from ..core.errors import IdempotencyKeyReused
from ..live import log
from .models import IdempotencyKey

KEEP: Final = timedelta(days=7)
KEY_PATTERN: Final = r"^[\x21-\x7e]{1,200}\Z"
KEY_RULE: Final = "Must be 1 to 200 visible ASCII characters."


class Answer(NamedTuple):
    """*position* is where the answer stands in the live feed; None: what was just written says so itself."""

    body: dict[str, Any]
    position: log.Position | None = None
    replayed: bool = False


def answer_once(*, user: Any, key: str, request: Any, work: Callable[[], dict[str, Any]]) -> Answer:
    """Do *work* and keep its answer under *key*; the same *request* of the same user is answered from there.

    *request* is what must be equal (JSON values). Work and answer are stored in one transaction: a refusal stores
    neither, so that the key may be tried again. Raises IdempotencyKeyReused for another request.
    """
    if not key:
        return Answer(work())
    with transaction.atomic():
        kept, is_new = claim(user=user, key=key, request=request)
        if is_new:
            # Before the write's own number: that is known only when everything is committed. Whoever takes this
            # one for the answer's place gets a few events again, and misses none.
            before = log.position()
            body = work()
            keep(kept, body, before)
            return Answer(body)
    return _replay(kept)


def find(*, user: Any, key: str, request: Any) -> Answer | None:
    """The answer that is kept under *key*; None where there is none yet. Raises IdempotencyKeyReused.

    For work that is too long for a transaction: what this does not find may still be done by another request, so
    `answer_once` decides.
    """
    kept = IdempotencyKey.objects.filter(user=user, key=key).first() if key else None
    if kept is None:
        return None
    if kept.request_digest != digest_of(request):
        raise IdempotencyKeyReused
    return _replay(kept)


def keep(kept: IdempotencyKey, body: dict[str, Any], position: log.Position) -> None:
    """Store the answer under its key. Call inside the transaction of the write."""
    kept.answer = orjson.dumps({"body": body, "position": list(position)}).decode()
    kept.save(update_fields=["answer"])


def claim(*, user: Any, key: str, request: Any) -> tuple[IdempotencyKey, bool]:
    """The stored key for *request* (JSON values), and whether it is new. Belongs into a transaction.

    Raises IdempotencyKeyReused when the key was used for another request.
    """
    digest = digest_of(request)
    # Of two at once, the second waits here until the first has committed, and then finds what it has stored.
    kept, is_new = IdempotencyKey.objects.get_or_create(user=user, key=key, defaults={"request_digest": digest})
    if kept.request_digest != digest:
        raise IdempotencyKeyReused
    return kept, is_new


def digest_of(request: Any) -> str:
    """What is stored of a request (JSON values), to compare the next one with."""
    return sha256(orjson.dumps(request, option=orjson.OPT_SORT_KEYS)).hexdigest()


def prune() -> int:
    """Forget keys that nobody will use any more, with what they have done. Returns how many keys."""
    _, by_model = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEEP).delete()
    return by_model.get(IdempotencyKey._meta.label, 0)


def _replay(kept: IdempotencyKey) -> Answer:
    answer = orjson.loads(kept.answer)
    return Answer(answer["body"], log.Position(*answer["position"]), replayed=True)
