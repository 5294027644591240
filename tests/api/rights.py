"""Who may call what: a row for each operation of the API. Run as a script, it writes the tables of docs/people.md.

A new address without a row fails test_rights.py, and so does a row that is not what the server does.
"""

import os
import re
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "people.md"

ANYBODY: Final = "anybody"
"""Needs no sign-in; some of these need a secret in the body."""
EVERYBODY: Final = "everybody"
"""Whoever is signed in, viewers too: reading, and one's own account."""
WRITERS: Final = "writers"
"""Whoever is more than a viewer; what becomes of each row is decided row by row."""

# Two rights: for what is one's own, and for what is someone else's. None: nobody may.
OPERATIONS: Final[dict[str, str | tuple[str, str | None]]] = {
    "POST token/": ANYBODY,
    "POST token/refresh/": ANYBODY,
    "POST token/blacklist/": ANYBODY,
    "POST user/register/": ANYBODY,
    "GET user/": EVERYBODY,
    "GET config/": ANYBODY,
    "GET health/": ANYBODY,
    "GET health/ready/": ANYBODY,
    "GET metrics/": "staff",
    "GET account/": EVERYBODY,
    "PATCH account/": EVERYBODY,
    "DELETE account/": EVERYBODY,
    "POST account/password/": EVERYBODY,
    "POST account/password/reset/": ANYBODY,
    "POST account/password/reset/read/": ANYBODY,
    "POST account/password/reset/confirm/": ANYBODY,
    "POST account/email/": EVERYBODY,
    "POST account/email/confirm/": ANYBODY,
    "GET account/sessions/": EVERYBODY,
    "DELETE account/sessions/{id}/": EVERYBODY,
    "GET people/names/": EVERYBODY,
    "GET tokens/": EVERYBODY,
    "POST tokens/": EVERYBODY,
    "DELETE tokens/{id}/": EVERYBODY,
    "GET people/": "people:manage",
    "POST people/": "people:manage",
    "GET people/{id}/": "people:manage",
    "PATCH people/{id}/": "people:manage",
    "DELETE people/{id}/": "people:manage",
    "POST people/{id}/reset-link/": "people:manage",
    "GET invitations/": "people:manage",
    "POST invitations/": "people:manage",
    "DELETE invitations/{id}/": "people:manage",
    "POST invitations/read/": ANYBODY,
    "GET products/": EVERYBODY,
    "POST products/": "product:create",
    "GET products/my_products/": EVERYBODY,
    "GET products/did_you_mean/": EVERYBODY,
    "GET products/export/": EVERYBODY,
    "POST products/export/": EVERYBODY,
    "GET products/{id}/": EVERYBODY,
    "PUT products/{id}/": ("product:edit_own", "product:edit_any"),
    "PATCH products/{id}/": ("product:edit_own", "product:edit_any"),
    "DELETE products/{id}/": ("product:edit_own", "product:edit_any"),
    "POST products/{id}/adjust/": ("stock:adjust_own", "stock:adjust_any"),
    "GET products/{id}/movements/": EVERYBODY,
    "GET products/{id}/history/": EVERYBODY,
    "GET products/{id}/pictures/": EVERYBODY,
    "POST products/{id}/pictures/": ("product:edit_own", "product:edit_any"),
    "PUT products/{id}/pictures/": ("product:edit_own", "product:edit_any"),
    "DELETE products/{id}/pictures/{picture}/": ("product:edit_own", "product:edit_any"),
    "GET products/sparklines/": EVERYBODY,
    "POST products/{id}/barcode/": ("product:edit_own", "product:edit_any"),
    "GET products/{id}/changes/": EVERYBODY,
    "POST products/bulk/": WRITERS,
    "POST labels/": EVERYBODY,
    "POST labels/blank/": WRITERS,
    "POST labels/test-page/": EVERYBODY,
    "GET labels/options/": EVERYBODY,
    "GET labels/templates/": EVERYBODY,
    "POST labels/templates/": "label:save",
    "GET labels/templates/{id}/": EVERYBODY,
    "PATCH labels/templates/{id}/": ("label:save", None),
    "DELETE labels/templates/{id}/": ("label:save", None),
    "GET imports/": EVERYBODY,
    "POST imports/": "product:create",
    "GET imports/template/": EVERYBODY,
    "GET imports/{id}/": EVERYBODY,
    "PATCH imports/{id}/": "product:create",
    "DELETE imports/{id}/": "product:create",
    "POST imports/{id}/check/": "product:create",
    "GET imports/{id}/rows/": EVERYBODY,
    "GET imports/{id}/held.csv/": EVERYBODY,
    "POST imports/{id}/apply/": "product:create",
    "POST imports/{id}/undo/": "product:create",
    "GET movements/": EVERYBODY,
    "POST movements/{id}/revert/": ("stock:adjust_own", "stock:adjust_any"),
    "GET movements/export/": EVERYBODY,
    "GET categories/": EVERYBODY,
    "POST categories/": "category:create",
    "PATCH categories/{slug}/": "category:manage",
    "DELETE categories/{slug}/": "category:manage",
    "GET views/": EVERYBODY,
    "POST views/": "view:save",
    "GET views/{slug}/": EVERYBODY,
    "PATCH views/{slug}/": ("view:save", None),
    "DELETE views/{slug}/": ("view:save", None),
    "GET alerts/": EVERYBODY,
    "GET products/trash/": EVERYBODY,
    "POST products/trash/{id}/restore/": ("product:edit_own", "product:edit_any"),
    "DELETE products/trash/{id}/": ("product:edit_own", "product:edit_any"),
    "GET audit/": "audit:read",
    "GET audit/export/": "audit:read",
    "GET place/": "place:manage",
    "PATCH place/": "place:manage",
    "GET samples/": EVERYBODY,
    "POST samples/": "product:create",
    "DELETE samples/": "product:create",
    "GET reorder/": EVERYBODY,
    "GET dashboard/": EVERYBODY,
    "GET insights/": EVERYBODY,
}

