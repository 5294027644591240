import { useState } from 'react'

/** Values that are saved, with what is typed over them: a field that nobody has touched follows what others save. */
export function useEdits<Values extends object>(saved: Values) {
  const [edits, setEdits] = useState<Partial<Values>>({})
  return {
    values: { ...saved, ...edits },
    edit: (part: Partial<Values>) => setEdits((before) => ({ ...before, ...part })),
    /** The part of a draft that was touched: nothing else is for this form to write. */
    touched: <Draft extends { [Name in keyof Values]?: unknown }>(draft: Draft): Partial<Draft> =>
      Object.fromEntries(Object.entries(draft).filter(([name]) => name in edits)) as Partial<Draft>,
    /** They are saved, but for what was typed meanwhile. */
    forget: () => setEdits((now) => (now === edits ? {} : now)),
  }
}
