"""Links that open one door once: invitations, the first account, a forgotten password, an address to confirm.

The secret stands behind the `#` of the link, which browsers do not send: it reaches no log of ours and no proxy's.
The page posts it. A link is used by one conditional UPDATE: of many uses at once one counts, on any database.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from rest_framework_simplejwt.utils import get_md5_hash_password

from .models import OneTimeLink
from .roles import may, standings_of

Purpose = OneTimeLink.Purpose

INVITATION_DAYS: Final = 7
MAX_INVITATION_DAYS: Final = 30
SETUP_LASTS: Final = timedelta(days=1)
# A link that an admin makes has to be passed on; one in a mail is at hand.
PASSWORD_LASTS: Final = timedelta(days=1)
MAILED_LASTS: Final = timedelta(hours=1)
EMAIL_LASTS: Final = timedelta(days=1)

_PAGES: Final = {
    Purpose.INVITATION: "join",
    Purpose.SETUP: "join",
    Purpose.PASSWORD: "reset",
    Purpose.EMAIL: "confirm",
}
_SECRET_BYTES: Final = 24


class Made(NamedTuple):
    """A new link and its secret, which nobody can ask for again."""

    link: OneTimeLink
    secret: str

    def address(self, site: str) -> str:
        """The whole link; *site* is the address of this installation without a slash at its end."""
        return f"{site}/{_PAGES[Purpose(self.link.purpose)]}#{self.secret}"


def make(purpose: OneTimeLink.Purpose, *, lasts: timedelta, **fields: Any) -> Made:
    """Store a link that is good for *lasts*; *fields* are those of the model."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    link = OneTimeLink.objects.create(
        purpose=purpose, digest=_digest(secret), expires_at=timezone.now() + lasts, **fields
    )
    return Made(link, secret)


def find(secret: str, *purposes: OneTimeLink.Purpose) -> OneTimeLink | None:
    """The link of *secret*, when it is for one of *purposes* and still good."""
    link = _good(secret, purposes).select_related("user", "created_by").first()
    return link if link and _is_backed(link) else None


def claim(secret: str, *purposes: OneTimeLink.Purpose) -> OneTimeLink | None:
    """Use a link up, inside the open transaction. None when it is not good, or no longer."""
    if not _good(secret, purposes).update(used_at=timezone.now()):
        return None
    link = OneTimeLink.objects.select_related("user", "created_by").get(digest=_digest(secret))
    return link if _is_backed(link) else None


def backed(links: QuerySet[OneTimeLink]) -> QuerySet[OneTimeLink]:
    """*links* without those that ended, before anyone used them, with the right of the admin who made them."""
    makers = get_user_model().objects.filter(pk__in=links.filter(used_at=None).values("created_by"))
    standings = standings_of(makers)
    ended = [m.pk for m in makers if not (m.is_active and "people:manage" in standings[m.pk].rights)]
    return links.exclude(used_at=None, created_by__in=ended)


def drop_unused(purpose: OneTimeLink.Purpose, **fields: Any) -> None:
    """Take back the links of *purpose* that nobody has used: a newer one takes their place."""
    OneTimeLink.objects.filter(purpose=purpose, used_at=None, **fields).delete()


def prune() -> int:
    """Forget links that have expired. Returns how many."""
    return OneTimeLink.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def can_mail() -> bool:
    """Whether links can be sent by mail: there is a mail server, and this site knows its own address."""
    return bool(settings.EMAIL_HOST and settings.SITE_URL)


def _good(secret: str, purposes: tuple[OneTimeLink.Purpose, ...]) -> QuerySet[OneTimeLink]:
    is_good = Q(digest=_digest(secret), purpose__in=purposes, used_at=None, expires_at__gt=timezone.now())
    return OneTimeLink.objects.filter(is_good)


def password_digest(user: Any) -> str:
    """Of the password that an account has now: another one by any way makes its links void."""
    return str(get_md5_hash_password(user.password))


def _is_backed(link: OneTimeLink) -> bool:
    """Whether its account has the password still that it replaces, and the admin who made it is one still.

    The server's own links need no admin. Someone who is demoted must not come back by a link of yesterday.
    """
    if link.password_digest and link.user and link.password_digest != password_digest(link.user):
        return False
    maker = link.created_by
    return maker is None or (maker.is_active and may(maker, "people:manage"))


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
