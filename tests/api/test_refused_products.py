"""Bad input: each gets a 400 that names the field, and nothing is saved. Create and update answer alike."""

import json
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from image_files import SVG, png_claiming


def ids(case):
    return repr(case)[:30]


pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"name": "Red Mug", "price": "7.90", "category": "home"}

BAD: dict[str, list[Any]] = {
    "quantity": [-1, 1.5, "1.5", "abc", "", None, True, [1], 2_147_483_648, 10**30, "9" * 2000],
    "reorder_level": [-1, 0.5, "many", 2_147_483_648],
    "price": [
        0,
        "0.00",
        "0.001",
        -5,
        1e12,
        "1000000000000",
        100_000_000,
        "abc",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e999999",
        "1e-999999",
        "12,50",
        "12.345",
        "",
        None,
        True,
        {"amount": 1},
        "1" * 5000,
    ],
    "category": ["toys", "Home", "", None, 5, ["home"], {"slug": "home"}, "ho\x00me", "\ud800", "a" * 10_000],
    "name": [
        "",
        "   ",
        "\u00a0\u2003",
        None,
        "a" * 201,
        "a" * 10_000,
        "a\x00b",
        "a\x1bb",
        "a\ud800b",
        ["Red Mug"],
        {"en": "Red Mug"},
        True,
    ],
    "description": ["a" * 5001, "a\x00b", "\udfff", None],
    "sku": ["a" * 65, "a\x00b", "\ud800", None, ["a"]],
    "barcode": ["1" * 65, "1\x002", "\ud800"],
    "is_active": ["maybe", None, [], 2],
    "image": ["mug.png", "https://evil.example/mug.png", 5, {}, []],
}


@pytest.mark.parametrize("field", BAD)
def test_it_refuses(as_ana, product, nothing_saved, field):
    address = f"/api/products/{product.pk}/"
    for bad in BAD[field]:
        body = json.dumps({**GOOD, field: bad})
        with nothing_saved():
            answers = [
                as_ana.post("/api/products/", body, content_type="application/json"),
                as_ana.put(address, body, content_type="application/json"),
                as_ana.patch(address, json.dumps({field: bad}), content_type="application/json"),
            ]

        for answer in answers:
            assert answer.status_code == 400, repr(bad)[:50]
            assert list(answer.json()) == [field], repr(bad)[:50]
            assert 0 < len(answer.json()[field][0]) < 200, repr(bad)[:50]


def test_all_that_is_wrong_is_said_at_once(as_ana, nothing_saved):
    with nothing_saved():
        response = as_ana.post("/api/products/", {"name": "", "price": 0, "category": "toys", "quantity": -1})

    assert response.status_code == 400
    assert set(response.json()) == {"name", "price", "category", "quantity"}


def bomb():
    """Some 40 KB that would take 2.7 GB: 30,000 x 30,000 pixels."""
    return png_claiming(30_000, 30_000).replace(zlib.compress(b"\0" * 64), zlib.compress(b"\0" * 40_000_000, 9))


