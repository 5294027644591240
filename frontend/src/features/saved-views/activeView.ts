import { type ListView, NO_FILTERS, readView, writeView } from '@/entities/product/listParams'
import type { SavedView } from '@/entities/saved-view/savedViews'

/** What the tabs show that are always there. */
export const BUILT_IN = {
  all: queryOf({ ...NO_FILTERS, sort: '' }),
  low: queryOf({ ...NO_FILTERS, status: 'low', sort: '' }),
  out: queryOf({ ...NO_FILTERS, status: 'out', sort: '' }),
}

export interface ActiveView {
  /** The saved view that was opened; null for the built-in ones. */
  saved: SavedView | null
  builtIn: keyof typeof BUILT_IN | null
  /** What is shown has become something else than what was opened. */
  isChanged: boolean
  /** What is shown, as it would be saved. */
  query: string
}

/** Which of the views is shown, and whether it still is what it was saved as. */
export function activeView(view: ListView, saved: SavedView | null): ActiveView {
  const query = queryOf(view)
  if (saved)
    return {
      saved,
      builtIn: null,
      isChanged: query !== queryOf(readView(new URLSearchParams(saved.query))),
      query,
    }
  const builtIn = view.status === 'low' || view.status === 'out' ? view.status : 'all'
  return { saved, builtIn, isChanged: query !== BUILT_IN[builtIn], query }
}

/** A view in one spelling, so that two can be compared. */
function queryOf(view: ListView): string {
  return writeView(new URLSearchParams(), view).toString()
}
