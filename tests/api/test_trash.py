"""The trash: deleted products are kept, restored under their id with all they had, and removed for good."""

from datetime import timedelta
from io import StringIO

import pytest
from bulk_requests import send
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from image_files import png

from api.models import AuditEntry, Category, Product, StockMovement, TrashedProduct
from api.trash import services
from api.trash.services import prune

pytestmark = pytest.mark.django_db(transaction=True)


def everything_about(pk: int) -> dict:
    [row] = Product.objects.filter(pk=pk).values()
    return {name: value for name, value in row.items() if name not in ("version", "updated_at")}


def test_a_deleted_product_comes_back_with_all_it_had(as_ana, product, events):
    as_ana.post(f"/api/products/{product.pk}/adjust/", {"delta": -30, "reason": "sale"})
    before = everything_about(product.pk)
    version = Product.objects.get(pk=product.pk).version
    moved = list(StockMovement.objects.filter(product=product).values_list("pk", flat=True))
    assert as_ana.delete(f"/api/products/{product.pk}/").status_code == 204

    assert as_ana.get(f"/api/products/{product.pk}/").status_code == 404
    [trashed] = as_ana.get("/api/products/trash/").json()
    assert (trashed["id"], trashed["name"], trashed["quantity"]) == (product.pk, "Blue Mug", 12)
    assert (trashed["deleted_by"], trashed["owner"], trashed["price"]) == ("ana", "ana", "12.50")

    response = as_ana.post(f"/api/products/trash/{product.pk}/restore/")

    assert response.status_code == 200, response.content
    assert response.json()["version"] > version
    assert everything_about(product.pk) == before
    assert list(StockMovement.objects.filter(product=product.pk).values_list("pk", flat=True)) == moved
    assert as_ana.get("/api/products/trash/").json() == []
    assert [event["action"] for event in events()][-2:] == ["delete", "create"]
    assert events()[-1]["data"] == response.json()
    call_command("check_ledger", stdout=StringIO())
    call_command("check_audit", stdout=StringIO())


def test_its_alerts_come_back_with_it(as_ana, ana, product):
    other = Product.objects.create(
        name="Cup", sku="CUP", category_id="home", price=1, quantity=9, reorder_level=3, created_by=ana
    )
    for pk, delta in ((product.pk, -30), (other.pk, -8), (product.pk, 30)):
        as_ana.post(f"/api/products/{pk}/adjust/", {"delta": delta})
    send(as_ana, {"ids": [product.pk, other.pk], "action": "delete"})
    assert [row["product"] for row in as_ana.get("/api/alerts/").json()] == [None, None, None]

    as_ana.post(f"/api/products/trash/{product.pk}/restore/")
    assert [row["product"] for row in as_ana.get("/api/alerts/").json()] == [product.pk, None, product.pk]
    as_ana.post(f"/api/products/trash/{other.pk}/restore/")
    assert [row["product"] for row in as_ana.get("/api/alerts/").json()] == [product.pk, other.pk, product.pk]


def test_its_codes_are_free_meanwhile_and_a_restore_says_who_has_them(as_ana, product):
    as_ana.delete(f"/api/products/{product.pk}/")
    for field, value in (("sku", "home-mug01"), ("barcode", product.barcode)):
        body = {"name": "Other", "category": "home", "price": "1.00", field: value}
        other = as_ana.post("/api/products/", body).json()
        refused = as_ana.post(f"/api/products/trash/{product.pk}/restore/")
        assert (refused.status_code, refused.json()["code"]) == (409, "code_taken")
        assert field in refused.json()["detail"].lower()
        assert not Product.objects.filter(pk=product.pk).exists()
        Product.objects.get(pk=other["id"]).delete()
    assert as_ana.post(f"/api/products/trash/{product.pk}/restore/").status_code == 200


def trashed_in(as_boss, product, name):
    """Its slug, after the product has been moved to a new category and deleted."""
    slug = as_boss.post("/api/categories/", {"name": name}).json()["slug"]
    as_boss.patch(f"/api/products/{product.pk}/", {"category": slug})
    as_boss.delete(f"/api/products/{product.pk}/")
    return slug


@pytest.mark.parametrize("name", ["Garden", "C#", "Кружки"])
def test_a_category_that_was_deleted_comes_back_with_its_product(as_boss, product, name):
    slug = trashed_in(as_boss, product, name)
    assert as_boss.delete(f"/api/categories/{slug}/").status_code == 204
    restored = as_boss.post(f"/api/products/trash/{product.pk}/restore/")
    assert (restored.status_code, restored.json()["category"]) == (200, slug)
    assert Category.objects.get(pk=slug).name == name


def test_it_comes_back_under_the_category_that_has_the_name_now(as_boss, product):
    slug = trashed_in(as_boss, product, "Кружки")
    as_boss.delete(f"/api/categories/{slug}/")
    other = as_boss.post("/api/categories/", {"name": "кружки"}).json()["slug"]
    assert other != slug
    assert as_boss.post(f"/api/products/trash/{product.pk}/restore/").json()["category"] == other


