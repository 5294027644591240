import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'

interface ErrorSummaryProps {
  messages: string[]
  /** Takes the focus when it appears: set when no field can. */
  focus?: boolean
}

/** Errors that belong to no single field, above the form. */
export function ErrorSummary({ messages, focus = false }: ErrorSummaryProps) {
  const ref = useRef<HTMLDivElement>(null)
  const text = messages.join(' ')
  useEffect(() => {
    if (focus && text) ref.current?.focus()
  }, [focus, text])
  if (!text) return null
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="flex gap-2.5 rounded bg-out-soft p-3 text-out-ink outline-offset-0"
    >
      <CircleAlert size={18} aria-hidden="true" className="mt-px shrink-0" />
      <div className="min-w-0 flex-1 space-y-1 text-pretty">
        {messages.map((message) => (
          <p key={message}>{message}</p>
        ))}
      </div>
    </div>
  )
}
