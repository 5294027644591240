"""XLSX files, read a row at a time, whatever they unpack to."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ..core.errors import FieldRefused, Unreadable
from .table import MAX_COLUMNS, Asked, Cell, Table, bounded

MAX_UNPACKED: Final = 300 * 1024 * 1024
# Text that all cells share is held in memory, and so are the styles.
MAX_HELD: Final = 40 * 1024 * 1024
MAX_RATIO: Final = 200
MAX_PARTS: Final = 2_000
MAX_EMPTY_ROWS: Final = 1_000

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_NO_RATIO_BELOW: Final = 1024 * 1024  # bytes; small parts pack well and harm nobody
_PIECE: Final = 64 * 1024
_ZEROS: Final = re.compile(r"0{2,}\Z")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_END_OF_VALUE: Final = re.compile(rb"</(?:\w+:)?[vt]>")
_TAG: Final = 12  # bytes, of a tag that may be cut in two; shorter than the row that ended before
_BROKEN: Final = "This XLSX file can't be read. Open it in a spreadsheet and save it again."


def is_workbook(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def open_xlsx(data: bytes, asked: Asked) -> Table:
    """Raises Unreadable, and FieldRefused for a sheet that there is not."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable("encrypted", "The file has a password. Save it without one.")
        raise Unreadable("legacy_xls", "This is an old XLS file. Save it as XLSX or CSV.")
    _refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, about what it leaves out: pictures, validations
            reader = _BookReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            reader.read()
        sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
    except Exception as error:  # whatever a broken file makes openpyxl and its parsers stumble over
        raise Unreadable("not_a_table", _BROKEN) from error
    if not sheets:
        raise Unreadable("not_a_table", "The file has no sheet.")
    if asked.sheet and asked.sheet not in sheets:
        raise FieldRefused("sheet", f"No sheet has this name. The sheets are: {', '.join(sheets)}.")
    name = asked.sheet or next((title for title, sheet in sheets.items() if sheet.sheet_state == "visible"), "")
    name = name or next(iter(sheets))
    left_out: list[int] = []
    rows = bounded(_rows(sheets[name], left_out))
    return Table("xlsx", rows, sheet=name, sheets=tuple(sheets), left_out=left_out)


class _Sheet(ReadOnlyWorksheet):  # type: ignore[misc]  # openpyxl has no types
    def _get_size(self) -> None:
        """Nobody asks. Where a file does not say its size, openpyxl would read all of the sheet for it."""


class _BookReader(ExcelReader):  # type: ignore[misc]  # as above
    def read_worksheets(self) -> None:
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chart" not in relation.Type:
                made = _Sheet(self.wb, sheet.name, relation.target, self.shared_strings)
                made.sheet_state = sheet.state
                self.wb._sheets.append(made)


def _refuse_bombs(data: bytes) -> None:
    """Look at what the parts say of themselves; `zipfile` gives no more than that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise Unreadable("not_a_table", "This isn't an XLSX file. Save it as XLSX or CSV.")
            unpacked = sum(part.file_size for part in parts)
            held = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
            packed_badly = any(
                part.file_size > max(_NO_RATIO_BELOW, MAX_RATIO * part.compress_size) for part in parts
            )
            if unpacked > MAX_UNPACKED or held > MAX_HELD or packed_badly or len(parts) > MAX_PARTS:
                raise Unreadable(
                    "too_large", "The file is too large once unpacked. Save the sheet on its own as CSV."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as content:
                        if b"<!DOCTYPE" in content.read(1024).replace(b"\0", b""):
                            raise Unreadable("not_a_table", _BROKEN)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Unreadable("not_a_table", _BROKEN) from error


def _rows(sheet: Any, left_out: list[int]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that have cells, each with its number, as far as the first gap of MAX_EMPTY_ROWS.

    Where cells with values come after it, the last row before it goes into *left_out*.
    """
    try:
        # openpyxl has read what the sheet refers to; its cells are read here, in six tenths of the time.
        with sheet._get_source() as source:
            reader = _SheetReader(sheet)
            last = before = 0
            while piece := source.read(_PIECE):
                rows = reader.feed(piece)
                for place, (number, cells) in enumerate(rows):
                    if number <= before:
                        raise Unreadable("not_a_table", _BROKEN)  # choices and verdicts go by the number
                    before = number
                    if number - last > MAX_EMPTY_ROWS:
                        rest = [*(cells for _, cells in rows[place:]), reader.unfinished]
                        if any(map(_has_value, rest)) or _values_follow(source, piece):
                            left_out.append(last)
                        return
                    if _has_value(cells):
                        last = number
                    yield number, cells
    except Unreadable:
        raise
    except Exception as error:  # as above
        raise Unreadable("not_a_table", _BROKEN) from error


