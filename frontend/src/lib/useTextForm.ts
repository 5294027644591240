import { type FormEvent, useEffect, useRef, useState } from 'react'
import { errorsOn } from '@/lib/api/fieldErrors'

type Errors = Partial<Record<string, string>>

interface TextFormOptions<Name extends string> {
  names: readonly Name[]
  /** Finds what is wrong before anything is sent. */
  validate?: (values: Record<Name, string>) => Partial<Record<Name, string>>
  /** Throws what the server refused. The form is emptied by whoever wants it empty. */
  send: (values: Record<Name, string>, form: HTMLFormElement) => Promise<void>
}

/**
 * A small form of texts and choices: checks, sends, and puts the server's messages on the fields they name, all others
 * in a summary. Focus goes to the first field in error.
 */
export function useTextForm<Name extends string>({ names, validate, send }: TextFormOptions<Name>) {
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors>({})
  const [summary, setSummary] = useState<string[]>([])
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    const first = names.find((name) => errors[name])
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }, [errors, names])

  function show(fieldErrors: Errors, others: string[]) {
    setErrors(fieldErrors)
    setSummary(others)
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const sent = event.currentTarget
    const values = readValues(sent, names)
    const wrong = validate?.(values) ?? {}
    show(wrong, [])
    if (Object.keys(wrong).length > 0) return
    setBusy(true)
    try {
      await send(values, sent)
    } catch (error) {
      const { onFields, others } = errorsOn(error, names)
      show(onFields, others)
    } finally {
      setBusy(false)
    }
  }

  return { formProps: { ref: form, onSubmit, noValidate: true }, errors, summary, busy }
}

function readValues<Name extends string>(
  form: HTMLFormElement,
  names: readonly Name[],
): Record<Name, string> {
  const data = new FormData(form)
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<Name, string>
}
