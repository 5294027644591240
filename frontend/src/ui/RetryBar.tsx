import { retry } from '@/strings/common'
import { Button } from './Button'

/** What was wanted could not be fetched, or not again: said over what is there. */
export function RetryBar({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div className="pointer-events-none sticky bottom-[calc(var(--bottom-bar,0px)+1rem)] start-0 z-10 flex justify-center px-4 print:hidden">
      <p
        role="alert"
        className="pointer-events-auto flex animate-rise items-center gap-3 rounded bg-surface py-2 pe-2 ps-4 text-out-ink shadow-raised ring-1 ring-line"
      >
        {text}
        <Button onClick={onRetry}>{retry}</Button>
      </p>
    </div>
  )
}
