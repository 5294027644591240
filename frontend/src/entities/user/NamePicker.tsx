import { queryOptions, usePrefetchQuery, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useSaid } from '@/lib/announcer'
import { api } from '@/lib/api/client'
import { cx } from '@/lib/cx'
import { useEscape } from '@/lib/escape'
import * as text from '@/strings/namePicker'
import { inputStyles } from '@/ui/inputStyles'

/** Milliseconds after the last key. */
const TYPED_MS = 200
/** Of those that the server finds. */
const OFFERED = 8

function namesOptions(search: string) {
  return queryOptions({
    queryKey: ['names', search],
    queryFn: async ({ signal }) => {
      const found = await api.get('people/names/', { params: { search }, signal })
      return found.data.map(({ username }) => username)
    },
    staleTime: 60_000,
  })
}

/** Has the first names fetched before a picker opens, which would be empty for a moment. */
export function useNamesAhead(): void {
  usePrefetchQuery(namesOptions(''))
}

interface NamePickerProps {
  label: string
  /** A username; empty: anybody. */
  value: string
  onChange: (name: string) => void
  placeholder?: string
  /** The names push down what follows, where a list that floats would be cut off. */
  isInline?: boolean
  className?: string
}

/**
 * A field for somebody's name that offers the names which have in them what is typed. Enter takes the one that is
 * marked, or the only one; a name that is not offered is taken as typed: accounts come and go, their history stays.
 */
export function NamePicker({ label, value, onChange, placeholder, isInline, className }: NamePickerProps) {
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  const [isOpen, setOpen] = useState(false)
  const [marked, setMarked] = useState(-1)
  const search = useSettled(typed.trim())
  // Back, Clear or a chip changed it, not this field.
  if (value !== seen) {
    setSeen(value)
    setTyped(value)
  }
  const { data } = useQuery({ ...namesOptions(search), enabled: isOpen })
  const names = data?.slice(0, OFFERED) ?? []
  const isShown = isOpen && names.length > 0 && !(names.length === 1 && names[0] === value)
  const typedName = typed.trim()
  // What is offered may still be for what was typed before.
  const known = typedName !== '' && search === typedName ? names : []
  const isNobody = isOpen && typedName !== '' && search === typedName && data?.length === 0
  useSaid(isNobody ? text.nobody : '')

  function take(name: string) {
    setOpen(false)
    setMarked(-1)
    setSeen(name)
    setTyped(name)
    if (name !== value) onChange(name)
  }
  function settle() {
    take(
      known.find((one) => one.toLowerCase() === typedName.toLowerCase()) ??
        (known.length === 1 ? known[0] : typedName) ??
        typedName,
    )
  }
  // It closes the names, not what the field stands in.
  useEscape(box, isShown || isNobody, () => setOpen(false))
  // A panel that is closed takes the field away before it has lost the focus.
  const latest = useRef(settle)
  useEffect(() => {
    latest.current = settle
  })
  useEffect(() => () => latest.current(), [])
  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setOpen(true)
      if (names.length > 0)
        setMarked((marked + step + names.length + (marked < 0 && step < 0 ? 1 : 0)) % names.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const name = isShown ? names[marked] : undefined
      if (name !== undefined) return take(name)
      settle()
      // It is still to be said whether anybody has this name.
      setOpen(typedName !== '' && known.length === 0)
    }
  }
  return (
    <div ref={box} className={cx('relative', className)}>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-describedby={isNobody ? `${listId}-nobody` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isShown && marked >= 0 ? `${listId}-${marked}` : undefined}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setTyped(event.target.value)
          setOpen(true)
          setMarked(-1)
        }}
        onBlur={settle}
        onKeyDown={press}
        className={inputStyles(cx('desk:h-8!', value && 'border-accent-ink'))}
      />
      {isNobody && (
        <p id={`${listId}-nobody`} className={cx('px-3 py-2 text-muted', panelStyles(isInline))}>
          {text.nobody}
        </p>
      )}
      {isShown && (
        <div
          id={listId}
          role="listbox"
          aria-label={text.names}
          className={cx('max-h-72 overflow-y-auto p-1', panelStyles(isInline))}
        >
          {names.map((name, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys, and says which one is marked
            <div
              key={name}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === marked}
              tabIndex={-1}
              // The field keeps the focus: losing it would take what is typed.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(name)}
              className={cx(
                'flex h-11 cursor-pointer items-center truncate rounded px-2.5 hover:bg-sunken desk:h-8',
                index === marked && 'bg-sunken outline-1 outline-accent-ink',
              )}
            >
              <bdi className="truncate">{name}</bdi>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function panelStyles(isInline = false): string {
  return cx(
    'rounded bg-surface',
    isInline
      ? 'mt-1 border border-line'
      : 'absolute start-0 top-full z-30 mt-1 w-full min-w-44 animate-rise shadow-raised',
  )
}

/** What is typed, a little after the last key. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    timer.current = setTimeout(() => setSettled(typed), TYPED_MS)
    return () => clearTimeout(timer.current)
  }, [typed])
  return settled
}
