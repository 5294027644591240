import { type ReactNode, useRef } from 'react'
import { Link, type To } from 'react-router'
import type { Product } from '@/entities/product/types'
import { PICTURE } from '@/entities/product/useDrawer'
import { useUnsavedGuard } from '@/entities/product/useUnsavedGuard'
import { useBackLink } from '@/entities/product/wayBack'
import { isMac, useShortcut } from '@/lib/shortcuts'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import { cancel } from '@/strings/common'
import * as text from '@/strings/productForm'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { ConflictDialog } from './ConflictDialog'
import { DraftNotice } from './DraftNotice'
import { ImageField } from './ImageField'
import { LiveNotice } from './LiveNotice'
import { ProductFields } from './ProductFields'
import type { ProductValues } from './schema'
import { coverChoice } from './usePicture'
import { useProductForm } from './useProductForm'

interface ProductFormProps {
  /** The product to change; null to add one. */
  product: Product | null
  /** The newest version that reached this screen; null when it was deleted meanwhile. */
  latest?: Product | null
  /** What the form of a new product starts with. */
  initial?: ProductValues
  /** A picture to start with, by its address in the API. */
  initialPicture?: string | null
  /** Names the draft of a new product. */
  place?: string
  cancelTo: To
  /** The focus is in the first field from the start. */
  autoFocus?: boolean
  /** `goesOn`: the person asked to add another one after this. */
  onSaved: (saved: Product, goesOn: boolean) => void
}

/** Adds or changes a product. Nothing typed is ever overwritten from outside. */
export function ProductForm({ cancelTo, autoFocus = false, onSaved, ...options }: ProductFormProps) {
  const editor = useProductForm({
    ...options,
    onSaved: (row, goesOn) => {
      guard.release()
      onSaved(row, goesOn)
    },
  })
  const guard = useUnsavedGuard(editor.isDirty)
  const { form, base, merge, draft } = editor
  const goBack = useBackLink(cancelTo)
  const isPressed = useRef(false)
  const isDesk = useMediaQuery(DESK)
  const isAdding = options.product === null
  // A product that was added without all of its pictures is done when they are given up.
  const mayNotSave = base !== null && ((!editor.isDirty && !isAdding) || merge.isGone)
  const go = isAdding ? editor.submitAndGoOn : editor.submit
  useShortcut('mod+enter', isAdding ? 'addAnother' : 'saveForm', () => {
    if (!editor.isSaving && !mayNotSave) void go()
  })
  const fields = <ProductFields key="fields" form={form} isNew={base === null} autoFocus={autoFocus} />
  const picture = (
    <div key="picture" ref={bringIntoSight} className="@2xl:w-72 @2xl:shrink-0">
      <ImageField picture={editor.picture} product={base} onStop={editor.stop} />
    </div>
  )
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: for the end of a press alone
    <form
      onSubmit={editor.submit}
      // What comes in now may move the form: not while a button in it is pressed, or the press would miss.
      onPointerDown={() => {
        isPressed.current = true
      }}
      onBlur={() => !isPressed.current && editor.release()}
      onClick={() => {
        isPressed.current = false
        editor.release()
      }}
      noValidate
      className="@container max-w-4xl"
    >
      {draft.offer && <DraftNotice draft={draft.offer} onRestore={draft.restore} onDiscard={draft.settle} />}
      <LiveNotice {...merge} onStartAsNew={merge.startAsNew} />
      {options.product && !base && <p className="mb-5 text-muted">{text.willBeNew}</p>}
      {editor.summary.length > 0 && (
        <div className="mb-5">
          <ErrorSummary messages={editor.summary} focus />
        </div>
      )}
      <div className="flex flex-col gap-6 @2xl:flex-row @2xl:gap-10">
        {/* On a phone a product begins with its photo. */}
        {isDesk ? [fields, picture] : [picture, fields]}
      </div>
      <Foot>
        <Link
          to={cancelTo}
          preventScrollReset
          onClick={goBack}
          className={buttonStyles('secondary', isAdding ? 'max-desk:hidden' : undefined)}
        >
          {cancel}
        </Link>
        {isAdding && (
          <Button
            aria-keyshortcuts={isMac ? 'Meta+Enter' : 'Control+Enter'}
            busy={editor.isSaving}
            onClick={() => void editor.submitAndGoOn()}
          >
            {text.addAndGoOn}
          </Button>
        )}
        <Button type="submit" variant="primary" busy={editor.isSaving} disabled={mayNotSave}>
          {base ? text.save : text.add}
        </Button>
      </Foot>
      {merge.isAsking && base && (
        <ConflictDialog
          conflicts={merge.conflicts}
          values={form.getValues()}
          picture={coverChoice(editor.picture.tiles, base)}
          current={base}
          actor={merge.actor}
          onClose={merge.stopAsking}
          onDecide={merge.settle}
        />
      )}
      <ConfirmDialog
        open={guard.isAsking}
        onClose={guard.stay}
        title={text.leaveTitle}
        description={<p>{text.leaveWhat}</p>}
        cancel={text.keepEditing}
        actions={
          <Button
            variant="danger"
            onClick={() => {
              guard.release()
              editor.leave()
              guard.leave()
            }}
          >
            {text.leave}
          </Button>
        }
      />
    </form>
  )
}

/** The picture, if the address leads there. */
function bringIntoSight(picture: HTMLElement | null) {
  if (window.location.hash === PICTURE) picture?.scrollIntoView({ block: 'center' })
}

function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-(--bottom-bar) z-10 -mx-4 mt-6 flex flex-wrap justify-end gap-2 max-desk:*:grow border-line border-t bg-canvas px-4 py-3 desk:mx-0 desk:px-0">
      {children}
    </div>
  )
}
