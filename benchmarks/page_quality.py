"""What Lighthouse says of sign-in and Home: performance, accessibility, best practices. Exit code 1 under 95.

    python benchmarks/page_quality.py                      with `npx lighthouse@12`, which fetches it once
    python benchmarks/page_quality.py --lighthouse PATH    with an installed one
    python benchmarks/page_quality.py --form desktop       or: mobile; without it, both
    python benchmarks/page_quality.py --runs 1             the median of five otherwise, as points vary by a few

A real server with the sample data, and the built web app (`make run` or `npm run build` makes it) in headless
Chromium. For the mobile form Lighthouse reckons with a slow network and a processor four times slower, from what
it measures at full speed: whatever else the machine does counts fourfold.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests"), str(ROOT / "backend")]

import chromium  # noqa: E402  # the paths come before what is found by them
from playwright.sync_api import sync_playwright  # noqa: E402
from stage import Stage, signed_in, stage_in  # noqa: E402

from servers import free_port  # noqa: E402

LIGHTHOUSE = ["npx", "--yes", "lighthouse@12"]
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
TRIES = 3
FIGURES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
FORMS = {"mobile": [], "desktop": ["--preset=desktop"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lighthouse", help="the command of an installed Lighthouse")
    parser.add_argument("--form", choices=FORMS, help="one form of device alone")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    command = [options.lighthouse] if options.lighthouse else LIGHTHOUSE
    is_good = True
    with tempfile.TemporaryDirectory(prefix="lr-quality-") as folder, stage_in(Path(folder) / "data") as stage:
        for form in [options.form] if options.form else FORMS:
            for name, path, username in (("sign-in", "/login", None), ("Home", "/", "demo")):
                ask = partial(_ask, command, stage, path, username, form, Path(folder))
                is_good &= _tell(f"{name}, {form}", [ask() for _ in range(options.runs)])
    return 0 if is_good else 1


def _ask(
    command: list[str], stage: Stage, path: str, username: str | None, form: str, folder: Path
) -> dict[str, Any]:
    """Lighthouse's report of a page as *username* sees it: in a browser that keeps its storage."""
    port = free_port()
    profile = tempfile.mkdtemp(dir=folder)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium.find(shell=True),
            args=[*chromium.ARGUMENTS, f"--remote-debugging-port={port}"],
        )
        if username:
            page = context.new_page()
            page.goto(stage.server.url + "/api/config/")
            (kept,) = signed_in(stage.server, username)["origins"][0]["localStorage"]
            page.evaluate("({ name, value }) => localStorage.setItem(name, value)", kept)
            page.close()
        output = folder / "report.json"
        arguments = [
            stage.server.url + path,
            f"--port={port}",
            "--disable-storage-reset",
            f"--only-categories={','.join(CATEGORIES)}",
            "--output=json",
            f"--output-path={output}",
            "--quiet",
            *FORMS[form],
        ]
        for attempt in range(TRIES):
            # Now and then Lighthouse loses the browser's trace (NO_NAVSTART), and asks to be run again.
            if subprocess.run([*command, *arguments], check=attempt == TRIES - 1).returncode == 0:
                break
        context.close()
    report: dict[str, Any] = json.loads(output.read_text())
    return report


def _tell(title: str, reports: list[dict[str, Any]]) -> bool:
    """Print a page's points, and what cost the run in the middle some. Returns whether they are enough."""
    middle = sorted(reports, key=lambda report: report["categories"]["performance"]["score"])[len(reports) // 2]
    points = {name: statistics.median_low(_points(report, name) for report in reports) for name in CATEGORIES}
    figures = ", ".join(f"{name} {middle['audits'][name]['displayValue']}" for name in FIGURES)
    print(f"{title}: {', '.join(f'{name} {score}' for name, score in points.items())} ({figures})")
    print(f"  performance of each run: {', '.join(str(_points(report, 'performance')) for report in reports)}")
    for name in CATEGORIES:
        for reference in middle["categories"][name]["auditRefs"]:
            audit = middle["audits"][reference["id"]]
            if reference["weight"] > 0 and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {name}: {audit['title']} {audit.get('displayValue', '')}")
    return min(points.values()) >= LEAST


def _points(report: dict[str, Any], category: str) -> int:
    return round(100 * report["categories"][category]["score"])


if __name__ == "__main__":
    sys.exit(main())
