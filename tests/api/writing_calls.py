"""A call for every address that writes: what it is made on, what it sends, and the entries that it leaves."""

import re
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, Final, NamedTuple

from api_token_makers import token_of
from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from image_files import png
from import_requests import apply, check, upload
from rest_framework.test import APIClient

from api.accounts import people, roles, service_accounts
from api.accounts import services as accounts
from api.catalog.picture_services import add_picture
from api.catalog.pictures import picture_id, pictures_of
from api.exchange.services import begin_import
from api.models import Category, LabelTemplate, PlaceSettings, Product, SavedView, StockMovement
from api.samples.services import COUNT as SAMPLES

PASSWORD: Final = "correct-horse-9"
NEW: Final = "another-horse-8"
CSV: Final = b"name,sku,price,quantity,category\nNew,N-1,2,3,home\nBlue Mug,HOME-MUG01,9,42,home\n"

MULTIPART: Final = "multipart/form-data"


class Shop:
    """What calls are made on: bea, an operator, owns what is called; boss is an admin."""

    def __init__(self, client_of: Callable[[User], APIClient], bea: User, boss: User, product: Product) -> None:
        self.client_of, self.bea, self.boss, self.product = client_of, bea, boss, product
        roles.set_role(bea, "operator")
        Product.objects.filter(pk=product.pk).update(created_by=bea)
        self.as_bea, self.as_boss = client_of(bea), client_of(boss)

    def trashed(self) -> str:
        pk = self.product.pk
        self.product.delete()
        return str(pk)

    def two_pictures(self) -> str:
        for _ in range(2):
            image = File(BytesIO(png()), "mug.png")
            add_picture(actor=self.bea, product_id=self.product.pk, image=image)
        return str(self.product.pk)

    def picture(self) -> tuple[str, str]:
        return self.two_pictures(), self.pictures()[0]

    def pictures(self) -> list[str]:
        self.product.refresh_from_db()
        return [picture_id(picture) for picture in pictures_of(self.product)]

    def without_barcode(self) -> str:
        return str(Product.objects.create(name="M", sku="M", category_id="home", price=1, created_by=self.bea).pk)

    def template(self) -> str:
        return str(LabelTemplate.objects.create(owner=self.bea, name="Shelf", media="L7160").pk)

    def view(self) -> str:
        return SavedView.objects.create(owner=self.bea, name="Low", query="").slug

    def category(self) -> str:
        return Category.objects.create(name="Garden", slug="garden").pk

    def file(self) -> str:
        return str(begin_import(self.bea, kind="products", filename="a.csv", data=CSV).pk)

    def checked(self) -> str:
        source = upload(self.as_bea, CSV)
        check(self.as_bea, source)
        return str(source["id"])

    def applied(self) -> str:
        pk = self.checked()
        apply(self.as_bea, {"id": pk})
        return pk

    def service(self) -> str:
        return str(service_accounts.make(actor=self.boss, username="wall", role="viewer").pk)

    def signed_in(self) -> dict[str, Any]:
        pair: dict[str, Any] = APIClient().post("/api/token/", {"username": "bea", "password": PASSWORD}).json()
        return pair

    def device(self) -> str:
        self.signed_in()
        return str(self.as_bea.get("/api/account/sessions/").json()[0]["id"])

    def password_code(self) -> str:
        return people.reset_link(actor=self.boss, person=self.bea).secret

    def invited(self) -> str:
        return accounts.invite(actor=self.boss, role="viewer").secret


class Write(NamedTuple):
    """A call that succeeds: its body, and the entries that it leaves ("update product"), in any order.

    *at* makes what is in the braces of the address, one after the other.
    """

    leaves: tuple[str, ...] = ()
    body: Any = None
    at: Callable[[Shop], str | tuple[str, ...]] | None = None
    by: str = "bea"
    query: str = ""
    type: str = "application/json"


def a_product(shop: Shop) -> str:
    return str(shop.product.pk)


def _movement(shop: Shop) -> str:
    shop.as_bea.post(f"/api/products/{shop.product.pk}/adjust/", {"delta": -2, "reason": "sale"})
    return str(StockMovement.objects.get(reason="sale").pk)


def _invitation(shop: Shop) -> str:
    return str(accounts.invite(actor=shop.boss, role="viewer").link.pk)


def _token(shop: Shop) -> str:
    return str(token_of(shop.bea)[0].pk)


def _email_code(shop: Shop) -> dict[str, Any]:
    return {"code": people.email_link(user=shop.bea).secret}


