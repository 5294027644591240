import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { SavedPicture } from '@/entities/product/pictures'
import { cx } from '@/lib/cx'

interface PictureRailProps {
  label: string
  pictures: readonly SavedPicture[]
  /** The place of the one that is shown. */
  at: number
  onAt: (place: number) => void
  /** It has the focus itself, as nothing in it takes it. */
  isReached?: boolean
  className?: string
  /** What stands in the rail for a picture. */
  children: (picture: SavedPicture, place: number) => ReactNode
}

/** Pictures side by side, of which one is in sight: swiped with a finger, or moved with the arrow keys. */
export function PictureRail({ label, pictures, at, onAt, isReached, className, children }: PictureRailProps) {
  const rail = useRef<HTMLUListElement>(null)
  const shown = useRef(0)

  useEffect(() => {
    const place = rail.current?.children[at]
    // A finger has brought it there already.
    if (at === shown.current || !rail.current || !(place instanceof HTMLElement)) return
    shown.current = at
    rail.current.scrollLeft = place.offsetLeft
  }, [at])

  function onScroll() {
    const { scrollLeft = 0, clientWidth = 0 } = rail.current ?? {}
    if (clientWidth === 0) return
    // Right to left it counts down from zero.
    const place = Math.round(Math.abs(scrollLeft) / clientWidth)
    if (place === shown.current) return
    shown.current = place
    onAt(place)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const isBack = (event.key === 'ArrowLeft') !== (document.dir === 'rtl')
    event.preventDefault()
    const to = at + (isBack ? -1 : 1)
    if (to < 0 || to >= pictures.length) return
    onAt(to)
    if (!rail.current?.contains(document.activeElement)) return
    rail.current.children[to]?.querySelector('button')?.focus({ preventScroll: true })
  }

  return (
    <ul
      ref={rail}
      tabIndex={isReached ? 0 : undefined}
      aria-label={label}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      className={cx(
        'relative flex snap-x snap-mandatory overflow-x-auto overscroll-x-contain [scrollbar-width:none]',
        className,
      )}
    >
      {pictures.map((picture, place) => (
        <li key={picture.id} className="flex w-full shrink-0 snap-start items-center justify-center">
          {children(picture, place)}
        </li>
      ))}
    </ul>
  )
}
