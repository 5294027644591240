"""A list in a body that has a wrong item is refused as any other field is: in sentences, and once."""

import pytest
from import_requests import upload

pytestmark = pytest.mark.django_db

WRONG = [[{}, {}], [None, None], ["\0", "\0"], [["name"], ["name"]], "name", {"0": "name"}]
LISTS = [
    ("put", "products/{product}/pictures/", "order", {}),
    ("post", "products/bulk/", "ids", {"action": "delete"}),
    ("post", "products/export/", "ids", {}),
    ("post", "labels/", "ids", {"template": "L7160"}),
    ("patch", "imports/{file}/", "match", {}),
    ("patch", "imports/{file}/", "clear", {}),
    ("patch", "imports/{file}/", "accept", {}),
    ("post", "tokens/", "scopes", {"name": "Wall"}),
]


@pytest.fixture
def of(as_ana, product):
    """The numbers that stand in the addresses."""
    return {"product": product.pk, "file": upload(as_ana, b"name,price\nMug,3\n")["id"]}


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
@pytest.mark.parametrize(("method", "path", "field", "others"), LISTS)
def test_it_is_refused_in_sentences(as_ana, of, method, path, field, others, wrong):
    answer = getattr(as_ana, method)(f"/api/{path.format(**of)}", {**others, field: wrong}, format="json")

    assert answer.status_code == 400, answer.content
    sentences = answer.json()[field]
    assert isinstance(sentences, list)
    assert 1 <= len(sentences) <= 2
    assert all(isinstance(sentence, str) for sentence in sentences)
