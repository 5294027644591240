"""Servers that start at once: a process that has loaded the app, and forks for each of them.

Three seconds of each start are imports. What is forked reads its settings as any other server does; they
must be those that the app was loaded with, but for where its data is and for what nothing keeps from the time when
it was loaded. POSIX only; elsewhere servers start plainly.

As a script, this is that process; as a module, what talks to it.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# What two servers of one nursery may have apart: where their data is,
WHERE = ("DATA_DIR", "DATABASE_URL", "REDIS_URL")
# and settings that the app asks for whenever it needs them.
ASKED_FOR = (
    "ACCESS_LOG",
    "DATABASE_WAIT",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "LIVE_SOCKETS_PER_USER",
    "MAX_CONNECTIONS",
    "METRICS_TOKEN",
    "REGISTRATION",
)
MAY_DIFFER = {"DATA_DIR", "DATABASES", "MEDIA_ROOT", "REDIS_URL", "CHANNEL_LAYERS", *ASKED_FOR}


class Forked:
    """A process of a nursery, with the part of `subprocess.Popen` that is used of a server."""

    def __init__(self, door: socket.socket) -> None:
        self._door = door
        self.pid = self._read()
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None and self._has_ended(0):
            self._end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not self._has_ended(timeout):
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self._end()
        assert self.returncode is not None
        return self.returncode

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _has_ended(self, seconds: float | None) -> bool:
        # Not `select`: a test may have opened more than a thousand sockets by now.
        looking = select.poll()
        looking.register(self._door, select.POLLIN)
        return bool(looking.poll(None if seconds is None else seconds * 1000))

    def _end(self) -> None:
        self.returncode = self._read()
        self._door.close()

    def _read(self) -> int:
        line = b""
        while not line.endswith(b"\n"):
            more = self._door.recv(1)
            assert more, "The nursery has gone."
            line += more
        return int(line)


class Nursery:
    """The app, loaded with the settings of *env*."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._path = folder / "nursery"
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self._path)],
            env={**env, "DATA_DIR": str(folder), "DATABASE_URL": "", "REDIS_URL": ""},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == b"ready\n"
        self._forked: list[Forked] = []

    def is_idle(self) -> bool:
        self._forked = [one for one in self._forked if one.poll() is None]
        return not self._forked

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def start(self, arguments: list[str], env: dict[str, str], output: Path, errors: Path) -> Forked:
        """`manage.py` with these arguments; what it says is appended to the files."""
        door = socket.socket(socket.AF_UNIX)
        door.connect(str(self._path))
        request = {"arguments": arguments, "env": env, "output": str(output), "errors": str(errors)}
        door.sendall(json.dumps(request).encode() + b"\n")
        self._forked.append(Forked(door))
        return self._forked[-1]


def key_of(env: dict[str, str]) -> str:
    """The same for servers that may come from one nursery."""
    return json.dumps({n: value for n, value in env.items() if n not in (*WHERE, *ASKED_FOR)}, sort_keys=True)


# --- The process ---------------------------------------------------------------------------------------------


def load() -> None:
    import django

    django.setup()
    import uvicorn.lifespan.on
    import uvicorn.loops.auto  # noqa: F401
    from django.core import checks
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader
    from django.urls import get_resolver

    import api.live.wire
    import api.management.commands.serve  # noqa: F401
    import engine.door  # noqa: F401

    assert get_resolver().url_patterns
    checks.run_checks()
    MigrationLoader(None)
    connections.close_all()


def serve(path: str) -> dict[str, Any]:
    """Fork for each request; returns the request, in the child. Ends when nobody holds the other end of stdin."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(16)
    woken, wakes = socket.socketpair()
    for end in (woken, wakes):
        end.setblocking(False)
    signal.set_wakeup_fd(wakes.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children: dict[int, socket.socket] = {}
    os.write(1, b"ready\n")
    while True:
        ready = select.select([sys.stdin.fileno(), listener, woken], [], [])[0]
        if sys.stdin.fileno() in ready:
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            shutil.rmtree(Path(path).parent, ignore_errors=True)
            sys.exit()
        if woken in ready:
            woken.recv(4096)
            _tell_of_the_dead(children)
        if listener in ready:
            door, _ = listener.accept()
            request = json.loads(door.makefile("rb").readline())
            if pid := os.fork():
                children[pid] = door
                door.sendall(b"%d\n" % pid)
                continue
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for one in (listener, woken, wakes, door, *children.values()):
                one.close()
            found: dict[str, Any] = request
            return found


def _tell_of_the_dead(children: dict[int, socket.socket]) -> None:
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        door = children.pop(pid)
        with suppress(OSError):  # nobody asks any more
            door.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        door.close()


def become(request: dict[str, Any]) -> None:
    """Take on what a process of its own would have: environment, files, arguments, settings, connections."""
    os.environ.clear()
    os.environ.update(request["env"])
    for number, path in ((1, request["output"]), (2, request["errors"])):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(file, number)
        os.close(file)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.argv = ["backend/manage.py", *request["arguments"]]
    read_settings_again()


def read_settings_again() -> None:
    from importlib import reload

    from django.conf import settings
    from django.db import connections

    import backend.settings

    reload(backend.settings)
    module = reload(sys.modules[os.environ["DJANGO_SETTINGS_MODULE"]])
    for name in filter(str.isupper, dir(module)):
        value = getattr(module, name)
        if getattr(settings, name) != value:
            assert name in MAY_DIFFER, f"{name} is not what the nursery was loaded with"
            setattr(settings, name, value)
    # They take the settings with their first use.
    vars(connections).pop("settings", None)
    type(connections).__init__(connections)


def main() -> None:
    import gc
    import runpy

    load()
    gc.collect()
    gc.freeze()
    become(serve(sys.argv[1]))
    runpy.run_path(str(ROOT / "backend" / "manage.py"), run_name="__main__")


if __name__ == "__main__":
    main()
