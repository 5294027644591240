import { useLayoutEffect } from 'react'

/** A digit of any script, a sign, or what stands between digits. */
const OF_A_NUMBER = /^[\p{Nd}.,+＋\-−–－]$/u

let typed = ''

/**
 * Keeps the keys that are meant for the number's field while its code is on the way. Without it a quick "-3" would lose
 * its sign to the page, and set 3.
 */
export function TypingAhead() {
  useLayoutEffect(() => {
    typed = ''
    function onKeyDown({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) {
      if (altKey || ctrlKey || metaKey) return
      if (OF_A_NUMBER.test(key)) typed += key
      else if (key === 'Backspace') typed = typed.slice(0, -1)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return null
}

/** What was typed before the field was there. It is given out once. */
export function takeTypedAhead(): string {
  const text = typed
  typed = ''
  return text
}
