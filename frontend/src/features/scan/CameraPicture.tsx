import { CameraOff, Flashlight, FlashlightOff } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useSaid } from '@/lib/announcer'
import { retry } from '@/strings/common'
import * as text from '@/strings/scan'
import { Button } from '@/ui/Button'
import { StateMessage } from '@/ui/StateMessage'
import type { CameraProblem, useCamera } from './useCamera'

interface CameraPictureProps extends ReturnType<typeof useCamera> {
  /** What to do with the camera while it looks, or what is done with the code that it saw. */
  aim: string
  problems: Record<CameraProblem, { title: string; hint: string }>
  onRetry: () => void
}

/** What the camera sees, or why it sees nothing. */
export function CameraPicture({ video, state, track, aim, problems, onRetry }: CameraPictureProps) {
  const isOn = state === 'starting' || state === 'looking'
  const line = state === 'starting' ? text.starting : aim
  useSaid(isOn ? line : '', { atOnce: true })
  if (!isOn) {
    const { title, hint } = problems[state]
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
