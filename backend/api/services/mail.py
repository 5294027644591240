"""Low-stock notices by e-mail: one message an owner, with all that is due.

The database is the outbox. A mail server that is away delays notices, never loses them, and nobody waits for it.
"""

import logging
from collections import defaultdict
from datetime import timedelta
from smtplib import SMTPException
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from ..models import StockAlert

logger = logging.getLogger(__name__)

# A notice that was claimed and not sent (the process died, the mail server refused) is tried again after this.
CLAIM_EXPIRES: Final = timedelta(minutes=10)
GIVE_UP_AFTER: Final = timedelta(days=1)
LINES_A_MAIL: Final = 50


def send_due() -> int:
    """Send what is due, and return how many mails went out. Of several processes, each notice is taken by one."""
    now = timezone.now()
    due = StockAlert.objects.filter(mail=StockAlert.Mail.DUE)
    if not due.exists():  # asked every few seconds: a read takes no lock
        return 0
    due.filter(created_at__lt=now - GIVE_UP_AFTER).update(mail=StockAlert.Mail.FAILED)
    claim = uuid4()
    free = Q(mail_claim=None) | Q(mail_claimed_at__lt=now - CLAIM_EXPIRES)
    if not due.filter(free).update(mail_claim=claim, mail_claimed_at=now):
        return 0
    by_owner: dict[Any, list[StockAlert]] = defaultdict(list)
    for alert in due.filter(mail_claim=claim).select_related("owner").order_by("pk"):
        by_owner[alert.owner].append(alert)
    return sum(_send(owner, alerts) for owner, alerts in by_owner.items())


def _send(owner: Any, alerts: list[StockAlert]) -> bool:
    mine = StockAlert.objects.filter(pk__in=[alert.pk for alert in alerts])
    if owner is None or not owner.is_active or not owner.email:
        mine.update(mail=StockAlert.Mail.NONE)  # gone since
        return False
    try:
        EmailMessage(_subject(alerts), _text(owner, alerts), settings.DEFAULT_FROM_EMAIL, [owner.email]).send()
    except (SMTPException, OSError) as error:
        logger.warning("A low-stock notice could not be sent (%s); it is tried again.", error)
        return False
    except (ValueError, TypeError) as error:
        # No address that mail can be sent to. The others must not wait for it.
        logger.warning("The owner %s cannot be written to (%s).", owner.pk, error)
        mine.update(mail=StockAlert.Mail.FAILED)
        return False
    mine.update(mail=StockAlert.Mail.SENT)
    return True


def _subject(alerts: list[StockAlert]) -> str:
    if len(alerts) == 1:
        [alert] = alerts
        # A name may hold line breaks; a header must not.
        name = " ".join(alert.name.split())
        if alert.kind == "low":
            return f"{name} is low: {alert.quantity} left"
        return f"{name} is no longer low: {alert.quantity} on hand"
    low = sum(alert.kind == "low" for alert in alerts)
    return f"{low} products are low" if low > 1 else f"{len(alerts)} changes of low stock"


def _text(owner: Any, alerts: list[StockAlert]) -> str:
    lines = [f"Hello {owner.get_username()},", ""]
    lines += [_line(alert) for alert in alerts[:LINES_A_MAIL]]
    if len(alerts) > LINES_A_MAIL:
        lines.append(f"... and {len(alerts) - LINES_A_MAIL} more.")
    if settings.SITE_URL:
        lines += ["", f"What to reorder: {settings.SITE_URL}/reorder"]
    return "\n".join([*lines, ""])


def _line(alert: StockAlert) -> str:
    level = "" if alert.reorder_level is None else f", reorder level {alert.reorder_level}"
    state = "low" if alert.kind == "low" else "no longer low"
    link = f"\n  {settings.SITE_URL}/products/{alert.product_id}" if settings.SITE_URL and alert.product_id else ""
    return f"- {alert.name} ({alert.sku}) is {state}: {alert.quantity} on hand{level}{link}"
