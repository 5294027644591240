"""Draw docs/benchmarks.svg from what `fanout.py --peers --json FILE` has written. Argument: the file."""

import json
import sys
from pathlib import Path
from xml.sax.saxutils import escape

TARGET = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.svg"
PANELS = [
    ("paced, 1000 clients", "last client p50 ms", "One write → last of 1,000 screens, p50 (ms, less is better)"),
    (
        "burst, 1000 clients",
        "last client p50 ms",
        "500 writes at once → last of 1,000 screens, p50 (ms, less is better)",
    ),
    ("burst, 1000 clients", "deliveries/s", "500 writes at once: deliveries a second (more is better)"),
    ("burst, 50 clients", "creates/s", "REST creates a second with 50 screens (more is better)"),
]
# The limit has no REST and no database: its creates are not creates.
LIMIT = "bare websockets.broadcast"
COLOURS = {"LR Inventory": "#3b5bdb", "PocketBase": "#868e96", LIMIT: "#ced4da"}
WIDTH, ROW, LEFT, BAR = 760, 26, 190, 440


def main(source: Path) -> None:
    results = json.loads(source.read_text())
    parts: list[str] = []
    y = 24
    for test, figure, title in PANELS:
        rows = {
            name: row[figure]
            for name, row in results[test].items()
            if not (figure == "creates/s" and name == LIMIT)
        }
        parts.append(f'<text x="16" y="{y}" class="title">{escape(title)}</text>')
        y += 12
        for name, value in rows.items():
            width = max(2, BAR * value / max(rows.values()))
            parts.append(f'<text x="{LEFT - 10}" y="{y + 16}" class="name">{escape(name)}</text>')
            box = f'x="{LEFT}" y="{y + 3}" width="{width:.0f}" height="{ROW - 8}" rx="3"'
            parts.append(f'<rect {box} fill="{COLOURS[name]}"/>')
            parts.append(f'<text x="{LEFT + width + 8:.0f}" y="{y + 16}" class="value">{value:,.0f}</text>')
            y += ROW
        y += 30
    style = (
        "text{font:13px system-ui,sans-serif;fill:#212529}.title{font-weight:600}.name{text-anchor:end}"
        ".value{font-variant-numeric:tabular-nums}"
    )
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" '
        f'role="img" aria-label="Benchmark figures; the table beside this picture holds the same">'
        f'<style>{style}</style><rect width="100%" height="100%" rx="8" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
