"""How long do imports and exports take, how much memory, and who waits meanwhile?

Starts the server as `make run` does, on SQLite. A file of 50,000 rows and 12 columns is brought, checked and
applied: as CSV, as XLSX with other prices, and as CSV again. While the first is applied, another person reads and
adjusts. Then all products are exported.

    python benchmarks/exchange.py
    python benchmarks/exchange.py --rows 5000       flat memory: compare
    python benchmarks/exchange.py --export 100000   so many products for the export
    python benchmarks/exchange.py --round-trip      what was exported comes in again, in three files of each kind
"""

import argparse
import csv
import io
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
from systems import OurServer

sys.path.insert(0, str(Path(__file__).parent.parent / "backend"))

from api.exchange.workbook import Money, workbook

HEADINGS = [
    "sku", "barcode", "name", "description", "category", "price",
    "reorder_level", "is_active", "quantity", "supplier", "shelf", "remark",
]  # fmt: skip
CATEGORIES = ["books", "clothing", "electronics", "home", "sports", "other"]


def table(rows: int, *, dearer: int = 0) -> Iterator[list[Any]]:
    for n in range(rows):
        yield [
            f"BENCH-{n:06}", f"{20_000_000 + n}", f"Product number {n} of the benchmark", f"Described in {n}.",
            CATEGORIES[n % 6], Money(f"{n % 90 + 1 + dearer}.50"), n % 20, True, n % 50, f"Supplier {n % 40}",
            f"{n % 9}-{n % 7}", "as agreed",
        ]  # fmt: skip


def as_csv(rows: Iterator[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return text.getvalue().encode()


def as_xlsx(rows: Iterator[list[Any]]) -> bytes:
    return b"".join(workbook([[HEADINGS], rows], widths=[14] * len(HEADINGS)))


def own_kib(pid: int) -> int:
    """Memory without the pages of files: SQLite maps the database, and the system takes that back."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    raise SystemExit(f"Process {pid} has ended.")


class Watch:
    """The server's memory, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.peak = self.idle = own_kib(pid)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._stop.wait(0.1):
            self.peak = max(self.peak, own_kib(self._pid))

    def megabytes(self) -> float:
        """Above what it was at the start, at most."""
        self._stop.set()
        self._thread.join()
        return (self.peak - self.idle) / 1024


class Other:
    """Another person who reads a page and adjusts a product, again and again."""

    def __init__(self, base: str, headers: dict[str, str], product: int) -> None:
        self.seconds: list[float] = []
        self._stop = threading.Event()
        self._base, self._headers, self._product = base, headers, product
        self._thread = threading.Thread(target=self._work, daemon=True)

    def _work(self) -> None:
        with httpx.Client(base_url=self._base, headers=self._headers, timeout=60) as api:
            while not self._stop.is_set():
                for method, path, body in (
                    ("GET", "products/?limit=50", None),
                    ("POST", f"products/{self._product}/adjust/", {"delta": 1}),
                ):
                    began = time.perf_counter()
                    api.request(method, path, json=body).raise_for_status()
                    self.seconds.append(time.perf_counter() - began)
                time.sleep(0.02)

    @contextmanager
    def working(self) -> Iterator[None]:
        self.seconds = []
        self._stop.clear()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join()

    def p95(self) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.seconds, n=20)[-1] * 1000


class Bench:
    def __init__(self, api: httpx.Client, pid: int, other: Other) -> None:
        self.api, self.pid, self.other = api, pid, other

    def bring(self, what: str, data: bytes) -> str:
        watch, began = Watch(self.pid), time.perf_counter()
        answer = self.api.post("imports/?kind=products", content=data, headers={"Content-Type": "text/csv"})
        answer.raise_for_status()
        seconds = time.perf_counter() - began
        print(f"| {what}: upload and profile | {seconds:.1f} s | +{watch.megabytes():.0f} MB |", flush=True)
        return str(answer.json()["id"])

    def run(self, what: str, source: str, action: str, rows: int, *, others: bool = False) -> dict[str, Any]:
        watch, began = Watch(self.pid), time.perf_counter()
        if others:
            with self.other.working():
                last = self._stream(source, action)
        else:
            last = self._stream(source, action)
        seconds = time.perf_counter() - began
        figures = f"{rows / seconds:,.0f} rows/s | +{watch.megabytes():.0f} MB"
        print(f"| {what}: {action} | {figures} |", flush=True)
        return last

    def _stream(self, source: str, action: str) -> dict[str, Any]:
        last: dict[str, Any] = {}
        with self.api.stream("POST", f"imports/{source}/{action}/", json={}) as answer:
            for line in answer.iter_lines():
                last = orjson.loads(line)
        if last.get("type") != "end":
            raise SystemExit(f"It did not come to its end: {last}")
        return last

    def export(self, kind: str) -> None:
        watch, began = Watch(self.pid), time.perf_counter()
        size = first = 0.0
        with self.api.stream("GET", f"products/export/?type={kind}") as answer:
            for piece in answer.iter_bytes():
                first = first or time.perf_counter() - began
                size += len(piece)
            rows = int(answer.headers["X-Total-Count"])
        seconds = time.perf_counter() - began
        print(
            f"| Export {rows:,} as {kind}, {size / 1e6:.1f} MB | first byte {first * 1000:.0f} ms, "
            f"{rows / seconds:,.0f} rows/s | +{watch.megabytes():.0f} MB |",
            flush=True,
        )

    def round_trip(self, kind: str) -> None:
        """All products out and in again, a third in each file. Everything must be unchanged."""
        began, rows, changed = time.perf_counter(), 0, 0
        for third in (CATEGORIES[:2], CATEGORIES[2:4], CATEGORIES[4:]):
            query = "".join(f"&category={category}" for category in third)
            data = self.api.get(f"products/export/?type={kind}{query}").raise_for_status().content
            answer = self.api.post("imports/?kind=products", content=data, headers={"Content-Type": "text/csv"})
            source = answer.raise_for_status().json()["id"]
            last = self._stream(source, "check")
            rows += last["total"]
            changed += last["total"] - last["unchanged"]
            self.api.delete(f"imports/{source}/").raise_for_status()
        seconds = time.perf_counter() - began
        print(
            f"| {rows:,} products as {kind}, out and in again | {seconds:.0f} s | {changed} changed |", flush=True
        )
        if changed:
            raise SystemExit("What was exported should be unchanged.")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=50_000)
    options.add_argument("--export", type=int, default=100_000)
    options.add_argument("--round-trip", action="store_true")
    options.add_argument("--port", type=int, default=8960)
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="lr-exchange-") as folder:
        server = OurServer(Path(folder), args.port)
        system = server.start()
        headers = {"Authorization": f"Bearer {system.token}"}
        base = f"http://127.0.0.1:{system.port}/api/"
        try:
            with httpx.Client(base_url=base, headers=headers, timeout=600) as api:
                measure(api, base, headers, system.pid, args)
        finally:
            server.stop()


