"""How long do labels take, and how much memory?

Starts the server as `make run` does, on SQLite, with 2,000 products. Labels are previewed, and printed by the
hundred and the thousand: barcodes and QR codes, PDF and ZPL.

    python benchmarks/labels.py
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from exchange import Watch
from systems import OurServer

PREVIEWS = 30
SIZES = (500, 2_000)
LINES = [{"field": "name", "size": 12, "bold": True}, {"field": "sku", "size": 9}]
DESIGNS = {
    "barcode, L7160": {"media": "L7160", "layout": "top", "code": "barcode", "lines": LINES},
    "QR code, L7160": {"media": "L7160", "layout": "left", "code": "qr", "lines": LINES, "show_price": True},
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=8149)
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="lr-labels-") as folder:
        server = OurServer(Path(folder), args.port, SITE_URL="https://inventory.example")
        system = server.start()
        headers = {"Authorization": f"Bearer {system.token}"}
        base = f"http://127.0.0.1:{system.port}/api/"
        try:
            with httpx.Client(base_url=base, headers=headers, timeout=600) as api:
                measure(api, system.pid)
        finally:
            server.stop()


def measure(api: httpx.Client, pid: int) -> None:
    ids = [add(api, number) for number in range(max(SIZES))]
    print("| | time | memory above idle | size |\n|---|---:|---:|---:|")
    for name, design in DESIGNS.items():
        seconds = [timed(api, {"ids": [pk], "design": design, "format": "svg"})[0] for pk in ids[:PREVIEWS]]
        slowest, median = max(seconds) * 1000, statistics.median(seconds) * 1000
        print(f"| preview, {name} | {median:.0f} ms, slowest of {PREVIEWS} {slowest:.0f} ms | | |", flush=True)
    for size in SIZES:
        for name, design in DESIGNS.items():
            for kind in ("pdf", "zpl"):
                watch = Watch(pid)
                seconds, data = timed(api, {"ids": ids[:size], "design": design, "format": kind})
                memory, weight = watch.megabytes(), len(data) / 1e6
                row = f"{size:,} labels, {name}, {kind.upper()}"
                print(f"| {row} | {seconds:.2f} s | +{memory:.0f} MB | {weight:.1f} MB |", flush=True)


def timed(api: httpx.Client, body: dict[str, Any]) -> tuple[float, bytes]:
    began = time.perf_counter()
    answer = api.post("labels/", json=body)
    answer.raise_for_status()
    return time.perf_counter() - began, answer.content


def add(api: httpx.Client, number: int) -> int:
    draft = {
        "name": f"Wireless headphones number {number}, over-ear, in a box",
        "sku": f"BENCH-{number:06}",
        "barcode": f"LR{number:08}",
        "category": "electronics",
        "price": f"{number % 90 + 1}.50",
        "quantity": number % 40,
    }
    answer = api.post("products/", json=draft)
    answer.raise_for_status()
    made: int = answer.json()["id"]
    return made


if __name__ == "__main__":
    main()
