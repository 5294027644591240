import { useState } from 'react'
import type { LabelTarget } from '@/entities/label/openLabels'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/labels'
import { Dialog } from '@/ui/Dialog'
import { LoadFailed } from '@/ui/LoadFailed'
import { useLabelOptions } from './api'
import { BlankCount, CopiesFields } from './CopiesFields'
import { DesignFields } from './DesignFields'
import { isRoll } from './design'
import { FirstFree } from './FirstFree'
import { OwnSize } from './OwnSize'
import { PaperField } from './PaperField'
import { Preview } from './Preview'
import { PrintButtons } from './PrintButtons'
import { PrinterFields } from './PrinterFields'
import { TemplateButtons, TemplateField } from './TemplateFields'
import { useLabelForm } from './useLabelForm'

interface LabelDialogProps {
  target: LabelTarget
  onClose: () => void
}

/** Prints labels: what is on them, what they are printed on, and how many. */
export function LabelDialog({ target, onClose }: LabelDialogProps) {
  const options = useLabelOptions()
  return (
    <Dialog
      title={titleOf(target)}
      onClose={onClose}
      className="desk:top-[6vh]! desk:max-h-[88dvh] desk:max-w-4xl!"
    >
      {options.data ? (
        <LabelForm target={target} options={options.data} />
      ) : options.error ? (
        <LoadFailed title={text.failed} error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <div className="h-[60dvh]" aria-busy="true" />
      )}
    </Dialog>
  )
}

interface LabelFormProps {
  target: LabelTarget
  options: NonNullable<ReturnType<typeof useLabelOptions>['data']>
}

function LabelForm({ target, options }: LabelFormProps) {
  const form = useLabelForm(options.media, target.kind === 'blank')
  const isDesk = useMediaQuery(DESK)
  const [error, setError] = useState<unknown>(null)
  const { design, geometry, setDesign } = form
  const isBlank = target.kind === 'blank'
  const isSheet = geometry !== null && !isRoll(geometry)
  const isTooWide = error instanceof ApiError && error.code.startsWith('code_') && design.code !== 'qr'
  const look = (
    <div className="space-y-3 desk:sticky desk:top-0">
      {!isBlank && (
        <Preview
          target={target}
          design={design}
          dpi={form.printer.dpi}
          geometry={geometry}
          onUseQr={() => setDesign({ ...design, code: 'qr' })}
        />
      )}
      {isSheet && <FirstFree geometry={geometry} value={form.start} onChange={form.setStart} />}
    </div>
  )
  return (
    <div className="grid gap-6 desk:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0 space-y-5">
        {isBlank && <p className="text-muted">{text.blankLead}</p>}
        {!isBlank && <TemplateField form={form} />}
        <PaperField media={options.media} design={design} onChange={setDesign} />
        {/* Another template brings another size. */}
        {!design.media && (
          <OwnSize key={form.template} geometry={design.geometry} onChange={form.setGeometry} />
        )}
        {!isDesk && look}
        {!isBlank && <DesignFields design={design} onChange={setDesign} />}
        {isBlank ? <BlankCount form={form} /> : <CopiesFields form={form} />}
        <PrinterFields form={form} onError={setError} />
        {!isBlank && <TemplateButtons form={form} />}
        {!isBlank && design.code === 'qr' && (
          <p className={options.address_problem ? 'text-low-ink' : 'text-muted text-xs'}>
            <span className="break-words">{text.qrAddress(options.address)}</span>{' '}
            {options.address_problem && text.addressProblems[options.address_problem]}
          </p>
        )}
      </div>
      {isDesk && look}
      <footer className="sticky -bottom-4 z-10 -mx-4 -mb-4 border-line border-t bg-surface px-4 py-3 desk:col-span-2">
        {error !== null && (
          <div role="alert" className="mb-3 flex flex-wrap items-center gap-x-3 text-out-ink">
            <p>{errorMessage(error)}</p>
            {isTooWide && (
              <button
                type="button"
                className="font-medium text-accent-ink underline-offset-4 hover:underline max-desk:min-h-11"
                onClick={() => {
                  setDesign({ ...design, code: 'qr' })
                  setError(null)
                }}
              >
                {text.useQr}
              </button>
            )}
          </div>
        )}
        <PrintButtons target={target} form={form} onError={setError} />
      </footer>
    </div>
  )
}

function titleOf(target: LabelTarget): string {
  if (target.kind === 'blank') return text.blankTitle
  return text.title(target.kind === 'products' ? target.ids.length : target.count)
}
