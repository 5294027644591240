"""Keyset pages: whatever the order, the ties and the traffic, every row is seen exactly once."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.catalog.listings import PRODUCTS
from api.models import Product

pytestmark = pytest.mark.django_db

EVERY_ORDERING = [name for key in PRODUCTS.orderings for name in (key, f"-{key}")]
START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(*rows: dict[str, Any]) -> None:
    """Make products of *rows*; the times that a save would set are written as given."""
    Product.objects.bulk_create(
        Product(
            sku=f"S{index:04}",
            category_id="home",
            **{
                "name": f"P{index}",
                "price": "1",
                **{k: v for k, v in row.items() if k in ("name", "price", "quantity")},
            },
        )
        for index, row in enumerate(rows)
    )
    for product, row in zip(Product.objects.order_by("pk"), rows, strict=True):
        moments = {k: v for k, v in row.items() if k in ("created_at", "updated_at")}
        if moments:
            Product.objects.filter(pk=product.pk).update(**moments)


def links(response: Any) -> dict[str, str]:
    return {rel: url for url, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', response.headers.get("Link", ""))}


def walk(client: Any, url: str, rel: str = "next") -> list[list[int]]:
    """The ids of page after page along *rel*."""
    pages = []
    while url:
        response = client.get(url)
        assert response.status_code == 200, response.json()
        pages.append([row["id"] for row in response.json()])
        url = links(response).get(rel, "")
        assert len(pages) < 200, "paging does not end"
    return pages


def last_page(client: Any, url: str) -> str:
    while following := links(client.get(url)).get("next"):
        url = following
    return url


def flat(pages: list[list[int]]) -> list[int]:
    return [pk for page in pages for pk in page]


def test_the_links(as_ana):
    fill(*[{}] * 5)
    first = as_ana.get("/api/products/?limit=2&category=home&category=books&search=p&ordering=name")
    assert set(links(first)) == {"next"}
    assert links(first)["next"].startswith("http://testserver/api/products/?limit=2&category=home&category=books&")

    second = as_ana.get(links(first)["next"])
    third = as_ana.get(links(second)["next"])
    assert (set(links(second)), set(links(third))) == ({"next", "prev"}, {"prev"})
    assert [len(page.json()) for page in (first, second, third)] == [2, 2, 1]
    assert {page.headers["X-Total-Count"] for page in (first, second, third)} == {"5"}
    back = as_ana.get(links(second)["prev"])
    assert back.json() == first.json()
    assert set(links(back)) == {"next"}


def test_a_page_that_fits_has_no_links(as_ana):
    fill({}, {})

    assert links(as_ana.get("/api/products/?limit=2")) == {}


moments = st.integers(0, 3).map(lambda n: START + timedelta(microseconds=n * 1500, milliseconds=n % 2))
rows = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["a", "A", "b", "B", "é", "É", "z", "Z ", "日本", "_", "%", "a" * 200]),
            "price": st.sampled_from(["0.01", "1", "1.10", "9.99", "10", "99999999.99"]),
            "quantity": st.sampled_from([0, 1, 10, 2_147_483_647]),
            "created_at": moments,
            "updated_at": moments,
        }
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=rows, limit=st.integers(1, 5), ordering=st.sampled_from(EVERY_ORDERING))
def test_every_row_is_seen_once_in_both_directions(as_ana, rows, limit, ordering):
    with transaction.atomic():
        fill(*rows)
        whole = [row["id"] for row in as_ana.get(f"/api/products/?limit=500&ordering={ordering}").json()]
        url = f"/api/products/?limit={limit}&ordering={ordering}"
        assert sorted(whole) == sorted(Product.objects.values_list("pk", flat=True))
        assert flat(walk(as_ana, url)) == whole
        backwards = walk(as_ana, last_page(as_ana, url), "prev")
        assert flat(backwards[::-1]) == whole
        transaction.set_rollback(True)


@pytest.mark.parametrize("ordering", EVERY_ORDERING)
def test_the_order_is_right_and_ties_go_by_id(as_ana, ordering):
    fill(*({"name": "aB"[n % 2], "price": str(10 - n % 3), "quantity": n % 3} for n in range(9)))
    key = ordering.removeprefix("-")
    found = as_ana.get(f"/api/products/?ordering={ordering}").json()
    comparable = {"price": float, "name": str.lower, "sku": str.lower}.get(key, lambda value: value)

    expected = sorted(found, key=lambda row: (comparable(row[key]), row["id"]), reverse=ordering.startswith("-"))
    assert [row["id"] for row in found] == [row["id"] for row in expected]


@pytest.mark.parametrize("ordering", ["updated_at", "-updated_at"])
def test_a_bulk_update_gives_many_rows_the_same_moment(as_ana, ordering):
    fill(*[{}] * 7)
    Product.objects.filter(quantity=0).update(quantity=1)
    pages = walk(as_ana, f"/api/products/?limit=2&ordering={ordering}")

    assert sorted(flat(pages)) == sorted(Product.objects.values_list("pk", flat=True))


def test_a_search_is_paged_by_relevance(as_ana):
    fill(*({"name": name} for name in ["mug", "blue mug", "mug b", "Mug a", "mug a", "smug", "mug", "green mug"]))
    whole = [row["id"] for row in as_ana.get("/api/products/?search=mug").json()]
    for limit in range(1, 9):
        url = f"/api/products/?search=mug&limit={limit}"
        assert flat(walk(as_ana, url)) == whole
        assert flat(walk(as_ana, last_page(as_ana, url), "prev")[::-1]) == whole


@pytest.mark.parametrize("ordering", EVERY_ORDERING)
def test_rows_that_come_and_go_disturb_no_other(as_ana, ordering):
    fill(*({"price": str(1 + n % 3), "quantity": n % 2} for n in range(20)))
    stay = set(Product.objects.values_list("pk", flat=True)[::2])
    go = list(Product.objects.exclude(pk__in=stay))
    seen: list[int] = []
    url = f"/api/products/?limit=3&ordering={ordering}"
    while url:
        response = as_ana.get(url)
        seen += [row["id"] for row in response.json()]
        url = links(response).get("next", "")
        if go:  # the row at the edge of the page among them
            go.pop().delete()
            Product.objects.create(sku=f"N{len(go)}", name=f"P{len(go)}", price="2", category_id="home")

    assert {pk: seen.count(pk) for pk in stay} == dict.fromkeys(stay, 1)
    assert len(seen) == len(set(seen))


def test_the_row_at_the_edge_may_be_gone(as_ana):
    fill(*[{}] * 4)
    first = as_ana.get("/api/products/?limit=2&ordering=name")
    Product.objects.filter(pk=first.json()[1]["id"]).delete()

    assert [row["name"] for row in as_ana.get(links(first)["next"]).json()] == ["P2", "P3"]


def test_a_page_that_has_become_empty_ends_the_walk(as_ana):
    fill(*[{}] * 4)
    first = as_ana.get("/api/products/?limit=2&ordering=name")
    Product.objects.filter(name__in=["P2", "P3"]).delete()
    response = as_ana.get(links(first)["next"])

    assert (response.status_code, response.json(), links(response)) == (200, [], {})


# --- Offsets -------------------------------------------------------------------------------------------------


@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=rows, offset=st.integers(0, 14), ordering=st.sampled_from(EVERY_ORDERING))
def test_an_offset_jumps_into_the_middle_and_the_links_go_on_from_there(as_ana, rows, offset, ordering):
    with transaction.atomic():
        fill(*rows)
        whole = [row["id"] for row in as_ana.get(f"/api/products/?limit=500&ordering={ordering}").json()]
        url = f"/api/products/?limit=3&offset={offset}&ordering={ordering}"
        response = as_ana.get(url)
        assert [row["id"] for row in response.json()] == whole[offset : offset + 3]
        assert response.headers["X-Total-Count"] == str(len(rows))
        assert response.headers["X-Live-Seq"]
        assert flat(walk(as_ana, url)) == whole[offset:]
        if before := links(response).get("prev"):
            assert "offset" not in before
            assert flat(walk(as_ana, before, "prev")[::-1]) == whole[:offset]
        else:
            assert offset == 0 or offset >= len(rows)
        transaction.set_rollback(True)


def test_an_offset_counts_what_the_filters_leave(as_ana, as_bea, ana):
    fill(*({"name": name} for name in ["mug", "plate", "blue mug", "mug b", "smug", "mug"]))
    Product.objects.filter(name="mug b").update(created_by=ana)
    for query in ("search=mug", "search=mug&ordering=-name", "search=mug&category=home"):
        whole = [row["id"] for row in as_bea.get(f"/api/products/?{query}").json()]
        for offset in range(6):
            found = as_bea.get(f"/api/products/?{query}&offset={offset}&limit=2").json()
            assert [row["id"] for row in found] == whole[offset : offset + 2]
    assert [row["name"] for row in as_ana.get("/api/products/my_products/?offset=0").json()] == ["mug b"]
    assert as_ana.get("/api/products/my_products/?offset=1").json() == []


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("offset=-1", "0 to 10000000"),
        ("offset=1.5", "0 to 10000000"),
        ("offset=ten", "0 to 10000000"),
        ("offset=%C2%B2", "0 to 10000000"),
        ("offset=10000001", "0 to 10000000"),
        ("offset=99999999999999999999", "0 to 10000000"),
        ("offset=0&cursor=x", "without a cursor"),
    ],
)
def test_an_offset_that_is_none(as_ana, query, seen):
    fill({}, {})
    for address in ("/api/products/", "/api/products/my_products/"):
        response = as_ana.get(f"{address}?{query}")
        assert response.status_code == 400
        assert list(response.json()) == ["offset"]
        assert seen in response.json()["offset"][0]


def test_a_jump_takes_one_query_more_than_a_page(as_ana, django_assert_num_queries):
    fill(*[{}] * 9)
    as_ana.get("/api/products/?limit=3")  # counts the rows, for as long as nothing changes
    with django_assert_num_queries(3):  # the user of the token, the live position, the rows
        as_ana.get("/api/products/?limit=3")
    with django_assert_num_queries(4):
        as_ana.get("/api/products/?limit=3&offset=5")


# --- Cursors -------------------------------------------------------------------------------------------------


def cursor(*parts: Any) -> str:
    return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def test_a_cursor_belongs_to_its_ordering(as_ana):
    fill({}, {})
    for ordering in EVERY_ORDERING:
        following = links(as_ana.get(f"/api/products/?limit=1&ordering={ordering}"))["next"]
        for other in (
            EVERY_ORDERING[EVERY_ORDERING.index(ordering) - 1],
            EVERY_ORDERING[EVERY_ORDERING.index(ordering) - 2],
        ):
            response = as_ana.get(following.replace(f"ordering={ordering}&", f"ordering={other}&"))
            assert response.status_code == 400
            assert list(response.json()) == ["cursor"]


def test_a_cursor_without_its_search_is_refused(as_ana):
    fill({}, {})
    following = links(as_ana.get("/api/products/?limit=1&search=p"))["next"]

    assert as_ana.get(following.replace("search=p", "search=")).status_code == 400


@pytest.mark.parametrize(
    ("ordering", "raw"),
    [
        ("name", "abc"),
        ("name", "="),
        ("name", "%00"),
        ("name", "%FF"),
        ("name", "日本"),
        ("name", "A" * 10_001),
        ("name", urlsafe_b64encode(b"\xff\xfe").decode()),
        ("name", urlsafe_b64encode(b"null").decode()),
        ("name", urlsafe_b64encode(b"{}").decode()),
        ("name", urlsafe_b64encode(b"[" * 5000).decode()),
        ("name", urlsafe_b64encode(b'["name",false,["\\ud800",1]]').decode()),
        ("name", cursor("name", False)),
        ("name", cursor("name", False, None)),
        ("name", cursor("name", False, 5)),
        ("name", cursor("name", False, {"a": 1, "b": 2})),
        ("name", cursor("name", False, ["P1"])),
        ("name", cursor("name", False, ["P1", 1, 2])),
        ("name", cursor("name", 1, ["P1", 1])),
        ("name", cursor("name", False, [5, 1])),
        ("name", cursor("name", False, [["P1"], 1])),
        ("name", cursor("name", False, ["P\0", 1])),
        ("name", cursor("name", False, ["P1", "x"])),
        ("name", cursor("name", False, ["P1", None])),
        ("name", cursor("name", False, ["P1", 1.5])),
        ("name", cursor("name", False, ["P1", 2**63])),
        ("name", cursor("-name", False, ["P1", 1])),
        ("quantity", cursor("quantity", False, ["a", 1])),
        ("quantity", cursor("quantity", False, [1e300, 1])),
        ("quantity", cursor("quantity", False, [2**63, 1])),
        ("price", cursor("price", False, ["abc", 1])),
        ("price", cursor("price", False, ["NaN", 1])),
        ("price", cursor("price", False, ["Infinity", 1])),
        ("price", cursor("price", False, ["1E999999", 1])),
        ("price", cursor("price", False, ["1E-999999", 1])),
        ("price", cursor("price", False, ["1" * 5000, 1])),
        ("price", cursor("price", False, ["0.001", 1])),
        ("price", cursor("price", False, [1, 1])),
        ("price", cursor("price", False, [[0, [1], 2], 1])),
        ("created_at", cursor("created_at", False, ["yesterday", 1])),
        ("created_at", cursor("created_at", False, ["2026-01-01T00:00:00", 1])),
        ("created_at", cursor("created_at", False, ["0001-01-01T00:00:00+23:59", 1])),
        ("created_at", cursor("created_at", False, ["9999-12-31T23:59:59-23:59", 1])),
        ("created_at", cursor("created_at", False, [1764000000, 1])),
    ],
)
def test_a_cursor_that_was_tampered_with_is_refused(as_ana, ordering, raw):
    fill({}, {}, {})
    response = as_ana.get(f"/api/products/?ordering={ordering}&cursor={raw}")

    assert response.status_code == 400
    assert list(response.json()) == ["cursor"]


@pytest.mark.parametrize(
    ("ordering", "values"),
    [
        ("quantity", [2**62, 1]),
        ("quantity", [-(2**62), 2**62]),
        ("price", ["99999999.99", -1]),
        ("name", ["a" * 5000, 1]),
        ("created_at", ["9999-12-31T23:59:59.999999+00:00", 1]),
        ("created_at", ["0001-01-01T00:00:00+00:00", 1]),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_cursor_beyond_the_ends_gives_all_or_nothing(as_ana, ordering, values, backwards):
    fill({}, {}, {})
    for direction in ("", "-"):
        made = cursor(direction + ordering, backwards, values)
        response = as_ana.get(f"/api/products/?ordering={direction}{ordering}&cursor={made}")
        assert response.status_code == 200
        assert len(response.json()) in (0, 3)


@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), ordering=st.sampled_from(EVERY_ORDERING))
def test_no_damaged_cursor_breaks_anything(as_ana, data, ordering):
    with transaction.atomic():
        fill({}, {})
        following = links(as_ana.get(f"/api/products/?limit=1&ordering={ordering}"))["next"]
        good = following.partition("cursor=")[2]
        content = bytearray(urlsafe_b64decode(good + "=" * (-len(good) % 4)))
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
        damaged = urlsafe_b64encode(bytes(content)).decode()
        response = as_ana.get(f"/api/products/?ordering={ordering}&cursor={damaged}")
        assert response.status_code in (200, 400)
        transaction.set_rollback(True)
