/** What can happen between the browser and the server in the property test of the client. */
export type Operation =
  | { do: 'create' | 'update' | 'remove' | 'bulk' | 'restore' | 'ownUpdate' | 'ownRemove'; dice: number }
  | { do: 'burst'; dice: number; size: number }
  | { do: 'prune' | 'cut' | 'photograph' | 'pause' | 'resume' | 'hide' | 'landAnswer' | 'showDetail' }
  | { do: 'land' | 'more' | 'back' | 'point' | 'show'; which: number }
  | { do: 'jump' | 'look'; which: number; dice: number }
  | { do: 'wait'; milliseconds: number }
  | { do: 'deliver'; count: number; fault: 'none' | 'duplicate' | 'lose' | 'swap' }

/** Scripts that once ended wrong. They are run every time, before the random ones. */
export const counterexamples: Operation[][] = [
  // A row that changed after its page was read has to be placed again when the page lands.
  [
    { do: 'photograph' },
    { do: 'prune' },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'update', dice: 0 },
    { do: 'update', dice: 70 },
    { do: 'land', which: 0 },
  ],
  // The answer of an own write came before the events that precede it, while a next page was on its way.
  [
    { do: 'land', which: 6 },
    { do: 'more', which: 6 },
    { do: 'ownUpdate', dice: 59 },
    { do: 'land', which: 0 },
    { do: 'ownRemove', dice: 0 },
    { do: 'land', which: 1 },
    { do: 'landAnswer' },
    { do: 'land', which: 3 },
    { do: 'land', which: 0 },
    { do: 'wait', milliseconds: 3000 },
    { do: 'ownUpdate', dice: 0 },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'land', which: 0 },
    { do: 'ownUpdate', dice: 28 },
    { do: 'wait', milliseconds: 1 },
  ],
  // Two pages were read at different times and carry different totals.
  [
    { do: 'land', which: 1 },
    { do: 'more', which: 1 },
    { do: 'land', which: 3 },
    { do: 'burst', dice: 0, size: 2 },
    { do: 'deliver', count: 2, fault: 'none' },
    { do: 'wait', milliseconds: 3000 },
    { do: 'prune' },
    { do: 'create', dice: 8 },
    { do: 'land', which: 0 },
    { do: 'land', which: 2 },
    { do: 'create', dice: 8 },
  ],
  // A product moved between the reads of two pages and is in both.
  [
    { do: 'land', which: 0 },
    { do: 'land', which: 0 },
    { do: 'burst', dice: 198, size: 1 },
    { do: 'more', which: 5 },
    { do: 'wait', milliseconds: 1 },
    { do: 'wait', milliseconds: 1 },
    { do: 'land', which: 0 },
    { do: 'deliver', count: 2, fault: 'lose' },
    { do: 'more', which: 0 },
  ],
  // A next page landed while movement was paused, behind pages that lack what was held.
  [
    { do: 'pause' },
    { do: 'land', which: 0 },
    { do: 'photograph' },
    { do: 'land', which: 0 },
    { do: 'land', which: 0 },
    { do: 'burst', dice: 241, size: 4 },
    { do: 'land', which: 0 },
    { do: 'more', which: 7 },
    { do: 'deliver', count: 2, fault: 'none' },
    { do: 'land', which: 0 },
    { do: 'more', which: 0 },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'create', dice: 3 },
    { do: 'create', dice: 108 },
    { do: 'deliver', count: 1, fault: 'none' },
  ],
  // A product left a list and was deleted after; only the delete is remembered.
  [
    { do: 'photograph' },
    { do: 'create', dice: 570 },
    { do: 'update', dice: 208 },
    { do: 'remove', dice: 208 },
    { do: 'prune' },
    { do: 'photograph' },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'land', which: 0 },
    { do: 'deliver', count: 1, fault: 'none' },
  ],
  // A product was born into a list and left it; a total read in between counts it.
  [
    { do: 'more', which: 0 },
    { do: 'create', dice: 0 },
    { do: 'burst', dice: 0, size: 2 },
    { do: 'deliver', count: 3, fault: 'lose' },
    { do: 'wait', milliseconds: 1 },
    { do: 'land', which: 7 },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'update', dice: 719 },
    { do: 'land', which: 0 },
  ],
  // The epoch changed while movement was paused, and then something was held.
  [
    { do: 'ownUpdate', dice: 0 },
    { do: 'restore', dice: 0 },
    { do: 'pause' },
    { do: 'land', which: 0 },
    { do: 'create', dice: 0 },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'deliver', count: 1, fault: 'none' },
    { do: 'landAnswer' },
    { do: 'ownUpdate', dice: 0 },
    { do: 'deliver', count: 2, fault: 'none' },
    { do: 'update', dice: 0 },
    { do: 'land', which: 0 },
    { do: 'deliver', count: 1, fault: 'none' },
  ],
  // A delete was held while an old answer made the epoch doubtful.
  [
    { do: 'land', which: 0 },
    { do: 'land', which: 0 },
    { do: 'ownUpdate', dice: 0 },
    { do: 'restore', dice: 0 },
    { do: 'showDetail' },
    { do: 'pause' },
    { do: 'land', which: 0 },
    { do: 'land', which: 1 },
    { do: 'deliver', count: 3, fault: 'none' },
    { do: 'remove', dice: 0 },
    { do: 'landAnswer' },
    { do: 'prune' },
    { do: 'create', dice: 0 },
    { do: 'wait', milliseconds: 1 },
    { do: 'create', dice: 0 },
    { do: 'deliver', count: 3, fault: 'none' },
  ],
]
