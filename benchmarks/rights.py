"""What rights and tokens cost a request, in this process and without a network.

    python benchmarks/rights.py

The same request (`GET /api/user/`) by somebody who has signed in and by a token, in turns, so that what else the
machine does falls on both; and the questions of accounts/roles.py by themselves. CPU time of this thread, medians.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

BACKEND = Path(__file__).resolve().parents[1] / "backend"
ROUNDS, CALLS = 40, 50


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lr-rights-") as folder:
        os.environ |= {"DEBUG": "True", "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "backend.settings"}
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(BACKEND))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure()


def measure() -> None:
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    from api.accounts import api_tokens, roles
    from api.accounts.jwt_tokens import AccessToken

    settings.DEBUG = False  # Django would keep all queries
    settings.ALLOWED_HOSTS = ["*"]
    ana = User.objects.create_user("ana", "ana@shop.example", "correct-horse-9")
    roles.set_role(ana, "manager")
    secret = api_tokens.make(user=ana, actor=ana, name="Label printer", scopes=["read", "stock"]).secret
    by_person = Client(headers={"Authorization": f"Bearer {AccessToken.for_user(ana)}"})
    by_token = Client(headers={"Authorization": f"Bearer {secret}"})

    def standing() -> None:
        roles.standing_of(User(pk=ana.pk))

    def person() -> None:
        assert by_person.get("/api/user/").status_code == 200

    def token() -> None:
        assert by_token.get("/api/user/").status_code == 200

    works: dict[str, Callable[[], None]] = {
        "the rights of an account": standing,
        "a request, signed in": person,
        "a request, by a token": token,
        "finding a token": lambda: api_tokens.find(secret) and None,
    }
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = time.thread_time()
            for _ in range(CALLS):
                work()
            times[name].append((time.thread_time() - began) / CALLS * 1000)
    for name, found in times.items():
        print(f"{name:28}{statistics.median(found):8.3f} ms")
    pairs = zip(times["a request, by a token"], times["a request, signed in"], strict=True)
    print(f"{'a token more than a sign-in':28}{statistics.median(a - b for a, b in pairs):8.3f} ms")


if __name__ == "__main__":
    main()
