import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { useSaid } from '@/lib/announcer'
import { Button } from './Button'
import { Field } from './Field'
import { inputStyles } from './inputStyles'

interface CopyFieldProps {
  label: string
  value: string
  words: { copy: string; copied: string; notCopied: string }
}

/** A text to be taken elsewhere, and the button that copies it. */
export function CopyField({ label, value, words }: CopyFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const isCopied = outcome === 'copied'
  useSaid(isCopied ? words.copied : '')
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setOutcome('copied')
    } catch {
      // On plain http in a network the browser keeps the clipboard to itself.
      setOutcome('refused')
      input.current?.select()
    }
  }
  return (
    <Field label={label} error={outcome === 'refused' ? words.notCopied : undefined}>
      {({ 'aria-invalid': _, ...control }) => (
        <div className="flex gap-2">
          <input
            {...control}
            ref={input}
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
            className={inputStyles('font-mono')}
          />
          <Button onClick={() => void copy()} className="desk:h-9">
            {isCopied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
            {isCopied ? words.copied : words.copy}
          </Button>
        </div>
      )}
    </Field>
  )
}
