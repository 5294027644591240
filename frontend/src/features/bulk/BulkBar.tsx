import { CircleCheck, CircleOff, PackagePlus, Printer, Tag, Trash2, X } from 'lucide-react'
import { Toolbar } from 'radix-ui'
import { type RefCallback, useCallback, useEffect } from 'react'
import { openLabels, openLabelsOf } from '@/entities/label/openLabels'
import type { ListParams } from '@/entities/product/queries'
import { type Selection, selection } from '@/entities/product/selection/store'
import { useDrawer } from '@/entities/product/useDrawer'
import { useSaid } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import { DIRECTION } from '@/lib/locale'
import { useShortcut } from '@/lib/shortcuts'
import * as text from '@/strings/bulk'
import { useLive, useLiveStatus } from '@/sync/useLive'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { followDepartures } from './followDepartures'
import { openBulk } from './job'
import type { ActionName } from './values'

const ACTIONS = [
  { name: 'adjust', label: text.adjust, short: text.adjustShort, icon: PackagePlus },
  { name: 'category', label: text.setCategory, short: text.setCategoryShort, icon: Tag },
  { name: 'activate', label: text.activate, short: text.activate, icon: CircleCheck },
  { name: 'deactivate', label: text.deactivate, short: text.deactivate, icon: CircleOff },
  { name: 'labels', label: text.labels, short: text.labelsShort, icon: Printer },
  { name: 'delete', label: text.remove, short: text.remove, icon: Trash2 },
] as const

const OFFLINE_ID = 'bulk-offline'

interface BulkBarProps {
  params: ListParams
  /** How many products the list has. */
  total: number
  summary: Selection
}

/** What can be done with the selected products. */
export function BulkBar({ params, total, summary }: BulkBarProps) {
  const { changes } = useLive()
  const { openId } = useDrawer()
  const bar = useToldHeight()
  const count = summary.isAllMatching ? total : summary.count
  useEffect(() => followDepartures(changes), [changes])
  useShortcut('escape', 'dismiss', selection.clear)

  function start(action: ActionName | 'labels') {
    if (action === 'labels') {
      if (summary.isAllMatching) openLabelsOf({ kind: 'list', params, count })
      else openLabels(selection.getPicked().map(({ id }) => id))
      return
    }
    const target = summary.isAllMatching ? { count, params } : { count, picked: selection.getPicked() }
    openBulk({ action, target })
  }
  return (
    <div
      ref={bar}
      data-bulk-bar=""
      className={cx(
        '@container pointer-events-none fixed inset-x-0 bottom-[calc(var(--bottom-bar)+0.5rem)] z-30 flex justify-center px-2 desk:bottom-5 desk:start-14 sidebar:start-54 print:hidden',
        openId !== null && 'desk:end-(--drawer)',
        'pane:end-(--drawer)',
      )}
    >
      <Toolbar.Root
        dir={DIRECTION}
        aria-label={text.toolbar}
        className="pointer-events-auto flex max-w-full animate-rise flex-wrap items-center gap-x-0.5 rounded bg-surface p-1 shadow-raised ring-1 ring-line max-desk:w-full"
      >
        <Count summary={summary} total={total} />
        <span aria-hidden="true" className="mx-1 h-5 w-px bg-line max-desk:hidden" />
        <Actions isEmpty={count === 0} onStart={start} />
        <Toolbar.Button
          title={text.clearSelection}
          onClick={selection.clear}
          className={cx(iconButtonStyles, 'max-desk:ms-auto desk:w-auto! desk:px-2')}
        >
          <span className="sr-only">{text.clearSelection}</span>
          <kbd className="rounded border border-line px-1.5 py-0.5 font-sans text-xs max-desk:hidden">
            {text.escapeKey}
          </kbd>
          <X aria-hidden="true" className="size-4 desk:hidden" />
        </Toolbar.Button>
      </Toolbar.Root>
    </div>
  )
}

/** Keeps the height of the bar where the toasts above it look for it: it has more lines where there is less room. */
function useToldHeight(): RefCallback<HTMLElement> {
  return useCallback((bar) => {
    if (!bar) return
    const { style } = document.documentElement
    const resized = new ResizeObserver(() => style.setProperty('--bulk-bar', `${bar.offsetHeight}px`))
    resized.observe(bar)
    return () => {
      resized.disconnect()
      style.removeProperty('--bulk-bar')
    }
  }, [])
}

function Actions({
  isEmpty,
  onStart,
}: {
  isEmpty: boolean
  onStart: (action: ActionName | 'labels') => void
}) {
  const isOffline = useLiveStatus().state !== 'live'
  const isBlocked = isOffline || isEmpty
  return (
    <>
      <div className="flex max-desk:order-last max-desk:grid max-desk:w-full max-desk:grid-cols-6 max-[24rem]:grid-cols-3">
        {ACTIONS.map(({ name, label, short, icon: Icon }) => (
          <Toolbar.Button
            key={name}
            aria-label={label}
            aria-haspopup="dialog"
            aria-disabled={isBlocked || undefined}
            aria-describedby={isOffline ? OFFLINE_ID : undefined}
            title={isOffline ? text.offline : label}
            onClick={() => !isBlocked && onStart(name)}
            className={cx(
              'flex h-8 items-center gap-1.5 whitespace-nowrap rounded px-2.5 font-medium transition-colors hover:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
              'max-desk:h-13 max-desk:flex-1 max-desk:flex-col max-desk:justify-center max-desk:gap-0.5 max-desk:px-0 max-desk:text-[0.6875rem]',
              name === 'delete' && 'text-out-ink',
            )}
          >
            <Icon aria-hidden="true" className="size-4 max-desk:size-5" />
            <span className="desk:hidden">{short}</span>
            <span className="max-desk:hidden @max-[42rem]:hidden">{label}</span>
          </Toolbar.Button>
        ))}
      </div>
      {isOffline && (
        <p id={OFFLINE_ID} className="order-last basis-full px-2.5 pb-1 text-low-ink text-xs">
          {text.offline}
        </p>
      )}
    </>
  )
}

function Count({ summary, total }: Pick<BulkBarProps, 'summary' | 'total'>) {
  const { count, isOffering, isAllMatching } = summary
  const words = isAllMatching
    ? text.allMatchingSelected(total)
    : count > 0
      ? text.selectedCount(count)
      : text.tapToSelect
  useSaid(words, { atOnce: true })
  return (
    <>
      <span className="whitespace-nowrap px-2.5 font-medium tabular-nums max-desk:py-2">{words}</span>
      {isOffering && !isAllMatching && total > count && (
        <Toolbar.Button
          onClick={() => selection.selectAllMatching()}
          className="h-8 whitespace-nowrap rounded px-2 font-medium text-accent-ink hover:bg-accent-soft max-desk:h-11"
        >
          {text.selectAllMatching(total)}
        </Toolbar.Button>
      )}
    </>
  )
}
