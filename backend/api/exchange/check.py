"""What would become of each row, without writing any product: the same rules as the apply, asked beforehand."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import close_old_connections, transaction

from ..core.actor import acting_as
from .choices import NEW_CATEGORY, choices_of
from .count_rows import CountJudge
from .errors import ImportChanged
from .judge import Verdict
from .models import NEW_CATEGORIES, Import, Kind, State
from .product_rows import ProductJudge
from .stored import pack, read_chunks, rows_of


class Checked(NamedTuple):
    """How far a check has come; *totals* when it has ended."""

    done: int
    totals: dict[str, Any] | None = None


def check(source: Import, user: Any) -> Iterator[Checked]:
    """Judge all rows of *source* and store the verdicts. Each step is one read of 500 rows, twice over.

    Raises ImportChanged.
    """
    choices = choices_of(source)
    judge = (ProductJudge if source.kind == Kind.PRODUCTS else CountJudge)(source, choices, user)
    done = 0
    for chunks in read_chunks(source, "raw"):
        close_old_connections()  # those of this thread: the next step may be on another
        rows = [row for chunk in chunks for row in rows_of(chunk) if row.number > choices.header_row]
        judge.match(rows)
        done += len(rows)
        yield Checked(done // 2)
    judge.matcher.matches.forget_keys()
    totals: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    new_categories: dict[str, None] = {}
    judged = 0
    for chunks in read_chunks(source, "raw"):
        close_old_connections()
        by_chunk = [[row for row in rows_of(chunk) if row.number > choices.header_row] for chunk in chunks]
        verdicts = judge.verdicts([row for rows in by_chunk for row in rows])
        for chunk, rows in zip(chunks, by_chunk, strict=True):
            of_chunk, verdicts = verdicts[: len(rows)], verdicts[len(rows) :]
            chunk.verdicts = pack(of_chunk)
            chunk.counts = dict(Counter(verdict["state"] for verdict in of_chunk))
            totals.update(chunk.counts)
            totals["warnings"] += sum(bool(verdict["notes"]) for verdict in of_chunk)
            for verdict in of_chunk:
                notes.update(verdict["notes"])
                if verdict["problems"]:
                    problems.update({problem["code"] for problem in verdict["problems"]})
                elif (name := new_category(verdict)) is not None:
                    new_categories[name] = None
            judged += len(of_chunk)
        with transaction.atomic():
            _lock_as_it_was(source)
            for chunk in chunks:
                chunk.save(update_fields=["verdicts", "counts"])
        yield Checked((done + judged) // 2)
    counted: dict[str, Any] = {
        state: totals[state] for state in ("create", "update", "unchanged", "held", "skipped", "warnings")
    }
    counted["unknown_categories"] = dict(judge.unknown_categories.most_common(200))
    counted |= {"problems": dict(problems), "notes": dict(notes)}
    # The request is over, as far as the trail knows: the answer is streamed.
    with acting_as(user, source="import"), transaction.atomic():
        _lock_as_it_was(source)
        Import.objects.filter(pk=source.pk).update(
            state=State.CHECKED, totals=counted | {NEW_CATEGORIES: list(new_categories)}
        )
    yield Checked(judged, counted)


def new_category(verdict: Verdict) -> str | None:
    """The name of the category that the apply has to make before it can do what *verdict* says."""
    slug: str = verdict["changes"].get("category", (None, ""))[1]
    return slug.removeprefix(NEW_CATEGORY) if slug.startswith(NEW_CATEGORY) else None


def _lock_as_it_was(source: Import) -> None:
    """Raises ImportChanged: verdicts must not be mixed with those of other choices, or with what an apply does."""
    locked = Import.objects.select_for_update().filter(pk=source.pk, state__in=(State.NEW, State.CHECKED))
    if locked.values_list("choices", "reading").first() != (source.choices, source.reading):
        raise ImportChanged
