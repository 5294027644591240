import { useEffectEvent, useLayoutEffect } from 'react'

type Events = WindowEventMap & DocumentEventMap

/** Listens on the window or the document for as long as the component is there, and while `isOn`. */
export function useListener<Name extends keyof Events>(
  target: Window | Document,
  name: Name,
  listener: (event: Events[Name]) => void,
  isOn = true,
): void {
  const onEvent = useEffectEvent(listener)
  useLayoutEffect(() => {
    if (!isOn) return
    const call = (event: Event) => onEvent(event as Events[Name])
    target.addEventListener(name, call)
    return () => target.removeEventListener(name, call)
  }, [target, name, isOn])
}
