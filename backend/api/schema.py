"""The OpenAPI schema as a whole: summaries, headers and errors, which the views do not repeat."""

from typing import Any

from .bulk.schema import BULK_SCHEMAS
from .exchange.schema import IMPORT_SCHEMAS
from .summaries import summary

LIVE_HEADERS = {
    "X-Live-Epoch": "Which history the number belongs to.",
    "X-Live-Seq": "Position in the live feed that the answer vouches for.",
}
PAGE_HEADERS = {
    "X-Total-Count": "How many products match, over all pages.",
    "Link": 'RFC 8288 links with rel="next" and rel="prev".',
}


ERROR_SCHEMAS: dict[str, Any] = {
    "Error": {
        "type": "object",
        "description": "A sentence for people and a code for programs.",
        "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
        "required": ["detail", "code"],
    },
    "Refusal": {
        "type": "object",
        "description": "What is wrong, by field; or an Error, when it is no one field's fault.",
        "additionalProperties": {
            "oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
        },
    },
}
METHODS = ("get", "post", "put", "patch", "delete")
ERRORS = {
    "400": "What was sent cannot be taken. Nothing was saved.",
    "401": "There is no valid token, or the name and password are wrong.",
    "403": "You may not do this: your role, or who owns it, is in the way.",
    "404": "There is nothing at this address.",
    "409": "Something stored at the same moment is in the way. Nothing was saved.",
    "410": "The link was used, has expired, was revoked, or never was.",
    "415": "Bodies are JSON or multipart forms.",
    "422": "The Idempotency-Key was used for another request. Nothing was saved.",
    "429": "Too many attempts; Retry-After says when to try again, in seconds.",
}


def describe_headers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular hook: adds the headers of the product calls, the errors, and what a row always has."""
    for path, operations in result["paths"].items():
        # The generator takes the methods from a set: left so, the order would be another in every run.
        operations = result["paths"][path] = {name: operations[name] for name in METHODS if name in operations}
        for method, operation in operations.items():
            if words := summary(path, method):
                operation["summary"] = words
            responses = operation["responses"]
            _add_headers(path, method, operation)
            for code in _errors(path, method, operation):
                responses.setdefault(code, _error_response(code))
    schemas = result["components"]["schemas"]
    product = schemas["Product"]
    product["required"] = sorted(product["properties"])
    product["properties"]["image"]["format"] = "uri-reference"
    schemas["Category"]["required"].remove("products")  # which is there when `counts=true` asks for it
    result["components"]["schemas"] = dict(
        sorted((schemas | ERROR_SCHEMAS | BULK_SCHEMAS | IMPORT_SCHEMAS).items())
    )
    return result


def _add_headers(path: str, method: str, operation: dict[str, Any]) -> None:
    """The headers of calls that stand somewhere in the live feed, or may be sent twice."""
    headers = dict(LIVE_HEADERS) if path.startswith(_LIVE_PATHS) else {}
    if _is_list(operation):
        headers |= PAGE_HEADERS
    elif path.startswith("/api/products/") and method != "delete" and not path.endswith(NO_ROW):
        headers["ETag"] = "The version of the row."
    if _is_idempotent(operation):
        if path.endswith(("adjust/", "revert/")):
            headers["ETag"] = "The version of the product."
        elif path == "/api/products/":
            headers["Location"] = "The address of the product."
        headers["Idempotent-Replayed"] = "true, where the key came before."
    for code, response in operation["responses"].items():
        if headers and code.startswith("2"):
            response["headers"] = {
                name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
            }


STREAMS = ("/api/products/bulk/", "/api/products/export/")
NO_ROW = ("history/", "sparklines/", "did_you_mean/", *STREAMS)
_BY_LINK = (
    "/api/user/register/",
    "/api/invitations/read/",
    "/api/account/password/reset/read/",
    "/api/account/password/reset/confirm/",
    "/api/account/email/confirm/",
)
_LIVE_PATHS = (
    "/api/products/",
    "/api/movements/",
    "/api/alerts/",
    "/api/reorder/",
    "/api/dashboard/",
    "/api/insights/",
)


def _is_list(operation: dict[str, Any]) -> bool:
    return any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ()))


def _is_idempotent(operation: dict[str, Any]) -> bool:
    return any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", ()))


def _errors(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """The codes of the errors that an operation may answer with."""
    in_query = [p["name"] for p in operation.get("parameters", ()) if p["in"] == "query" and p["name"] != "format"]
    # OpenAPI has no bodies of DELETE.
    takes_body = "requestBody" in operation or (path, method) == ("/api/account/", "delete")
    is_signed_in = {"jwtAuth": []} in operation.get("security", ())
    codes = {
        "400": bool(in_query) or takes_body or _is_idempotent(operation),
        "401": path.startswith("/api/token/") or is_signed_in,
        "403": (is_signed_in and method != "get" and not path.startswith("/api/account/"))
        or path.startswith(("/api/people/", "/api/invitations/", "/api/tokens/", "/api/audit/", "/api/place/"))
        or path in ("/api/metrics/", "/api/user/register/"),
        "404": "}/" in path,
        "409": (takes_body and not path.startswith("/api/token/")) or path == "/api/account/email/",
        "410": path in _BY_LINK,
        "415": takes_body,
        "422": _is_idempotent(operation),
        "429": method != "get",
    }
    return [code for code, possible in codes.items() if possible]


def _error_response(code: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{'Refusal' if code == '400' else 'Error'}"}
    return {"description": ERRORS[code], "content": {"application/json": {"schema": schema}}}
