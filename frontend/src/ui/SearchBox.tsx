import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { DESK, useMediaQuery } from '@/lib/useMediaQuery'
import * as words from '@/strings/filters'
import { inputStyles } from './inputStyles'
import { ScanButton } from './ScanButton'

const DEBOUNCE_MS = 250

interface SearchBoxProps {
  value: string
  label?: string
  placeholder?: string
  onChange: (value: string) => void
}

/** The search field: answers a little after the last key, at once on Enter, and follows Back and Clear. */
export function SearchBox({
  value,
  label = words.searchProducts,
  placeholder = words.searchHint,
  onChange,
}: SearchBoxProps) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [sent, setSent] = useState(value)
  const [overrules, setOverrules] = useState(0)
  // On a phone the bottom bar has it, under the thumb.
  const hasScan = useMediaQuery(DESK)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)

  if (value !== seen) {
    setSeen(value)
    // Not what this field sent last: Back, Clear or a link changed it. Otherwise later keys must stay.
    if (value !== sent) {
      setText(value)
      setSent(value)
      setOverrules(overrules + 1)
    }
  }
  // What was typed a moment before is given up with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts when that happens
  useEffect(() => () => clearTimeout(timer.current), [overrules])

  function settle(next: string) {
    clearTimeout(timer.current)
    setSent(next.trim())
    if (next.trim() !== value) onChange(next.trim())
  }
  function type(next: string) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => settle(next), DEBOUNCE_MS)
  }
  function clear() {
    setText('')
    settle('')
    input.current?.focus()
  }

  return (
    <search className={cx('relative min-w-0 flex-1', !text && 'print:hidden')}>
      <Search size={16} aria-hidden="true" className="-translate-y-1/2 absolute top-1/2 start-3 text-muted" />
      <input
        ref={input}
        type="search"
        data-shortcut="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        enterKeyHint="search"
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && settle(text)}
        // Whatever is pressed next comes after what was typed.
        onBlur={(event) => !event.currentTarget.parentElement?.contains(event.relatedTarget) && settle(text)}
        className={inputStyles(
          cx(
            'ps-9 placeholder:text-ellipsis [&::-webkit-search-cancel-button]:hidden',
            hasScan || text ? 'pe-11' : 'pe-3',
          ),
        )}
      />
      {text ? (
        <button
          type="button"
          aria-label={words.clearSearch}
          onClick={clear}
          className="absolute inset-y-0 end-0 flex w-11 items-center justify-center text-muted hover:text-ink"
        >
          <X size={16} aria-hidden="true" />
        </button>
      ) : (
        hasScan && (
          <ScanButton className="absolute inset-y-0 end-0 flex w-11 items-center justify-center rounded text-muted hover:text-ink" />
        )
      )}
    </search>
  )
}
