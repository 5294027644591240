import { openCommand } from '@/lib/shellDialog'
import { openPalette } from '@/strings/shell'
import { Keys } from '@/ui/Keys'

/** Opens the command palette, and teaches the keys for it. */
export function PaletteButton() {
  return (
    <button
      type="button"
      title={openPalette}
      aria-haspopup="dialog"
      onClick={() => openCommand('palette')}
      className="inline-flex h-8 shrink-0 items-center rounded px-1.5 hover:bg-sunken"
    >
      <span className="sr-only">{openPalette}</span>
      <Keys of="mod+k" />
    </button>
  )
}
