import { useEffect, useRef, useState } from 'react'

const DEBOUNCE_MS = 500

interface SettledText {
  /** What the address has now. */
  value: string
  /** The text in one spelling, or null when it cannot be used. */
  read: (text: string) => string | null
  onChange: (value: string, options: { replace: boolean }) => void
}

/**
 * A text that takes effect a little after the last key, at once on Enter, and also when its panel is closed. It
 * follows Back and Clear. What cannot be used is kept as typed and changes nothing.
 */
export function useSettledText({ value, read, onChange }: SettledText) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [sent, setSent] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (value !== seen) {
    setSeen(value)
    // Back, Clear or a chip changed it. What this field sent comes back a moment later: by then there may be more text.
    if (value !== sent) {
      setSent(value)
      setText(value)
    }
  }
  const usable = text.trim() === '' ? '' : read(text.trim())

  function settle() {
    clearTimeout(timer.current)
    if (usable === null || usable === value) return
    setSent(usable)
    onChange(usable, { replace: value !== '' && usable !== '' })
  }
  const latest = useRef(settle)
  useEffect(() => {
    latest.current = settle
  })
  useEffect(() => () => latest.current(), [])

  return {
    text,
    isUsable: usable !== null,
    settle,
    type(next: string) {
      setText(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current(), DEBOUNCE_MS)
    },
  }
}
