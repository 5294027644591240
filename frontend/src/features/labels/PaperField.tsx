import { formatCount } from '@/lib/format'
import { LOCALE } from '@/lib/locale'
import * as text from '@/strings/labels'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import type { Design, Medium } from './api'
import { FIRST_OWN } from './useLabelForm'

const KINDS = ['A4', 'Letter', 'roll'] as const

interface PaperFieldProps {
  media: readonly Medium[]
  design: Design
  onChange: (design: Design) => void
}

/** What the labels are printed on. */
export function PaperField({ media, design, onChange }: PaperFieldProps) {
  function choose(slug: string) {
    const medium = media.find((one) => one.slug === slug)
    onChange(
      medium
        ? { ...design, media: medium.slug as Design['media'], geometry: null }
        : { ...design, media: '', geometry: FIRST_OWN },
    )
  }
  return (
    <Field label={text.paper}>
      {(control) => (
        <select
          {...control}
          value={design.media}
          onChange={(event) => choose(event.target.value)}
          className={inputStyles()}
        >
          {KINDS.map((kind) => (
            <optgroup key={kind} label={text.kinds[kind]}>
              {media
                .filter((medium) => medium.kind === kind)
                .map(({ slug, name, geometry: { width, height, columns, rows } }) => (
                  <option key={slug} value={slug}>
                    {text.medium(name, formatLength(width), formatLength(height), columns * rows)}
                  </option>
                ))}
            </optgroup>
          ))}
          <option value="">{text.own}</option>
        </select>
      )}
    </Field>
  )
}

function formatLength(millimetres: number): string {
  return Number.isInteger(millimetres)
    ? formatCount(millimetres)
    : (Math.round(millimetres * 1000) / 1000).toLocaleString(LOCALE, LENGTH)
}

const LENGTH = { maximumFractionDigits: 1 }
