"""`manage.py serve`: the whole system from one process, as `make run` starts it."""

import secrets
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import uvicorn
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from backend.env import env_int, env_str

from ...accounts.services import setup_link
from ...catalog.models import Product
from ...core.words import counted
from ...samples.products import add_sample_products, sample_owners

DEMO_USER: Final = "demo"
DEMO_PRODUCTS: Final = 60

_BACKLOG: Final = 2048
_LOCAL: Final = {"", "0.0.0.0", "127.0.0.1", "::", "::1"}  # noqa: S104  # compared with, not bound to


class Command(BaseCommand):
    help = "Migrate the database and serve app, API, live feed and admin until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host",
            default=env_str("HOST", "127.0.0.1"),
            help="address to listen on; 0.0.0.0 for all (default: HOST or 127.0.0.1)",
        )
        parser.add_argument(
            "--port",
            type=int,
            default=env_int("PORT", 8000, minimum=0, maximum=65535),
            help="port to listen on (default: PORT or 8000)",
        )
        parser.add_argument(
            "--first-start",
            action="store_true",
            help="give an empty development database a demo account and sample products",
        )

    def handle(self, *args: Any, host: str, port: int, first_start: bool, **options: Any) -> None:
        # uvicorn puts the handler back and raises the signal again when it has shut down.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            with _listen(host, port) as listener:
                self._migrate()
                password = self._fill_empty_database() if first_start and settings.DEBUG else None
                address = _address(host, listener.getsockname()[1])
                text = self._welcome(address, password) + self._first_account(address)
                connections.close_all()
                _Server(lambda: self.stdout.write(text)).run(sockets=[listener])
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")

    def _migrate(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            if steps:
                self.stdout.write(f"Preparing the database ({counted(steps, 'step')})... ", ending="")
                self.stdout.flush()
            # Without steps too: what follows a migration (categories, search index) repairs itself.
            call_command("migrate", verbosity=0, interactive=False)
        except DatabaseError as error:
            raise CommandError(f"Can't use the database: {str(error).strip()}") from error
        if steps:
            self.stdout.write("done.")

    def _fill_empty_database(self) -> str | None:
        """Make the demo account and sample products. Returns its password, or None when there was something."""
        users = get_user_model().objects
        if users.exists() or Product.objects.exists():
            return None
        self.stdout.write(f"First start: adding {DEMO_PRODUCTS} sample products... ", ending="")
        self.stdout.flush()
        password = "-".join(
            "".join(secrets.choice("abcdefghjkmnpqrstvwxyz23456789") for _ in range(4)) for _ in "123"
        )
        try:
            # All or nothing: interrupted half-way, the next start is a first start again.
            with transaction.atomic():
                demo = users.create_superuser(DEMO_USER, "demo@example.com", password)
                # The demo account owns a good part, so that there is something it may change.
                owners = [demo, demo, demo, *sample_owners()]
                add_sample_products(count=DEMO_PRODUCTS, seed=1, owners=owners, progress=lambda _: None)
        except OSError as error:
            raise CommandError(f"Couldn't write a picture: {error}.") from error
        self.stdout.write("done.")
        return password

    def _welcome(self, address: str, password: str | None) -> str:
        """What to print when the server is ready; *password* is that of a demo account made just now."""
        if password:
            lines = [
                "LR Inventory is ready.",
                "",
                f"Open        {address}",
                f"Username    {DEMO_USER}",
                f"Password    {password}",
                "",
                "This password is shown only once. To set another one:",
                _new_password_command(),
            ]
            width = max(map(len, lines))
            edge = f"+{'-' * (width + 4)}+"
            text = "\n".join(["", edge, *(f"|  {line:<{width}}  |" for line in lines), edge])
        else:
            text = self.style.SUCCESS(f"LR Inventory is ready: {address}")
            if settings.DEBUG and get_user_model().objects.filter(username=DEMO_USER).exists():
                text += f"\nTo set a new password for the demo account: {_new_password_command()}"
        return f"{text}\nPress Ctrl-C to stop."

    def _first_account(self, address: str) -> str:
        """The link by which the first account is made; nothing when there is one. Printed, never logged."""
        made = setup_link()
        if made is None:
            return ""
        link = made.address(settings.SITE_URL or address)
        return (
            "\n\nThere's no account yet. Open this link to create the first one, an admin. It works once and "
            f"expires in a day:\n{link}"
        )


class _Server(uvicorn.Server):
    """uvicorn, as this system needs it; says when it is ready."""

    def __init__(self, ready: Callable[[], None]) -> None:
        # Importing it configures Django's logging once more, so it comes before uvicorn sets its log level.
        from backend.asgi import application

        super().__init__(
            uvicorn.Config(
                application,
                ws="api.live.wire:LiveProtocol",
                http="engine.door:Door",
                loop="auto",
                lifespan="on",
                # Frames are encoded once for all sockets; compression would be per socket.
                ws_per_message_deflate=False,
                ws_ping_interval=20,
                # Longer than proxies and clients keep an idle connection: whoever closes it first must not be us,
                # as a request may be on its way.
                timeout_keep_alive=75,
                ws_max_size=65536,
                backlog=_BACKLOG,
                timeout_graceful_shutdown=5,
                server_header=False,
                proxy_headers=settings.TRUSTED_PROXIES > 0,
                log_config=None,  # LOGGING in the settings holds: its handler keeps tokens out
                log_level="info" if settings.ACCESS_LOG else "warning",
                access_log=settings.ACCESS_LOG,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else happens: whoever has it already is the likeliest reason to fail."""
    if not 0 <= port <= 65535:
        raise CommandError(f"--port must be between 0 and 65535, not {port}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise CommandError(
            f"Can't listen on {host}:{port}: {reason}. Another port: PORT={(port or 8000) + 1} make run"
        ) from error


def _address(host: str, port: int) -> str:
    name = "localhost" if host in _LOCAL else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _new_password_command() -> str:
    python = Path(sys.executable)
    here = Path.cwd()
    shown = python.relative_to(here) if python.is_relative_to(here) else "python"
    return f"{shown} backend/manage.py changepassword {DEMO_USER}"