def test_it_follows_its_category_into_another(as_boss, product):
    slug = trashed_in(as_boss, product, "Garden")
    as_boss.delete(f"/api/categories/{slug}/?replacement=home")
    assert as_boss.post(f"/api/products/trash/{product.pk}/restore/").json()["category"] == "home"
    assert not Category.objects.filter(pk=slug).exists()


def test_a_category_that_cannot_be_added_again_is_named(as_boss, product, monkeypatch):
    slug = trashed_in(as_boss, product, "Garden")
    as_boss.delete(f"/api/categories/{slug}/")
    monkeypatch.setattr("api.catalog.category_services.MOST_CATEGORIES", Category.objects.count())
    refused = as_boss.post(f"/api/products/trash/{product.pk}/restore/")
    assert (refused.status_code, refused.json()["code"]) == (409, "category_gone")
    assert "Garden" in refused.json()["detail"]
    assert TrashedProduct.objects.count() == 1


def test_a_code_that_is_taken_at_the_last_moment_is_named(as_ana, product, monkeypatch):
    as_ana.delete(f"/api/products/{product.pk}/")
    Product.objects.create(name="Other", sku=product.sku, price=1, category_id="home")
    check, looks = services._check_codes, []

    def look_too_early(trashed):
        looks.append(trashed)
        if len(looks) > 1:
            check(trashed)

    monkeypatch.setattr(services, "_check_codes", look_too_early)
    refused = as_ana.post(f"/api/products/trash/{product.pk}/restore/").json()
    assert (refused["code"], product.sku in refused["detail"]) == ("code_taken", True)


def test_a_category_that_goes_at_the_last_moment_is_no_code_that_is_taken(as_ana, product, monkeypatch):
    as_ana.delete(f"/api/products/{product.pk}/")
    monkeypatch.setattr(services, "_category_of", lambda columns: "gone-by-now")
    refused = as_ana.post(f"/api/products/trash/{product.pk}/restore/")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert TrashedProduct.objects.count() == 1


def test_outsiders_read_the_trash_and_take_nothing_out(as_ana, as_bea, product):
    as_ana.delete(f"/api/products/{product.pk}/")
    assert len(as_bea.get("/api/products/trash/").json()) == 1
    address = f"/api/products/trash/{product.pk}/"
    assert as_bea.post(f"{address}restore/").status_code == 403
    assert as_bea.delete(address).status_code == 403
    assert TrashedProduct.objects.count() == 1


def test_pictures_stay_until_the_trash_is_emptied(as_ana, product, media):
    as_ana.patch(f"/api/products/{product.pk}/", {"image": SimpleUploadedFile("a.png", png())}, format="multipart")
    files = sorted(path for path in media.rglob("*") if path.is_file())
    assert len(files) == 2
    as_ana.delete(f"/api/products/{product.pk}/")
    assert sorted(path for path in media.rglob("*") if path.is_file()) == files

    restored = as_ana.post(f"/api/products/trash/{product.pk}/restore/").json()
    assert restored["image"]
    as_ana.delete(f"/api/products/{product.pk}/")
    entries = AuditEntry.objects.count()
    assert as_ana.delete(f"/api/products/trash/{product.pk}/").status_code == 204
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert AuditEntry.objects.count() == entries + 1
    assert as_ana.post(f"/api/products/trash/{product.pk}/restore/").status_code == 404


def test_bulk_deletes_go_there_too(as_ana, ana, product):
    others = Product.objects.bulk_create(
        [Product(name=f"Cup {n}", sku=f"C-{n}", category_id="home", price=1, created_by=ana) for n in range(3)]
    )
    send(as_ana, {"ids": [product.pk, *(other.pk for other in others)], "action": "delete"})
    assert {row["id"] for row in as_ana.get("/api/products/trash/").json()} == {
        product.pk,
        *(other.pk for other in others),
    }


def test_a_delete_that_is_rolled_back_leaves_nothing_in_it(as_ana, product):
    as_ana.delete(f"/api/products/{product.pk}/", headers={"If-Match": '"v99"'})
    assert Product.objects.filter(pk=product.pk).exists()
    assert not TrashedProduct.objects.exists()


def test_what_is_there_for_longer_than_it_is_kept_goes(as_ana, product):
    as_ana.delete(f"/api/products/{product.pk}/")
    assert prune(timedelta(days=30)) == 0
    TrashedProduct.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert prune(timedelta(days=30)) == 1
    assert as_ana.get("/api/products/trash/").headers["X-Total-Count"] == "0"


def test_a_product_may_be_deleted_and_restored_again_and_again(as_ana, product):
    for _ in range(3):
        assert as_ana.delete(f"/api/products/{product.pk}/").status_code == 204
        assert as_ana.post(f"/api/products/trash/{product.pk}/restore/").status_code == 200
    assert Product.objects.get(pk=product.pk).quantity == 42
    call_command("check_ledger", stdout=StringIO())
