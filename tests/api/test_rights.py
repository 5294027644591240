"""Role by role and call by call: what the table of rights.py says is what the server does."""

from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from api_token_makers import client_with, token_of
from bulk_requests import adjust, send, tally
from django.contrib.auth.models import Group, User
from drf_spectacular.generators import SchemaGenerator
from image_files import png
from rights import ANYBODY, EVERYBODY, OPERATIONS, PAGE, current_page, scopes

from api.accounts import roles
from api.accounts import services as accounts
from api.catalog.category_services import create_category
from api.exchange.services import begin_import
from api.models import LabelTemplate, Product, SavedView, StockMovement

pytestmark = pytest.mark.django_db

PEOPLE = (*roles.ROLES, "keeper")
SAFE = ("GET", "HEAD", "OPTIONS")


@pytest.fixture
def person(request) -> User:
    """An account of the role that the test is given; *keeper* is an operator among the stock keepers."""
    role = request.getfixturevalue("role")
    made = User.objects.create_user(f"the-{role}", "someone@shop.example", "correct-horse-9")
    if role == "keeper":
        made.groups.add(Group.objects.get(name=roles.STOCK_KEEPERS))
        role = "operator"
    roles.set_role(made, role)
    return User.objects.get(pk=made.pk)


@pytest.fixture
def boss_too(db) -> User:
    """So that nobody in these tests is the last admin."""
    return User.objects.create_superuser("boss", "boss@shop.example", "correct-horse-9")


def test_every_call_has_a_row_and_every_row_a_call():
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    calls = {
        f"{method.upper()} {path.removeprefix('/api/')}"
        for path, operations in paths.items()
        for method in operations
        if method in ("get", "post", "put", "patch", "delete")
    }
    assert calls == set(OPERATIONS)


def test_the_page_of_the_documentation_is_current():
    assert PAGE.read_text() == current_page(), "run `python tests/api/rights.py`"


def rights_of(role: str) -> frozenset[str]:
    return (
        roles.rights_of_role("operator") | {"stock:adjust_any"} if role == "keeper" else roles.rights_of_role(role)
    )


def cases() -> list[tuple[str, bool, str, bool]]:
    """(call, whether it is about what is one's own, role, whether it may)."""
    found = []
    for operation, needed in OPERATIONS.items():
        for role in PEOPLE:
            rights = rights_of(role)
            match needed:
                case (own, others):
                    found.append((operation, True, role, own in rights))
                    found.append((operation, False, role, others in rights))
                case "anybody" | "everybody":
                    found.append((operation, True, role, True))
                case "writers":
                    found.append((operation, True, role, role != "viewer"))
                case "staff":
                    found.append((operation, True, role, role == "admin"))
                case right:
                    found.append((operation, True, role, right in rights))
    return found


@pytest.mark.parametrize(("operation", "is_own", "role", "may"), cases())
def test_the_table_holds(client_of, ana, boss_too, person, nothing_saved, operation, is_own, role, may):
    method, path = operation.split(" ")
    client = client_of(person)
    address = "/api/" + filled(path, owner=person if is_own else ana)

    def call(body: Any = None) -> Any:
        return getattr(client, method.lower())(address, body)

    if may:
        response = call()
        # Without a body most are a 400: it is looked at when the right has been.
        assert response.status_code not in (401, 403), response.content
        assert response.status_code < 500
    else:
        with nothing_saved():
            response = call(VALID.get(operation))
        assert response.status_code == 403
        assert response.json()["code"] == (
            "viewer" if is_refused_as_viewer(operation, role) else "permission_denied"
        )


def is_refused_as_viewer(operation: str, role: str) -> bool:
    is_for_admins = OPERATIONS[operation] in ("people:manage", "place:manage", "staff")
    return role == "viewer" and not operation.startswith("GET") and not is_for_admins


@pytest.mark.parametrize("operation", OPERATIONS)
def test_without_a_token_only_what_is_for_anybody_answers(anonymous, ana, operation):
    method, path = operation.split(" ")
    response = getattr(anonymous, method.lower())("/api/" + filled(path, owner=ana))

    if OPERATIONS[operation] == ANYBODY:
        assert response.status_code in (200, 204, 400, 503)
    else:
        assert response.status_code == 401


_numbers = count(1)


def filled(path: str, *, owner: User) -> str:
    """The address with ids of things that are *owner*'s."""
    if "{" not in path:
        return path
    if path.startswith("views/"):
        return path.replace(
            "{slug}", SavedView.objects.create(owner=owner, name=f"Low {next(_numbers)}", query="").slug
        )
    if path.startswith("categories/"):
        return path.replace("{slug}", create_category(name=f"Garden {next(_numbers)}").pk)
    if path.startswith("account/sessions/"):
        return path.replace("{id}", "none")
    if path.startswith("tokens/"):
        return path.replace("{id}", str(token_of(owner)[0].pk))
    if path.startswith("people/"):
        return path.replace("{id}", str(owner.pk))
    if path.startswith("invitations/"):
        return path.replace("{id}", str(accounts.invite(actor=owner, role="viewer").link.pk))
    if path.startswith("labels/"):
        template = LabelTemplate.objects.create(owner=owner, name=f"Shelf {uuid4()}", media="L7160")
        return path.replace("{id}", str(template.pk))
    if path.startswith("imports/"):
        text = b"name,price,category\nMug,1,home\n"
        return path.replace("{id}", str(begin_import(owner, kind="products", filename="a.csv", data=text).pk))
    product = Product.objects.create(
        name="Mug", category_id="home", price=1, quantity=5, sku=f"M-{next(_numbers)}", created_by=owner
    )
    if path.startswith("products/trash/"):
        pk = product.pk
        product.delete()
        return path.replace("{id}", str(pk))
    if path.startswith("movements/"):
        return path.replace("{id}", str(StockMovement.objects.get(product=product).pk))
    return path.replace("{id}", str(product.pk))


