import { type FocusEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { useEscape } from '@/lib/escape'
import { useListener } from '@/lib/useListener'

interface DropPanelProps {
  /** What the button shows. */
  label: ReactNode
  buttonClassName: string
  /** For a button that shows no words. */
  name?: string
  /** The side of the button that the panel keeps to. */
  align?: 'left' | 'right'
  /** Over the button where it stands at the foot of the window. */
  side?: 'top' | 'bottom'
  children: ReactNode
}

/** A button that opens a small panel under itself; closes on Escape, on a press elsewhere, and when focus leaves. */
export function DropPanel({
  label,
  name,
  align = 'left',
  side = 'bottom',
  buttonClassName,
  children,
}: DropPanelProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useListener(
    document,
    'pointerdown',
    ({ target }) => {
      if (target instanceof Node && !box.current?.contains(target)) setOpen(false)
    },
    open,
  )

  useEscape(box, open, () => {
    setOpen(false)
    button.current?.focus()
  })
  function onBlur(event: FocusEvent) {
    const { currentTarget, relatedTarget } = event
    // A press on a label sends the focus to what can have it around the panel, before it reaches the label's field.
    if (relatedTarget && !currentTarget.contains(relatedTarget) && !relatedTarget.contains(currentTarget))
      setOpen(false)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for focus that bubbles from inside
    <div ref={box} className="relative" onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        title={name}
        onClick={() => setOpen(!open)}
        className={buttonClassName}
      >
        {name && <span className="sr-only">{name}</span>}
        {label}
      </button>
      {open && (
        <div
          className={cx(
            'absolute z-30 max-h-[min(30rem,70dvh)] w-64 animate-rise overflow-y-auto rounded bg-surface p-1 shadow-raised',
            align === 'left' ? 'start-0' : 'end-0',
            side === 'bottom' ? 'top-full mt-1' : 'bottom-full mb-1',
          )}
        >
          {children}
        </div>
      )}
    </div>
  )
}
