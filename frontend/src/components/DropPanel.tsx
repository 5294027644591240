import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'

interface DropPanelProps {
  /** What the button shows. */
  label: ReactNode
  buttonClassName: string
  children: ReactNode
}

/** A button that opens a small panel under itself; closes on Escape, on a press elsewhere, and when focus leaves. */
export function DropPanel({ label, buttonClassName, children }: DropPanelProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    function onPress(event: PointerEvent) {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [open])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !open) return
    setOpen(false)
    button.current?.focus()
  }
  function onBlur(event: FocusEvent) {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for keys and focus that bubble from inside
    <div ref={box} className="relative" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={buttonClassName}
      >
        {label}
      </button>
      {open && (
        <div className="absolute top-full left-0 z-30 mt-1 max-h-96 w-56 animate-rise overflow-y-auto rounded bg-surface p-1 shadow-raised">
          {children}
        </div>
      )}
    </div>
  )
}
