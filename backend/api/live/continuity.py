"""Is this still the history that clients know? A restored or replaced database begins a new epoch by itself.

Three signs, as none covers every way to restore. The database's own identity changes when a file is replaced or a
dump is loaded. A note beside the database says how far the log had come and what stood there: it catches a file
that was overwritten in place. And a hub notices when the log goes back under its feet (hub.py).
"""

import json
import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import InternalError, NotSupportedError, ProgrammingError, connection, transaction
from django.db.models import Model

from .log import position, renew_epoch
from .models import LiveEvent, LiveFeed

logger = logging.getLogger(__name__)

_NOTE: Final = "live-position.json"


def verify() -> bool:
    """Begin a new epoch if the database is not the one that was served last. Returns whether it did."""
    epoch, _ = position()  # makes the row in a new database
    feed = LiveFeed.objects.get()
    identity = database_identity()
    reason = ""
    if feed.identity and feed.identity != identity:
        reason = "it is another database, or was replaced"
    elif _contradicts_note(feed):
        reason = "its log does not go on from where it was"
    if reason:
        logger.warning("The database is not the one that was served last (%s): a new epoch begins.", reason)
        renew_epoch(epoch)
    if feed.identity != identity:
        LiveFeed.objects.filter(pk=feed.pk).update(identity=identity)
    return bool(reason)


def remember(epoch: str, seq: int) -> None:
    """Note beside the database how far its log has come. A note that cannot be written is no fault."""
    note = {"epoch": epoch, "seq": seq, "event": _fingerprint(seq)}
    path = _note_path()
    try:
        draft = path.with_suffix(f".{os.getpid()}.tmp")  # several processes may share the folder
        draft.write_text(json.dumps(note))
        draft.replace(path)
    except OSError as error:
        logger.warning("%s could not be written (%s).", path, error)


def database_identity() -> str:
    """What changes when the database is replaced by a copy, a dump or a point-in-time restore."""
    if connection.vendor == "sqlite":
        stat = Path(connection.settings_dict["NAME"]).stat()
        return f"file {stat.st_dev}:{stat.st_ino}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'api_livefeed'::regclass::oid, oid FROM pg_database WHERE datname = current_database()"
        )
        table, database = cursor.fetchone()
    return f"table {table} database {database} timeline {_timeline()}"


def _timeline() -> str:
    """The number that a point-in-time restore raises. Providers of PostgreSQL may refuse either way to read it."""
    for query in (
        "SELECT timeline_id FROM pg_control_checkpoint()",
        # A WAL file's name begins with it, in eight hexadecimal digits.
        "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int",
    ):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(query)
                return str(cursor.fetchone()[0])
        except (ProgrammingError, NotSupportedError, InternalError) as error:
            logger.info("The database does not tell its timeline in this way: %s", error)
    return "unknown"


def _contradicts_note(feed: LiveFeed) -> bool:
    try:
        note = json.loads(_note_path().read_text())
        epoch, seq, event = note["epoch"], int(note["seq"]), note["event"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if epoch != str(feed.epoch):
        return False
    return seq > feed.seq or (event is not None and seq >= feed.floor and _fingerprint(seq) != event)


def _fingerprint(seq: int) -> str | None:
    event: Model | None = LiveEvent.objects.filter(seq=seq).first()
    if not isinstance(event, LiveEvent):
        return None
    return sha256(f"{event.seq} {event.action} {event.at.isoformat()} {event.data}".encode()).hexdigest()


def _note_path() -> Path:
    return Path(settings.DATA_DIR) / _NOTE
