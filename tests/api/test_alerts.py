"""Low stock: noticed once when a product goes low and once when it recovers, on screens and by e-mail."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from api.models import Product, StockAlert
from api.services import mail
from api.services.stock import adjust_by, set_to
from servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(product: Product) -> list[str]:
    return list(StockAlert.objects.filter(product=product).order_by("pk").values_list("kind", flat=True))


# --- Edges ---------------------------------------------------------------------------------------------------


def test_it_is_noticed_once_going_down_and_once_coming_back(product, events):
    for delta in (-21, -1, -5, -10, 3, 12, 1, -10, 30, 5):  # 21 20 15 5 8 20 21 11 41 46
        adjust_by(product_id=product.pk, delta=delta)

    assert [event["alert"] for event in events()] == [
        None, "low", None, None, None, None, "recovered", "low", "recovered", None,
    ]  # fmt: skip
    assert kinds(product) == ["low", "recovered", "low", "recovered"]
    first = StockAlert.objects.earliest("pk")
    assert (first.sku, first.name, first.quantity, first.reorder_level) == ("HOME-MUG01", "Blue Mug", 20, 20)
    assert first.owner == product.created_by


@pytest.mark.parametrize(
    "change",
    [
        lambda product: set_to(product_id=product.pk, quantity=3, expected=42),
        lambda product: Product.objects.filter(pk=product.pk).update(quantity=3),
        lambda product: Product.objects.filter(pk=product.pk).update(reorder_level=50),
        lambda product: Product.objects.filter(pk=product.pk).update(quantity=F("quantity") - 40),
        lambda product: _save(product, quantity=3),
        lambda product: _save(product, reorder_level=42),
    ],
)
def test_whatever_makes_it_low_is_noticed(product, events, change):
    change(product)
    assert events()[-1]["alert"] == "low"
    assert kinds(product) == ["low"]


def _save(product: Product, **values: Any) -> None:
    for name, value in values.items():
        setattr(product, name, value)
    product.save()


def test_what_nobody_asks_about_any_more_has_not_recovered(as_ana, product, events):
    as_ana.patch(f"/api/products/{product.pk}/", {"reorder_level": 100})
    as_ana.patch(f"/api/products/{product.pk}/", {"reorder_level": None})
    assert [event["alert"] for event in events()] == ["low", None]
    as_ana.patch(f"/api/products/{product.pk}/", {"reorder_level": 42})
    assert kinds(product) == ["low", "low"]


def test_what_nobody_sells_is_not_missed(product):
    Product.objects.update(is_active=False)
    adjust_by(product_id=product.pk, delta=-40)
    assert kinds(product) == []
    Product.objects.update(is_active=True)
    assert kinds(product) == ["low"]
    Product.objects.update(is_active=False)
    assert kinds(product) == ["low"]
    Product.objects.update(is_active=True)
    assert kinds(product) == ["low", "low"]


def test_what_is_low_from_the_start_has_not_gone_low(ana, events):
    low = {"name": "Low", "category_id": "home", "price": 1, "quantity": 1, "reorder_level": 5, "created_by": ana}
    one = Product.objects.create(sku="A", **low)
    [two] = Product.objects.bulk_create([Product(sku="B", **low)])
    assert StockAlert.objects.count() == 0
    for product in (one, two):
        adjust_by(product_id=product.pk, delta=10)
        assert kinds(product) == ["recovered"]


def test_what_goes_low_in_the_transaction_that_made_it_is_noticed(ana, events):
    with transaction.atomic():
        product = Product.objects.create(
            sku="A", name="A", category_id="home", price=1, quantity=20, reorder_level=5, created_by=ana
        )
        adjust_by(product_id=product.pk, delta=-18)
    assert [(event["action"], event["alert"]) for event in events()] == [("create", "low")]
    Product.objects.filter(pk=product.pk).update(name="B")
    assert kinds(product) == ["low"]


def test_an_old_instance_does_not_notice_again(product):
    old = Product.objects.get(pk=product.pk)
    adjust_by(product_id=product.pk, delta=-40)
    old.name = "Renamed"
    old.save()
    assert kinds(product) == ["low"]


def test_a_refused_adjustment_notices_nothing(as_ana, product, nothing_saved):
    with nothing_saved():
        assert as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -50}).status_code == 409


def test_many_at_once_are_all_noticed_and_samples_are_not(ana):
    call_command("populate_products", count=30, verbosity=0)
    assert StockAlert.objects.count() == 0
    Product.objects.bulk_create(
        Product(sku=f"S{n}", name=f"P{n}", category_id="home", price=1, quantity=9, reorder_level=3)
        for n in range(600)
    )
    Product.objects.filter(sku__startswith="S", name__startswith="P").update(quantity=2)
    assert StockAlert.objects.filter(kind="low", name__startswith="P").count() == 600


def test_notices_are_listed(as_ana, as_bea, product):
    adjust_by(product_id=product.pk, delta=-40)
    adjust_by(product_id=product.pk, delta=40)
    rows = as_ana.get("/api/alerts/").json()

    assert [(row["kind"], row["quantity"], row["owner"]) for row in rows] == [
        ("recovered", 42, "ana"),
        ("low", 2, "ana"),
    ]
    assert rows[0]["product"] == product.pk
    assert len(as_ana.get("/api/alerts/?kind=low").json()) == 1
    assert len(as_ana.get("/api/alerts/?mine=true").json()) == 2
    assert as_bea.get("/api/alerts/?mine=true").json() == []
    assert as_ana.get("/api/alerts/?kind=high").status_code == 400
    product.delete()
    assert [row["product"] for row in as_bea.get("/api/alerts/").json()] == [None, None]


# --- E-mail --------------------------------------------------------------------------------------------------


class Inbox:
    """A mail server that keeps what comes, or refuses it."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # the name aiosmtpd calls
        if self.refuses:
            return "451 Come back later"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.SITE_URL = "https://shop.example"
    yield inbox
    controller.stop()


