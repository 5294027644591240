"""What admins do to accounts: roles, names, addresses, on and off; and that there is always one of them."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from rest_framework.settings import api_settings

from api.accounts import people, roles
from api.accounts.errors import NoLongerAdmin
from api.models import OneTimeLink, SignIn
from api.stock import mail

pytestmark = pytest.mark.django_db


def person_of(user):
    return f"/api/people/{user.pk}/"


def fresh(user):
    return User.objects.get(pk=user.pk)


def role_of(user):
    return roles.role_of(fresh(user))


def set_role(user, role):
    roles.set_role(fresh(user), role)


# --- What a role is -------------------------------------------------------------------------------------------


def test_an_account_without_a_role_is_an_operator_and_a_superuser_an_admin(ana, boss):
    assert (role_of(ana), role_of(boss)) == ("operator", "admin")


def test_nobody_may_do_nothing():
    assert roles.standing_of(AnonymousUser()) == roles.NO_RIGHTS
    assert not roles.may_edit(AnonymousUser(), None)
    assert not roles.may_write(AnonymousUser())


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_is_one_group_and_the_newest_one_counts(ana, role):
    set_role(ana, "manager")
    set_role(ana, role)

    assert [group.name for group in ana.groups.all()] == [f"Role: {role}"]
    assert roles.standing_of(fresh(ana)) == (role, roles.rights_of_role(role))
    assert fresh(ana).is_staff is (role == "admin")


def test_of_several_groups_the_highest_role_counts(ana):
    ana.groups.add(*Group.objects.filter(name__in=["Role: viewer", "Role: manager"]))

    assert role_of(ana) == "manager"


@pytest.mark.parametrize("role", roles.ROLES)
def test_django_s_permissions_say_the_same(ana, role):
    set_role(ana, role)
    account = fresh(ana)

    for codename, right in roles._PERMISSIONS.items():
        assert account.has_perm(f"api.{codename}") is roles.may(account, right)


def test_a_right_can_be_given_by_a_group_of_one_s_own_or_to_one_account(ana, bea):
    permission = Permission.objects.get(codename="change_any_product")
    group = Group.objects.create(name="Buyers")
    group.permissions.add(permission)
    ana.groups.add(group)
    bea.user_permissions.add(permission)

    for account in (ana, bea):
        assert roles.may(fresh(account), "product:edit_any")
        assert not roles.may(fresh(account), "stock:adjust_any")


def test_a_viewer_has_no_permission_but_to_look(ana):
    ana.user_permissions.set(Permission.objects.filter(codename__in=["change_product", "view_product"]))
    assert fresh(ana).has_perm("api.change_product")
    set_role(ana, "viewer")

    assert fresh(ana).get_all_permissions() == {"api.view_product"}
    assert not fresh(ana).has_perm("api.change_product")


def test_a_viewer_writes_nothing_by_the_admin(ana, product, client, nothing_saved):
    ana.is_staff = True
    ana.save()
    ana.user_permissions.set(Permission.objects.filter(content_type__app_label="api"))
    set_role(ana, "viewer")
    client.force_login(ana)

    assert client.get(f"/admin/api/product/{product.pk}/change/").status_code == 200
    with nothing_saved():
        for page in (f"product/{product.pk}/change/", f"product/{product.pk}/delete/", "product/add/"):
            assert client.post(f"/admin/api/{page}", {"name": "Other", "post": "yes"}).status_code == 403
        form = {"action": "revert_selected", "_selected_action": product.movements.get().pk}
        client.post("/admin/api/stockmovement/", form)


def test_what_a_migration_gives_a_role_comes_back(db):
    managers = Group.objects.get(name="Role: manager")
    managers.permissions.clear()
    roles.ensure_groups("default")

    codenames = set(managers.permissions.values_list("codename", flat=True))
    assert codenames == {"change_any_product", "adjust_any_stock", "manage_categories"}


def test_many_at_once_are_what_each_is(ana, bea, boss, carl, django_assert_num_queries):
    for account, role in ((ana, "viewer"), (bea, "manager")):
        set_role(account, role)
    carl.user_permissions.add(Permission.objects.get(codename="adjust_any_stock"))
    kim = User.objects.create_user("kim")
    kim.groups.add(Group.objects.get(name=roles.STOCK_KEEPERS))
    accounts = list(User.objects.all())
    with django_assert_num_queries(2):
        found = roles.standings_of(accounts)

    assert found == {account.pk: roles.standing_of(account) for account in accounts}
    assert {standing.role for standing in found.values()} == set(roles.ROLES)
    assert "stock:adjust_any" in found[carl.pk].rights & found[kim.pk].rights


def test_what_one_may_do_takes_one_query(ana, django_assert_num_queries):
    account = fresh(ana)
    with django_assert_num_queries(1):
        assert roles.may_edit(account, ana.pk)
        assert not roles.may_adjust(account, None)


# --- The list -------------------------------------------------------------------------------------------------


def test_admins_see_who_is_who(as_boss, ana, boss, carl):
    set_role(ana, "viewer")
    seen = SignIn.objects.create(family="f", user=ana, expires_at="2027-01-01T00:00:00Z").last_seen

    found = {person["username"]: person for person in as_boss.get("/api/people/").json()}
    assert list(found) == ["ana", "boss", "carl"]
    assert found["ana"] == {
        "id": ana.pk,
        "username": "ana",
        "email": "ana@shop.example",
        "role": "viewer",
        "is_active": True,
        "is_staff": False,
        "date_joined": found["ana"]["date_joined"],
        "last_seen": seen.isoformat().replace("+00:00", "Z"),
        "service": False,
    }
    assert (found["boss"]["role"], found["boss"]["last_seen"]) == ("admin", None)
    assert found["carl"]["is_active"] is False
    assert as_boss.get(person_of(ana)).json() == found["ana"]


def test_the_list_takes_a_fixed_number_of_queries(as_boss, django_assert_num_queries):
    for number in range(20):
        User.objects.create_user(f"person-{number}")
    with django_assert_num_queries(3):  # the boss, the accounts, their groups
        assert len(as_boss.get("/api/people/").json()) == 21


# --- Changes --------------------------------------------------------------------------------------------------


def test_a_promotion_counts_at_the_next_request(as_boss, as_bea, bea, product):
    address = f"/api/products/{product.pk}/"
    assert as_bea.patch(address, {"price": "3"}).status_code == 403
    response = as_boss.patch(person_of(bea), {"role": "manager"})

    assert (response.status_code, response.json()["role"]) == (200, "manager")
    assert as_bea.patch(address, {"price": "3"}).status_code == 200
    as_boss.patch(person_of(bea), {"role": "viewer"})
    assert as_bea.patch(address, {"price": "4"}).status_code == 403


def test_an_admin_who_is_one_no_longer_is_no_superuser_either(as_boss, boss, ana):
    for role in ("admin", "operator"):
        as_boss.patch(person_of(ana), {"role": role})
        assert fresh(ana).is_staff is (role == "admin")
    User.objects.create_superuser("root", "root@shop.example", "correct-horse-9")
    as_boss.patch(person_of(boss), {"role": "manager"})

    assert (fresh(boss).is_staff, fresh(boss).is_superuser, role_of(boss)) == (False, False, "manager")
    assert as_boss.get("/api/people/").status_code == 403


def test_staff_who_are_no_admins_stay_staff(as_boss, ana):
    User.objects.filter(pk=ana.pk).update(is_staff=True)
    as_boss.patch(person_of(ana), {"role": "manager"})

    assert fresh(ana).is_staff


def test_an_account_is_switched_off_and_on(as_boss, as_bea, bea):
    assert as_boss.patch(person_of(bea), {"is_active": False}).json()["is_active"] is False
    assert as_bea.get("/api/user/").status_code == 401
    as_boss.patch(person_of(bea), {"is_active": True})
    assert as_bea.get("/api/user/").status_code == 200


def test_name_and_address(as_boss, ana, product):
    response = as_boss.patch(person_of(ana), {"username": "anna", "email": "anna@shop.example"})

    assert (response.json()["username"], response.json()["email"]) == ("anna", "anna@shop.example")
    product.refresh_from_db()
    assert product.created_by.username == "anna"
    assert ana.groups.filter(name=mail.RECIPIENTS).exists(), "an admin has typed it"


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("role", "owner"),
        ("role", ""),
        ("role", None),
        ("role", ["admin"]),
        ("is_active", "perhaps"),
        ("username", "BEA"),
        ("username", "two words"),
        ("username", ""),
        ("email", "bea"),
        ("email", "b\x00@shop.example"),
    ],
)
def test_it_refuses(as_boss, ana, bea, nothing_saved, field, bad):
    with nothing_saved():
        response = as_boss.patch(person_of(ana), {field: bad})

    assert response.status_code == 400
    assert list(response.json()) == [field]


def test_what_nobody_may_set_is_ignored(as_boss, ana):
    as_boss.patch(person_of(ana), {"is_superuser": True, "is_staff": True, "id": 77, "password": "x"})

    account = fresh(ana)
    assert (account.is_superuser, account.is_staff, account.password) == (False, False, ana.password)


def test_an_unknown_person_is_a_404(as_boss):
    assert as_boss.patch("/api/people/999999/", {"role": "viewer"}).status_code == 404


# --- The last admin -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"role": "manager"}, {"role": "viewer"}, {"is_active": False}])
def test_the_last_admin_stays(as_boss, boss, carl, nothing_saved, change):
    set_role(carl, "admin")  # whose account is switched off
    with nothing_saved():
        response = as_boss.patch(person_of(boss), change)

    assert (response.status_code, response.json()["code"]) == (409, "last_admin")
    assert role_of(boss) == "admin"
    assert as_boss.patch(person_of(boss), {"role": "admin", "is_active": True}).status_code == 200


@pytest.mark.parametrize("change", [{"role": "manager"}, {"is_active": False}])
def test_of_two_admins_one_may_go(as_boss, boss, ana, change):
    set_role(ana, "admin")

    assert as_boss.patch(person_of(boss), change).status_code == 200
    assert [account.username for account in roles.admins()] == ["ana"]


def test_who_was_demoted_meanwhile_changes_nothing_more(boss, ana, bea):
    set_role(ana, "admin")
    let_in = fresh(ana)
    assert roles.may(let_in, "people:manage")
    set_role(ana, "operator")

    with pytest.raises(NoLongerAdmin):
        people.change_person(actor=let_in, person=bea, fields={"role": "admin"})
    assert role_of(bea) == "operator"


@pytest.mark.parametrize("form", [{"is_staff": "on"}, {"is_active": "on", "is_staff": "on"}])
def test_the_pages_of_the_admin_keep_the_last_admin_too(site, boss, form):
    page = f"/admin/auth/user/{boss.pk}/change/"
    times = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    response = site.post(page, {"username": "boss", "email": "", **times, **form})

    assert response.status_code == 200, "the page comes back with an error"
    assert "last active admin" in response.content.decode()
    assert role_of(boss) == "admin"


def test_the_pages_of_the_admin_do_not_delete_the_last_admin(site, boss, ana):
    assert site.post(f"/admin/auth/user/{boss.pk}/delete/", {"post": "yes"}).status_code in (200, 403)
    form = {"action": "delete_selected", "_selected_action": [boss.pk, ana.pk], "post": "yes"}
    site.post("/admin/auth/user/", form)

    assert User.objects.filter(pk=boss.pk).exists()


# --- Groups in the admin --------------------------------------------------------------------------------------

NEEDED = [*(f"Role: {role}" for role in roles.ROLES), roles.SERVICE_ACCOUNTS, mail.RECIPIENTS]


@pytest.mark.parametrize("name", NEEDED)
def test_the_pages_of_the_admin_keep_the_groups_that_the_app_knows_by_name(site, client_of, ana, name):
    set_role(ana, "viewer")
    group, _ = Group.objects.get_or_create(name=name)
    permission = Permission.objects.get(codename="view_product").pk

    page = site.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})
    assert f"{name}: the app needs this group." in page.content.decode()
    form = {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"}
    assert f"{name}: the app needs this group." in site.post("/admin/auth/group/", form).content.decode()
    form = {"name": "Other", "permissions": [permission]}
    assert site.post(f"/admin/auth/group/{group.pk}/change/", form).status_code == 302

    group.refresh_from_db()
    assert (group.name, [each.pk for each in group.permissions.all()]) == (name, [permission])
    assert client_of(ana).post("/api/categories/", {"name": "Garden"}).status_code == 403


def test_groups_of_one_s_own_are_renamed_and_deleted(site):
    group = Group.objects.create(name="Buyers")
    page = f"/admin/auth/group/{group.pk}"

    assert site.post(f"{page}/change/", {"name": "Sellers"}).status_code == 302
    assert Group.objects.get(pk=group.pk).name == "Sellers"
    assert site.post(f"{page}/delete/", {"post": "yes"}).status_code == 302
    assert not Group.objects.filter(pk=group.pk).exists()


def test_a_role_whose_group_was_deleted_gets_it_with_its_permissions(ana):
    expected = set(Group.objects.get(name="Role: admin").permissions.values_list("codename", flat=True))
    Group.objects.filter(name="Role: admin").delete()
    set_role(ana, "admin")

    assert {name.partition(".")[2] for name in fresh(ana).get_all_permissions()} == expected
    assert "change_user" in expected


# --- Links for new passwords ----------------------------------------------------------------------------------


def test_a_reset_link_is_shown_once_and_the_newest_counts(as_boss, anonymous, ana):
    first, second = (as_boss.post(f"{person_of(ana)}reset-link/").json()["link"] for _ in range(2))

    assert first != second
    assert second.startswith("http://testserver/reset#")
    codes = [link.partition("#")[2] for link in (first, second)]
    read = [anonymous.post("/api/account/password/reset/read/", {"code": code}) for code in codes]
    assert [answer.status_code for answer in read] == [410, 200]
    assert read[1].json()["username"] == "ana"
    assert OneTimeLink.objects.get().digest not in second


def test_an_account_that_is_switched_off_gets_no_link(as_boss, carl, nothing_saved):
    with nothing_saved():
        response = as_boss.post(f"{person_of(carl)}reset-link/")

    assert (response.status_code, response.json()) == (
        409,
        {"detail": "This account is deactivated. Activate it first.", "code": "account_off"},
    )
    assert not OneTimeLink.objects.exists()
    as_boss.patch(person_of(carl), {"is_active": True})
    assert as_boss.post(f"{person_of(carl)}reset-link/").status_code == 201


def test_links_are_made_with_the_address_of_the_site(as_boss, ana, settings):
    settings.SITE_URL = "https://shop.example"

    assert as_boss.post(f"{person_of(ana)}reset-link/").json()["link"].startswith("https://shop.example/reset#")


# --- Names for filters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["ana", "bea", "Marianne", "Özil"]),
        ("AN", ["ana", "Marianne"]),
        ("an", ["ana", "Marianne"]),
        ("öz", ["Özil"]),
        ("nobody", []),
    ],
)
def test_names_are_found_by_a_part_of_them(as_ana, ana, bea, search, found):
    for name in ("Marianne", "Özil"):
        User.objects.create_user(name, f"{len(name)}@shop.example", "correct-horse-9", is_active=name == "Özil")

    answer = as_ana.get(f"/api/people/names/?search={search}")
    assert answer.status_code == 200
    assert sorted(row["username"] for row in answer.json()) == sorted(found)
    assert {name for row in answer.json() for name in row} <= {"username"}


def test_names_that_begin_with_it_come_first(as_ana, ana):
    User.objects.create_user("Aardvark-ana", "a@shop.example", "correct-horse-9")
    assert [row["username"] for row in as_ana.get("/api/people/names/?search=ana").json()] == [
        "ana",
        "Aardvark-ana",
    ]


def test_names_are_for_those_who_are_signed_in_and_not_by_the_thousand(as_ana, anonymous, monkeypatch):
    assert anonymous.get("/api/people/names/").status_code == 401
    assert as_ana.get("/api/people/names/?serach=a").status_code == 400
    assert as_ana.get("/api/people/names/", {"search": "a" * 201}).status_code == 400
    rates = {**api_settings.DEFAULT_THROTTLE_RATES, "names": "3/minute"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates)
    assert [as_ana.get("/api/people/names/").status_code for _ in range(2)][-1] == 429
