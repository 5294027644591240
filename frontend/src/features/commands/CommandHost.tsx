import { Suspense } from 'react'
import { useNavigate } from 'react-router'
import { lazyPart } from '@/lib/loadPart'
import { useShortcut } from '@/lib/shortcuts'
import { openCommand, useOpenCommand } from './commandStore'

const ShortcutSheet = lazyPart(async () => (await import('./ShortcutSheet')).ShortcutSheet)

/** The keys that work on every page, and the dialogs that they open. Once on the page. */
export function CommandHost() {
  const open = useOpenCommand()
  const navigate = useNavigate()
  const close = () => openCommand(null)
  useShortcut('/', 'search', focusSearch)
  useShortcut('mod+k', 'palette', () => openCommand('palette'))
  useShortcut('n', 'addProduct', () => navigate('/products/new'))
  useShortcut('?', 'help', () => openCommand('shortcuts'))
  return <Suspense>{open === 'shortcuts' && <ShortcutSheet onClose={close} />}</Suspense>
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-shortcut="search"]')
  field?.focus()
  field?.select()
}