def test_the_owner_gets_a_mail(inbox, product):
    adjust_by(product_id=product.pk, delta=-40)

    assert mail.send_due() == 1
    assert mail.send_due() == 0
    [message] = inbox.mails
    assert message["To"] == "ana@shop.example"
    assert message["Subject"] == "Blue Mug is low: 2 left"
    text = message.get_content()
    assert "Blue Mug (HOME-MUG01) is low: 2 on hand, reorder level 20" in text
    assert f"https://shop.example/products/{product.pk}" in text
    assert StockAlert.objects.get().mail == "sent"


def test_an_owner_gets_one_mail_for_all_that_is_due(inbox, ana, product):
    Product.objects.bulk_create(
        Product(
            sku=f"S{n}", name=f"P{n}", category_id="home", price=1, quantity=9, reorder_level=3, created_by=ana
        )
        for n in range(60)
    )
    Product.objects.filter(sku__startswith="S").update(quantity=2)

    assert mail.send_due() == 1
    [message] = inbox.mails
    assert message["Subject"] == "60 products are low"
    assert message.get_content().count("is low") == 50
    assert "and 10 more" in message.get_content()


def test_a_name_cannot_break_out_of_the_subject(inbox, product):
    Product.objects.filter(pk=product.pk).update(name="Mug\nBcc: eve@example.org")
    adjust_by(product_id=product.pk, delta=-40)
    assert mail.send_due() == 1
    assert inbox.mails[0]["Bcc"] is None


def test_a_mail_server_that_is_away_delays_a_notice(inbox, product):
    inbox.refuses = True
    adjust_by(product_id=product.pk, delta=-40)
    assert mail.send_due() == 0
    assert StockAlert.objects.get().mail == "due"
    inbox.refuses = False
    assert mail.send_due() == 0  # its turn has not come: somebody may still be sending it
    StockAlert.objects.update(mail_claimed_at=timezone.now() - mail.CLAIM_EXPIRES - timedelta(seconds=1))
    assert mail.send_due() == 1
    assert len(inbox.mails) == 1


def test_an_address_that_is_none_keeps_nobody_waiting(inbox, ana, bea, product):
    type(ana).objects.filter(pk=ana.pk).update(email="ana@shop..example")
    other = Product.objects.create(
        sku="B", name="Bowl", category_id="home", price=1, quantity=9, reorder_level=3, created_by=bea
    )
    adjust_by(product_id=product.pk, delta=-40)
    adjust_by(product_id=other.pk, delta=-8)

    assert mail.send_due() == 1
    assert [message["To"] for message in inbox.mails] == ["bea@shop.example"]
    assert list(StockAlert.objects.order_by("pk").values_list("mail", flat=True)) == ["failed", "sent"]


def test_old_notices_are_given_up(inbox, product):
    adjust_by(product_id=product.pk, delta=-40)
    StockAlert.objects.update(created_at=timezone.now() - mail.GIVE_UP_AFTER - timedelta(minutes=1))
    assert mail.send_due() == 0
    assert StockAlert.objects.get().mail == "failed"
    assert inbox.mails == []


@pytest.mark.parametrize("account", [{"email": ""}, {"is_active": False}])
def test_nobody_is_written_to_in_vain(inbox, ana, product, account):
    adjust_by(product_id=product.pk, delta=-40)
    type(ana).objects.filter(pk=ana.pk).update(**account)
    adjust_by(product_id=product.pk, delta=40)

    assert mail.send_due() == 0
    assert set(StockAlert.objects.values_list("mail", flat=True)) == {"none"}


def test_without_a_mail_server_nothing_is_due(product):
    adjust_by(product_id=product.pk, delta=-40)
    assert StockAlert.objects.get().mail == "none"
    assert mail.send_due() == 0
