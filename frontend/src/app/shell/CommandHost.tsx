import { Suspense, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { openAsOf, useOpenAsOf } from '@/entities/product/asOf'
import { can, usePerson } from '@/entities/user/can'
import { useNoteRecent } from '@/features/palette/recent'
import { askAboutScan, giveCode, useCodeToGive, useScanQuestion } from '@/features/scan/question'
import { useOpenCode } from '@/features/scan/useOpenCode'
import { useScanner } from '@/features/scan/useScanner'
import { lazyPart } from '@/lib/loadPart'
import { openCommand, readCode, useCodeReading, useOpenCommand } from '@/lib/shellDialog'
import { useShortcut } from '@/lib/shortcuts'
import { expectField } from '@/lib/typeAhead'

const dialogs = {
  palette: lazyPart(async () => (await import('@/features/palette/CommandPalette')).CommandPalette),
  shortcuts: lazyPart(async () => (await import('@/features/palette/ShortcutSheet')).ShortcutSheet),
  scan: lazyPart(async () => (await import('@/features/scan/ScanDialog')).ScanDialog),
}

const ScanQuestionDialog = lazyPart(
  async () => (await import('@/features/scan/ScanQuestionDialog')).ScanQuestionDialog,
)

const GiveCodeDialog = lazyPart(async () => (await import('@/features/scan/GiveCodeDialog')).GiveCodeDialog)

const ReadCodeDialog = lazyPart(async () => (await import('@/features/scan/ReadCodeDialog')).ReadCodeDialog)

const AsOfDialog = lazyPart(async () => (await import('@/features/past/AsOfDialog')).AsOfDialog)

/** The keys and the scanner that work on every page, and the dialogs that they open. Once on the page. */
export function CommandHost() {
  const open = useOpenCommand()
  const question = useScanQuestion()
  const codeToGive = useCodeToGive()
  const reading = useCodeReading()
  const asOf = useOpenAsOf()
  const navigate = useNavigate()
  useEffect(
    () => () => {
      openCommand(null)
      askAboutScan(null)
      giveCode(null)
      readCode(null)
      openAsOf(null)
    },
    [],
  )
  useNoteRecent()
  useScanner(useOpenCode())
  useShortcut('/', 'search', focusSearch)
  useShortcut('mod+k', 'palette', openPalette)
  const mayAdd = can(usePerson(), 'product:create')
  function addProduct() {
    expectField()
    void navigate('/products/new')
  }
  useShortcut('n', 'addProduct', addProduct, { enabled: mayAdd })
  useShortcut('?', 'help', () => openCommand('shortcuts'))
  const Dialog = open && dialogs[open]
  return (
    <Suspense>
      {Dialog && <Dialog onClose={() => openCommand(null)} />}
      {question && <ScanQuestionDialog question={question} onClose={() => askAboutScan(null)} />}
      {codeToGive !== null && <GiveCodeDialog code={codeToGive} onClose={() => giveCode(null)} />}
      {reading && <ReadCodeDialog {...reading} onClose={() => readCode(null)} />}
      {asOf && <AsOfDialog of={asOf} onClose={() => openAsOf(null)} />}
    </Suspense>
  )
}

/** On a page without a search the palette searches. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-shortcut="search"]')
  if (!field) {
    openPalette()
    return
  }
  expectField()
  field.focus()
  field.select()
}

function openPalette(): void {
  expectField()
  openCommand('palette')
}
