"""The classic commands, from an empty folder to a live change: venv, pip, migrate, runserver, Vite, shell.

In a copy of the tree, so that nobody's `.env`, data or build is touched. The packages of this environment are lent
to the new one: pip finds them there and installs the project itself.
"""

import os
import re
import shutil
import signal
import subprocess
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from places import expect_live
from playwright.sync_api import Browser, expect

from servers import PASSWORD, ROOT, free_port, redis_server, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.redis]
WHOLE_BROWSER = True

NO_REGISTRY = re.compile("No matching distribution found for setuptools|Could not fetch URL|Connection|Retrying")


TREE = ["backend", "frontend", "pyproject.toml", "README.md", "LICENSE"]


class Checkout:
    """A copy of the tree as somebody clones it, with what `npm install` and `pip` bring."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ".venv" / "bin" / "python"
        # Nothing of this run's own settings.
        self.env = {
            name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")
        }
        self.log = folder / "processes.log"

    def copy(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *TREE],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.folder / name)
        # One by one: what Vite writes among them is the copy's own.
        packages = self.folder / "frontend" / "node_modules"
        packages.mkdir()
        for package in (ROOT / "frontend" / "node_modules").iterdir():
            if package.name != ".vite":
                (packages / package.name).symlink_to(package)

    def install(self) -> None:
        venv.create(self.folder / ".venv", with_pip=True)
        [site] = (self.folder / ".venv" / "lib").glob("python*/site-packages")
        (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
        pip = [self.python, "-m", "pip", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "install", "--quiet", "-e", "."], cwd=self.folder, env=self.env, capture_output=True, text=True
        )
        if done.returncode and NO_REGISTRY.search(done.stderr):
            pytest.skip("No package registry: pip cannot build the project")
        assert done.returncode == 0, done.stderr
        # Everything that pyproject.toml asks for is there, in the versions that it asks for.
        subprocess.run([*pip, "check"], cwd=self.folder, env=self.env, check=True)

    def manage(self, *arguments: str, **env: str) -> None:
        command = [self.python, "backend/manage.py", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.env | env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    @contextmanager
    def running(self, *command: str | Path, folder: str, answers: str) -> Iterator[None]:
        """A process that is there when *answers* does, and gone afterwards with all that it started."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=self.folder / folder, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        try:
            wait_until(lambda: self._answers(answers), what=f"{command} to answer", seconds=60)
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _answers(self, url: str) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(url, timeout=20).status_code == 200
        return False


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    if not (ROOT / ".git").exists():
        pytest.skip("No git checkout to copy")
    checkout = Checkout(tmp_path)
    checkout.copy()
    return checkout


def test_a_change_in_the_shell_shows_on_the_development_server(browser: Browser, checkout: Checkout) -> None:
    api, app = free_port(), free_port()
    (checkout.folder / "frontend" / ".env").write_text(
        f"VITE_API_URL=http://localhost:{api}\nVITE_WS_URL=ws://localhost:{api}\n"
    )
    checkout.install()
    with redis_server() as redis:
        (checkout.folder / ".env").write_text(f"DEBUG=True\nREDIS_HOST=127.0.0.1\nREDIS_PORT={redis.port}\n")
        checkout.manage("migrate")
        checkout.manage(
            "createsuperuser",
            "--noinput",
            DJANGO_SUPERUSER_USERNAME="ana",
            DJANGO_SUPERUSER_EMAIL="ana@shop.example",
            DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        )
        checkout.manage("populate_products", "--count", "5")
        server = checkout.running(
            checkout.python,
            "backend/manage.py",
            "runserver",
            str(api),
            folder=".",
            answers=f"http://localhost:{api}/api/health/ready/",
        )
        vite = checkout.running(
            "npm", "run", "dev", "--", "--port", str(app), folder="frontend", answers=f"http://localhost:{app}/"
        )
        with server, vite:
            assert httpx.get(f"http://localhost:{api}/api/config/").headers["Server"] == "daphne"
            page = browser.new_page()
            page.goto(f"http://localhost:{app}/")
            # The first page waits for Vite, which makes its parts as they are asked for.
            page.get_by_label("Username").fill("ana")
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("main").get_by_text("5 products", exact=True)).to_be_visible()
            expect_live(page)
            assert b"live" in redis.command(b"PUBSUB CHANNELS *"), "the server listens to Redis"

            checkout.manage(
                "shell",
                "-c",
                "from api.models import Product;"
                "Product.objects.create(sku='SHELL-1', name='From the shell', category_id='home', price='3.00')",
            )
            expect(page.get_by_role("row").filter(has_text="From the shell")).to_be_visible()
            page.close()
    log = checkout.log.read_text()
    assert "Traceback" not in log, log
