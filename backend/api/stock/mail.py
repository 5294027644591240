"""Low-stock alerts by email: one message an owner, with all that is due.

The database is the outbox. A mail server that is away delays alerts, never loses them, and nobody waits for it.
"""

import logging
import time
from datetime import timedelta
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..place import reading as place
from .models import StockAlert

logger = logging.getLogger(__name__)

RECIPIENTS: Final = "Mail recipients"
"""The group of those whose address staff have confirmed. Staff themselves need not be in it."""

# An owner is written to once in this time, whether the last mail went out, was refused or was cut off.
PAUSE: Final = timedelta(minutes=10)
GIVE_UP_AFTER: Final = timedelta(days=1)
LINES_A_MAIL: Final = 50
OWNERS_A_ROUND: Final = 20
AWAY_SECONDS: Final = 60.0  # how long a mail server that does not answer is left alone
REFUSALS: Final = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, SMTPNotSupportedError)

_away_until = 0.0


def send_due() -> int:
    """Send what is due to some owners, and return how many mails went out. To be called again and again."""
    global _away_until
    if time.monotonic() < _away_until:
        return 0
    owners = _owners_to_write_to()
    if not owners:
        return 0
    sent = 0
    try:
        with get_connection() as server:
            for owner_id in owners:
                sent += _send_to(owner_id, server)
    except (SMTPException, OSError) as error:
        # Each further owner would wait for it as long as this one did.
        logger.warning("The mail server cannot be reached (%s); alerts wait.", error)
        _away_until = time.monotonic() + AWAY_SECONDS
    return sent


def _due() -> QuerySet[StockAlert]:
    return StockAlert.objects.filter(mail=StockAlert.Mail.DUE)


def _owners_to_write_to() -> list[int]:
    due, now = _due(), timezone.now()
    if not due.exists():  # asked every few seconds: a read takes no lock
        return []
    recipients = get_user_model().objects.filter(Q(is_staff=True) | Q(groups__name=RECIPIENTS), is_active=True)
    has_reader = Q(product__isnull=False, owner__in=recipients.exclude(email=""))
    due.exclude(has_reader).update(mail=StockAlert.Mail.NONE)
    due.filter(created_at__lt=now - GIVE_UP_AFTER).update(mail=StockAlert.Mail.FAILED)
    written_to = StockAlert.objects.filter(owner__isnull=False, mail_claimed_at__gt=now - PAUSE)
    waiting = due.exclude(owner__in=written_to.values("owner")).order_by("owner")
    return list(waiting.values_list("owner", flat=True).distinct()[:OWNERS_A_ROUND])


def _send_to(owner_id: int, server: Any) -> bool:
    """Claim and send what is due to one owner. What was claimed and not sent is tried again after PAUSE.

    Claimed just before it is sent, never for the whole round: however long the round takes, no other process finds
    a claim that has run out while this one still means to send.
    """
    claim, now = uuid4(), timezone.now()
    free = Q(mail_claim=None) | Q(mail_claimed_at__lte=now - PAUSE)
    # A product may have been deleted since the round began.
    owed = _due().filter(free, owner=owner_id, product__isnull=False)
    if not owed.update(mail_claim=claim, mail_claimed_at=now):
        return False  # another process got there first
    claimed = _due().filter(mail_claim=claim)
    alerts = list(claimed.select_related("owner").order_by("pk"))
    owner: Any = alerts[0].owner if alerts else None
    if owner is None:
        return False
    message = EmailMessage(
        place.titled(_subject(alerts)),
        _text(owner, alerts),
        settings.DEFAULT_FROM_EMAIL,
        [owner.email],
        connection=server,
    )
    try:
        message.send()
    except REFUSALS as error:
        logger.warning("A low-stock alert to the owner %s was refused (%s); it is tried again.", owner_id, error)
        return False
    except (ValueError, TypeError) as error:
        # No address that mail can be sent to. The others must not wait for it.
        logger.warning("The owner %s cannot be written to (%s).", owner_id, error)
        claimed.update(mail=StockAlert.Mail.FAILED)
        return False
    claimed.update(mail=StockAlert.Mail.SENT)
    return True


def _subject(alerts: list[StockAlert]) -> str:
    if len(alerts) == 1:
        [alert] = alerts
        name = _on_one_line(alert.name)
        if alert.kind == "low":
            return f"{name} is low: {alert.quantity} left"
        return f"{name} is no longer low: {alert.quantity} on hand"
    low = sum(alert.kind == "low" for alert in alerts)
    return f"{low} products are low" if low > 1 else f"{len(alerts)} low-stock changes"


def _text(owner: Any, alerts: list[StockAlert]) -> str:
    lines = [f"Hello {owner.get_username()},", ""]
    lines += [_line(alert) for alert in alerts[:LINES_A_MAIL]]
    if len(alerts) > LINES_A_MAIL:
        lines.append(f"…and {len(alerts) - LINES_A_MAIL} more.")
    if settings.SITE_URL:
        lines += ["", f"Reorder list: {settings.SITE_URL}/reorder"]
    return "\n".join([*lines, ""])


def _line(alert: StockAlert) -> str:
    level = "" if alert.reorder_level is None else f", reorder at {alert.reorder_level}"
    state = "low" if alert.kind == "low" else "no longer low"
    link = f"\n  {settings.SITE_URL}/products/{alert.product_id}" if settings.SITE_URL and alert.product_id else ""
    product = f"{_on_one_line(alert.name)} ({_on_one_line(alert.sku)})"
    return f"- {product} is {state}: {alert.quantity} on hand{level}{link}"


def _on_one_line(text: str) -> str:
    """A name must end no header, and not pass for a paragraph of ours."""
    return " ".join(text.split())
