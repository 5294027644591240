"""Writers at the same moment: one wins, the others are told, and the log has no gap."""

from typing import Any

import pytest
from moments import at_once

from api.live import log
from api.models import LiveEvent, Product

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer(client_of, ana):
    """A client for each thread: they are not made to be shared."""
    return lambda: client_of(ana)


def statuses(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_of_two_writes_to_one_version_one_wins(writer, product, events):
    address = f"/api/products/{product.pk}/"
    for version in range(1, 6):

        def write(quantity: int, tag: str = f'"v{version}"', client: Any = None) -> Any:
            return (client or writer()).patch(address, {"quantity": quantity}, headers={"If-Match": tag})

        one, other = writer(), writer()
        answers = at_once(
            lambda: write(100 + version, client=one),  # noqa: B023  # run before the next round
            lambda: write(200 + version, client=other),  # noqa: B023
        )
        assert statuses(answers) == [200, 412]
        won, lost = sorted(answers, key=lambda answer: answer.status_code)
        product.refresh_from_db()
        assert lost.json()["current"] == won.json()
        assert (product.version, product.quantity) == (version + 1, won.json()["quantity"])
        assert [event["data"]["version"] for event in events()] == list(range(2, version + 2))


def test_different_fields_do_not_overwrite_each_other(writer, product):
    address = f"/api/products/{product.pk}/"
    clients = [writer() for _ in range(4)]
    changes = [{"quantity": 7}, {"price": "9.99"}, {"name": "Cup"}, {"description": "New"}]

    answers = at_once(
        *(lambda c=c, change=change: c.patch(address, change) for c, change in zip(clients, changes, strict=True))
    )

    product.refresh_from_db()
    assert statuses(answers) == [200] * 4
    assert (product.quantity, str(product.price), product.name, product.description) == (7, "9.99", "Cup", "New")
    assert product.version == 5
    assert sorted(answer.json()["version"] for answer in answers) == [2, 3, 4, 5]


def test_of_two_creations_with_one_sku_one_wins(writer, events):
    fields = {"sku": "SAME-1", "name": "Mug", "price": "1", "category": "home"}
    clients = [writer(), writer()]
    answers = at_once(*(lambda c=c: c.post("/api/products/", fields) for c in clients))

    assert statuses(answers) == [201, 400]
    assert max(answers, key=lambda a: a.status_code).json() == {"sku": ["This SKU is already in use."]}
    assert Product.objects.count() == len(events()) == 1


def test_of_two_accounts_with_one_name_one_is_opened(anonymous, django_user_model):
    fields = {"username": "dora", "email": "dora@shop.example", "password": "a-long-enough-1"}
    clients = [type(anonymous)() for _ in range(3)]
    answers = at_once(*(lambda c=c: c.post("/api/user/register/", fields) for c in clients))

    found = statuses(answers)
    assert found[0] == 201
    assert set(found[1:]) <= {400, 409}
    assert django_user_model.objects.count() == 1


def test_of_two_deletions_one_happens(writer, product, events):
    clients = [writer(), writer()]
    answers = at_once(*(lambda c=c: c.delete(f"/api/products/{product.pk}/") for c in clients))

    assert statuses(answers) == [204, 404]
    assert [event["action"] for event in events()] == ["delete"]


def test_many_writers_leave_no_gap(writer):
    before = log.position().seq

    def write(client: Any, writer_number: int) -> list[int]:
        written = []
        for n in range(8):
            fields = {"name": f"P{writer_number}-{n}", "price": "1", "category": "home"}
            created = client.post("/api/products/", fields)
            changed = client.patch(f"/api/products/{created.json()['id']}/", {"quantity": n + 1})
            written += [int(created.headers["X-Live-Seq"]), int(changed.headers["X-Live-Seq"])]
        return written

    clients = [writer() for _ in range(8)]
    results = at_once(*(lambda c=c, k=k: write(c, k) for k, c in enumerate(clients)))

    numbers = list(LiveEvent.objects.filter(seq__gt=before).values_list("seq", flat=True))
    assert numbers == list(range(before + 1, before + 129))
    assert sorted(seq for written in results for seq in written) == numbers  # each was told its own
    assert all(written == sorted(written) for written in results)
    assert log.position().seq == numbers[-1]
    assert Product.objects.count() == 64
