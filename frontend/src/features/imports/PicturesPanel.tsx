import { ImagePlus } from 'lucide-react'
import { type DragEvent, useId, useState } from 'react'
import { Link } from 'react-router'
import { useUnsavedGuard } from '@/entities/product/useUnsavedGuard'
import { useSaid } from '@/lib/announcer'
import { cx } from '@/lib/cx'
import * as text from '@/strings/importPictures'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { FilePicker } from '@/ui/FilePicker'
import { SharedFiles, SharedGone } from './SharedFiles'
import { StepBar } from './StepBar'
import { isToSend, type Picture, type PicturesControl, type Prepare, usePictures } from './usePictures'
import { useShared } from './useShared'
import { WorkBar } from './WorkBar'

/** Pictures of many products at once: a ZIP file or a folder, each named by the SKU or the barcode of its product. */
export function PicturesPanel({ prepare }: { prepare: Prepare }) {
  const control = usePictures(prepare)
  const guard = useUnsavedGuard(control.phase === 'sending')
  return (
    <>
      <Steps control={control} />
      <ConfirmDialog
        open={guard.isAsking}
        onClose={guard.stay}
        title={text.leaveTitle}
        description={<p>{text.leaveWhat}</p>}
        cancel={text.keepSending}
        actions={
          <Button variant="danger" onClick={guard.leave}>
            {text.leave}
          </Button>
        }
      />
    </>
  )
}

function Steps({ control }: { control: PicturesControl }) {
  const { files: shared, isGone } = useShared()
  const { pictures, phase, problem, stop } = control
  useSaid(phase === 'ready' || phase === 'done' ? summary(pictures, phase) : '')
  if (phase === 'empty' || phase === 'opening') {
    return (
      <div className="max-w-2xl space-y-5">
        <ErrorSummary messages={problem ? [problem] : []} focus />
        <p className="text-muted">{text.lead}</p>
        {phase === 'opening' ? (
          <WorkBar title={text.opening} fraction={null} words="" />
        ) : (
          <>
            {shared.length > 0 && (
              <SharedFiles
                what={text.sharedPictures(shared.length)}
                action={text.useShared}
                onUse={() => control.open(shared)}
              />
            )}
            {isGone && <SharedGone />}
            <Choose onFiles={control.open} />
          </>
        )}
      </div>
    )
  }
  if (phase === 'looking' || phase === 'sending') {
    const isSending = phase === 'sending'
    const done = pictures.filter(
      ({ state }) => !(isSending ? ['ready', 'sending'] : ['looking']).includes(state),
    )
    return (
      <div className="max-w-2xl space-y-4">
        <WorkBar
          title={isSending ? text.sending : text.looking}
          fraction={done.length / pictures.length}
          words={text.progress(done.length, pictures.length)}
        />
        <Button onClick={isSending ? stop : control.reset}>{text.stop}</Button>
      </div>
    )
  }
  return <Found control={control} />
}

function Choose({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isOver, setIsOver] = useState(false)
  const hint = useId()
  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a mouse may drop here; the buttons inside do the same
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(
        'flex flex-col items-center gap-3 rounded border border-dashed px-4 py-8 text-center',
        isOver ? 'border-accent-ink bg-accent-soft' : 'border-edge bg-surface',
      )}
    >
      <ImagePlus size={28} aria-hidden="true" className="text-muted" />
      <p className="font-medium max-desk:sr-only">{text.dropHere}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <FilePicker
          multiple
          accept=".zip,application/zip,image/*,.heic,.heif"
          describedBy={hint}
          onPickAll={onFiles}
        >
          {text.chooseFiles}
        </FilePicker>
        <FilePicker isFolder accept="" describedBy={hint} onPickAll={onFiles}>
          {text.chooseFolder}
        </FilePicker>
      </div>
      <p id={hint} className="text-muted text-xs">
        {text.limits}
      </p>
    </div>
  )
}

function Found({ control: { pictures, phase, send, reset } }: { control: PicturesControl }) {
  const [replaces, setReplaces] = useState(false)
  const toSend = pictures.filter(({ state }) => isToSend(state))
  const occupied = toSend.filter(({ product }) => product?.image)
  const count = replaces ? toSend.length : toSend.length - occupied.length
  const groups = [
    { title: text.failed, list: pictures.filter(({ state }) => state === 'failed') },
    { title: text.sent, list: pictures.filter(({ state }) => state === 'done') },
    { title: text.matched, list: pictures.filter(({ state }) => state === 'ready') },
    { title: text.unmatched, list: pictures.filter(({ state }) => state === 'unmatched') },
  ]
  return (
    <div className="max-w-4xl space-y-5">
      <p className="font-semibold text-base">{summary(pictures, phase)}</p>
      {groups.map(({ title, list }) => list.length > 0 && <Group key={title} title={title} list={list} />)}
      <StepBar>
        <div className={cx('min-w-0 flex-1', occupied.length > 0 && 'max-desk:basis-full')}>
          {occupied.length > 0 && (
            <label className="flex min-h-11 cursor-pointer items-center gap-2 desk:min-h-8">
              <input
                type="checkbox"
                checked={replaces}
                onChange={({ target }) => setReplaces(target.checked)}
                className="size-4 shrink-0 accent-accent"
              />
              <span>{text.replace(occupied.length)}</span>
            </label>
          )}
        </div>
        <Button onClick={reset}>{text.chooseOthers}</Button>
        {(count > 0 || phase !== 'done') && (
          <Button variant="primary" disabled={count === 0} onClick={() => send(replaces)}>
            {text.send(count)}
          </Button>
        )}
      </StepBar>
    </div>
  )
}

/** More than anybody reads. */
const SHOWN = 200

function Group({ title, list }: { title: string; list: Picture[] }) {
  const more = list.length - SHOWN
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-medium">
        <span>{title}</span> <span className="text-muted tabular-nums">{list.length}</span>
      </h2>
      <ul className="border-line border-t">
        {list.slice(0, SHOWN).map(({ key, source, product, state, why }) => (
          <li key={key} className="flex flex-wrap items-baseline gap-x-3 border-line border-b py-2">
            <bdi className="min-w-0 max-w-full truncate font-mono text-xs">{source.name}</bdi>
            {product && (
              <Link
                to={`/products/${product.id}`}
                className="min-w-0 truncate font-medium underline-offset-4 hover:underline"
              >
                <bdi>{product.name}</bdi>
              </Link>
            )}
            {why && <span className={state === 'failed' ? 'text-out-ink' : 'text-muted'}>{why}</span>}
            {state === 'ready' && product?.image && <span className="text-muted text-xs">{text.hasOne}</span>}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-2 text-muted text-xs">{text.andMore(more)}</p>}
    </section>
  )
}

function summary(pictures: Picture[], phase: PicturesControl['phase']): string {
  if (phase === 'done') return text.sentCount(pictures.filter(({ state }) => state === 'done').length)
  return text.matchedOf(pictures.filter(({ state }) => isToSend(state)).length, pictures.length)
}
