import { useEffectEvent, useLayoutEffect } from 'react'
import { BURST_GAP_MS, CODE_ENDS, KeyBurst, type Scan } from '@/lib/keyBurst'
import { forgetHeldKeys, isEditable } from '@/lib/shortcuts'
import { focusNext, homeOfCodes, keepCode, TouchedFields, takesCodes } from './scannedFields'

/**
 * Calls back with each code that a USB scanner types, wherever the focus is. Whatever it typed into a number, a search
 * or a choice on its way is taken out again; the text fields of forms keep it. Its Enter never submits or presses.
 */
export function useScanner(onScan: (scan: Scan) => void): void {
  const found = useEffectEvent(onScan)
  useLayoutEffect(() => {
    const scanner = new Scanner((scan) => found(scan))
    const options = { capture: true }
    window.addEventListener('keydown', scanner.onKeyDown, options)
    window.addEventListener('keyup', scanner.onKeyUp, options)
    return () => {
      window.removeEventListener('keydown', scanner.onKeyDown, options)
      window.removeEventListener('keyup', scanner.onKeyUp, options)
    }
  }, [])
}

class Scanner {
  private burst = new KeyBurst()
  private touched = new TouchedFields()
  private endedAt = Number.NEGATIVE_INFINITY
  private hasSpace = false
  private onScan: (scan: Scan) => void

  constructor(onScan: (scan: Scan) => void) {
    this.onScan = onScan
  }

  onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.metaKey || event.altKey) return
    // Ctrl+] is a character of GS1 codes.
    if (event.ctrlKey && event.code !== 'BracketRight') return
    if (isHeldEnter(event) || this.isSecondEnd(event)) {
      stop(event)
      return
    }
    const scan = this.burst.add(event)
    if (this.burst.isFresh) this.touched.forget()
    this.touched.note(event.target)
    if (scan) this.end(event, scan)
    else if (event.key === ' ') this.holdSpace(event)
  }

  onKeyUp = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || !this.hasSpace) return
    this.hasSpace = false
    event.preventDefault()
  }

  private end(event: KeyboardEvent, scan: Scan): void {
    this.endedAt = event.timeStamp
    // None of its keys is a shortcut.
    forgetHeldKeys()
    const { target } = event
    const home = homeOfCodes(target)
    if (home || !takesCodes(target)) {
      stop(event)
      this.touched.restore()
      if (home && scan !== 'broken') keepCode(home, scan[0])
      else this.onScan(scan)
      return
    }
    keepCode(target, scan === 'broken' ? null : scan[0])
    if (event.key !== 'Enter' || target instanceof HTMLTextAreaElement) return
    stop(event)
    focusNext(target)
  }

  /** Scanners can be set to end with two keys: the second is part of the first. */
  private isSecondEnd({ key, timeStamp }: KeyboardEvent): boolean {
    return CODE_ENDS.includes(key) && timeStamp - this.endedAt <= BURST_GAP_MS
  }

  /** A blank inside a code presses no button and checks no box. */
  private holdSpace(event: KeyboardEvent): void {
    if (!this.burst.isUnderWay || isEditable(event.target)) return
    this.hasSpace = true
    event.preventDefault()
  }
}

/** Enter that is held down submits a form once: it does not answer what the first press was asked. */
function isHeldEnter({ key, repeat, target }: KeyboardEvent): boolean {
  if (key !== 'Enter' || !repeat) return false
  return (
    target instanceof HTMLInputElement || (target instanceof HTMLButtonElement && target.type === 'submit')
  )
}

/** Neither a press of the button that has the focus, nor a shortcut, nor the end of a form. */
function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}
