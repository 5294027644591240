import { useLayoutEffect } from 'react'
import type { OpenEditor } from '@/entities/movement/stockEditor'

/** A digit of any script, a sign, or what stands between digits. */
const OF_A_NUMBER = /^[\p{Nd}.,+＋\-−–－]$/u

/** For the editor that it was meant for, and for no other that is opened later. */
let typed: { editor: OpenEditor | null; text: string } = { editor: null, text: '' }

/**
 * Keeps the keys that are meant for the number's field while its code is on the way. Without it a quick "-3" would lose
 * its sign to the page, and set 3.
 */
export function TypingAhead({ editor }: { editor: OpenEditor }) {
  useLayoutEffect(() => {
    typed = { editor, text: '' }
    function onKeyDown({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) {
      if (altKey || ctrlKey || metaKey) return
      if (OF_A_NUMBER.test(key)) typed.text += key
      else if (key === 'Backspace') typed.text = typed.text.slice(0, -1)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [editor])
  return null
}

/** What was typed before the field was there. It is given out once. */
export function takeTypedAhead(editor: OpenEditor): string {
  const text = typed.editor === editor ? typed.text : ''
  typed = { editor: null, text: '' }
  return text
}
