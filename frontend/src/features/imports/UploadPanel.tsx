import { useQueryClient } from '@tanstack/react-query'
import { FileSpreadsheet, FolderOpen } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api } from '@/lib/api/client'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { cx } from '@/lib/cx'
import { formatBytes } from '@/lib/formatBytes'
import * as text from '@/strings/imports'
import { Button } from '@/ui/Button'
import { buttonStyles, linkStyles } from '@/ui/buttonStyles'
import { Choices } from '@/ui/Choices'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { FilePicker } from '@/ui/FilePicker'
import { inputStyles } from '@/ui/inputStyles'
import {
  downloadTemplate,
  type Import,
  importKeys,
  type Kind,
  MOST_BYTES,
  reasonOf,
  uploadImport,
} from './requests'
import { SharedFiles, SharedGone } from './SharedFiles'
import { useShared } from './useShared'
import { WorkBar } from './WorkBar'

const KINDS = [
  { value: 'products', label: text.kinds.products },
  { value: 'stock', label: text.kinds.stock },
] as const
/** Systems know spreadsheets by either. */
const ACCEPT =
  '.csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** For new products where the file has no column for it. */
const CATEGORY = 'other'

interface UploadPanelProps {
  kind: Kind
  onKind: (kind: Kind) => void
}

/** Where an import begins: a file that is dropped or chosen, or cells that are pasted. */
export function UploadPanel({ kind, onKind }: UploadPanelProps) {
  const { sending, problem, send, stop } = useUpload(kind)
  const {
    files: [shared],
    isGone,
  } = useShared()
  if (sending) return <Sending {...sending} onStop={stop} />
  return (
    <div className="max-w-2xl space-y-6">
      {problem && (
        <div className="space-y-2">
          <ErrorSummary messages={[text.notTaken, problem.detail]} focus />
          {problem.code === 'too_many_imports' && (
            <Link to="/imports" className={linkStyles}>
              {text.tooManyOpen}
            </Link>
          )}
        </div>
      )}
      <div>
        <Choices
          look="chips"
          legend={text.whatKind}
          options={[...KINDS]}
          value={kind}
          onChange={(next) => onKind(next)}
        />
        <p className="mt-1.5 text-muted text-xs">{text.kindHints[kind]}</p>
      </div>
      {shared && (
        <SharedFiles what={text.sharedFile(shared.name)} action={text.useShared} onUse={() => send(shared)} />
      )}
      {isGone && <SharedGone />}
      <FileDrop onFile={send} />
      <PasteField onCells={(cells) => send(new File([cells], '', { type: 'text/plain' }))} />
      <Starts kind={kind} />
    </div>
  )
}

function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false)
  const hint = useId()
  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  function hover(event: DragEvent) {
    event.preventDefault()
    setIsOver(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a mouse may drop here; the button inside does the same
    <div
      onDragOver={hover}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(
        'flex flex-col items-center rounded border border-dashed px-4 py-8 text-center',
        isOver ? 'border-accent-ink bg-accent-soft' : 'border-edge bg-surface',
      )}
    >
      <FileSpreadsheet size={28} aria-hidden="true" className="mb-2 text-muted" />
      <p className="mb-3 font-medium max-desk:sr-only">{text.dropHere}</p>
      <FilePicker accept={ACCEPT} describedBy={hint} onPick={(file) => file && onFile(file)}>
        {text.chooseFile}
      </FilePicker>
      <p id={hint} className="mt-3 text-muted text-xs">
        {text.dropLimits}
      </p>
    </div>
  )
}

