import { Camera, CameraOff, Flashlight, FlashlightOff, Plus, Search } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, usePerson } from '@/entities/user/can'
import { useSaid } from '@/lib/announcer'
import { errorMessage } from '@/lib/api/errors'
import { retry } from '@/strings/common'
import * as text from '@/strings/scan'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { Dialog } from '@/ui/Dialog'
import { StateMessage } from '@/ui/StateMessage'
import { lookUpCode } from './lookUp'
import { askAboutScan } from './question'
import { signalFound } from './signalFound'
import { useCamera } from './useCamera'
import { useLatest } from './useLatest'
import { addPath, searchPath } from './useOpenCode'

type Result =
  | { code: string; state: 'looking' | 'unknown' }
  | { code: string; state: 'failed'; error: unknown }

/** The camera as a scanner: opens the product whose code it sees. */
export function ScanDialog({ onClose }: { onClose: () => void }) {
  const [result, setResult] = useState<Result | null>(null)
  const [isOff, setOff] = useState(false)
  const drawer = useDrawer()
  const here = useRef(drawer)
  useEffect(() => {
    here.current = drawer
  })
  const begin = useLatest()
  const camera = useCamera(result === null && !isOff, (code) => void find(code))

  async function find(code: string) {
    const isLatest = begin()
    signalFound()
    setResult({ code, state: 'looking' })
    try {
      const products = await lookUpCode([code])
      if (!isLatest()) return
      const [product] = products
      if (!product) return setResult({ code, state: 'unknown' })
      onClose()
      if (products.length > 1) askAboutScan({ code, products })
      else here.current.open(product.id)
    } catch (error) {
      if (isLatest()) setResult({ code, state: 'failed', error })
    }
  }
  /** Once off and on again asks the browser anew. */
  function startAgain() {
    setResult(null)
    setOff(true)
    setTimeout(() => setOff(false))
  }

  return (
    <Dialog title={text.title} onClose={onClose}>
      {result && result.state !== 'looking' ? (
        <NotOpened result={result} onAgain={startAgain} onFind={find} onClose={onClose} />
      ) : (
        <Picture {...camera} lookingUp={result?.code} onRetry={startAgain} />
      )}
    </Dialog>
  )
}

interface PictureProps extends ReturnType<typeof useCamera> {
  lookingUp: string | undefined
  onRetry: () => void
}

function Picture({ video, state, track, lookingUp, onRetry }: PictureProps) {
  const isOn = state === 'starting' || state === 'looking'
  const line = lookingUp ? text.lookingUp(lookingUp) : state === 'starting' ? text.starting : text.aim
  useSaid(isOn ? line : '', { atOnce: true })
  if (!isOn) {
    const { title, hint } = text.problems[state]
    return (
      <StateMessage
        role="alert"
        icon={CameraOff}
        title={title}
        actions={<Button onClick={onRetry}>{retry}</Button>}
      >
        <p>{hint}</p>
      </StateMessage>
    )
  }
  return (
    <div>
      <View video={video} />
      <div className="mt-3 flex min-h-11 items-center justify-between gap-3">
        <p role="status" aria-live="off" className="text-muted">
          {line}
        </p>
        {track && <Torch track={track} />}
      </div>
    </div>
  )
}

function View({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  return (
    <div className="relative aspect-[4/3] overflow-hidden rounded bg-black">
      <video ref={video} muted playsInline aria-label={text.picture} className="size-full object-cover" />
      <span
        aria-hidden="true"
        className="absolute inset-x-[10%] inset-y-[28%] rounded border-2 border-white/80 shadow-[0_0_0_100vmax_rgb(0_0_0/35%)]"
      />
    </div>
  )
}

/** The phone's light, where there is one that pages may switch. */
function Torch({ track }: { track: MediaStreamTrack }) {
  const [isOn, setOn] = useState(false)
  // Not in the types of the browser yet.
  const { torch } = (track.getCapabilities?.() ?? {}) as { torch?: boolean }
  if (!torch) return null
  const Icon = isOn ? FlashlightOff : Flashlight
  function toggle() {
    track.applyConstraints({ advanced: [{ torch: !isOn } as MediaTrackConstraintSet] }).then(
      () => setOn(!isOn),
      () => undefined,
    )
  }
  return (
    <Button aria-pressed={isOn} onClick={toggle}>
      <Icon size={16} aria-hidden="true" />
      <span>{isOn ? text.torchOff : text.torchOn}</span>
    </Button>
  )
}

interface NotOpenedProps {
  result: Exclude<Result, { state: 'looking' }>
  onAgain: () => void
  onFind: (code: string) => void
  onClose: () => void
}

function NotOpened({ result, onAgain, onFind, onClose }: NotOpenedProps) {
  const { code } = result
  const isUnknown = result.state !== 'failed'
  const mayAdd = can(usePerson(), 'product:create')
  return (
    <StateMessage
      role="alert"
      icon={isUnknown ? Search : CameraOff}
      title={isUnknown ? text.unknown(code) : text.lookUpFailed(code)}
      actions={
        <>
          {isUnknown ? (
            <>
              {mayAdd && (
                <Link to={addPath(code)} onClick={onClose} className={buttonStyles('primary')}>
                  <Plus size={16} aria-hidden="true" />
                  {text.addWithCode}
                </Link>
              )}
              <Link to={searchPath(code)} onClick={onClose} className={buttonStyles()}>
                <Search size={16} aria-hidden="true" />
                {text.search}
              </Link>
            </>
          ) : (
            <Button variant="primary" onClick={() => onFind(code)}>
              {text.tryAgain}
            </Button>
          )}
          <Button onClick={onAgain}>
            <Camera size={16} aria-hidden="true" />
            {text.scanAgain}
          </Button>
        </>
      }
    >
      <p>{result.state === 'failed' ? errorMessage(result.error) : text.unknownHint}</p>
    </StateMessage>
  )
}
