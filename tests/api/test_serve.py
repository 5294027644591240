"""`manage.py serve` as a real process: first start, later starts, and stopping."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path

import httpx
import pytest

from servers import BACKEND, Databases, free_port, postgres_server, wait_until

Start = Callable[..., tuple[subprocess.Popen[str], str]]


def environment(folder: Path, **changes: str) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "HOME", "LANG", "SYSTEMROOT", "VIRTUAL_ENV")
    }
    # Set to nothing rather than left out: a developer's .env must not reach the test.
    quiet = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "REDIS_HOST", "DJANGO_SECRET_KEY", "HOST", "PORT"), "")
    return {**inherited, **quiet, "DEBUG": "True", "DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"} | changes


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(BACKEND / "manage.py"), "serve", *arguments]


@pytest.fixture
def start(tmp_path) -> Iterator[Start]:
    """Starts the server and waits until it answers; what it prints goes into a file."""
    started = []

    def run(*arguments: str, **changes: str) -> tuple[subprocess.Popen[str], str]:
        port = free_port()
        log = tmp_path / f"log-{len(started)}"
        with log.open("w") as output:
            process = subprocess.Popen(
                command("--port", str(port), *arguments),
                env=environment(tmp_path / "data", **changes),
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                # A shell that runs the tests in the background has them, and so this, ignore Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        process.log = log
        started.append(process)
        wait_until(
            lambda: process.poll() is not None or "Press Ctrl-C to stop" in log.read_text(),
            what="the server to be ready",
            seconds=60,
        )
        assert process.poll() is None, log.read_text()
        return process, f"http://127.0.0.1:{port}"

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def prepared(tmp_path, databases: Databases) -> Path:
    """The file of a database that a server has made before."""
    (tmp_path / "data").mkdir()
    databases.sqlite(tmp_path / "data")
    return tmp_path / "data" / "db.sqlite3"


def sign_in(address: str, password: str) -> httpx.Response:
    return httpx.post(f"{address}/api/token/", json={"username": "demo", "password": password})


def test_a_first_start_shows_an_account_that_works_and_a_second_does_not(start):
    process, address = start("--first-start")
    output = process.log.read_text()
    assert f"Open        {address.replace('127.0.0.1', 'localhost')}" in output
    password = re.search(r"Password {4}(\S+)", output)[1]
    token = sign_in(address, password).json()["access"]
    rows = httpx.get(f"{address}/api/products/?limit=100", headers={"Authorization": f"Bearer {token}"}).json()
    assert len(rows) == 60
    assert {"demo", "ana", "ben", "carla", "dmitri", "emi"} == {row["owner"] for row in rows}
    picture = httpx.get(address + rows[0]["thumbnail"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")

    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert "Traceback" not in process.log.read_text()
    assert "Stopped." in process.log.read_text()

    process, address = start("--first-start")
    output = process.log.read_text()
    assert "Password" not in output
    assert "changepassword demo" in output
    assert sign_in(address, password).status_code == 200
    process.terminate()
    assert process.wait(20) == 0


def test_a_server_without_an_account_prints_a_link_for_the_first_one(start):
    production = {"DEBUG": "False", "HTTPS_ONLY": "False", "DJANGO_SECRET_KEY": "only-for-tests-" + "k3y" * 16}
    process, address = start("--first-start", **production, ACCESS_LOG="True")
    [link] = re.findall(r"^http://localhost:\d+/join#\S+$", process.log.read_text(), re.MULTILINE)
    code = link.partition("#")[2]
    account = {"username": "demo", "email": "demo@shop.example", "password": "correct-horse-9"}
    register = f"{address}/api/user/register/"
    assert httpx.post(register, json=account).json()["code"] == "registration_closed"
    assert httpx.get(f"{address}/api/config/").json()["needs_setup"] is True
    assert httpx.post(register, json={**account, "invitation": code}).status_code == 201
    assert httpx.post(register, json={**account, "username": "eve", "invitation": code}).status_code == 410

    token = sign_in(address, account["password"]).json()["access"]
    me = httpx.get(f"{address}/api/account/", headers={"Authorization": f"Bearer {token}"}).json()
    assert me["role"] == "admin"
    assert process.log.read_text().count(code) == 1
    process.terminate()
    process.wait(20)

    process, _ = start("--first-start", **production)
    assert "join#" not in process.log.read_text()


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_two_first_starts_at_once_both_serve(start, database):
    with postgres_server() if database == "postgres" else nullcontext() as server:
        changes = {"DATABASE_URL": server.database(server.create())} if server else {}
        with ThreadPoolExecutor(2) as both:
            starts = [both.submit(start, **changes) for _ in range(2)]
        for started in starts:
            process, address = started.result()
            assert httpx.get(f"{address}/api/health/ready/").status_code == 200
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def test_a_database_of_a_newer_version_is_refused(prepared, tmp_path):
    with closing(sqlite3.connect(prepared)) as connection, connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('api', '9001_wonders', '2031-01-01')"
        )
    before = prepared.read_bytes()

    for arguments in (command("--port", str(free_port())), [*command()[:2], "migrate"]):
        done = subprocess.run(arguments, env=environment(tmp_path / "data"), capture_output=True, text=True)
        assert done.returncode == 1
        assert "belongs to a newer version of this program, which has made 9001_wonders" in done.stderr
        assert "Traceback" not in done.stderr
    assert prepared.read_bytes() == before


def test_a_database_of_the_first_days_is_brought_up_to_date(start, tmp_path):
    migrate = [sys.executable, str(BACKEND / "manage.py"), "migrate", "-v", "0", "api", "0006"]
    subprocess.run(migrate, env=environment(tmp_path / "data"), check=True)
    path = tmp_path / "data" / "db.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE api_livefeed DROP COLUMN identity")

    _, address = start()
    assert httpx.get(f"{address}/api/health/ready/").json()["hub"] == "ok"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM api_livefeed WHERE identity <> ''").fetchone() == (1,)


def test_production_gets_no_demo_account(start):
    process, address = start("--first-start", DEBUG="False", DJANGO_SECRET_KEY="x" * 50, HTTPS_ONLY="False")

    assert "Password" not in process.log.read_text()
    assert "demo" not in process.log.read_text()
    assert sign_in(address, "demo").status_code == 401


@pytest.mark.usefixtures("prepared")
def test_the_access_log_holds_no_token(start):
    process, address = start(ACCESS_LOG="True")

    httpx.get(f"{address}/api/config/?token=eyJhbGciOi.eyJleHAi.c2ln")

    wait_until(lambda: "/api/config/" in process.log.read_text(), what="the access log")
    assert "token=[redacted]" in process.log.read_text()
    assert "eyJ" not in process.log.read_text()


@pytest.mark.parametrize(
    ("arguments", "changes", "line"),
    [
        (["--port", "99999"], {}, "--port must be between 0 and 65535, not 99999."),
        ([], {"PORT": "http"}, "PORT must be a whole number, not 'http'."),
        (["--host", "no-such-host.invalid"], {}, "Can't listen on no-such-host.invalid:"),
    ],
)
def test_a_start_that_cannot_be_is_one_line(tmp_path, arguments, changes, line):
    result = subprocess.run(
        command(*arguments), env=environment(tmp_path, **changes), capture_output=True, text=True
    )

    assert result.returncode == 1
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_taken_port_is_one_line_and_nothing_is_touched(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = subprocess.run(
            command("--port", str(port), "--first-start"),
            env=environment(tmp_path / "data"),
            capture_output=True,
            text=True,
        )

    assert result.returncode == 1
    assert f"Can't listen on 127.0.0.1:{port}: Address already in use." in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "data" / "db.sqlite3").exists()
