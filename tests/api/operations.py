"""Random writes by every way there is: REST, bulk, undo, trash, the admin, a shell; some of them rolled back."""

import random
from contextlib import suppress
from typing import Any
from uuid import uuid4

from admin_forms import form_of
from bulk_requests import send
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F
from image_files import png

from api.models import Category, Product, SavedView, TrashedProduct


class _Undo(Exception):
    pass


class Operations:
    def __init__(self, rng: random.Random, *, as_ana: Any, as_boss: Any, site: Any) -> None:
        self.rng, self.as_ana, self.as_boss, self.site = rng, as_ana, as_boss, site
        self.count = 0

    def do(self, count: int) -> None:
        ways = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("way_")]
        for _ in range(6):
            self.way_create()
        for _ in range(count):
            way = self.rng.choice(ways)
            # A stream closes its connection, and would take the transaction around it along.
            if self.rng.random() < 0.15 and way != self.way_bulk:
                with suppress(_Undo), transaction.atomic():
                    way()
                    raise _Undo
            else:
                way()

    # --- What may be chosen ---------------------------------------------------------------------------------

    def some(self) -> Product | None:
        found = list(Product.objects.order_by("pk"))
        return self.rng.choice(found) if found else None

    def ids(self) -> list[int]:
        found = list(Product.objects.order_by("pk").values_list("pk", flat=True))
        return self.rng.sample(found, min(len(found), 3))

    def price(self) -> str:
        return f"{self.rng.randint(1, 99)}.{self.rng.randint(10, 99)}"

    def category(self) -> str:
        return self.rng.choice(list(Category.objects.order_by("pk").values_list("pk", flat=True)))

    def new(self) -> dict[str, Any]:
        self.count += 1
        name, sku = f"Thing {self.count}", f"T-{self.count}"
        return {"name": name, "sku": sku, "category": self.category(), "price": self.price()}

    # --- REST -----------------------------------------------------------------------------------------------

    def way_create(self) -> None:
        self.as_ana.post("/api/products/", {**self.new(), "quantity": self.rng.randint(0, 9)})

    def way_patch(self) -> None:
        if product := self.some():
            body = self.rng.choice(
                [
                    {"price": self.price()},
                    {"name": f"Named {self.rng.randint(0, 9)}", "description": "New words."},
                    {"category": self.category(), "is_active": self.rng.random() < 0.5},
                    {"barcode": self.rng.choice([None, str(self.rng.randint(0, 20))])},
                    {"reorder_level": self.rng.choice([None, 5]), "quantity": 3},
                ]
            )
            self.as_boss.patch(f"/api/products/{product.pk}/", body)

    def way_delete(self) -> None:
        if product := self.some():
            self.as_boss.delete(f"/api/products/{product.pk}/")

    def way_adjust(self) -> None:
        if product := self.some():
            self.as_boss.post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "count"})

    def way_bulk(self) -> None:
        key = str(uuid4())
        action = self.rng.choice(
            [
                {"action": "set_category", "category": self.category()},
                {"action": "set_active", "is_active": self.rng.random() < 0.5},
                {"action": "delete"},
                {"action": "adjust", "delta": 1, "reason": "count"},
            ]
        )
        send(self.as_boss, {"ids": self.ids(), **action}, key=key)
        if action["action"] != "delete" and self.rng.random() < 0.6:
            send(self.as_boss, {"action": "undo", "run": key}, key=str(uuid4()))

    def way_category(self) -> None:
        self.count += 1
        self.as_ana.post("/api/categories/", {"name": f"Shelf {self.count}"})

    def way_category_change(self) -> None:
        slug, other = self.category(), self.category()
        if self.rng.random() < 0.5:
            self.count += 1
            self.as_boss.patch(f"/api/categories/{slug}/", {"name": f"Renamed {self.count}"})
        elif slug != other:
            self.as_boss.delete(f"/api/categories/{slug}/?replacement={other}")

    def way_picture(self) -> None:
        if product := self.some():
            self.count += 1
            body = {"image": SimpleUploadedFile(f"{self.count}.png", png(), "image/png")}
            if self.rng.random() < 0.7:
                self.as_boss.patch(f"/api/products/{product.pk}/", body, format="multipart")
            else:
                self.as_boss.patch(f"/api/products/{product.pk}/", {"image": None})

    def way_restore(self) -> None:
        if trashed := list(TrashedProduct.objects.order_by("pk").values_list("pk", flat=True)):
            self.as_boss.post(f"/api/products/trash/{self.rng.choice(trashed)}/restore/")

    def way_remove_for_good(self) -> None:
        if trashed := list(TrashedProduct.objects.order_by("pk").values_list("pk", flat=True)):
            self.as_boss.delete(f"/api/products/trash/{self.rng.choice(trashed)}/")

    def way_role(self) -> None:
        user = self.rng.choice(list(User.objects.exclude(username="boss").order_by("pk")))
        role = self.rng.choice(["viewer", "operator", "manager"])
        if user.username == "ana":
            role = self.rng.choice(["operator", "manager"])
        self.as_boss.patch(f"/api/people/{user.pk}/", {"role": role})

    # --- The admin ------------------------------------------------------------------------------------------

    def way_admin(self) -> None:
        if product := self.some():
            address = f"/admin/api/product/{product.pk}/change/"
            self.site.post(address, form_of(self.site, address, price=self.price(), name=f"By hand {self.count}"))

    def way_admin_action(self) -> None:
        body = {"action": self.rng.choice(["activate", "deactivate"]), "_selected_action": self.ids()}
        self.site.post("/admin/api/product/", body)

    # --- A shell --------------------------------------------------------------------------------------------

    def way_save(self) -> None:
        if product := self.some():
            product.price, product.quantity = self.price(), product.quantity + 1
            product.save()

    def way_update(self) -> None:
        Product.objects.filter(pk__in=self.ids()).update(price=F("price") + 1, description=F("name"))

    def way_bulk_update(self) -> None:
        products = list(Product.objects.filter(pk__in=self.ids()))
        for product in products:
            product.name = f"{product.name[:20]}!"
        Product.objects.bulk_update(products, ["name"])

    def way_bulk_create(self) -> None:
        made = []
        for _ in range(2):
            values = self.new()
            values["category_id"] = values.pop("category")
            made.append(Product(**values))
        known = self.some()
        if known and self.rng.random() < 0.5:
            made.append(Product(name="Twin", sku=known.sku, category_id="home", price=1))
            Product.objects.bulk_create(made, ignore_conflicts=True)
        else:
            Product.objects.bulk_create(made)

    def way_owner(self) -> None:
        user = self.rng.choice(list(User.objects.order_by("pk")))
        Product.objects.filter(pk__in=self.ids()).update(created_by=user)

    def way_shell_people(self) -> None:
        self.count += 1
        user = User.objects.create_user(f"person{self.count}", "p@shop.example", "correct-horse-9")
        user.groups.add(Group.objects.get_or_create(name="Night shift")[0])
        if self.rng.random() < 0.5:
            user.username = f"renamed{self.count}"
            user.save()
        if self.rng.random() < 0.5:
            user.delete()
        User.objects.filter(username__startswith="person").update(is_active=self.rng.random() < 0.5)

    def way_views(self) -> None:
        self.count += 1
        owner = User.objects.get(username="ana")
        view = SavedView.objects.create(owner=owner, name=f"View {self.count}", query="")
        SavedView.objects.filter(pk=view.pk).update(query="low_stock=true")
        if self.rng.random() < 0.5:
            SavedView.objects.filter(owner=owner).delete()
