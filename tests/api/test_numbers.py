"""Numbers in JSON, forms, addresses and the admin: read in one way, or refused."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from api.models import Product, SavedView

pytestmark = pytest.mark.django_db(transaction=True)

MUG = {"name": "Red Mug", "price": "7.90", "category": "home"}
# As text, of no field; what Python, Django or DRF make of each is another number, or a guess.
NO_NUMBERS = [
    "1_000",
    "1.000_0",
    "１",  # full-width
    "٥",  # Arabic-Indic
    "१२",
    "1e3",
    "1E+1",
    "0x10",
    "1,000",
    "1 000",
    "1\u00a0000",
    "1'000",
    "--1",
    "+-1",
    "−3",  # the minus sign, not the hyphen
    "NaN",
    "Infinity",
    "True",
    "½",
    "²",
    ".",
    "-",
    "5\u200b",
    "5\u00a0",
    "5-",
    "1/2",
]
# A whole number has no point: 1.000 is a thousand to half the world.
NO_WHOLE = [*NO_NUMBERS, "1.000", "1.0", "5.", ".0"]
NO_PRICES = [*NO_NUMBERS, "1_0.5_0", "1.000", "12,50", "1.2.3"]


def of_json(client: Any, method: str, address: str, **fields: Any) -> Any:
    return getattr(client, method)(address, json.dumps(fields), content_type="application/json")


@pytest.mark.parametrize("field", ["quantity", "reorder_level", "price"])
def test_a_product_takes_no_other_text(as_ana, product, nothing_saved, field):
    address = f"/api/products/{product.pk}/"
    for text in NO_PRICES if field == "price" else NO_WHOLE:
        with nothing_saved():
            answers = [
                of_json(as_ana, "post", "/api/products/", **{**MUG, field: text}),
                of_json(as_ana, "patch", address, **{field: text}),
                as_ana.post("/api/products/", {**MUG, field: text}, format="multipart"),
                as_ana.patch(address, {field: text}, format="multipart"),
            ]
        for answer in answers:
            assert (answer.status_code, list(answer.json())) == (400, [field]), text


@pytest.mark.parametrize(
    "fields", [{"delta": None}, {"set_to": None, "expected": 42}, {"set_to": 5, "expected": None}]
)
def test_an_adjustment_takes_no_other_text(as_ana, product, nothing_saved, fields):
    [asked] = [name for name, value in fields.items() if value is None]
    for text in NO_WHOLE:
        with nothing_saved():
            answer = of_json(as_ana, "post", f"/api/products/{product.pk}/adjust/", **{**fields, asked: text})
        assert (answer.status_code, list(answer.json())) == (400, [asked]), text


def test_a_bulk_change_takes_no_other_text(as_ana, product, nothing_saved):
    adjust = {"action": "adjust", "reason": "sale", "delta": 1, "ids": [product.pk]}
    for text in NO_WHOLE:
        with nothing_saved():
            for field, value in (("delta", text), ("ids", [text])):
                answer = of_json(as_ana, "post", "/api/products/bulk/", **{**adjust, field: value})
                assert (answer.status_code, list(answer.json())) == (400, [field]), text
            for name in ("quantity_min", "quantity_max"):
                body = {"action": "delete", "filter": {name: text}}
                assert of_json(as_ana, "post", "/api/products/bulk/", **body).status_code == 400, text


@pytest.mark.parametrize(
    ("path", "names", "wrong"),
    [
        ("/api/products/", ["quantity_min", "quantity_max", "limit", "offset"], NO_WHOLE),
        ("/api/products/my_products/", ["price_min", "price_max"], NO_PRICES),
        ("/api/reorder/", ["quantity_min", "price_max"], NO_NUMBERS),
        ("/api/movements/", ["product", "limit", "offset"], NO_WHOLE),
        ("/api/movements/export/", ["product"], NO_WHOLE),
        ("/api/alerts/", ["limit", "offset"], NO_WHOLE),
        ("/api/products/{id}/history/", ["days"], NO_WHOLE),
        ("/api/products/{id}/movements/", ["product"], NO_WHOLE),
    ],
)
def test_an_address_takes_no_other_text(as_ana, product, path, names, wrong):
    for name in names:
        for text in wrong:
            answer = as_ana.get(path.format(id=product.pk), {name: text})
            assert (answer.status_code, list(answer.json())) == (400, [name]), text


def test_a_place_takes_no_other_text(as_ana, nothing_saved):
    made = as_ana.post("/api/views/", {"name": "Low"}).json()
    for text in NO_WHOLE:
        with nothing_saved():
            answer = of_json(as_ana, "patch", f"/api/views/{made['slug']}/", position=text)
        assert (answer.status_code, list(answer.json())) == (400, ["position"]), text
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("raw", ["NaN", "Infinity", "-Infinity", "1e400", "01", "1_000", "0x1", "+1", "True"])
@pytest.mark.parametrize("field", ["quantity", "price"])
def test_json_has_its_own_numbers(as_ana, nothing_saved, field, raw):
    body = json.dumps({**MUG, field: "?"}).replace('"?"', raw)
    with nothing_saved():
        answer = as_ana.post("/api/products/", body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("given", "stored"),
    [(3, 3), ("3", 3), ("0012", 12), (" 5 ", 5), ("+5", 5), ("-0", 0), (5.0, 5), (1e3, 1000), (-0.0, 0)],
)
def test_whole_numbers(as_ana, given, stored):
    row = of_json(as_ana, "post", "/api/products/", **MUG, quantity=given, reorder_level=given).json()
    assert (row["quantity"], row["reorder_level"]) == (stored, stored)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("12.50", "12.50"),
        ("12.5", "12.50"),
        ("12.", "12.00"),
        (".5", "0.50"),
        (" 7 ", "7.00"),
        (12.5, "12.50"),
        (7, "7.00"),
    ],
)
def test_prices(as_ana, given, stored):
    assert of_json(as_ana, "post", "/api/products/", **{**MUG, "price": given}).json()["price"] == stored


@pytest.mark.parametrize("given", [-3, "-3", " -3 ", -3.0])
def test_differences_may_be_negative(as_ana, product, given):
    answer = of_json(as_ana, "post", f"/api/products/{product.pk}/adjust/", delta=given)
    assert answer.json()["movement"]["delta"] == -3


@pytest.mark.parametrize(
    "query", ["quantity_min=42", "quantity_min=+42", "quantity_min=%2042%20", "price_max=12.50"]
)
def test_filters_take_plain_numbers(as_ana, product, query):
    assert [row["id"] for row in as_ana.get(f"/api/products/?{query}").json()] == [product.pk]


@pytest.mark.parametrize("value", [42, "42", 42.0])
def test_a_filter_of_a_bulk_change_takes_numbers_of_json(as_ana, product, value):
    body = {"action": "set_active", "is_active": False, "filter": {"quantity_min": value, "price_max": 12.5}}
    answer = b"".join(of_json(as_ana, "post", "/api/products/bulk/", **body).streaming_content)
    assert json.loads(answer.splitlines()[-1])["changed"] == 1


# --- The admin -----------------------------------------------------------------------------------------------


@pytest.fixture
def boss(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("boss", "boss@shop.example", "a-long-enough-1"))
    return client


@pytest.mark.parametrize("field", ["quantity", "reorder_level", "price"])
def test_the_admin_takes_no_other_text(boss, nothing_saved, field):
    for text in NO_PRICES if field == "price" else NO_WHOLE:
        values = {**MUG, "quantity": "3", "is_active": "on", field: text}
        with nothing_saved():
            page = boss.post("/admin/api/product/add/", values)
        assert list(page.context["adminform"].form.errors) == [field], text


@pytest.mark.parametrize(("field", "texts"), [("quantity", NO_WHOLE), ("price", NO_PRICES)])
def test_the_admin_s_list_takes_no_other_text(boss, product, nothing_saved, field, texts):
    formset = boss.get("/admin/api/product/").context["cl"].formset
    values = {
        f"form-{name}": value for name, value in formset.management_form.initial.items() if value is not None
    }
    for each in formset.forms[0]:
        values[each.html_name] = values[each.html_initial_name] = each.value()
    for text in texts:
        with nothing_saved():
            page = boss.post("/admin/api/product/", {**values, f"form-0-{field}": text, "_save": "Save"})
        assert list(page.context["cl"].formset.forms[0].errors) == [field], text


def test_the_admin_takes_plain_numbers(boss):
    values = {**MUG, "price": " 7.5 ", "quantity": " 3 ", "reorder_level": "", "is_active": "on"}
    assert boss.post("/admin/api/product/add/", values).status_code == 302
    stored = Product.objects.get()
    assert (stored.quantity, stored.reorder_level, str(stored.price)) == (3, None, "7.50")


# --- Dates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["date_from", "date_to"])
@pytest.mark.parametrize(
    "text",
    [
        "1" * 8,
        "1" * 20,
        "1" * 10_000,
        "20261124",
        "2026-W48-2",
        "\uff12026-11-24",
        "2026-11-24T1e1",
        "2026-11-24\u00a010:00",
    ],
)
def test_a_date_is_written_in_one_way(as_ana, name, text):
    answer = as_ana.get("/api/movements/", {name: text})
    assert (answer.status_code, list(answer.json())) == (400, [name])


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        " 2026-11-24 ",
        "2026-11-24T13:30",
        "2026-11-24 13:30:00",
        "2026-11-24T13:30:00Z",
        "2026-11-24T13:30:00.123456Z",
        "2026-11-24T13:30:00,123+02:00",
        "2026-11-24T13:30:00-0330",
    ],
)
def test_dates(as_ana, text):
    assert as_ana.get("/api/movements/", {"date_from": text}).status_code == 200
