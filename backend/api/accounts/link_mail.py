"""Links by mail: for a forgotten password, and to confirm an address. Asked for by requests, sent by upkeep.py."""

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils import timezone

from ..place import reading as place
from ..stock.mail import REFUSALS
from . import links, people, roles
from .links import Made, Purpose
from .models import LinkRequest, OneTimeLink

logger = logging.getLogger(__name__)

# An account is sent one link of a kind in this time, however often it is asked for.
PAUSE: Final = timedelta(minutes=5)
# A request that could not be answered for so long is forgotten: whoever asked has asked again, or given up.
GIVE_UP_AFTER: Final = timedelta(hours=1)
MAILS_A_ROUND: Final = 20
_MOST_WAITING: Final = 1_000

_SUBJECTS: Final = {
    Purpose.PASSWORD: "Set a new password",
    Purpose.EMAIL: "Confirm your email address",
}
_TEXTS: Final = {
    Purpose.PASSWORD: "Someone asked for a new password for your account. To choose one, open this link. It works "
    "once and expires in an hour:",
    Purpose.EMAIL: "To confirm this address for your account, open this link. It expires in a day:",
}


def ask(purpose: OneTimeLink.Purpose, *, email: str, user: Any = None) -> None:
    """Have a link sent to *email*. Requests beyond what can be sent in a while are dropped, without a word."""
    if LinkRequest.objects.count() < _MOST_WAITING:
        LinkRequest.objects.create(purpose=purpose, email=email, user=user)


def send_asked() -> int:
    """Send what was asked for, and return how many mails went out. To be called again and again."""
    LinkRequest.objects.filter(created_at__lt=timezone.now() - GIVE_UP_AFTER).delete()
    sent = 0
    for request in LinkRequest.objects.select_related("user").order_by("pk")[:MAILS_A_ROUND]:
        if not LinkRequest.objects.filter(pk=request.pk).delete()[0]:
            continue  # another process has it
        try:
            if request.purpose == LinkRequest.CHANGED:
                sent += _send_changed(request)
            else:
                sent += sum(_send(Purpose(request.purpose), account) for account in _accounts(request))
        except (SMTPException, OSError) as error:
            logger.warning("The mail server cannot be reached (%s); a link waits.", type(error).__name__)
            request.save(force_insert=True)
            break
    return sent


def _accounts(request: LinkRequest) -> list[Any]:
    """The accounts that a request is about. Several may have an address."""
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    users = users.exclude(groups__name=roles.SERVICE_ACCOUNTS)
    if request.user_id:
        return list(users.filter(pk=request.user_id, email=request.email))
    return list(users.filter(email__iexact=request.email).order_by("pk")[:5])


def _send(purpose: OneTimeLink.Purpose, account: Any) -> bool:
    recent = OneTimeLink.objects.filter(
        purpose=purpose, user=account, created_by=None, created_at__gt=timezone.now() - PAUSE
    )
    if recent.exists():
        return False
    made = _make(purpose, account)
    text = f"{_hello(account)}\n\n{_TEXTS[purpose]}\n\n{made.address(settings.SITE_URL)}\n\n{_ENDING}\n"
    try:
        return _deliver(_SUBJECTS[purpose], text, account.email, account.pk)
    except (SMTPException, OSError):
        made.link.delete()  # no mail has its secret
        raise


def _send_changed(request: LinkRequest) -> bool:
    """To the address of then: who has taken an account over may have changed it since."""
    at = f"{request.created_at:%Y-%m-%d %H:%M} UTC"
    text = f"{_hello(request.user)}\n\nThe password for your account was changed at {at}.\n\n{_CHANGED}\n\n"
    text += f"{settings.SITE_URL}/forgot-password\n"
    return _deliver("Your password was changed", text, request.email, request.user_id)


_CHANGED: Final = "If that was you, there's nothing to do. If not, choose a new password here and tell an admin:"


def _hello(account: Any) -> str:
    return f"Hello {account.get_username()}," if account else "Hello,"


def _deliver(subject: str, text: str, address: str, account: int | None) -> bool:
    """Whether it went. Raises what a mail server that is away raises."""
    try:
        send_mail(place.titled(subject), text, settings.DEFAULT_FROM_EMAIL, [address])
    except (*REFUSALS, ValueError, TypeError) as error:
        # No address that mail can be sent to, or none that the server takes. The others must not wait for it.
        logger.warning("The account %s cannot be written to (%s).", account, type(error).__name__)
        return False
    return True


_ENDING: Final = "If you didn't ask for this, you can ignore this email. Nothing changes unless the link is used."


def _make(purpose: OneTimeLink.Purpose, account: Any) -> Made:
    if purpose == Purpose.PASSWORD:
        return people.reset_link(actor=None, person=account, lasts=links.MAILED_LASTS)
    return people.email_link(user=account)
