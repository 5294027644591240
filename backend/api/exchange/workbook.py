"""An XLSX file of one sheet, written while it is being sent: the first bytes leave before the last row is read.

Libraries finish the sheet before the first byte of the file. Only what an inventory needs is written: text that
stays text, numbers, yes and no (ECMA-376, part 1: 18.3.1 and 22.9.2.19).
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

MAX_ROWS: Final = 1_048_576
"""Of a sheet, in every program that opens one."""

Cell = str | int | float | bool | None


class Money(str):
    """A decimal number as text, to be a number with two places."""

    __slots__ = ()


def workbook(pages: Iterable[Iterable[Sequence[Cell]]], *, widths: Sequence[int]) -> Iterator[bytes]:
    """The file in pieces, one for each page of rows. *widths* are those of the columns, in characters.

    The first row is the heading: it is bold, and stays in sight.
    """
    pipe: Any = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        # Not force_zip64: Excel calls a small file broken that has those sizes. Without, a sheet has 2 GB at most.
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write((_SHEET_START + _columns(widths) + "<sheetData>").encode())
            yield pipe.take()
            style = _BOLD
            for rows in pages:
                made = []
                for row in rows:
                    made.append(f"<row>{''.join(_cell(cell, style) for cell in row)}</row>")
                    style = ""
                sheet.write("".join(made).encode())
                yield pipe.take()
            sheet.write(b"</sheetData></worksheet>")
    yield pipe.take()


class _Pipe:
    """A file that cannot be sought in, and hands on what is written to it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


_BOLD: Final = ' s="3"'
_TEXT: Final = ' s="1"'
_MONEY: Final = ' s="2"'


def _cell(cell: Cell, style: str) -> str:
    if cell is None or cell == "":
        return f"<c{style or _TEXT}/>"
    if isinstance(cell, bool):
        return f'<c t="b"{style}><v>{int(cell)}</v></c>'
    if isinstance(cell, Money):
        return f"<c{style or _MONEY}><v>{cell}</v></c>"
    if isinstance(cell, str):
        return f'<c t="inlineStr"{style or _TEXT}><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
    return f"<c{style}><v>{cell}</v></c>"


def _text(text: str) -> str:
    if _ODD.search(text):
        # What XML cannot hold, and what would be taken for such an escape (ST_Xstring).
        text = _ODD.sub(lambda odd: "".join(f"_x{ord(char):04X}_" for char in odd[0][0]) + odd[0][1:], text)
    return escape(text)


_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def _columns(widths: Sequence[int]) -> str:
    columns = (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    return f"<cols>{''.join(columns)}</cols>"


_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET_START: Final = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
_SPREADSHEETML: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Number format 49 is text (a code keeps its zeros when someone edits it), 2 is 0.00.
_PARTS: Final = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEETML}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEETML}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEETML}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Inventory" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}
