"""The admin speaks as the app does, and each leads to the other."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

pytestmark = pytest.mark.django_db

DJANGOS_WORDS = re.compile(
    r"log ?(in|out)\b|logged|view site|\bquantity\b|reorder level|\bimage\b|is active", re.IGNORECASE
)


def words_of(page: str) -> str:
    """What a person reads there, with the labels of buttons."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    values = re.findall(r'<input type="submit" value="([^"]*)"', page)
    return " ".join([*strip_tags(page).split(), *values])


@pytest.mark.parametrize(
    "path",
    [
        "",
        "api/product/",
        "api/product/add/",
        "api/product/{product}/change/",
        "api/category/",
        "api/stockmovement/",
        "api/stockalert/",
        "auth/user/",
        "password_change/",
    ],
)
def test_no_page_has_other_words_than_the_app(site, product, path):
    answer = site.get(f"/admin/{path}".format(product=product.pk))

    assert answer.status_code == 200
    assert not DJANGOS_WORDS.search(words_of(answer.content.decode()))


def test_products_have_the_columns_of_the_app(site, product):
    words = words_of(site.get("/admin/api/product/").content.decode())

    for heading in ("On hand", "Reorder at", "Active", "Owner"):
        assert heading in words


def test_it_signs_in_and_out_and_leads_back_to_the_app(site):
    door = Client().get("/admin/login/").content.decode()
    assert "Sign in" in words_of(door)
    assert not DJANGOS_WORDS.search(words_of(door))

    assert '<a href="/">Open the app</a>' in site.get("/admin/").content.decode()
    left = site.post("/admin/logout/").content.decode()
    assert "You've signed out." in unescape(left)
    assert '<a href="/">Open the app</a>' in left
    assert not DJANGOS_WORDS.search(words_of(left))


def test_a_wrong_password_is_told_in_the_apps_words(boss):
    answer = Client().post("/admin/login/", {"username": "boss", "password": "wrong"})

    assert "Incorrect username or password" in words_of(answer.content.decode())


def test_who_may_not_use_it_is_told_so(ana):
    client = Client()
    client.force_login(ana)

    words = words_of(client.get("/admin/login/?next=/admin/").content.decode())

    assert "You’re signed in as ana, who doesn’t have access to this page." in words