def _has_value(cells: list[Cell]) -> bool:
    return any(cell is not None for cell in cells)


def _values_follow(source: Any, piece: bytes) -> bool:
    """Whether the end of a value is in what follows *piece*; rows that are merely formatted have none."""
    while following := source.read(_PIECE):
        if _END_OF_VALUE.search((piece[-_TAG:] + following).replace(b"\0", b"")):
            return True
        piece = following
    return False


class _SheetReader:
    """Makes rows of the XML of a sheet as it comes (ECMA-376, part 1: 18.3.1.4, 18.3.1.73)."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._shared: list[str] = sheet._shared_strings
        self._shapes: dict[str, Any] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._take
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._rows: list[tuple[int, list[Cell]]] = []
        self._cells: list[Cell] = []
        self._number = self._column = 0
        self._kind = self._style = ""
        self._text: list[str] = []
        self._is_taking = self._is_phonetic = False

    @property
    def unfinished(self) -> list[Cell]:
        """The cells of the last row, which may go on in the next piece."""
        return self._cells

    def feed(self, piece: bytes) -> list[tuple[int, list[Cell]]]:
        self._parser.Parse(piece, False)
        rows, self._rows = self._rows, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Four million calls for 50,000 rows: what comes most often is asked first.
        if name == "t" or name == "v":
            self._is_taking = not self._is_phonetic
        elif name == "c":
            get = attributes.get
            at = get("r")
            self._column = _column_of(at) if at else self._column + 1
            self._kind, self._style = get("t", "n"), get("s", "")
            self._text = []
        elif name == "is":
            return
        elif name == "row":
            self._number = int(attributes["r"]) if "r" in attributes else self._number + 1
            self._cells, self._column = [], 0
        elif name == "rPh":
            self._is_phonetic = True
        elif ":" in name:
            self._start(name.rpartition(":")[2], attributes)

    def _take(self, text: str) -> None:
        if self._is_taking:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name == "t" or name == "v":
            self._is_taking = False
        elif name == "c":
            if self._text and (value := self._value("".join(self._text))) is not None:
                self._put(value)
        elif name == "is":
            return
        elif name == "row":
            self._rows.append((self._number, self._cells))
        elif name == "rPh":
            self._is_phonetic = False
        elif ":" in name:
            self._end(name.rpartition(":")[2])

    def _put(self, value: Cell) -> None:
        # One column too many is enough to be refused, if the row counts at all.
        gap = min(self._column, MAX_COLUMNS + 1) - 1 - len(self._cells)
        if gap > 0:
            self._cells += [None] * gap
        self._cells.append(value)

    def _value(self, text: str) -> Cell:
        match self._kind:
            case "s":
                return _unescaped(self._shared[int(text)])
            case "inlineStr" | "str":
                return _unescaped(text)
            case "n":
                return self._numeric(text)
            case "b":
                return text.strip() == "1"
            case "d":
                return ["date", text]
        return ["error", text]

    def _numeric(self, text: str) -> Cell:
        # As Excel shows it: a binary fraction that was calculated has no more than 15 digits that mean something.
        value: int | float = int(text) if text.isdecimal() else float(f"{float(text):.15g}")
        if isinstance(value, float):
            if value != value or abs(value) == float("inf"):
                return ["error", text]
            if value.is_integer() and abs(value) < 1e15:
                value = int(value)
        if not self._style:
            return value
        if self._style not in self._shapes:
            cell = ReadOnlyCell(self._sheet, 1, 1, 1, style_id=int(self._style))
            self._shapes[self._style] = "date" if cell.is_date else _ZEROS.match(cell.number_format)
        shape = self._shapes[self._style]
        if shape == "date":
            try:
                return ["date", str(from_excel(value, self._sheet.parent.epoch))]
            except OverflowError:
                return value  # no day has this number: a barcode, or 20261124, in a column of dates
        if shape and isinstance(value, int) and value >= 0:
            return str(value).zfill(len(shape[0]))  # a code that is stored as a number, and shown with its zeros
        return value


def _refuse_doctype(*_: Any) -> None:
    raise Unreadable("not_a_table", _BROKEN)


def _column_of(at: str) -> int:
    """1 for `A7`, 28 for `AB7`."""
    column = 0
    for char in at.rstrip("0123456789"):
        column = column * 26 + ord(char) - 64
    return column


def _unescaped(text: str) -> str:
    """What `_x000D_` stands for (ST_Xstring): units of UTF-16, so that an emoji is a pair of them.

    Half of a pair, and NUL, which databases refuse, become the sign for what cannot be shown.
    """
    if "_x" not in text or not _ESCAPE.search(text):
        return text
    units = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace").replace("\0", "\ufffd")
