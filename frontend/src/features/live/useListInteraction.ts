import { hashKey, type QueryKey } from '@tanstack/react-query'
import { type RefObject, useEffect } from 'react'
import { useLive } from './useLive'

/** Scrolled further than this many pixels, the top of the list is out of sight. */
const TOP = 8

/**
 * Watches whether somebody is using the list inside `ref`, so that it does not move under them: a pointer over it
 * (in a window that has the focus), keyboard focus in it, or scrolled away from its top. Until they are done, new
 * rows wait as `usePendingNew`.
 */
export function useListInteraction(ref: RefObject<HTMLElement | null>, listKey: QueryKey): void {
  const { cache } = useLive()
  const hash = hashKey(listKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key that says the same is the same key.
  useEffect(() => {
    const element = ref.current
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
  }, [cache, hash, ref])
}

class InteractionProbe {
  private readonly element: HTMLElement
  private readonly onChange: () => void
  private readonly events = new AbortController()
  private isPointed = false
  private isFocused = false
  private wasBusy = false

  constructor(element: HTMLElement, onChange: () => void) {
    this.element = element
    this.onChange = onChange
    const { signal } = this.events
    element.addEventListener('pointerenter', () => this.point(true), { signal })
    element.addEventListener('pointerleave', () => this.point(false), { signal })
    element.addEventListener('pointercancel', () => this.point(false), { signal })
    element.addEventListener('focusin', this.check, { signal })
    // While focusout is dispatched, :focus is already nowhere; what it lands on comes with focusin.
    element.addEventListener('focusout', this.check, { signal })
    window.addEventListener('focus', this.check, { signal })
    window.addEventListener('blur', this.check, { signal })
    // Scrolling does not bubble, but it can be seen on the way down, whichever box it is that scrolls.
    document.addEventListener('scroll', this.check, { signal, capture: true, passive: true })
    this.wasBusy = this.isBusy()
  }

  isBusy = (): boolean => {
    // Keyboard focus is what the browser would draw a ring for; a button that was clicked keeps focus, but not that.
    this.isFocused = this.element.querySelector(':focus-visible') !== null
    return this.isFocused || (this.isPointed && document.hasFocus()) || isScrolled(this.element)
  }

  dispose(): void {
    this.events.abort()
  }

  private point(isPointed: boolean): void {
    this.isPointed = isPointed
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
