"""What is told of an import: how it is read, its rows, and the rows that were held, as a file."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import close_old_connections

from ..core.rows import utc
from ..core.spreadsheets import MARK, csv_lines, revive
from .choices import choices_of, stored
from .columns import shown
from .fields import meaning_of
from .judge import Verdict
from .models import NEW_CATEGORIES, Import
from .services import seen_before
from .stored import read_chunks, rows_of, unpack


def import_row(source: Import) -> dict[str, Any]:
    totals = {name: value for name, value in source.totals.items() if name != NEW_CATEGORIES}
    return {
        "id": str(source.pk),
        "kind": source.kind,
        "state": source.state,
        "filename": source.filename,
        "size": source.size,
        "format": source.format,
        "rows": source.reading["rows"],
        "totals": {"problems": {}, "notes": {}, **totals} if totals else None,
        "created_at": utc(source.created_at),
        "expires_at": utc(source.expires_at),
    }


def import_answer(source: Import) -> dict[str, Any]:
    reading, choices = source.reading, stored(choices_of(source))
    before = seen_before(source)
    columns = []
    for column in reading["columns"]:
        style = reading["styles"].get(str(column["index"]), {"decimal": ".", "readings": []})
        decimal = choices["decimal"].get(str(column["index"])) or style.get("decimal", ".")
        order = choices["dates"].get(str(column["index"])) or style.get("order")
        asked = {"decimal": decimal, "date_order": order, "readings": style["readings"]}
        columns.append({**column, **asked})
    warnings = {
        "encoding_guessed": bool(reading["doubts"]),
        "date_unknown": any(
            "order" in reading["styles"].get(str(column["index"]), {}) and column["date_order"] is None
            for column in columns
        ),
        "decimal_unknown": any(column["decimal"] is None for column in columns),
        "no_heading": not choices["mapping"],
        "rows_left_out": bool(reading.get("left_out")),
    }
    return {
        **import_row(source),
        **{name: reading[name] for name in ("encoding", "delimiter", "sheet", "sheets", "preview", "doubts")},
        **{name: value for name, value in choices.items() if name not in ("decimal", "dates")},
        "columns": columns,
        "warnings": [name for name, is_so in warnings.items() if is_so],
        "seen_before": utc(before.created_at) if before else None,
    }


def row_answer(verdict: Verdict) -> dict[str, Any]:
    return {name: value for name, value in verdict.items() if name != "wish"}


def checked_rows(
    source: Import, state: str, *, after: int = 0, skip: int = 0, limit: int
) -> tuple[list[dict[str, Any]], int, bool]:
    """At most *limit* rows in *state* (empty: any) after row *after*; how many there are; whether more are.

    *skip*: so many rows are left out first. Chunks that are left out as a whole are not read.
    """
    counts = source.chunks.order_by("number").values_list("number", "counts")
    wanted = {number: sum(c.values()) if not state else c.get(state, 0) for number, c in counts}
    found: list[dict[str, Any]] = []
    for number, count in wanted.items():
        if count <= skip:
            skip -= count
            continue
        chunk = source.chunks.only("verdicts").filter(number=number).first()
        if chunk is None or chunk.verdicts is None:  # the import has gone, or is read anew
            continue
        verdicts: Sequence[Verdict] = unpack(chunk.verdicts)
        found += [row_answer(v) for v in verdicts if v["row"] > after and state in ("", v["state"])][skip:]
        skip = 0
        if len(found) > limit:
            break
    return found[:limit], sum(wanted.values()), len(found) > limit


def held_file(source: Import) -> Iterator[str]:
    """The rows that are held, as they came, with the row's number and what is wrong. It imports again as it is."""
    columns = _headings(source)
    are_text = source.format == "csv"
    yield MARK + csv_lines([[*columns, "Row", "Problem"]])
    for chunks in read_chunks(source, "raw", "verdicts", "counts"):
        close_old_connections()  # those of this thread: they may be broken since its last request
        for chunk in chunks:
            if not chunk.counts.get("held") or chunk.verdicts is None:
                continue
            held = {v["row"]: v for v in unpack(chunk.verdicts) if v["state"] == "held"}
            lines = []
            for row in rows_of(chunk):
                if row.number not in held:
                    continue
                cells = [revive(shown(cell)) if are_text else shown(cell) for cell in row.cells]
                cells += [""] * (len(columns) - len(cells))
                problems = held[row.number]["problems"]
                told = "; ".join(f"{p['field']}: {p['detail']}" if p["field"] else p["detail"] for p in problems)
                lines.append([*cells, str(row.number), told])
            yield csv_lines(lines)


def _headings(source: Import) -> list[str]:
    """The file's own headings; the field's name where a person had to say what a column is."""
    fields = {index: field for field, index in source.choices["mapping"].items()}
    names = [(column["name"], fields.get(column["index"])) for column in source.reading["columns"]]
    return [name if field is None or meaning_of(name, source.kind) == field else field for name, field in names]
