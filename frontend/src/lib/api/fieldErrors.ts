import { ApiError, errorMessage } from './errors'

/** What a refusal says, as a form shows it. */
export interface ShownErrors<Name extends string> {
  /** One text for each field of the form that the server named. */
  onFields: Partial<Record<Name, string>>
  /** The first of those, in the form's own order: it gets the focus. */
  first: Name | undefined
  /** What is about no field of the form, for the summary above it. */
  others: string[]
}

/** Sorts what the server said by the fields of a form. */
export function errorsOn<Name extends string>(error: unknown, names: readonly Name[]): ShownErrors<Name> {
  const fields = error instanceof ApiError ? error.fields : {}
  if (Object.keys(fields).length === 0)
    return { onFields: {}, first: undefined, others: [errorMessage(error)] }
  const onFields: Partial<Record<Name, string>> = {}
  for (const name of names) if (fields[name]) onFields[name] = fields[name].join(' ')
  const others = Object.entries(fields).flatMap(([name, messages]) => (name in onFields ? [] : messages))
  return { onFields, first: names.find((name) => name in onFields), others }
}
