"""Several pictures a product: added, put in order, removed, in the trash and back, followed by all."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from image_files import files_below, png

from api.catalog.services import update_product
from api.models import AuditEntry, LiveEvent, Product, TrashedProduct
from api.trash.services import prune

pytestmark = pytest.mark.django_db(transaction=True)


def picture(width: int = 60) -> SimpleUploadedFile:
    return SimpleUploadedFile("mug.png", png(width), "image/png")


@pytest.fixture
def url(product) -> str:
    return f"/api/products/{product.pk}/pictures/"


@pytest.fixture
def three(as_ana, url) -> list[dict]:
    """The product's pictures, of which it has three."""
    for width in (20, 30, 40):
        assert as_ana.post(url, {"image": picture(width)}, format="multipart").status_code == 201
    return as_ana.get(url).json()


def names(pictures: list[dict]) -> list[str]:
    return sorted(f"{picture['id']}{ending}" for picture in pictures for ending in (".webp", "_t.webp"))


def sound() -> bool:
    call_command("check_ledger", stdout=StringIO())
    call_command("check_audit", stdout=StringIO())
    return True


def test_the_first_picture_is_the_cover_and_others_follow_it(as_ana, product, url, events, media):
    first = as_ana.post(url, {"image": picture()}, format="multipart")
    assert first.status_code == 201, first.content
    assert first.json()["image"].startswith("/media/products/")
    assert first.json()["more_pictures"] == []
    second = as_ana.post(url, {"image": picture()}, format="multipart").json()
    assert second["image"] == first.json()["image"]
    [more] = second["more_pictures"]
    assert more["image"] == f"/media/products/{more['id']}.webp"
    assert more["thumbnail"] == f"/media/products/{more['id']}_t.webp"

    read = as_ana.get(url)

    assert [row["image"] for row in read.json()] == [second["image"], more["image"]]
    assert read["ETag"] == '"v3"'
    assert as_ana.get(f"/api/products/{product.pk}/").json() == second
    assert [(event["action"], event["data"]) for event in events()] == [
        ("update", first.json()),
        ("update", second),
    ]
    assert files_below(media) == names(read.json())
    assert sound()


def test_another_order_makes_another_cover_and_keeps_all_files(as_ana, product, url, three, events, media):
    first, second, third = (row["id"] for row in three)
    answer = as_ana.put(url, {"order": [third, first, second]})
    assert answer.status_code == 200, answer.content
    assert answer.json()["image"] == three[2]["image"]
    assert answer.json()["thumbnail"] == three[2]["thumbnail"]
    assert [row["id"] for row in answer.json()["more_pictures"]] == [first, second]
    assert [event["data"] for event in events()] == [answer.json()]
    assert files_below(media) == names(three)
    again = as_ana.put(url, {"order": [third, first, second]})
    assert again.json() == answer.json()
    assert len(events()) == 1
    assert sound()


@pytest.mark.parametrize("wrong", ["missing", "twice", "foreign", "none"])
def test_an_order_must_name_each_picture_once(as_ana, url, three, events, wrong):
    ids = [row["id"] for row in three]
    order = {
        "missing": ids[:2],
        "twice": [*ids, ids[0]],
        "foreign": [*ids[:2], "0" * 32],
        "none": [],
    }[wrong]
    answer = as_ana.put(url, {"order": order})
    assert (answer.status_code, answer["Error-Codes"]) == (400, "order=not_the_pictures")
    assert as_ana.get(url).json() == three
    assert events() == []


@pytest.mark.parametrize("place", [0, 1])
def test_a_removed_picture_goes_with_its_files_and_the_next_is_the_cover(as_ana, url, three, events, media, place):
    answer = as_ana.delete(f"{url}{three[place]['id']}/")
    assert answer.status_code == 200, answer.content
    left = [row for row in three if row != three[place]]
    assert as_ana.get(url).json() == left
    assert answer.json()["image"] == left[0]["image"]
    assert [event["data"] for event in events()] == [answer.json()]
    assert files_below(media) == names(left)
    assert as_ana.delete(f"{url}{three[place]['id']}/").status_code == 404
    assert sound()


def test_the_last_one_leaves_none(as_ana, url, media):
    as_ana.post(url, {"image": picture()}, format="multipart")
    [only] = as_ana.get(url).json()
    row = as_ana.delete(f"{url}{only['id']}/").json()
    assert (row["image"], row["thumbnail"], row["more_pictures"]) == (None, None, [])
    assert files_below(media) == []


def test_the_field_image_is_the_cover_as_ever(as_ana, product, url, three, media):
    address = f"/api/products/{product.pk}/"
    replaced = as_ana.patch(address, {"image": picture()}, format="multipart").json()
    assert replaced["image"] not in [row["image"] for row in three]
    assert [row["id"] for row in replaced["more_pictures"]] == [row["id"] for row in three[1:]]
    # The address that is there changes nothing.
    assert as_ana.patch(address, {"image": replaced["image"]}).json() == replaced
    covers = [replaced["image"]]
    while (row := as_ana.patch(address, {"image": None}).json())["image"]:
        covers.append(row["image"])
    assert covers[1:] == [three[1]["image"], three[2]["image"]]
    assert (row["thumbnail"], row["more_pictures"]) == (None, [])
    assert files_below(media) == []


