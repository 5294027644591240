"""docs/configuration.md, .env.example and the code name the same settings, with the same defaults."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BACKEND = ROOT / "backend"
KEY = "a-key-for-this-test-" + "k3y" * 12
# Made by the settings module from what it read: equal defaults make equal dumps.
DUMP = """
import json
from backend import settings
# A function is where it is defined, not where it lies in memory.
shown = lambda value: f"{value.__module__}.{value.__qualname__}" if callable(value) else repr(value)
print(json.dumps({name: shown(getattr(settings, name)) for name in dir(settings) if name.isupper()}))
"""


def documented_in_example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(found.groups() for line in lines if (found := re.fullmatch(r"# ([A-Z][A-Z0-9_]+)=(.*)", line)))


def documented_in_docs() -> dict[str, str]:
    rows = re.findall(
        r"^\| `([A-Z][A-Z0-9_]+)` \| (.*?) \|", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE
    )
    return dict(rows)


def read_by_the_code() -> set[str]:
    source = "\n".join(path.read_text() for path in BACKEND.rglob("*.py"))
    return set(re.findall(r"""(?:\benv_[a-z]+|os\.environ\.get)\(\s*["']([A-Z][A-Z0-9_]+)["']""", source))


def named_by_the_web_app(path: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE))


def settings_with(tmp_path: Path, given: dict[str, str]) -> dict[str, str]:
    # Empty rather than missing: a `.env` on this machine fills in only what is missing.
    environment = dict.fromkeys(documented_in_example(), "") | given
    environment |= {"DATA_DIR": str(tmp_path), "DJANGO_SECRET_KEY": KEY}
    done = subprocess.run(
        [sys.executable, "-c", DUMP],
        cwd=BACKEND,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    settings: dict[str, str] = json.loads(done.stdout)
    return settings


def test_docs_and_example_name_what_the_code_reads() -> None:
    assert set(documented_in_example()) == read_by_the_code()
    assert set(documented_in_docs()) == read_by_the_code()


def test_docs_and_example_name_what_the_web_app_reads() -> None:
    read = named_by_the_web_app("frontend/src/vite-env.d.ts", r"readonly (VITE_\w+)")
    assert named_by_the_web_app("frontend/.env.example", r"^# (VITE_\w+)=") == read
    assert named_by_the_web_app("docs/configuration.md", r"^(VITE_\w+)=") == read


@pytest.mark.parametrize(
    "path", ["Makefile", "README.md", "CONTRIBUTING.md", "docs/development.md", "docs/production.md", ".ci/run"]
)
def test_every_npm_script_that_is_called_is_there(path: str) -> None:
    called = named_by_the_web_app(path, r"npm (?:--prefix frontend )?run (?:--silent )?([a-z]+)")
    assert called <= set(json.loads((ROOT / "frontend" / "package.json").read_text())["scripts"])


@pytest.mark.parametrize("name", sorted(documented_in_example()))
def test_docs_give_the_default_of_the_example(name: str) -> None:
    default, shown = documented_in_example()[name], documented_in_docs()[name]
    if default:
        assert shown == f"`{default}`"
    else:
        assert "`" not in shown, "no default, so words that say what happens without it"


def test_every_line_of_the_example_is_the_default(tmp_path: Path) -> None:
    assert settings_with(tmp_path, documented_in_example()) == settings_with(tmp_path, {})
