"""What tests of imports send, and what they read from the streams."""

import json
from typing import Any

ADDRESS = "/api/imports/"
Line = dict[str, Any]


def upload(client: Any, data: bytes, *, kind: str = "products", status: int = 201, filename: str = "") -> Any:
    query = f"?kind={kind}" + (f"&filename={filename}" if filename else "")
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
