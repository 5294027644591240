"""What tests of imports send, and what they read from the streams."""

import json
from typing import Any

from api.live import log
from api.models import LiveEvent, Product, StockMovement

ADDRESS = "/api/imports/"
EXPORT = "/api/products/export/"
OTHER = {"defaults": {"category": "other"}}
NASTY = ["=1+1", "'=1+1", "''=a", "-5 °C", "＝1", "'tis", "_x0041_", "a & <b>", "one; =two", "+1", "x" * 200]
Line = dict[str, Any]


def upload(
    client: Any,
    data: bytes,
    *,
    kind: str = "products",
    status: int = 201,
    filename: str = "",
    tz: str | None = None,
) -> Any:
    query = f"?kind={kind}" + (f"&filename={filename}" if filename else "")
    query += "" if tz is None else f"&tz={tz}"
    answer = client.generic("POST", ADDRESS + query, data, content_type="text/csv")
    assert answer.status_code == status, answer.content[:500]
    return answer.json()


def choose(client: Any, source: Any, *, status: int = 200, **choices: Any) -> Any:
    answer = client.patch(f"{ADDRESS}{source['id']}/", choices)
    assert answer.status_code == status, answer.content[:500]
    return answer.json()


def lines(answer: Any) -> list[Line]:
    assert answer.status_code == 200, answer.content[:500]
    found = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    answer.close()
    return found


def check(client: Any, source: Any) -> Line:
    """The last line of a check."""
    last = lines(client.post(f"{ADDRESS}{source['id']}/check/"))[-1]
    assert last["type"] == "end", last
    return last


def rows(client: Any, source: Any, state: str = "") -> list[Line]:
    found: list[Line] = []
    cursor = "0"
    while True:
        answer = client.get(f"{ADDRESS}{source['id']}/rows/?state={state}&limit=500&cursor={cursor}")
        assert answer.status_code == 200, answer.content
        found += answer.json()
        if "Link" not in answer.headers:
            assert answer.headers["X-Total-Count"] == str(len(found))
            return found
        cursor = str(found[-1]["row"])


def checked(client: Any, data: bytes, *, kind: str = "products", **choices: Any) -> tuple[Any, dict[int, Line]]:
    """The import after its check, and its rows by their numbers."""
    source = upload(client, data, kind=kind)
    if choices:
        source = choose(client, source, **choices)
    check(client, source)
    return source, {row["row"]: row for row in rows(client, source)}


def apply(client: Any, source: Any, key: str = "", *, only: str = "good") -> list[Line]:
    headers = {"Idempotency-Key": key} if key else {}
    return lines(client.post(f"{ADDRESS}{source['id']}/apply/", {"only": only}, headers=headers))


def undo(client: Any, source: Any, key: str = "") -> list[Line]:
    headers = {"Idempotency-Key": key} if key else {}
    return lines(client.post(f"{ADDRESS}{source['id']}/undo/", headers=headers))


def held(client: Any, source: Any) -> bytes:
    answer = client.get(f"{ADDRESS}{source['id']}/held.csv/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def codes(row: Line) -> list[str]:
    return [problem["code"] for problem in row["problems"]]


def tally(line: Line) -> tuple[int, int, int, int]:
    return line["created"], line["updated"], line["unchanged"], line["refused"]


def exported(client: Any, query: str = "") -> bytes:
    return b"".join(client.get(f"{EXPORT}?{query}").streaming_content)


def fill(owner: Any, count: int) -> list[Product]:
    return Product.objects.bulk_create(
        Product(
            sku=f"P-{number:04}",
            name=NASTY[number % len(NASTY)],
            description=f"Line {number}\n- item; =2\n\tend" if number % 3 else "",
            category_id=["home", "books", "other"][number % 3],
            barcode=f"'0{number}" if number % 7 == 0 else (f"00360002{number:05}" if number % 2 else None),
            price=f"{number % 50 + 1}.{number % 100:02}",
            quantity=number % 9,
            reorder_level=number % 4 or None,
            is_active=bool(number % 5),
            created_by=owner,
        )
        for number in range(count)
    )


def everything() -> Any:
    return (
        list(Product.objects.order_by("pk").values()),
        list(StockMovement.objects.order_by("pk").values()),
        log.position(),
        LiveEvent.objects.count(),
    )


def many(count: int, bad: int = 0) -> bytes:
    """So many new products; the first *bad* of them without a price."""
    made = "".join(f"N-{n:04},New {n},{'' if n < bad else f'{n % 90 + 1}.50'},{n % 10}\n" for n in range(count))
    return f"sku,name,price,quantity\n{made}".encode()
