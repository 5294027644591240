import { cx } from '@/lib/cx'

/** The look of text inputs and selects: 16 px text and 44 px high on phones, so that nothing zooms. */
export function inputStyles(extra?: string): string {
  return cx(
    'h-11 w-full min-w-0 rounded border border-edge bg-surface px-3 text-base text-ink transition-colors',
    'placeholder:text-muted hover:border-ink desk:h-9 desk:text-sm',
    'focus:border-accent-ink focus:outline-2 focus:outline-accent-ink/30 focus:outline-offset-0',
    'aria-invalid:border-out-ink disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted',
    extra,
  )
}
