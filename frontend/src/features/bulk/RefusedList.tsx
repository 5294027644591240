import { toast } from 'sonner'
import { formatCount } from '@/lib/format'
import { saveFile } from '@/lib/saveFile'
import { csvOf, tabsOf } from '@/lib/spreadsheet'
import * as text from '@/strings/bulk'
import { Button } from '@/ui/Button'
import { refusedRows } from './refusedText'
import type { RefusedRow } from './requests'

/** More rows than anyone reads in a dialog; all of them are in the file. */
const SHOWN = 200

/** Which products were left as they are, and why; to take along as a file or by copying. */
export function RefusedList({ rows }: { rows: RefusedRow[] }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(tabsOf(refusedRows(rows)))
      toast.success(text.copied)
    } catch {
      // Not over plain http, and not without permission.
      toast.error(text.notCopied)
    }
  }
  return (
    <>
      <div className="mt-4 flex items-center gap-2">
        <h3 className="flex-1 font-medium">
          {text.refusedCaption} <span className="text-muted tabular-nums">{formatCount(rows.length)}</span>
        </h3>
        <Button onClick={copy}>{text.copy}</Button>
        <Button
          onClick={() => saveFile(new Blob([csvOf(refusedRows(rows))], { type: 'text/csv' }), text.fileName)}
        >
          {text.download}
        </Button>
      </div>
      <section
        aria-label={text.refusedCaption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there
        tabIndex={0}
        className="mt-2 max-h-64 overflow-auto rounded border border-line"
      >
        <table className="w-full text-start">
          <thead className="sticky top-0 bg-surface text-muted text-xs">
            <tr>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {text.name}
              </th>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {text.why}
              </th>
            </tr>
          </thead>
          <tbody className="align-top">
            {rows.slice(0, SHOWN).map(({ id, sku, name, detail }) => (
              <tr key={id} className="border-line border-t">
                <td className="break-words px-3 py-1.5">
                  <bdi>{name ?? text.goneProduct(id)}</bdi>
                  <span className="block font-mono text-muted text-xs">{sku}</span>
                </td>
                <td className="px-3 py-1.5 text-muted">{detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > SHOWN && (
        <p className="mt-2 text-muted text-xs">{text.moreInFile(rows.length - SHOWN)}</p>
      )}
    </>
  )
}
