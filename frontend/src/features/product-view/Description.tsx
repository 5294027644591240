import { useLayoutEffect, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import * as text from '@/strings/product'
import { linkStyles } from '@/ui/buttonStyles'

/** What somebody wrote about a product: its beginning, and the rest on request, so that the stock's past stays in sight. */
export function Description({ words }: { words: string }) {
  const paragraph = useRef<HTMLParagraphElement>(null)
  const [isCut, setCut] = useState(false)
  const [isOpen, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words may be longer
  useLayoutEffect(() => {
    const box = paragraph.current
    // Once it is open nothing is cut; that it was still holds.
    if (!box || isOpen) return
    const measure = () => setCut(box.scrollHeight > box.clientHeight + 1)
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(box)
    return () => resized.disconnect()
  }, [isOpen, words])
  return (
    <div className="mt-5">
      <p
        ref={paragraph}
        dir="auto"
        className={cx('whitespace-pre-line break-words', !isOpen && 'line-clamp-6')}
      >
        {words}
      </p>
      {isCut && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className={cx(linkStyles, 'min-h-11 rounded desk:min-h-8')}
        >
          {isOpen ? text.showLess : text.showMore}
        </button>
      )}
    </div>
  )
}
