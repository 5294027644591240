/**
 * Rows that spreadsheets open or are pasted into, and take for what they are: no text of anybody becomes a formula.
 * The server writes the same (`backend/api/core/spreadsheets.py`); tests/cases/spreadsheet.json holds for both.
 */

export type Row = readonly (string | number)[]

/** A CSV file (RFC 4180). The mark at its start tells spreadsheets that it is UTF-8. */
export function csvOf(rows: readonly Row[]): string {
  return `\ufeff${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`
}

/** For pasting: a line for each row. */
export function tabsOf(rows: readonly Row[]): string {
  return rows.map((row) => row.map((cell) => plain(cell).replace(/\s+/g, ' ')).join('\t')).join('\n')
}

/**
 * The text with an apostrophe before whatever a spreadsheet would take for a formula: what begins with a sign, in any
 * width and after anything that does not show; also where a cell begins for those who end one at a semicolon, a tab
 * or a line break. What looks as if it had been given an apostrophe gets one more, so that an import finds the text again.
 */
export function inert(text: string): string {
  const made = text
    .split(/([;\t\r\n])/)
    .map((piece) => (beginsFormula(piece.replace(/^'+/, '')) ? `'${piece}` : piece))
    .join('')
  return /^'*[\t\r\n]/.test(text) ? `'${made}` : made
}

const UNSEEN = /^[\p{C}\p{Z}\p{M}"\u115f\u1160\u2800\u3164\uffa0]*/u

function beginsFormula(piece: string): boolean {
  return /^[=+\-@\u2212]/.test(piece.replace(UNSEEN, '').slice(0, 1).normalize('NFKC'))
}

function plain(cell: string | number): string {
  return typeof cell === 'number' ? String(cell) : inert(cell)
}

function quoted(cell: string | number): string {
  return `"${plain(cell).replaceAll('"', '""')}"`
}
