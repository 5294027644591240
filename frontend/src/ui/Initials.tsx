import { initials } from '@/lib/initials'

/** A person, as the first letters of their name. Decorative: the name stands beside it or on its button. */
export function Initials({ name = '' }: { name?: string }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink text-xs"
    >
      {initials(name)}
    </span>
  )
}
