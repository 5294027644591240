"""Pages of other origins, on real servers: CORS for REST and media, the check of sockets, CSRF for the admin."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from feed import opened

from servers import PASSWORD, Databases, InventoryServer

THIS_MACHINE = [
    "http://localhost:5173",
    "http://localhost:5179",
    "http://localhost",
    "http://127.0.0.1:5174",
    "https://127.0.0.1:8443",
    "http://[::1]:4173",
]
STRANGERS = [
    "http://localhost.evil.example:5173",
    "http://127.0.0.1.evil:1",
    "http://evil.example:5173",
    "http://evil.example/localhost:5173",
    "http://localhost:5173.evil.example",
    "http://localhost@evil.example",
    "http://notlocalhost:5173",
    "http://127.0.0.11:5173",
    "http://127.0.0.2:5173",
    "http://[::1].evil.example",
    "http://[::2]:5173",
    "ftp://localhost:5173",
    "http://localhost:517333",
    "http://LOCALHOST.evil.example",
]


@pytest.fixture(scope="module")
def make(
    tmp_path_factory: pytest.TempPathFactory, databases: Databases
) -> Iterator[Callable[[str], InventoryServer]]:
    """A server with DEBUG or without. No origin is allowed by its host name, as it answers to another one."""
    running: dict[str, InventoryServer] = {}

    def made(debug: str) -> InventoryServer:
        if debug not in running:
            folder: Path = tmp_path_factory.mktemp("origins")
            databases.sqlite(folder)
            settings = {"DEBUG": debug, "HTTPS_ONLY": "False", "ALLOWED_HOSTS": "127.0.0.1,shop.example"}
            running[debug] = InventoryServer(folder, env={**settings, "DJANGO_SECRET_KEY": "of-this-test" * 5})
            running[debug].start()
        return running[debug]

    yield made
    for server in running.values():
        server.kill()


def preflight(server: InventoryServer, path: str, origin: str) -> str | None:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,if-match",
    }
    answer = httpx.options(server.url + path, headers=headers)
    assert answer.status_code == 200
    return answer.headers.get("Access-Control-Allow-Origin")


async def close_code(server: InventoryServer, token: str, origin: str) -> int | None:
    async with opened(server, token, origin=origin) as feed:
        try:
            frame = await feed.frame()
        except Exception:
            return await feed.close_code()
    assert frame["type"] == "connection_established"
    return None


def admin_sign_in(server: InventoryServer, origin: str) -> int:
    with httpx.Client(base_url=server.url + "/admin/", headers={"Origin": origin}) as browser:
        browser.get("login/")
        form = {"username": "root", "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        return browser.post("login/", data=form).status_code


async def test_in_development_every_port_of_this_machine_may_ask(make: Callable[[str], InventoryServer]) -> None:
    server = make("True")
    token = server.token()
    for origin in THIS_MACHINE:
        for path in ("/api/products/1/", "/api/products", "/media/x.webp"):
            assert preflight(server, path, origin) == origin
        with server.api(token) as api:
            read = api.get("products/", headers={"Origin": origin})
        assert (read.status_code, read.headers["Access-Control-Allow-Origin"]) == (200, origin)
        assert "Access-Control-Allow-Credentials" not in read.headers
        assert await close_code(server, token, origin) is None, origin
    assert admin_sign_in(server, "http://localhost:5179") == 302


async def test_nobody_else_may(make: Callable[[str], InventoryServer]) -> None:
    server = make("True")
    token = server.token()
    for origin in STRANGERS:
        assert preflight(server, "/api/products/1/", origin) is None, origin
        assert await close_code(server, token, origin) == 4403, origin
    for origin in STRANGERS[:3]:
        assert admin_sign_in(server, origin) == 403


async def test_in_production_the_list_alone_counts(make: Callable[[str], InventoryServer]) -> None:
    server = make("False")
    token = server.token()
    for origin in ("http://localhost:5173", "http://localhost:5179", "http://[::1]:4173", *STRANGERS):
        assert preflight(server, "/api/products/1/", origin) is None, origin
        assert await close_code(server, token, origin) == 4403, origin
    for origin in ("http://localhost:5173", *STRANGERS[:2]):
        assert admin_sign_in(server, origin) == 403
