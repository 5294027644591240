import { cx } from '@/lib/cx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-white hover:bg-accent-hover',
  secondary: 'border border-line bg-surface text-ink shadow-flat hover:bg-sunken',
  ghost: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'bg-out text-white hover:brightness-90',
}

/** The look of a button, for the links that act like one. 44 px high on phones, 32 px on a desk. */
export function buttonStyles(variant: ButtonVariant = 'secondary', extra?: string): string {
  return cx(
    'inline-flex print:hidden h-11 items-center justify-center gap-2 whitespace-nowrap rounded px-4 font-medium transition-colors desk:h-8 desk:px-3',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
    variants[variant],
    extra,
  )
}

/** A square button that holds one icon; give it an aria-label. */
export const iconButtonStyles =
  'inline-flex print:hidden size-11 shrink-0 items-center justify-center rounded text-muted transition-colors hover:bg-sunken hover:text-ink desk:size-8 aria-disabled:opacity-60'

/** A link in a line of text. */
export const linkStyles = 'font-medium text-accent-ink underline-offset-4 hover:underline'
