import { cx } from '@/lib/cx'

/** The ground of a row that is pointed at: opaque, because the pinned cell covers what is scrolled under it. */
export const rowStyles =
  'group outline-offset-[-2px] hover:bg-[color-mix(in_oklab,var(--sunken)_60%,var(--canvas))] has-checked:bg-[color-mix(in_oklab,var(--accent-soft)_65%,var(--canvas))] has-aria-[current]:bg-accent-soft scroll-mt-10 focus-visible:bg-accent-soft'

/** Every cell of a row; its height is that of the row (`--row`, set on the table). */
export function cellStyles(isFigure?: boolean): string {
  return cx(
    'h-(--row) truncate border-line border-b px-2 py-0',
    isFigure ? 'text-right tabular-nums' : 'text-start',
  )
}

/** The name stays in sight while the table is scrolled sideways, and takes on the colours of its row. */
export const pinnedStyles = cx(
  'sticky start-0 z-1 bg-canvas ps-3 in-data-wide:border-e',
  'group-hover:bg-[color-mix(in_oklab,var(--sunken)_60%,var(--canvas))]',
  'group-has-checked:bg-[color-mix(in_oklab,var(--accent-soft)_65%,var(--canvas))] group-has-aria-[current]:bg-accent-soft group-focus-visible:bg-accent-soft',
  // It covers its part of the row's outline.
  'group-focus-visible:shadow-[inset_2px_2px_0_var(--accent-ink),inset_0_-2px_0_var(--accent-ink)]',
  'group-[.animate-flash]:animate-flash',
)

/** Where rows will be: lines in their places, so that what scrolls past faster than it can be drawn is not a blank. */
export const spaceStyles =
  'bg-[repeating-linear-gradient(transparent_0_calc(var(--row)-1px),var(--line)_0_var(--row))]'