def test_a_key_adds_one_picture_however_often_it_is_sent(as_ana, url, events, media):
    answers = [
        as_ana.post(url, {"image": picture()}, format="multipart", headers={"Idempotency-Key": "one"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotent-Replayed"] == "true"
    assert len(events()) == 1
    assert files_below(media) == names(as_ana.get(url).json())
    other = as_ana.post(url, {"image": picture(30)}, format="multipart", headers={"Idempotency-Key": "one"})
    assert other.status_code == 422


def test_there_is_a_limit(as_ana, url, three, events, media, settings):
    settings.PICTURES_PER_PRODUCT = 3
    refused = as_ana.post(url, {"image": picture()}, format="multipart")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_pictures")
    assert as_ana.get(url).json() == three
    assert events() == []
    assert files_below(media) == names(three)
    assert as_ana.get("/api/config/").json()["max_pictures"] == 3


@pytest.mark.parametrize("sent", ["no picture", "nothing", "text"])
def test_what_is_no_picture_is_refused(as_ana, url, events, media, sent):
    body = {
        "no picture": {"image": SimpleUploadedFile("a.png", b"no picture", "image/png")},
        "nothing": {},
        "text": {"image": "/media/products/of-another.webp"},
    }[sent]
    refused = as_ana.post(url, body, format="multipart")
    assert refused.status_code == 400
    assert list(refused.json()) == ["image"]
    assert events() == []
    assert files_below(media) == []


def test_others_look_and_change_nothing(as_bea, as_ana, url, three, events):
    assert as_bea.get(url).json() == three
    order = [row["id"] for row in reversed(three)]
    for answer in (
        as_bea.post(url, {"image": picture()}, format="multipart"),
        as_bea.put(url, {"order": order}),
        as_bea.delete(f"{url}{three[0]['id']}/"),
    ):
        assert answer.status_code == 403
    assert as_ana.get(url).json() == three
    assert events() == []


def test_a_stale_version_is_refused_with_the_current_row(as_ana, product, url, three, events, media):
    row = as_ana.get(f"/api/products/{product.pk}/").json()
    old = {"If-Match": '"v1"'}
    for answer in (
        as_ana.post(url, {"image": picture()}, format="multipart", headers=old),
        as_ana.put(url, {"order": [three[1]["id"], three[0]["id"], three[2]["id"]]}, headers=old),
        as_ana.delete(f"{url}{three[0]['id']}/", headers=old),
    ):
        assert (answer.status_code, answer.json()["current"]) == (412, row)
    assert events() == []
    assert files_below(media) == names(three)


def test_the_trash_keeps_all_pictures_and_gives_them_back(as_ana, product, url, three, events, media):
    address = f"/api/products/{product.pk}/"
    assert as_ana.delete(address).status_code == 204
    assert files_below(media) == names(three)
    restored = as_ana.post(f"/api/products/trash/{product.pk}/restore/").json()
    assert as_ana.get(url).json() == three
    assert events()[-1]["data"] == restored
    as_ana.delete(address)
    prune(timedelta(0))
    assert files_below(media) == []
    assert sound()


def test_products_that_were_deleted_before_there_were_several_come_back(as_ana, product, url):
    as_ana.delete(f"/api/products/{product.pk}/")
    trashed = TrashedProduct.objects.get()
    del trashed.columns["more_pictures"]
    trashed.save()
    assert as_ana.post(f"/api/products/trash/{product.pk}/restore/").json()["more_pictures"] == []


def test_the_trail_and_the_past_tell_of_them(as_ana, product, url, three):
    then = timezone.now()
    first, second, third = (row["id"] for row in three)
    as_ana.put(url, {"order": [second, first, third]})
    as_ana.delete(f"{url}{third}/")
    assert AuditEntry.objects.filter(kind="product", action="update").count() == 5
    [removed, ordered, *_] = as_ana.get(f"/api/products/{product.pk}/changes/").json()
    assert [change["field"] for change in removed["changes"]] == ["more_pictures"]
    assert [change["field"] for change in ordered["changes"]] == ["image", "more_pictures"]
    # What was removed is not kept; the others are at their places of then.
    was = as_ana.get(f"/api/products/{product.pk}/", {"at": then.isoformat()}).json()
    assert was["image"] == three[0]["image"]
    assert [row["id"] for row in was["more_pictures"]] == [second]


def test_a_stock_movement_leaves_them(as_ana, product, url, three):
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -1})
    update_product(product_id=product.pk, fields={"name": "Green mug"})
    assert as_ana.get(url).json() == three


def test_the_column_comes_and_goes_and_the_cover_stays(as_ana, product, url, three):
    before = LiveEvent.objects.count()
    MigrationExecutor(connection).migrate([("api", "0016_samples")])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT image FROM api_product WHERE id = %s", [product.pk])
            assert cursor.fetchone() == (f"products/{three[0]['id']}.webp",)
    finally:
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert LiveEvent.objects.count() == before
    assert [row["id"] for row in as_ana.get(url).json()] == [three[0]["id"]]
    assert Product.objects.get().more_pictures is None
