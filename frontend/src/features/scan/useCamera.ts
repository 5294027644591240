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
      if (!detector || !video.current) return 'unreadable'
      setTrack(stream.getVideoTracks()[0] ?? null)
      video.current.srcObject = stream
      await video.current.play()
      void look(video.current, detector, signal, (code) => found(code))
      return 'looking'
    }
    run().then(
      (next) => !signal.aborted && setState(next),
      () => !signal.aborted && setState('unreadable'),
    )
    return () => {
      controller.abort()
      setTrack(null)
    }
  }, [on])

  return { video, state, track }
}

/** The back camera's picture, until the signal; or why there is none. */
async function openStream(signal: AbortSignal): Promise<MediaStream | CameraProblem> {
  try {
    const wanted = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } }
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
    const stop = () => {
      for (const track of stream.getTracks()) track.stop()
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
    return stream
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
    return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'denied'
  }
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