function PasteField({ onCells }: { onCells: (cells: string) => void }) {
  const [typed, setTyped] = useState('')
  const [isMissing, setMissing] = useState(false)
  function paste(event: ClipboardEvent) {
    const cells = event.clipboardData.getData('text/plain')
    // More than one cell is meant to be imported; a single one may be the start of more.
    if (typed !== '' || !/[\t\n]./.test(cells)) return
    event.preventDefault()
    onCells(cells)
  }
  return (
    <div>
      <Field label={text.orPaste} hint={text.pasteHint} error={isMissing ? text.needSomething : undefined}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            spellCheck={false}
            value={typed}
            onPaste={paste}
            onChange={(event) => {
              setTyped(event.target.value)
              setMissing(false)
            }}
            className={inputStyles('h-auto! py-2 font-mono text-sm!')}
          />
        )}
      </Field>
      {(typed !== '' || isMissing) && (
        <Button className="mt-2" onClick={() => (typed.trim() ? onCells(typed) : setMissing(true))}>
          {text.usePasted}
        </Button>
      )}
    </div>
  )
}

/** What to begin with for somebody who has no file yet. */
function Starts({ kind }: { kind: Kind }) {
  async function getTemplate() {
    try {
      await downloadTemplate(kind)
    } catch (error) {
      toast.error(text.templateFailed, { description: errorMessage(error) })
    }
  }
  return (
    <div className="grid gap-4 border-line border-t pt-5 desk:grid-cols-2">
      <div>
        <Button onClick={() => void getTemplate()}>{text.template}</Button>
        <p className="mt-1.5 text-muted text-xs">
          {text.templateHint} <span>{kind === 'stock' ? text.countSheetHint : text.exportHint}</span>
        </p>
      </div>
      {kind === 'products' && (
        <div>
          <Link to="/imports/pictures" className={buttonStyles()}>
            <FolderOpen size={15} aria-hidden="true" />
            {text.pictures}
          </Link>
          <p className="mt-1.5 text-muted text-xs">{text.picturesHint}</p>
        </div>
      )}
    </div>
  )
}

interface SendingState {
  name: string
  /** 0…1; 1 while the server reads it. */
  fraction: number
}

function Sending({ name, fraction, onStop }: SendingState & { onStop: () => void }) {
  const isSent = fraction >= 1
  return (
    <div className="max-w-2xl">
      <WorkBar
        title={isSent ? text.readingFile : text.sending(name || text.pasted)}
        fraction={isSent ? null : fraction}
        words={isSent ? '' : text.percent(fraction)}
      />
      {!isSent && (
        <Button onClick={onStop} className="mt-4">
          {text.stopSending}
        </Button>
      )}
    </div>
  )
}

/** Sends a file, and goes on to its import. */
function useUpload(kind: Kind) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [sending, setSending] = useState<SendingState | null>(null)
  const [problem, setProblem] = useState<{ code: string; detail: string } | null>(null)
  const stopper = useRef<AbortController | null>(null)
  useEffect(() => () => stopper.current?.abort(), [])

  async function send(file: File) {
    setProblem(null)
    if (file.size > MOST_BYTES) {
      return setProblem({ code: 'too_large', detail: text.tooLarge(file.name, formatBytes(file.size)) })
    }
    const controller = new AbortController()
    stopper.current = controller
    const onProgress = (fraction: number) => setSending({ name: file.name, fraction })
    onProgress(0)
    try {
      const read = await uploadImport({ kind, file, onProgress, signal: controller.signal })
      const made = await withCategory(read)
      client.setQueryData(importKeys.one(made.id), made)
      void client.invalidateQueries({ queryKey: importKeys.list })
      if (!controller.signal.aborted) await navigate(`/imports/${made.id}`, { replace: true })
    } catch (error) {
      if (controller.signal.aborted) return
      setProblem({ code: error instanceof ApiError ? error.code : '', detail: reasonOf(error) })
    } finally {
      if (!controller.signal.aborted || stopper.current === controller) setSending(null)
    }
  }
  return { sending, problem, send: (file: File) => void send(file), stop: () => stopper.current?.abort() }
}

/** Products need a category: where no column seems to be one, the new ones get one that fits all. */
async function withCategory(made: Import): Promise<Import> {
  if (made.kind !== 'products' || 'category' in made.mapping) return made
  try {
    return (await api.patch(`imports/${made.id}/`, { defaults: { category: CATEGORY } })).data
  } catch {
    // Somebody has deleted that category: the person chooses.
    return made
  }
}
