import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { endWithSession } from '@/lib/session'
import { stored } from '@/lib/stored'

const scrolled = stored<[string, number][]>('lr.scroll', {
  parse: (text) => [...new Map(JSON.parse(text ?? '[]') as [string, number][])],
  print: JSON.stringify,
})
/** Places of the history that are remembered. */
const MOST_PLACES = 50

let places: Map<string, number> | undefined
endWithSession(() => {
  places = new Map()
  scrolled.remove()
})

/**
 * Where a list in a box of its own was scrolled to, by place in the browser's history: Back, Forward and reload find it
 * there again; another search or filter begins at the top. (The router does this for lists that the page scrolls.)
 *
 * While another list stands in for the one that is asked for, the box is still at that one's place.
 */
export function useScrollMemory(
  region: RefObject<HTMLElement | null>,
  { list, isStandIn, isBox }: { list: string; isStandIn: boolean; isBox: boolean },
): void {
  const { key } = useLocation()
  const place = useRef(key)
  useEffect(() => {
    if (isStandIn) return
    place.current = key
    // A product that is opened over the list is a place of its own, with the list where it was.
    if (isBox && region.current) remember(key, region.current.scrollTop)
  }, [key, region, isBox, isStandIn])

  const shown = useRef<string | null>(null)
  useLayoutEffect(() => {
    // A box that comes with the width begins at its top, as another list does.
    const now = `${isBox} ${list}`
    if (shown.current === now) return
    const isFirst = shown.current === null
    shown.current = now
    if (isBox && region.current) region.current.scrollTop = recall().get(key) ?? 0
    else if (!isFirst && region.current && region.current.getBoundingClientRect().top < 0) {
      region.current.scrollIntoView({ block: 'start', behavior: 'instant' })
    }
  }, [list, key, region, isBox])

  useEffect(() => {
    const box = region.current
    if (!box || !isBox) return
    const note = () => remember(place.current, box.scrollTop)
    box.addEventListener('scroll', note, { passive: true })
    window.addEventListener('pagehide', store)
    return () => {
      box.removeEventListener('scroll', note)
      window.removeEventListener('pagehide', store)
    }
  }, [region, isBox])
}

function remember(key: string, top: number): void {
  const all = recall()
  all.delete(key)
  all.set(key, top)
  const [oldest] = all.keys()
  if (all.size > MOST_PLACES && oldest !== undefined) all.delete(oldest)
}

function recall(): Map<string, number> {
  places ??= new Map(scrolled.get())
  return places
}

function store(): void {
  scrolled.set([...recall()])
}