def _picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("mug.png", png(), "image/png")


def _place_set(shop: Shop) -> str:
    PlaceSettings.objects.create(currency="EUR")
    return ""


def _emptied(shop: Shop) -> str:
    shop.product.delete()
    return ""


def _full(shop: Shop) -> dict[str, Any]:
    return {"name": "Mug", "sku": "HOME-MUG01", "category": "home", "price": "2"}


def _bulk(shop: Shop, **action: Any) -> dict[str, Any]:
    return {"ids": [shop.product.pk], **action}


def _in_use(shop: Shop) -> str:
    slug = shop.category()
    Product.objects.filter(pk=shop.product.pk).update(category=slug)
    return slug


def _password_of(shop: Shop) -> dict[str, Any]:
    return {"username": "bea", "password": PASSWORD}


WRITES: Final[dict[str, list[Write]]] = {
    "POST token/": [Write(("sign_in account",), _password_of, by="nobody")],
    "POST token/refresh/": [Write((), lambda s: {"refresh": s.signed_in()["refresh"]}, by="nobody")],
    "POST token/blacklist/": [
        Write(("sign_out account",), lambda s: {"refresh": s.signed_in()["refresh"]}, by="nobody")
    ],
    "POST user/register/": [
        Write(
            ("create account", "update link"),
            lambda s: {"username": "dora", "email": "d@shop.example", "password": NEW, "invitation": s.invited()},
            by="nobody",
        )
    ],
    "PATCH account/": [
        Write(("update account",), {"username": "beatrice"}),
        Write(("update account",), {"email": "b@shop.example", "password": PASSWORD}),
    ],
    "DELETE account/": [Write(("delete account", "update product"), {"password": PASSWORD})],
    "POST account/password/": [Write(("update account",), {"old_password": PASSWORD, "new_password": NEW})],
    "POST account/password/reset/": [Write((), {"email": "bea@shop.example"}, by="nobody")],
    "POST account/password/reset/read/": [Write((), lambda s: {"code": s.password_code()}, by="nobody")],
    "POST account/password/reset/confirm/": [
        Write(
            ("update account", "update link"), lambda s: {"code": s.password_code(), "password": NEW}, by="nobody"
        )
    ],
    "POST account/email/": [Write()],
    "POST account/email/confirm/": [
        Write(
            ("update account", "update link"),
            _email_code,
            by="nobody",
        )
    ],
    "DELETE account/sessions/{id}/": [Write(("sign_out account",), at=Shop.device)],
    "POST tokens/": [Write(("create token",), {"name": "Wall", "scopes": ["read"]})],
    "DELETE tokens/{id}/": [Write(("delete token",), at=_token)],
    "POST people/": [
        Write(
            ("create account", "create group"), {"username": "wall", "role": "viewer", "service": True}, by="boss"
        )
    ],
    "PATCH people/{id}/": [
        Write(("update account",), {"role": "manager", "is_active": False}, lambda s: str(s.bea.pk), by="boss")
    ],
    "DELETE people/{id}/": [Write(("delete account",), at=Shop.service, by="boss")],
    "POST people/{id}/reset-link/": [Write(("create link",), at=lambda s: str(s.bea.pk), by="boss")],
    "POST invitations/": [Write(("create link",), {"role": "viewer"}, by="boss")],
    "DELETE invitations/{id}/": [Write(("delete link",), at=_invitation, by="boss")],
    "POST invitations/read/": [Write((), lambda s: {"code": s.invited()}, by="nobody")],
    "POST products/": [
        Write(("create product",), {"name": "Mug", "category": "home", "price": "1", "quantity": 3}),
        Write(
            ("create product",),
            lambda _: {"name": "Mug", "category": "home", "price": "1", "image": _picture()},
            type=MULTIPART,
        ),
    ],
    "POST products/export/": [Write((), {"ids": [1]})],
    "PUT products/{id}/": [Write(("update product",), _full, a_product)],
    "PATCH products/{id}/": [
        Write(("update product",), {"price": "3", "category": "books", "is_active": False}, a_product),
        Write(("update product",), lambda _: {"image": _picture()}, a_product, type=MULTIPART),
        Write((), {"quantity": 3}, a_product),
        Write((), {"name": "Blue Mug"}, a_product),
    ],
    "DELETE products/{id}/": [Write(("delete product",), at=a_product)],
    "POST products/{id}/adjust/": [Write((), {"delta": 1, "reason": "count"}, a_product)],
    "POST products/{id}/barcode/": [
        Write(("update product",), at=Shop.without_barcode),
    ],
    "POST products/{id}/pictures/": [
        Write(("update product",), lambda _: {"image": _picture()}, a_product, type=MULTIPART),
        Write(("update product",), lambda _: {"image": _picture()}, Shop.two_pictures, type=MULTIPART),
    ],
    "PUT products/{id}/pictures/": [
        Write(("update product",), lambda s: {"order": s.pictures()[::-1]}, Shop.two_pictures),
        Write((), lambda s: {"order": s.pictures()}, Shop.two_pictures),
    ],
    "DELETE products/{id}/pictures/{picture}/": [Write(("update product",), at=Shop.picture)],
    "POST products/bulk/": [
        Write(("update product",), partial(_bulk, action="set_category", category="books")),
        Write(("update product",), partial(_bulk, action="set_active", is_active=False)),
        Write((), partial(_bulk, action="adjust", delta=1, reason="count")),
        Write(("delete product",), partial(_bulk, action="delete")),
    ],
    "POST labels/": [Write((), lambda s: {"ids": [s.product.pk], "template": "L7160"})],
    "POST labels/blank/": [Write((), {"count": 1, "media": "L7160"})],
    "POST labels/test-page/": [Write((), {"template": "L7160"})],
    "POST labels/templates/": [Write(("create label",), {"name": "Shelf", "media": "L7160"})],
    "PATCH labels/templates/{id}/": [Write(("update label",), {"name": "Other"}, Shop.template)],
    "DELETE labels/templates/{id}/": [Write(("delete label",), at=Shop.template)],
    "POST imports/": [Write(("create import",), CSV, query="?kind=products", type="text/csv")],
    # What was chosen, and what a check found, are not kept.
    "PATCH imports/{id}/": [Write((), {"defaults": {"category": "books"}}, Shop.file)],
    "DELETE imports/{id}/": [Write(("delete import",), at=Shop.file)],
    "POST imports/{id}/check/": [Write(("update import",), at=Shop.file)],
    "POST imports/{id}/apply/": [
        Write(
            ("create product", "update product", "update import", "update import"), {"only": "good"}, Shop.checked
        )
    ],
    "POST imports/{id}/undo/": [Write(("delete product", "update product", "update import"), at=Shop.applied)],
    "POST movements/{id}/revert/": [Write((), {}, _movement)],
    "POST categories/": [Write(("create category",), {"name": "Garden"})],
    "PATCH categories/{slug}/": [Write(("update category",), {"name": "Yard"}, Shop.category, by="boss")],
    "DELETE categories/{slug}/": [
        Write(("delete category",), at=Shop.category, by="boss"),
        Write(("delete category", "update product"), None, _in_use, by="boss", query="?replacement=books"),
    ],
    "POST views/": [Write(("create view",), {"name": "Mine", "query": ""})],
    "PATCH views/{slug}/": [Write(("update view",), {"name": "Other"}, Shop.view)],
    "DELETE views/{slug}/": [Write(("delete view",), at=Shop.view)],
    "POST products/trash/{id}/restore/": [Write(("create product",), at=Shop.trashed)],
    "DELETE products/trash/{id}/": [Write(("delete trash",), at=Shop.trashed)],
    "PATCH place/": [
        Write(("create place",), {"name": "Corner shop", "currency": "EUR", "trash_days": 9}, by="boss"),
        Write(("update place",), {"currency": "CHF"}, _place_set, by="boss"),
        Write((), {"currency": "EUR"}, _place_set, by="boss"),
    ],
    "POST samples/": [Write(("create product",) * SAMPLES, at=_emptied)],
    "DELETE samples/": [Write()],
}


class Request:
    """A call that is ready to be made: what it is about is there."""

    def __init__(self, shop: Shop, call: str, write: Write) -> None:
        self.method, path = call.split(" ")
        made = write.at(shop) if write.at else ()
        parts = iter([made] if isinstance(made, str) else made)
        self.address = re.sub(r"{\w+}", lambda _: next(parts), f"/api/{path}{write.query}")
        self.body = write.body(shop) if callable(write.body) else write.body
        self.type = write.type

    def send(self, client: APIClient) -> Any:
        if isinstance(self.body, bytes):
            answer = client.generic(self.method, self.address, self.body, content_type=self.type)
        else:
            send = getattr(client, self.method.lower())
            answer = send(self.address, self.body, format="multipart" if self.type == MULTIPART else None)
        if answer.streaming:
            b"".join(answer.streaming_content)
            answer.close()
        return answer
