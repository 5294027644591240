import { isMac } from '@/lib/shortcuts'
import * as text from '@/strings/keys'

/** The keys of a shortcut as they are printed on a keyboard. */
export function Keys({ of }: { of: string }) {
  return (
    <span dir="ltr" className="inline-flex gap-1">
      {of.split('+').map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line bg-sunken px-1 font-sans text-muted text-xs"
        >
          {nameOf(key)}
        </kbd>
      ))}
    </span>
  )
}

function nameOf(key: string): string {
  if (key === 'mod') return isMac ? text.command : text.ctrl
  if (key === 'enter') return text.enter
  return key === 'escape' ? text.esc : key.toUpperCase()
}