@pytest.mark.parametrize(
    ("filename", "content", "kind"),
    [
        ("mug.png", b"This is a text file.", "image/png"),
        ("mug.png", b"", "image/png"),
        ("mug.png", bomb(), "image/png"),
        ("mug.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("mug.svg", SVG, "image/svg+xml"),
        ("mug.png", SVG, "image/png"),
        ("mug.html", b"<script>alert(1)</script>", "text/html"),
        ("big.png", b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024), "image/png"),
    ],
    ids=["text", "empty", "bomb", "header only", "svg", "svg as png", "html", "over 5 MB"],
)
def test_it_refuses_files_that_are_no_pictures(
    as_ana, product, nothing_saved, settings, tmp_path, filename, content, kind
):
    settings.MEDIA_ROOT = tmp_path
    address = f"/api/products/{product.pk}/"
    with nothing_saved():
        answers = [
            send({**GOOD, "image": SimpleUploadedFile(filename, content, kind)})
            for send in (
                lambda fields: as_ana.post("/api/products/", fields, format="multipart"),
                lambda fields: as_ana.patch(address, fields, format="multipart"),
            )
        ]

    for answer in answers:
        assert answer.status_code == 400
        assert list(answer.json()) == ["image"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_it_refuses_a_50_mb_upload(as_ana, nothing_saved):
    picture = SimpleUploadedFile("mug.png", b"\0" * (50 * 1024 * 1024), "image/png")
    with nothing_saved():
        response = as_ana.post("/api/products/", {**GOOD, "image": picture}, format="multipart")

    assert response.status_code == 400
    assert response.json() == {"image": ["The upload is 50.0 MB; the limit is 5 MB."]}


def test_it_refuses_a_10_mb_json_body(as_ana, nothing_saved):
    with nothing_saved():
        body = json.dumps({**GOOD, "description": "a" * 10_000_000})
        response = as_ana.post("/api/products/", body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["code"] == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'name': 1}",
        b'{"name": "a",}',
        b"null",
        b"5",
        b'"text"',
        b"[]",
        b'[{"name": "a"}]',
        b"true",
        b"\xff\xfe",
        b"\x00",
        b'{"price": NaN}',
        b'{"price": Infinity}',
        b'{"quantity": 1e999}',
        b'{"quantity": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"name":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"name": ' + b"[" * 900 + b"]" * 900 + b"}",
    ],
    ids=ids,
)
def test_it_refuses_malformed_json(as_ana, product, nothing_saved, body):
    address = f"/api/products/{product.pk}/"
    with nothing_saved():
        answers = [
            as_ana.generic("POST", "/api/products/", body, content_type="application/json"),
            as_ana.generic("PUT", address, body, content_type="application/json"),
        ]

    for answer in answers:
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/json"


def test_malformed_json_is_said_to_be_so(as_ana):
    response = as_ana.generic("POST", "/api/products/", b"{oops", content_type="application/json")

    assert response.json()["code"] == "parse_error"
    assert response.json()["detail"].startswith("JSON parse error")


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/octet-stream", "x"],
)
def test_it_refuses_other_content_types(as_ana, nothing_saved, content_type):
    with nothing_saved():
        response = as_ana.generic("POST", "/api/products/", json.dumps(GOOD), content_type=content_type)

    assert response.status_code == 415
    assert response.json()["code"] == "unsupported_media_type"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n\r\n--x--",
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nMug',
        b'--x\r\nContent-Disposition: form-data; name="na\x00me"\r\n\r\nMug\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nM\x00ug\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="image"; filename="\x00.png"\r\n\r\nx\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="image"; filename="../../a"\r\n\r\nx\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="name"; filename="n"\r\n\r\nMug\r\n--x--\r\n',
        b"--x\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: form-data; name="name"\r\n\r\n!\r\n--x--\r\n',
        b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % n for n in range(1100))
        + b"--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="description"\r\n\r\n' + b"a" * 3_000_000 + b"\r\n--x--\r\n",
    ],
    ids=ids,
)
def test_it_refuses_malformed_forms(as_ana, nothing_saved, body):
    with nothing_saved():
        answer = as_ana.generic("POST", "/api/products/", body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json"


def test_it_refuses_a_form_without_a_boundary(as_ana, nothing_saved):
    with nothing_saved():
        response = as_ana.generic("POST", "/api/products/", b"x", content_type="multipart/form-data")

    assert response.status_code == 400
    assert response.json()["code"] == "parse_error"


@pytest.mark.parametrize(
    "pk",
    ["0", "-1", "1.0", "abc", "999999999", "9" * 18, "9" * 19, "9" * 400, "%00", "1%00", "%FF", "٣", "1;", "None"],
)
def test_ids_that_are_none_are_not_found(as_ana, product, nothing_saved, pk):
    with nothing_saved():
        for method in (as_ana.get, as_ana.put, as_ana.patch, as_ana.delete):
            response = method(f"/api/products/{pk}/", GOOD if method != as_ana.get else None)
            assert response.status_code == 404
            assert response.json()["code"] == "not_found"
