import { useMutation } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { LabelTarget } from '@/entities/label/openLabels'
import { saveFile } from '@/lib/saveFile'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/labels'
import { Button } from '@/ui/Button'
import { type Print, type Printed, printBlanks, printLabels } from './api'
import { canShare, openPdf, sharePdf } from './deliver'
import { isRoll } from './design'
import { Notices } from './Notices'
import type { LabelForm } from './useLabelForm'

type Way = 'open' | 'share' | 'zpl'

interface PrintButtonsProps {
  target: LabelTarget
  form: LabelForm
  onError: (error: unknown) => void
}

/** The ways in which the labels leave: to a reader of PDFs, to another app, or as a file for a label printer. */
export function PrintButtons({ target, form, onError }: PrintButtonsProps) {
  const isDesk = useMediaQuery(DESK)
  const printing = useMutation({
    mutationFn: async ({ way, print }: { way: Way; print: Print }) => {
      const made =
        target.kind === 'blank'
          ? await printBlanks(Number(print.copies), print)
          : await printLabels(target, print, way === 'zpl' ? 'zpl' : 'pdf')
      await deliver(way, made)
    },
    onMutate: () => onError(null),
    onError,
  })
  const { geometry } = form
  const isReady = form.print() !== null
  const start = (way: Way) => () => {
    const print = form.print()
    if (print) printing.mutate({ way, print })
  }
  const isBusy = (way: Way) => printing.isPending && printing.variables?.way === way
  const mayShare = !isDesk && canShare()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="text-muted text-xs desk:me-auto max-desk:basis-full">{text.atFullSize}</p>
      {target.kind !== 'blank' && geometry && isRoll(geometry) && (
        <Button busy={isBusy('zpl')} disabled={!isReady} onClick={start('zpl')}>
          {text.saveZpl}
        </Button>
      )}
      <Button
        variant={mayShare ? 'secondary' : 'primary'}
        busy={isBusy('open')}
        disabled={!isReady}
        onClick={start('open')}
        className="max-desk:flex-1"
      >
        {text.openPdf}
      </Button>
      {mayShare && (
        <Button
          variant="primary"
          busy={isBusy('share')}
          disabled={!isReady}
          onClick={start('share')}
          className="max-desk:flex-1"
        >
          {text.share}
        </Button>
      )}
    </div>
  )
}

async function deliver(way: Way, { file, labels, notices }: Printed): Promise<void> {
  const day = new Date().toLocaleDateString('sv')
  const name = text.fileName(day, way === 'zpl' ? 'zpl' : 'pdf')
  if (way === 'zpl') saveFile(file, name)
  else if (way === 'open') openPdf(file, name)
  else if (!(await sharePdf(file, name))) return
  toast.success(text.made(labels), { description: notices.length > 0 && <Notices notices={notices} /> })
}
