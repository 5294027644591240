"""Configuration from the environment: a value that cannot be understood ends the start with one line naming it."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.setup import database

ROOT = Path(__file__).parent.parent.parent
KEY = "a-key-of-this-test-" + "x7Q" * 15


def manage(tmp_path: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with nothing but *environment* set; what `.env` might add is blanked."""
    names = (line.lstrip("# ").partition("=")[0] for line in (ROOT / ".env.example").read_text().splitlines())
    blank = {name: "" for name in names if name.isupper()}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    return subprocess.run(
        [sys.executable, str(ROOT / "backend" / "manage.py"), *command],
        env={**kept, **blank, "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


BAD = [
    ("DEBUG", "maybe"),
    ("DJANGO_SECRET_KEY", ""),
    ("DJANGO_SECRET_KEY", "change-me"),
    ("DJANGO_SECRET_KEY", "x"),
    ("DJANGO_SECRET_KEY", "k3y-" * 7 + "k3y"),  # 31 characters
    ("DJANGO_SECRET_KEY", "django-insecure-abc"),
    ("HTTPS_ONLY", "2"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "one"),
    ("CORS_ALLOWED_ORIGINS", "*"),
    ("CORS_ALLOWED_ORIGINS", "shop.example"),
    ("CORS_ALLOWED_ORIGINS", "https://shop.example/path"),
    ("CSRF_TRUSTED_ORIGINS", "shop.example"),
    ("DATABASE_URL", "mysql://localhost/shop"),
    ("DATABASE_URL", "nonsense"),
    ("REDIS_URL", "http://localhost:6379"),
    ("REDIS_PORT", "99999"),
    ("WEB_THREADS", "0"),
    ("ACCESS_TOKEN_LIFETIME", "60"),
    ("ACCESS_TOKEN_LIFETIME", "0m"),
    ("ACCESS_TOKEN_LIFETIME", "8d"),
    ("REFRESH_TOKEN_LIFETIME", "a week"),
    ("THROTTLE_SIGN_IN", "ten/minute"),
    ("THROTTLE_SIGN_IN", "0/minute"),
    ("THROTTLE_REGISTER", "30/fortnight"),
    ("CURRENCY", "euro"),
    ("IMAGE_MAX_MB", "0"),
    ("IMAGE_MAX_MB", "5.5"),
    ("IMAGE_MAX_MEGAPIXELS", "many"),
    ("LOG_LEVEL", "LOUD"),
]


def test_each_bad_value_is_named_in_one_line(tmp_path):
    def start(setting: tuple[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {"DEBUG": "False", "DJANGO_SECRET_KEY": KEY, "REDIS_HOST": "localhost"}
        return manage(tmp_path, "check", **(environment | dict([setting])))

    with ThreadPoolExecutor(2) as pool:
        for (name, value), done in zip(BAD, pool.map(start, BAD), strict=True):
            shown = done.stderr + done.stdout
            assert done.returncode != 0, (name, value)
            assert len(shown.strip().splitlines()) == 1, (name, value, shown)
            assert shown.startswith(f"Configuration error: {name} "), (name, value, shown)


def test_production_is_ready_for_deployment(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", DEBUG="False", DJANGO_SECRET_KEY=KEY)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_an_unconfigured_checkout_is_a_development_checkout(tmp_path):
    done = manage(tmp_path, "check", DEBUG="True")

    assert done.returncode == 0, done.stderr
    key = tmp_path / "development-key"
    assert len(key.read_text()) >= 50
    assert key.stat().st_mode & 0o077 == 0


def test_the_data_are_for_the_server_s_account_alone(tmp_path):
    folder = tmp_path / "new" / "data"
    assert manage(tmp_path, "check", DEBUG="True", DATA_DIR=str(folder)).returncode == 0
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["sqlite", "postgres", "postgresql"])
def test_the_database_has_the_hook_that_the_log_needs(name, tmp_path):
    config = database(f"{name}://localhost/shop", data_dir=tmp_path)
    assert config["ENGINE"] == f"engine.db.{'sqlite3' if name == 'sqlite' else 'postgresql'}"


def test_sqlite_is_tuned(tmp_path):
    options = database("", data_dir=tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5
    assert "journal_mode=WAL" in options["init_command"]


def test_every_setting_of_the_example_is_read():
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^# ?([A-Z_]+)=", example, re.MULTILINE))
    code = "".join(path.read_text() for path in (ROOT / "backend").rglob("*.py"))
    assert {name for name in named if not re.search(f"""["']{name}["']""", code)} == set()
    read = set(re.findall(r'env_(?:str|bool|int|list|origins|duration|rate|choice)\(\s*"([A-Z_]+)"', code))
    assert read - named == set()
