import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Detector, makeDetector } from './detector'

const LOOK_EVERY_MS = 120

export type CameraProblem = 'denied' | 'none' | 'busy' | 'insecure' | 'unreadable'
export type CameraState = 'starting' | 'looking' | CameraProblem

/**
 * The camera, looking for codes while it is `on`; calls back with each. Give `video` to the element that shows the
 * picture. The camera goes off with `on`, and with the component.
 */
export function useCamera(on: boolean, onCode: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('starting')
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  const found = useEffectEvent(onCode)

  useEffect(() => {
    if (!on) return
    const controller = new AbortController()
    const { signal } = controller
    setState('starting')
    async function run(): Promise<CameraState> {
      if (!navigator.mediaDevices) return 'insecure'
      const [stream, detector] = await Promise.all([openStream(signal), makeDetector().catch(() => null)])
      if (typeof stream === 'string') return stream
      if (!detector || !video.current || !(await show(video.current, stream))) {
        stopCamera(stream)
        return 'unreadable'
      }
      if (signal.aborted) return 'starting'
      setTrack(stream.getVideoTracks()[0] ?? null)
      void look(video.current, detector, signal, (code) => found(code))
      return 'looking'
    }
    void run().then((next) => !signal.aborted && setState(next))
    return () => {
      controller.abort()
      setTrack(null)
    }
  }, [on])

  return { video, state, track }
}

/** Whether the camera is off for a moment, and what turns it off and on: the browser is then asked anew. */
export function useOffAndOn(): [boolean, () => void] {
  const [isOff, setOff] = useState(false)
  return [
    isOff,
    () => {
      setOff(true)
      setTimeout(() => setOff(false))
    },
  ]
}

/** The back camera's picture, until the signal; or why there is none. */
async function openStream(signal: AbortSignal): Promise<MediaStream | CameraProblem> {
  try {
    const wanted = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } }
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
    if (signal.aborted) stopCamera(stream)
    else signal.addEventListener('abort', () => stopCamera(stream))
    return stream
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
    return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'denied'
  }
}

/** Whether the picture can be shown. */
async function show(video: HTMLVideoElement, stream: MediaStream): Promise<boolean> {
  video.srcObject = stream
  return video.play().then(
    () => true,
    () => false,
  )
}

function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** Looks until the signal. A code counts when two looks in a row read the same: one alone may be misread. */
async function look(
  video: HTMLVideoElement,
  detector: Detector,
  signal: AbortSignal,
  onCode: (code: string) => void,
): Promise<void> {
  let last = ''
  while (!signal.aborted) {
    const code = video.readyState >= video.HAVE_CURRENT_DATA ? await read(detector, video) : ''
    if (signal.aborted) return
    if (code && code === last) onCode(code)
    last = code
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

async function read(detector: Detector, video: HTMLVideoElement): Promise<string> {
  try {
    return (await detector.detect(video))[0]?.rawValue.trim() ?? ''
  } catch {
    // A frame that could not be read, as while a phone turns. The next one can.
    return ''
  }
}
