"""Low-stock notices by e-mail: to whom, how often, once each, and what a mail server that is away does."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from admin_forms import form_of
from aiosmtpd.controller import Controller
from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import timezone

from api.models import Product, StockAlert
from api.stock import mail
from api.stock.services import adjust_by
from servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Inbox:
    """A mail server that keeps what comes, refuses it, or hangs up. Its methods have the names aiosmtpd calls."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.connections = 0
        self.refuses = False
        self.hangs_up = False
        self.meanwhile: Callable[[], Any] = lambda: None

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.meanwhile()
        if self.refuses:
            return "451 Come back later"
        if self.hangs_up:
            server.transport.abort()
            return "250 Never heard"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings, monkeypatch) -> Iterator[Inbox]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.SITE_URL = "https://shop.example"
    monkeypatch.setattr(mail, "_away_until", 0.0)
    yield inbox
    controller.stop()


@pytest.fixture(autouse=True)
def _confirmed(ana: User, bea: User) -> None:
    Group.objects.get(name="Mail recipients").user_set.add(ana, bea)


def pass_time(time: timedelta = mail.PAUSE) -> None:
    """As if all that was sent had been sent so much earlier."""
    for alert in StockAlert.objects.exclude(mail_claimed_at=None):
        StockAlert.objects.filter(pk=alert.pk).update(mail_claimed_at=alert.mail_claimed_at - time)


def one_each(*owners: User) -> None:
    """Each of *owners* gets a product that goes low."""
    for owner in owners:
        product = Product.objects.create(
            sku=owner.username,
            name="Bowl",
            category_id="home",
            price=1,
            quantity=9,
            reorder_level=3,
            created_by=owner,
        )
        adjust_by(product_id=product.pk, delta=-8)


def receivers(inbox: Inbox) -> list[str]:
    return [str(message["To"]).partition("@")[0] for message in inbox.mails]


def test_the_owner_gets_a_mail(inbox, product):
    adjust_by(product_id=product.pk, delta=-40)

    assert mail.send_due() == 1
    assert mail.send_due() == 0
    [message] = inbox.mails
    assert message["To"] == "ana@shop.example"
    assert message["Subject"] == "Blue Mug is low: 2 left"
    text = message.get_content()
    assert "Blue Mug (HOME-MUG01) is low: 2 on hand, reorder at 20" in text
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


def test_a_name_breaks_out_of_neither_subject_nor_line(inbox, product):
    Product.objects.filter(pk=product.pk).update(name="Mug\nBcc: eve@example.org\r\n\r\n\u2028You have won!")
    adjust_by(product_id=product.pk, delta=-40)
    assert mail.send_due() == 1
    assert inbox.mails[0]["Bcc"] is None
    text = inbox.mails[0].get_content()
    assert "- Mug Bcc: eve@example.org You have won! (HOME-MUG01) is low: 2 on hand" in text


def test_a_mail_server_that_is_away_delays_a_notice(inbox, product):
    inbox.refuses = True
    adjust_by(product_id=product.pk, delta=-40)
    assert mail.send_due() == 0
    assert StockAlert.objects.get().mail == "due"
    inbox.refuses = False
    assert mail.send_due() == 0  # its turn has not come: somebody may still be sending it
    pass_time()
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


def test_no_mail_tells_of_a_product_that_is_gone(inbox, product, bea):
    adjust_by(product_id=product.pk, delta=-40)
    one_each(bea)
    product.delete()

    assert mail.send_due() == 1
    assert receivers(inbox) == ["bea"]
    assert list(StockAlert.objects.order_by("pk").values_list("mail", flat=True)) == ["none", "sent"]


def test_no_mail_tells_of_a_product_that_is_deleted_while_others_are_written_to(inbox, ana, bea):
    one_each(ana, bea)

    def delete_elsewhere() -> None:
        try:
            Product.objects.get(sku="bea").delete()
        finally:
            connection.close()

    def meanwhile() -> None:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(delete_elsewhere).result()

    inbox.meanwhile = meanwhile
    assert mail.send_due() == 1
    assert mail.send_due() == 0
    assert receivers(inbox) == ["ana"]
    assert list(StockAlert.objects.order_by("pk").values_list("mail", flat=True)) == ["sent", "none"]


def test_without_a_mail_server_nothing_is_due(product):
    adjust_by(product_id=product.pk, delta=-40)
    assert StockAlert.objects.get().mail == "none"
    assert mail.send_due() == 0


# --- To whom, and how often ----------------------------------------------------------------------------------


def test_an_address_from_registration_gets_nothing_until_staff_confirm_it(inbox, anonymous, as_ana, site):
    account = {"username": "dora", "email": "victim@elsewhere.example", "password": "correct-horse-9"}
    assert anonymous.post("/api/user/register/", account).status_code == 201
    dora = User.objects.get(username="dora")
    one_each(dora)
    assert mail.send_due() == 0
    assert StockAlert.objects.get().mail == "none"

    answer = site.post(
        "/admin/auth/user/", {"action": "confirm_address", "_selected_action": [dora.pk]}, follow=True
    )
    assert "Low-stock alerts will go to these addresses" in answer.content.decode()
    adjust_by(product_id=Product.objects.get(sku="dora").pk, delta=8)
    assert mail.send_due() == 1
    assert receivers(inbox) == ["victim"]


