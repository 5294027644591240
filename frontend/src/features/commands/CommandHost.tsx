import { Suspense, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useOpenCode } from '@/features/scan/useOpenCode'
import { useScanner } from '@/features/scan/useScanner'
import { lazyPart } from '@/lib/loadPart'
import { useShortcut } from '@/lib/shortcuts'
import { openCommand, useOpenCommand } from './commandStore'
import { useNoteRecent } from './recent'

const dialogs = {
  palette: lazyPart(async () => (await import('./palette/CommandPalette')).CommandPalette),
  shortcuts: lazyPart(async () => (await import('./ShortcutSheet')).ShortcutSheet),
  scan: lazyPart(async () => (await import('@/features/scan/ScanDialog')).ScanDialog),
}

/** The keys and the scanner that work on every page, and the dialogs that they open. Once on the page. */
export function CommandHost() {
  const open = useOpenCommand()
  const navigate = useNavigate()
  useEffect(() => () => openCommand(null), [])
  useNoteRecent()
  useScanner(useOpenCode())
  useShortcut('/', 'search', focusSearch)
  useShortcut('mod+k', 'palette', () => openCommand('palette'))
  useShortcut('n', 'addProduct', () => void navigate('/products/new'))
  useShortcut('?', 'help', () => openCommand('shortcuts'))
  const Dialog = open && dialogs[open]
  return <Suspense>{Dialog && <Dialog onClose={() => openCommand(null)} />}</Suspense>
}

/** On a page without a search the palette searches. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-shortcut="search"]')
  if (!field) openCommand('palette')
  field?.focus()
  field?.select()
}
