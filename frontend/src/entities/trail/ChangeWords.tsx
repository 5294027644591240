import { ArrowRight } from 'lucide-react'
import * as text from '@/strings/trail'
import type { FieldChange } from './types'
import { fieldLabel, useValueWords } from './words'

/** "Price: 12.50 → 13.00". Of pictures and secrets only that they changed. */
export function ChangeWords({ change }: { change: FieldChange }) {
  const words = useValueWords()
  const { field, old, new: now, hidden } = change
  if (hidden || field === 'image' || field === 'more_pictures') {
    return (
      <span className="min-w-0 break-words">
        <span className="font-medium">{fieldLabel(field)}</span> <span>{text.changed}</span>
      </span>
    )
  }
  return (
    <span className="min-w-0 break-words">
      <span className="font-medium">{fieldLabel(field)}</span>{' '}
      <bdi className="text-muted line-through decoration-line">
        <span className="sr-only">{text.was} </span>
        {words(field, old)}
      </bdi>{' '}
      <ArrowRight size={12} aria-hidden="true" className="inline text-muted rtl:rotate-180" />{' '}
      <bdi>
        <span className="sr-only">{text.becomes} </span>
        {words(field, now)}
      </bdi>
    </span>
  )
}
