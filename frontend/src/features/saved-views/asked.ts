import type { SavedView, ViewInput } from '@/entities/saved-view/savedViews'
import { openOne } from '@/lib/openOne'

/** What is asked about a view: its name, or whether it goes. */
export type AskedView = { kind: 'save'; input: ViewInput } | { kind: 'rename' | 'delete'; saved: SavedView }

/* Outside the tabs, which are others on a phone than on a desk: what is typed stays when the phone is turned. */
export const { set: askAboutView, useValue: useAskedView } = openOne<AskedView>()
