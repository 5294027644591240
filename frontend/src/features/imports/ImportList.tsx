import { useQuery } from '@tanstack/react-query'
import { FileUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/imports'
import { Badge } from '@/ui/Badge'
import { buttonStyles, iconButtonStyles } from '@/ui/buttonStyles'
import { DeleteDialog } from '@/ui/DeleteDialog'
import { LoadFailed } from '@/ui/LoadFailed'
import { RelativeTime } from '@/ui/RelativeTime'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { StateMessage } from '@/ui/StateMessage'
import { type Column, cellStyles, StickyTable } from '@/ui/StickyTable'
import { type ImportSummary, importsOptions, useForget } from './requests'

const COLUMNS: Column[] = [
  { title: text.columns.file },
  { title: text.columns.result, className: 'w-[34%]' },
  { title: text.columns.when, className: 'w-32' },
  { title: text.columns.actions, className: 'w-14', isTitleHidden: true },
]

const TONES = {
  new: 'neutral',
  checked: 'neutral',
  applying: 'low',
  applied: 'live',
  partly: 'live',
  undone: 'neutral',
} as const

/** One's imports of the last days: a table on a desk, cards on a phone. */
export function ImportList() {
  const { data, error, refetch } = useQuery(importsOptions)
  const isDesk = useMediaQuery(DESK)
  const [leaving, setLeaving] = useState<ImportSummary | null>(null)
  if (!data) {
    if (error) return <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
    return <RowSkeleton label={text.loading} rows={4} className="h-20 gap-3 desk:h-13" end={null} />
  }
  if (data.length === 0) return <NoImports />
  const List = isDesk ? ImportTable : ImportCards
  return (
    <>
      <List imports={data} onForget={setLeaving} />
      {leaving && <ForgetDialog one={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

interface ListProps {
  imports: ImportSummary[]
  onForget: (one: ImportSummary) => void
}

function ImportTable({ imports, onForget }: ListProps) {
  return (
    <StickyTable caption={text.title} columns={COLUMNS}>
      <tbody>
        {imports.map((one) => (
          <tr key={one.id} className="hover:bg-sunken/60">
            <td className={cellStyles}>
              <FileName one={one} />
            </td>
            <td className={cellStyles}>
              <Result one={one} />
            </td>
            <td className={`${cellStyles} text-muted`}>
              <RelativeTime iso={one.created_at} />
            </td>
            <td className={`${cellStyles} text-end`}>
              <ForgetButton one={one} onForget={onForget} />
            </td>
          </tr>
        ))}
      </tbody>
    </StickyTable>
  )
}

function ImportCards({ imports, onForget }: ListProps) {
  return (
    <ul aria-label={text.title} className="border-line border-t">
      {imports.map((one) => (
        <li key={one.id} className="flex items-start gap-2 border-line border-b py-3 ps-4 pe-2">
          <div className="min-w-0 flex-1 space-y-1.5">
            <FileName one={one} />
            <Result one={one} />
            <p className="text-muted text-xs">
              <RelativeTime iso={one.created_at} />
            </p>
          </div>
          <ForgetButton one={one} onForget={onForget} />
        </li>
      ))}
    </ul>
  )
}

function FileName({ one }: { one: ImportSummary }) {
  return (
    <div className="min-w-0">
      <Link
        to={`/imports/${one.id}`}
        className="block truncate rounded font-medium underline-offset-4 hover:underline"
      >
        <bdi>{one.filename || text.pasted}</bdi>
      </Link>
      <p className="truncate text-muted text-xs">
        <span>{text.kinds[one.kind]}</span> · <span>{text.rows(one.rows)}</span>
      </p>
    </div>
  )
}

function Result({ one }: { one: ImportSummary }) {
  const { state, totals } = one
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={TONES[state]}>{text.states[state]}</Badge>
      {totals && (state === 'applied' || state === 'partly' || state === 'checked') && (
        <span className="text-muted text-xs tabular-nums">{figures(one).join(' · ')}</span>
      )}
    </p>
  )
}

function figures({ state, kind, totals }: ImportSummary): string[] {
  const { create = 0, update = 0, held = 0 } = totals ?? {}
  return [
    ...(create > 0 ? [text.created(create)] : []),
    ...(update > 0 ? [kind === 'stock' ? text.counted(update) : text.changed(update)] : []),
    ...(held > 0 ? [state === 'checked' ? text.held(held) : text.leftOut(held)] : []),
  ]
}

function ForgetButton({ one, onForget }: { one: ImportSummary; onForget: ListProps['onForget'] }) {
  const label = text.forget(one.filename || text.pasted)
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-haspopup="dialog"
      onClick={() => onForget(one)}
      className={iconButtonStyles}
    >
      <Trash2 size={16} aria-hidden="true" />
    </button>
  )
}

function ForgetDialog({ one, onClose }: { one: ImportSummary; onClose: () => void }) {
  const { mutateAsync } = useForget()
  const isOpen = one.state === 'new' || one.state === 'checked'
  return (
    <DeleteDialog
      title={text.forgetTitle(one.filename || text.pasted)}
      description={<p>{isOpen ? text.forgetOpen : text.forgetDone}</p>}
      cancel={text.keep}
      confirm={text.forgetIt}
      onConfirm={() => mutateAsync(one.id)}
      onDeleted={() => {
        toast.success(text.forgotten)
        onClose()
      }}
      onClose={onClose}
    />
  )
}

function NoImports() {
  return (
    <StateMessage
      icon={FileUp}
      title={text.none}
      actions={
        <Link to="/imports/new" className={buttonStyles('primary')}>
          {text.newImport}
        </Link>
      }
    >
      <p>{text.noneHint}</p>
    </StateMessage>
  )
}
