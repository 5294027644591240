"""The OpenAPI schema as a whole: summaries, headers and errors, which the views do not repeat."""

from typing import Any

from .bulk.schema import BULK_SCHEMAS
from .exchange.schema import IMPORT_SCHEMAS
from .summaries import summary

LIVE_HEADERS = {
    "X-Live-Epoch": "Epoch of the live feed that X-Live-Seq belongs to.",
    "X-Live-Seq": "Position in the live feed. The response includes every change up to it.",
}
PAGE_HEADERS = {
    "X-Total-Count": "Number of matches on all pages.",
    "Link": 'RFC 8288 links with rel="next" and rel="prev".',
}


ERROR_SCHEMAS: dict[str, Any] = {
    "Error": {
        "type": "object",
        "description": "A message for people and a code for programs.",
        "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
        "required": ["detail", "code"],
    },
    "Refusal": {
        "type": "object",
        "description": "What is wrong, by field; or an Error if no single field is to blame.",
        "additionalProperties": {
            "oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
        },
    },
}
METHODS = ("get", "post", "put", "patch", "delete")
ERRORS = {
    "400": "The request was invalid. Nothing was saved.",
    "401": "The token is missing or invalid, or the username or password is wrong.",
    "403": "Your role or your token's scopes don't allow this, or the object belongs to someone else.",
    "404": "Not found.",
    "409": "The request conflicts with stored data or with a change made at the same time. Nothing was saved.",
    "410": "The link has been used, has expired, was revoked, or never existed.",
    "415": "Unsupported content type. Request bodies are JSON or, where listed, multipart forms.",
    "422": "The Idempotency-Key was already used for a different request. Nothing was saved.",
    "429": "Too many requests. Retry-After gives the number of seconds to wait.",
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
        headers["ETag"] = "Version of the product."
    if _is_idempotent(operation):
        if path.endswith(("adjust/", "revert/")):
            headers["ETag"] = "Version of the product."
        elif path == "/api/products/":
            headers["Location"] = "URL of the new product."
        headers["Idempotent-Replayed"] = (
            "true if this repeats the response to an earlier request with the same key."
        )
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
        # A token may lack the scope, for a read as well.
        "403": is_signed_in or path in ("/api/metrics/", "/api/user/register/"),
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