# --- Tokens: role by role, scope by scope, call by call --------------------------------------------------------


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("operation", [name for name, needed in OPERATIONS.items() if needed != ANYBODY])
def test_a_token_may_what_its_scope_and_its_role_both_allow(ana, boss_too, person, operation, role):
    method, path = operation.split(" ")
    refused = set(cases())
    for scope in roles.SCOPES:
        client = client_with(token_of(person, scope)[1])
        response = getattr(client, method.lower())("/api/" + filled(path, owner=person))
        code = response.json().get("code") if response.status_code == 403 else None
        if scope not in scopes(operation):
            assert response.status_code == 403, (scope, response.content)
            assert code == ("scope" if scopes(operation) else "sign_in_only"), scope
        elif (operation, True, role, False) in refused:
            assert code in ("viewer", "permission_denied"), scope
        else:
            assert response.status_code not in (401, 403), (scope, response.content)
            assert response.status_code < 500


# --- Viewers, with bodies that everybody else may send --------------------------------------------------------


@pytest.fixture
def role() -> str:
    return "viewer"


VALID: dict[str, dict[str, Any]] = {
    "POST products/": {"name": "Mug", "category": "home", "price": "1"},
    "PUT products/{id}/": {"name": "Mug", "category": "home", "price": "2"},
    "PATCH products/{id}/": {"quantity": 3},
    "DELETE products/{id}/": {},
    "POST products/{id}/adjust/": {"delta": 1, "reason": "count"},
    "POST products/{id}/barcode/": {},
    "POST products/{id}/pictures/": {},
    "PUT products/{id}/pictures/": {"order": []},
    "DELETE products/{id}/pictures/{picture}/": {},
    "POST labels/blank/": {"count": 1, "media": "L7160"},
    "POST labels/templates/": {"name": "Shelf", "media": "L7160"},
    "PATCH labels/templates/{id}/": {"name": "Other"},
    "DELETE labels/templates/{id}/": {},
    "POST products/trash/{id}/restore/": {},
    "DELETE products/trash/{id}/": {},
    "POST products/bulk/": {"filter": {}, "action": "adjust", "delta": 1, "reason": "count"},
    "POST imports/": {"kind": "products", "text": "name\nMug"},
    "PATCH imports/{id}/": {"choices": {}},
    "DELETE imports/{id}/": {},
    "POST imports/{id}/check/": {},
    "POST imports/{id}/apply/": {},
    "POST imports/{id}/undo/": {},
    "POST samples/": {},
    "DELETE samples/": {},
    "POST movements/{id}/revert/": {},
    "POST categories/": {"name": "Garden"},
    "PATCH categories/{slug}/": {"name": "Garden"},
    "DELETE categories/{slug}/": {},
    "POST views/": {"name": "Mine", "query": ""},
    "PATCH views/{slug}/": {"name": "Other"},
    "DELETE views/{slug}/": {},
    "PATCH place/": {"currency": "EUR"},
    "POST people/": {"username": "wall", "role": "viewer", "service": True},
    "DELETE people/{id}/": {},
    "PATCH people/{id}/": {"role": "admin"},
    "POST people/{id}/reset-link/": {},
    "POST invitations/": {"role": "admin"},
    "DELETE invitations/{id}/": {},
}


def test_there_is_a_valid_body_for_every_write_that_needs_a_right():
    writes = {name for name in OPERATIONS if not name.startswith(SAFE)}
    assert set(VALID) == {name for name in writes if OPERATIONS[name] not in (ANYBODY, EVERYBODY)}


@pytest.mark.parametrize("operation", VALID)
def test_a_viewer_writes_nothing(client_of, boss_too, person, nothing_saved, operation):
    method, path = operation.split(" ")
    client = client_of(person)
    address = "/api/" + filled(path, owner=person)
    with nothing_saved():
        response = getattr(client, method.lower())(address, VALID[operation])
        keyed = getattr(client, method.lower())(address, VALID[operation], headers={"Idempotency-Key": "k"})

    assert (response.status_code, keyed.status_code) == (403, 403)


def test_a_viewer_uploads_no_picture(client_of, person, nothing_saved, media):
    product = Product.objects.create(name="Mug", category_id="home", price=1, sku="M-1", created_by=person)
    client = client_of(person)
    with nothing_saved():
        for send_form in (client.patch, client.put):
            response = send_form(f"/api/products/{product.pk}/", {"image": png()}, format="multipart")
            assert response.status_code == 403
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_viewer_among_the_stock_keepers_is_a_viewer(client_of, person, product, nothing_saved):
    person.groups.add(Group.objects.get(name=roles.STOCK_KEEPERS))
    with nothing_saved():
        response = client_of(person).post(f"/api/products/{product.pk}/adjust/", {"delta": 1, "reason": "count"})
    assert (response.status_code, response.json()["code"]) == (403, "viewer")


# --- Bulk changes, row by row ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("role", "adjusts", "writes"),
    [("operator", False, False), ("keeper", True, False), ("manager", True, True), ("admin", True, True)],
)
def test_rows_of_others_follow_the_role(client_of, boss_too, person, product, role, adjusts, writes):
    client = client_of(person)
    changes = [(adjust([product.pk], 1), adjusts), ({"ids": [product.pk], "action": "delete"}, writes)]
    for body, may in changes:
        lines = send(client, body)
        assert tally(lines[-1]) == ((1, 0, 0) if may else (0, 0, 1))
        assert may or lines[1]["code"] == "not_owner"
    assert Product.objects.filter(pk=product.pk).exists() is not writes
