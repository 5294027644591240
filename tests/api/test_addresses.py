"""Every address of the URLconf, with its slash at the end and without."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

from api.models import Product

pytestmark = pytest.mark.django_db

WRITES = ["post", "put", "patch", "delete"]


def found(resolver: Any, before: str = "/") -> Iterator[str]:
    for name in resolver.reverse_dict:
        for possibilities, *_ in resolver.reverse_dict.getlist(name):
            for template, parts in possibilities:
                yield before + template % dict.fromkeys(parts, "1")
    for prefix, inner in resolver.namespace_dict.values():
        yield from found(inner, before + prefix)


ADDRESSES = sorted(address for address in set(found(get_resolver())) if address.endswith("/"))
API = [address for address in ADDRESSES if address.startswith("/api/")]
debug = pytest.mark.parametrize("debug", [True, False], ids=["debug", "production"])


@pytest.fixture
def boss(db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("boss", "boss@shop.example", "a-long-enough-1"))
    return client


def test_they_are_all_here():
    assert {"/api/products/", "/api/products/1/adjust/", "/api/token/", "/api/views/1/", "/api/docs/"} <= set(API)
    assert {"/admin/login/", "/admin/api/product/add/", "/admin/api/product/1/change/"} <= set(ADDRESSES)


@debug
@pytest.mark.parametrize("address", API)
def test_a_write_without_the_slash_is_the_same(client_of, ana, settings, address, debug):
    settings.DEBUG = debug
    client = client_of(ana)
    client.raise_request_exception = False
    for method in WRITES:
        right = getattr(client, method)(address, {})
        Product.objects.all().delete()  # what the first has added is in the way of the second
        short = getattr(client, method)(address.rstrip("/"), {})
        assert short.status_code == right.status_code, (method, short.content)
        assert short.status_code // 100 in (2, 4), "no redirect, which would lose the body"
        assert short.json() == right.json()


@debug
@pytest.mark.parametrize("address", [address for address in ADDRESSES if address not in API])
def test_no_redirect_turns_what_is_sent_into_a_question(boss, settings, address, debug):
    settings.DEBUG = debug
    for method in WRITES:
        response = getattr(boss, method)(address.rstrip("/"), {})
        assert response.status_code < 500, method
        assert response.get("Location", "").split("?")[0] != address


@debug
def test_what_is_sent_without_the_slash_is_done(as_ana, product, settings, debug):
    settings.DEBUG = debug
    made = as_ana.post("/api/products", {"name": "Bowl", "price": "2.00", "category": "home"})
    address = made.headers["Location"].removeprefix("http://testserver").rstrip("/")
    assert made.status_code == 201
    assert made.headers["Location"].endswith(f"/api/products/{made.json()['id']}/")
    assert as_ana.get(address).json() == made.json()
    assert as_ana.patch(f"{address}?x=1", {"price": "3.00"}).json()["price"] == "3.00"
    assert as_ana.post(f"{address}/adjust", {"delta": 4}).json()["product"]["quantity"] == 4
    assert as_ana.delete(address).status_code == 204
    assert list(Product.objects.values_list("pk", flat=True)) == [product.pk]


@debug
def test_one_key_counts_for_both_spellings(as_ana, settings, debug):
    settings.DEBUG = debug
    bowl = {"name": "Bowl", "price": "2.00", "category": "home"}
    answers = [
        as_ana.post(address, bowl, headers={"Idempotency-Key": "k-1"})
        for address in ("/api/products/", "/api/products")
    ]
    assert answers[0].content == answers[1].content
    assert Product.objects.count() == 1


@debug
@pytest.mark.parametrize("method", ["get", *WRITES])
@pytest.mark.parametrize("address", ["/api", "/api/", "/api/nothing", "/api/products//", "/api/products/x"])
def test_what_is_not_there_is_a_404_in_json(as_ana, settings, method, address, debug):
    settings.DEBUG = debug
    response = getattr(as_ana, method)(address)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@debug
def test_people_are_led_to_the_admin(client, settings, debug):
    settings.DEBUG = debug
    assert client.get("/admin").headers["Location"] == "/admin/"
    assert client.get("/adminton").status_code in (200, 503)  # the web app's, which says "not found" itself


def test_what_is_shared_without_the_app_s_worker_leads_to_the_import(client):
    answer = client.post("/share", {"files": "x"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/imports/new?shared")