def measure(api: httpx.Client, base: str, headers: dict[str, str], pid: int, args: Any) -> None:
    product = {"name": "Another person's", "category": "home", "price": "1.00"}
    other = Other(base, headers, api.post("products/", json=product).json()["id"])
    bench = Bench(api, pid, other)
    small = as_csv(table(200))
    api.post("imports/?kind=products", content=small, headers={"Content-Type": "text/csv"}).raise_for_status()
    with other.working():
        time.sleep(5)
    alone = other.p95()
    print(f"| {args.rows:,} rows x {len(HEADINGS)} columns | | memory above idle |\n|---|---|---|")
    bench_file = as_csv(table(args.rows))
    source = bench.bring("CSV, all new", bench_file)
    bench.run("CSV, all new", source, "check", args.rows)
    bench.run("CSV, all new", source, "apply", args.rows, others=True)
    print(f"| another person's p95 | {alone:.0f} ms alone, {other.p95():.0f} ms during the apply | |", flush=True)
    xlsx = as_xlsx(table(args.rows, dearer=1))
    source = bench.bring("XLSX, other prices", xlsx)
    bench.run("XLSX, other prices", source, "check", args.rows)
    bench.run("XLSX, other prices", source, "apply", args.rows)
    bench.run("XLSX, other prices", source, "undo", args.rows)
    source = bench.bring("CSV, the same again", bench_file)
    last = bench.run("CSV, the same again", source, "check", args.rows)
    if last["unchanged"] != args.rows:
        raise SystemExit(f"The same file should change nothing: {last}")
    for number in range((args.export - args.rows) // 50_000 if args.export > args.rows else 0):
        more = [[f"MORE-{number}-{row[0]}", "", *row[2:]] for row in table(50_000)]
        source = str(
            api.post("imports/?kind=products", content=as_csv(iter(more)), headers={"Content-Type": "text/csv"})
            .raise_for_status()
            .json()["id"]
        )
        for action in ("check", "apply"):
            bench._stream(source, action)
    for kind in ("csv", "xlsx"):
        bench.export(kind)
    if args.round_trip:
        for kind in ("csv", "xlsx"):
            bench.round_trip(kind)


if __name__ == "__main__":
    main()
