"""Query parameters that a call does not have, or has once and is given twice: what is left out is another list."""

import pytest

from api.models import Product

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = [
    "/api/products/",
    "/api/products/my_products/",
    "/api/products/{id}/movements/",
    "/api/products/{id}/history/",
    "/api/movements/",
    "/api/movements/export/",
    "/api/alerts/",
    "/api/reorder/",
    "/api/dashboard/",
    "/api/views/",
    "/api/categories/",
]
lists = pytest.mark.parametrize("path", LISTS)


def refused(client, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400, response.content
    return response.json()


@lists
@pytest.mark.parametrize(
    "name", ["categroy", "page", "colour", "CATEGORYS", "sarch[]", "", "é", "__proto__", "scope"]
)
def test_a_name_that_is_none_is_refused(as_ana, product, path, name):
    assert list(refused(as_ana, path.format(id=product.pk), f"{name}=1")) == [name]


@pytest.mark.parametrize(
    ("path", "name", "meant"),
    [
        ("/api/products/", "categroy", "category"),
        ("/api/products/", "Search", "search"),
        ("/api/products/", "price-min", "price_min"),
        ("/api/products/", "order", "ordering"),
        ("/api/reorder/", "lowstock", "low_stock"),
        ("/api/movements/", "products", "product"),
        ("/api/movements/export/", "datefrom", "date_from"),
        ("/api/alerts/", "kinds", "kind"),
        ("/api/products/{id}/history/", "day", "days"),
    ],
)
def test_it_says_what_may_have_been_meant(as_ana, product, path, name, meant):
    answer = refused(as_ana, path.format(id=product.pk), f"{name}=1")
    assert answer == {name: [f"There is no such parameter. Did you mean {meant}?"]}


def test_it_says_what_there_is_where_nothing_is_near(as_ana):
    assert refused(as_ana, "/api/dashboard/", "page=2") == {
        "page": ["There is no such parameter. There are: tz, at."]
    }
    assert refused(as_ana, "/api/views/", "page=2") == {"page": ["There is no such parameter."]}


def test_all_names_are_said_at_once(as_ana):
    assert list(refused(as_ana, "/api/products/", "page=2&serach=x&search=x&limit=5&limit=6")) == [
        "page",
        "serach",
        "limit",
    ]


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/api/products/", "search=mug&search=bowl", "search"),
        ("/api/products/", "limit=5&limit=5", "limit"),
        ("/api/products/", "ordering=name&ordering=-name", "ordering"),
        ("/api/products/my_products/", "in_stock=true&in_stock=", "in_stock"),
        ("/api/reorder/", "owner=ana&owner=bea", "owner"),
        ("/api/movements/", "actor=ana&actor=bea", "actor"),
        ("/api/movements/export/", "date_to=2026-01-01&date_to=2026-01-02", "date_to"),
        ("/api/alerts/", "mine=true&mine=false", "mine"),
        ("/api/dashboard/", "tz=UTC&tz=Europe/Berlin", "tz"),
        ("/api/products/{id}/history/", "days=5&days=6", "days"),
    ],
)
def test_a_second_value_is_refused(as_ana, product, path, query, name):
    assert refused(as_ana, path.format(id=product.pk), query) == {name: ["Give one value."]}


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/products/", "category=home&category=books"),
        ("/api/movements/", "reason=sale&reason=initial&product=1&product=2"),
    ],
)
def test_some_may_be_repeated(as_ana, path, query):
    assert as_ana.get(f"{path}?{query}").status_code == 200


@lists
def test_every_call_takes_a_format_and_what_keeps_caches_out(as_ana, product, path):
    response = as_ana.get(path.format(id=product.pk), {"_": "1764339000000", "format": "json"})
    assert response.status_code == 200


def test_links_lead_to_pages_that_are_there(as_ana, product):
    Product.objects.create(name="Bowl", sku="B", price="1", category_id="home")
    first = as_ana.get("/api/products/?limit=1&_=1&category=home&category=books&search=")
    address = first.headers["Link"].split(">")[0].strip("<")
    assert as_ana.get(address).status_code == 200


def test_a_bulk_change_says_what_may_have_been_meant(as_ana, product, nothing_saved):
    with nothing_saved():
        answer = as_ana.post("/api/products/bulk/", {"action": "delete", "filter": {"categroy": "home"}})
    assert answer.json() == {"filter": ["categroy: There is no such parameter. Did you mean category?"]}
