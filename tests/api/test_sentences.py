"""What the API refuses is said in our words: none of Django's and DRF's own sentences shows through."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rest_framework import serializers

import api

THEIRS = re.compile(
    r"\bEnsure\b|may not be|\bvalid (choice|string|integer|number|slug|username)|wrong format|Expected|\bpk\b"
    r"|submitted|Incorrect type|Invalid|credentials|dictionary|already exists"
)
FOLDER = Path(api.__path__[0])


def our_serializers(kind: type[Any] = serializers.Serializer) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("api."):
            yield one
        yield from our_serializers(one)


def sentences_of(field: Any) -> Iterator[str]:
    """What this field and those in it may say about what comes in."""
    yield from map(str, field.error_messages.values())
    yield from (str(getattr(validator, "message", "")) for validator in field.validators)
    inner = [*getattr(field, "fields", {}).values(), *filter(None, [getattr(field, "child", None)])]
    for one in inner:
        if not one.read_only:
            yield from sentences_of(one)


def test_no_serializer_says_what_django_or_drf_would() -> None:
    for path in FOLDER.glob("*/*serializers.py"):
        import_module(f"api.{path.parent.name}.{path.stem}")
    kinds = set(our_serializers())
    assert len(kinds) > 30

    theirs = {
        f"{kind.__name__}: {sentence}"
        for kind in kinds
        for field in (kind(),)
        for sentence in sentences_of(field)
        if THEIRS.search(sentence)
    }

    assert theirs == set()


def test_we_do_not_say_it_ourselves() -> None:
    for path in FOLDER.rglob("*.py"):
        texts = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
        said = {
            text for text in texts if isinstance(text, str) and re.search(r"^Ensure\b|already exists\.$", text)
        }
        assert (path.name, said) == (path.name, set())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "field", "sentence"),
    [
        ({"name": "x" * 201}, "name", "Use at most 200 characters."),
        ({"name": ""}, "name", "This can't be empty."),
        ({"name": None}, "name", "This can't be empty."),
        ({"name": ["x"]}, "name", "Must be text."),
        ({"quantity": "many"}, "quantity", "Must be a whole number."),
        ({"quantity": -1}, "quantity", "Must be at least 0."),
        ({"price": "0.001"}, "price", "Use at most 2 decimals."),
        ({"is_active": "perhaps"}, "is_active", "Must be true or false."),
        ({"image": "x"}, "image", "Must be a file, sent in a multipart form."),
    ],
)
def test_a_refused_field_says_what_to_do(as_ana, product, body, field, sentence):
    response = as_ana.patch(f"/api/products/{product.pk}/", body, format="json")

    assert response.status_code == 400
    assert response.json()[field] == [sentence]


@pytest.mark.django_db
def test_other_refusals_do_too(anonymous, as_ana):
    assert anonymous.get("/api/products/").json()["detail"] == "Sign in first."
    assert as_ana.delete("/api/products/").json()["detail"] == "DELETE isn't allowed here."