# What a token needs for a call, where it does not follow from the right that the call needs (`scopes`).
_SCOPES: Final[dict[str, tuple[str, ...]]] = {
    "GET metrics/": ("admin",),
    "GET account/sessions/": (),
    "GET tokens/": (),
    "POST products/export/": ("read",),
    "POST labels/": ("read",),
    "POST labels/blank/": ("products",),
    "POST labels/test-page/": ("read",),
    "POST products/bulk/": ("stock", "products"),
}


def scopes(operation: str) -> tuple[str, ...]:
    """The scopes of which a token needs one for a call; none: no token is good for it."""
    from api.accounts.roles import SCOPE_OF

    needed = OPERATIONS[operation]
    if operation in _SCOPES:
        return _SCOPES[operation]
    if needed in ("people:manage", "place:manage"):  # no token changes these
        return ("admin",) if operation.startswith("GET") else ()
    if needed == EVERYBODY:
        return ("read",) if operation.startswith("GET") else ()
    right = needed[0] if isinstance(needed, tuple) else needed
    return (SCOPE_OF[right],)


_SECTION: Final = re.compile(r"(?<=<!-- rights -->\n).*?(?=<!-- /rights -->)", re.DOTALL)


def tables() -> str:
    """What stands between the marks of docs/people.md."""
    from api.accounts.roles import RIGHTS, ROLES, SCOPES, rights_of_role

    lines = ["| | Right | " + " | ".join(ROLES) + " |", "|---|---|" + "---|" * len(ROLES)]
    for right, words in RIGHTS.items():
        ticks = ["✓" if right in rights_of_role(role) else "–" for role in ROLES]
        lines.append(f"| {words} | `{right}` | " + " | ".join(ticks) + " |")
    lines += ["", "Scopes of tokens:", "", "| Scope | What it lets a token do |", "|---|---|"]
    lines += [f"| `{scope}` | {words} |" for scope, words in SCOPES.items()]
    lines += ["", "By call:", "", "| Call | Needs | Scope of a token |", "|---|---|---|"]
    lines += [f"| `{call}` | {_words(needed)} | {_scope_words(call)} |" for call, needed in OPERATIONS.items()]
    return "\n".join(lines) + "\n"


def _words(needed: str | tuple[str, str | None]) -> str:
    if isinstance(needed, tuple):
        own, others = needed
        return f"`{own}`; for what is someone else's " + (f"`{others}`" if others else "nobody")
    words = {
        ANYBODY: "no sign-in",
        EVERYBODY: "a sign-in",
        WRITERS: "any role but viewer; then as for single products",
        "staff": "staff, or `METRICS_TOKEN`",
    }
    return words.get(needed, f"`{needed}`")


def _scope_words(operation: str) -> str:
    if OPERATIONS[operation] == ANYBODY:
        return ""
    return " or ".join(f"`{scope}`" for scope in scopes(operation)) or "no token"


def current_page() -> str:
    """docs/people.md as it ought to be."""
    return _SECTION.sub(lambda _: tables(), PAGE.read_text())


if __name__ == "__main__":
    import django

    sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_tests")
    django.setup()
    PAGE.write_text(current_page())
