import { LaptopMinimal } from 'lucide-react'
import * as text from '@/strings/firstMinutes'
import { Dialog } from '@/ui/Dialog'
import { QrCode } from '@/ui/QrCode'

/** Names of this very computer, which mean another one on a phone. */
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/

/** The address of this app, to be opened on a phone. */
export function PhoneDialog({ onClose }: { onClose: () => void }) {
  const { origin, hostname } = window.location
  return (
    <Dialog title={text.phone} onClose={onClose}>
      {LOOPBACK.test(hostname) ? (
        <p className="flex gap-3">
          <LaptopMinimal size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
          <span>{text.onlyHere}</span>
        </p>
      ) : (
        <>
          <p>{text.scan}</p>
          <QrCode text={`${origin}/`} label={text.qrCode} className="mx-auto my-4 size-52 rounded" />
          <p className="wrap-anywhere text-center font-mono">{origin}</p>
          <p className="mt-4 text-muted">{text.scanThen}</p>
        </>
      )}
    </Dialog>
  )
}