def test_nobody_confirms_their_own_address(as_ana, client_of, ana):
    Group.objects.get(name="Mail recipients").user_set.clear()
    User.objects.filter(pk=ana.pk).update(is_staff=True)  # who may see the admin, and change no accounts
    site = client_of(ana)
    site.force_login(User.objects.get(pk=ana.pk))

    answer = site.post(
        "/admin/auth/user/", {"action": "confirm_address", "_selected_action": [ana.pk]}, format="multipart"
    )
    assert answer.status_code == 403
    assert not ana.groups.exists()


def test_an_address_that_staff_have_typed_is_confirmed(inbox, site):
    User.objects.create_user("dora")
    dora = User.objects.get(username="dora")
    address = f"/admin/auth/user/{dora.pk}/change/"
    # The form as it is: a name and a date in two fields each.
    values = {name: value for name, value in form_of(site, address).items() if value != []}
    values |= {"date_joined_0": "2026-01-01", "date_joined_1": "10:00:00", "is_active": "on"}
    assert site.post(address, values | {"first_name": "Dora"}).status_code == 302
    assert not dora.groups.exists()  # nothing was said of an address

    assert site.post(address, values | {"email": "dora@shop.example"}).status_code == 302
    one_each(dora)
    assert mail.send_due() == 1
    assert receivers(inbox) == ["dora"]


def test_staff_are_written_to_without_further_ado(inbox, boss):
    one_each(boss)
    assert mail.send_due() == 1
    assert receivers(inbox) == ["boss"]


def test_an_owner_is_written_to_once_in_a_while_with_all_that_came_meanwhile(inbox, product, bea):
    adjust_by(product_id=product.pk, delta=-40)
    assert mail.send_due() == 1
    for delta in (40, -40, 40):
        adjust_by(product_id=product.pk, delta=delta)
        assert mail.send_due() == 0
    one_each(bea)  # others need not wait
    assert mail.send_due() == 1
    pass_time(mail.PAUSE - timedelta(seconds=10))
    assert mail.send_due() == 0
    pass_time(timedelta(seconds=10))
    assert mail.send_due() == 1

    assert receivers(inbox) == ["ana", "bea", "ana"]
    assert inbox.mails[-1].get_content().count("Blue Mug") == 3
    assert set(StockAlert.objects.values_list("mail", flat=True)) == {"sent"}


# --- Rounds --------------------------------------------------------------------------------------------------


def test_a_round_opens_one_connection(inbox, ana, bea, boss):
    one_each(ana, bea, boss)
    assert mail.send_due() == 3
    assert inbox.connections == 1


def test_a_notice_refused_to_one_goes_to_the_others(inbox, ana, bea, boss, monkeypatch):
    async def refuse_bea(server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address.startswith("bea"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    monkeypatch.setattr(inbox, "handle_RCPT", refuse_bea, raising=False)
    one_each(ana, bea, boss)
    assert mail.send_due() == 2
    assert sorted(receivers(inbox)) == ["ana", "boss"]


def test_a_server_that_hangs_up_ends_the_round_and_is_left_alone_for_a_while(inbox, ana, bea, boss, monkeypatch):
    one_each(ana, bea, boss)
    inbox.hangs_up = True
    assert mail.send_due() == 0
    # Whose mail was on its way may have got it; the others were not touched.
    assert StockAlert.objects.filter(mail="due", mail_claim=None).count() == 2

    inbox.hangs_up = False
    assert mail.send_due() == 0
    assert inbox.connections == 1
    monkeypatch.setattr(mail, "_away_until", 0.0)  # a minute later
    assert mail.send_due() == 2
    pass_time()
    assert mail.send_due() == 1
    assert sorted(receivers(inbox)) == ["ana", "bea", "boss"]


def test_a_server_that_is_not_there_costs_one_attempt_a_minute(inbox, ana, bea, settings):
    one_each(ana, bea)
    settings.EMAIL_PORT = free_port()
    assert mail.send_due() == 0
    assert StockAlert.objects.filter(mail="due", mail_claim=None).count() == 2


def test_two_processes_send_each_notice_once_however_slow_the_round(inbox, ana, bea, boss):
    one_each(ana, bea, boss)

    def in_another_process() -> None:
        try:
            pass_time(timedelta(minutes=9))  # the first mail takes that long
            mail.send_due()
        finally:
            connection.close()

    def meanwhile() -> None:
        inbox.meanwhile = lambda: None
        processes.append(executor.submit(in_another_process))

    processes: list[Future[None]] = []
    with ThreadPoolExecutor(1) as executor:
        inbox.meanwhile = meanwhile
        mail.send_due()
    processes[0].result()
    assert sorted(receivers(inbox)) == ["ana", "bea", "boss"]
