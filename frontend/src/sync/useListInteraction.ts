import { hashKey, type QueryKey } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import { useLive } from './useLive'

/** Scrolled further than this many pixels, the top of the list is out of sight. */
const TOP = 8
/** Milliseconds: a pointer that has not moved for so long lies there; nobody is about to click. */
const AT_REST = 3000

/**
 * Watches whether somebody is using the list inside `ref`, so that it does not move under them: a pointer that moves
 * over it (in a window that has the focus), keyboard focus in it, or scrolled away from its top. Until they are done,
 * new rows wait as `usePendingNew`. An empty list has nothing that could move.
 */
export function useListInteraction(ref: RefObject<HTMLElement | null>, listKey: QueryKey): void {
  const { cache } = useLive()
  const hash = hashKey(listKey)
  // The list may come and go (skeleton, empty, failed) while the component that owns it stays.
  const [element, setElement] = useState<HTMLElement | null>(null)
  useEffect(() => setElement(ref.current))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key that says the same is the same key.
  useEffect(() => {
    if (!element) return
    const keeper = cache.keeper(listKey)
    const use = new InteractionProbe(element, () => keeper.reconsider())
    keeper.isBusy = use.isBusy
    keeper.reconsider()
    return () => {
      use.dispose()
      keeper.isBusy = () => false
      keeper.reconsider()
    }
  }, [cache, hash, element])
}

/** Whether somebody is using what is inside `ref`, by the same rule, for lists that the live cache does not keep. */
export function useInUse(ref: RefObject<HTMLElement | null>): boolean {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [inUse, setInUse] = useState(false)
  useEffect(() => setElement(ref.current))
  useEffect(() => {
    if (!element) return
    const probe = new InteractionProbe(element, () => setInUse(probe.isBusy()))
    setInUse(probe.isBusy())
    return () => probe.dispose()
  }, [element])
  return inUse && element !== null
}

class InteractionProbe {
  private readonly element: HTMLElement
  private readonly onChange: () => void
  private readonly events = new AbortController()
  private isPointed = false
  private restTimer: ReturnType<typeof setTimeout> | undefined
  /** Undefined until something happened: to ask where a list is scrolled that was just drawn costs a layout. */
  private wasBusy: boolean | undefined

  constructor(element: HTMLElement, onChange: () => void) {
    this.element = element
    this.onChange = onChange
    const { signal } = this.events
    for (const type of ['pointerenter', 'pointermove', 'pointerdown'] as const) {
      element.addEventListener(type, () => this.point(true), { signal, passive: true })
    }
    element.addEventListener('pointerleave', () => this.point(false), { signal })
    element.addEventListener('pointercancel', () => this.point(false), { signal })
    element.addEventListener('focusin', this.check, { signal })
    // While focusout is dispatched, :focus is already nowhere; what it lands on comes with focusin.
    element.addEventListener('focusout', this.check, { signal })
    window.addEventListener('focus', this.check, { signal })
    window.addEventListener('blur', this.check, { signal })
    // Scrolling does not bubble, but it can be seen on the way down, whichever box it is that scrolls.
    document.addEventListener('scroll', this.check, { signal, capture: true, passive: true })
  }

  isBusy = (): boolean => {
    if (!this.element.querySelector('tbody tr, li')) return false
    // Keyboard focus is what the browser would draw a ring for; a button that was clicked keeps focus, but not that.
    const isFocused = this.element.querySelector(':focus-visible') !== null
    return isFocused || (this.isPointed && document.hasFocus()) || isScrolled(this.element)
  }

  dispose(): void {
    clearTimeout(this.restTimer)
    this.events.abort()
  }

  private point(isPointed: boolean): void {
    clearTimeout(this.restTimer)
    this.isPointed = isPointed
    if (isPointed) this.restTimer = setTimeout(() => this.point(false), AT_REST)
    this.check()
  }

  private readonly check = (): void => {
    const isBusy = this.isBusy()
    if (isBusy === this.wasBusy) return
    this.wasBusy = isBusy
    this.onChange()
  }
}

function isScrolled(element: HTMLElement): boolean {
  for (let box: Element | null = element; box; box = box.parentElement) {
    if (box.scrollTop > TOP) return true
  }
  return false
}
