import { useState } from 'react'
import type { Copies, Design, LabelTemplate, Medium, Print } from './api'
import {
  type Geometry,
  geometryOf,
  mediumKey,
  type Printer,
  rollOf,
  storedPrinter,
  storedSetup,
} from './design'

export type LabelForm = ReturnType<typeof useLabelForm>

/** What has been chosen. The last design is there again the next time, and each medium's shift with it. */
export function useLabelForm(media: readonly Medium[], isBlank: boolean) {
  const [setup, setSetup] = useState(() => storedSetup.get())
  const { design, template } = setup
  const [printer, setPrinter] = useState(() => storedPrinter.get(mediumKey(design)))
  const geometry = geometryOf(design, media)
  // Of blank labels a page to begin with.
  const [copies, setCopies] = useState<Copies | null>(() =>
    isBlank && geometry ? Math.max(10, geometry.columns * geometry.rows) : 1,
  )
  const [start, setStart] = useState(1)
  /** Of a size of one's own, while a number of it makes no sense. */
  const [isSizeWrong, setSizeWrong] = useState(false)

  function change(next: { template?: number | null; design: Design }) {
    const { template: chosen = template, design: changed } = next
    const made = { template: chosen, design: changed }
    setSetup(made)
    storedSetup.set(made)
    if (mediumKey(changed) === mediumKey(design)) return
    setPrinter(storedPrinter.get(mediumKey(changed)))
    setStart(1)
    setSizeWrong(false)
  }
  return {
    design,
    template,
    geometry,
    printer,
    copies,
    start,
    isSizeWrong,
    /** The dots an inch that are usual for the medium. */
    usualDpi:
      media.find(({ slug }) => slug === design.media)?.dpi ?? (geometry && geometry.columns > 1 ? 600 : 300),
    setDesign: (next: Design) => change({ design: next }),
    setTemplate(chosen: LabelTemplate | null) {
      // The fields begin anew, with the size that counts.
      setSizeWrong(false)
      if (!chosen) return change({ template: null, design })
      const { media, geometry, layout, code, lines, show_price } = chosen
      change({ template: chosen.id, design: { media, geometry, layout, code, lines, show_price } })
    },
    /** Null: it is not complete. */
    setGeometry(next: Geometry | null) {
      if (next) change({ design: { ...design, media: '', geometry: next } })
      setSizeWrong(next === null)
    },
    setPrinter(next: Printer) {
      setPrinter(next)
      storedPrinter.set(next, mediumKey(design))
    },
    setCopies,
    setStart,
    /** Null while a number is missing. */
    print(): Print | null {
      if (copies === null || isSizeWrong) return null
      return { design, copies, start, ...printer }
    },
  }
}

/** What a size of one's own begins as. */
export const FIRST_OWN: Geometry = rollOf(60, 30)
