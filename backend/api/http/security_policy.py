"""What a page of ours may load and run: the Content-Security-Policy."""

import re
from base64 import b64encode
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings


def content_security_policy(*, compiles: bool = False) -> str:
    """The policy of a page. *compiles* lets it compile WebAssembly of its own: the web app's barcode reader."""
    return _policy("'self'", *(["'wasm-unsafe-eval'"] if compiles else []), *_inline_script_hashes())


@cache
def _policy(*scripts: str) -> str:
    return (
        # In connect-src 'self' is also the feed: ws: and wss: of this host and port (CSP 3; Safari from 16 on).
        # Style attributes are set by the components and the admin; they can colour, not run.
        f"default-src 'self'; script-src {' '.join(scripts)}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


OF_DATA: Final = _policy("'self'")
"""The policy of every answer that is not a page."""


def _inline_script_hashes() -> list[str]:
    found: list[str] = []
    for page in (settings.FRONTEND_DIST / "index.html", settings.BASE_DIR.parent / "ws_test.html"):
        # One look at the disk a page: this is done for every page that is sent.
        with suppress(FileNotFoundError, NotADirectoryError):
            found += [f"'sha256-{digest}'" for digest in _hashes(page, page.stat().st_mtime)]
    return found


@cache
def _hashes(page: Path, _changed: float) -> list[str]:
    # Inline scripts only: those with a `src` are covered by 'self'.
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    return [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
