import { useMemo } from 'react'
import { toast } from 'sonner'
import { OPTIONAL_REASONS } from '@/entities/movement/quickReasons'
import { reasonLabel } from '@/entities/movement/words'
import { LOCALE } from '@/lib/locale'
import { useEdits } from '@/lib/useEdits'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/place'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { TextField } from '@/ui/TextField'
import { currencies, type Place, useChangePlace } from './place'

const names = ['name', 'currency', 'trash_days', 'registration', 'reasons'] as const

const DOORS = ['open', 'invite', 'closed'] as const

/** Several admins may have it open: each writes only what they have changed. */
export function PlaceForm({ place }: { place: Place }) {
  const change = useChangePlace()
  const { values, edit, touched, forget } = useEdits({
    name: place.name,
    currency: place.currency ?? '',
    trash_days: String(place.trash_days ?? ''),
    registration: place.registration ?? '',
    reasons: place.reasons ?? OPTIONAL_REASONS,
  })
  const offered = useMemo(() => currencies(LOCALE, [place.currency ?? '']), [place.currency])
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ trash_days: days }): { trash_days?: string } =>
      days.trim() && !/^[1-9][0-9]{0,3}$/.test(days.trim()) ? { trash_days: text.daysWrong } : {},
    send: async ({ name, currency, trash_days: days, registration }) => {
      const reasons = OPTIONAL_REASONS.filter((reason) => values.reasons.includes(reason))
      await change.mutateAsync(
        touched({
          name,
          currency,
          trash_days: days.trim() ? Number(days) : null,
          registration: DOORS.find((door) => door === registration) ?? '',
          reasons: reasons.length < OPTIONAL_REASONS.length ? reasons : null,
        }),
      )
      forget()
      toast.success(text.saved)
    },
  })
  return (
    <form {...formProps} className="max-w-lg space-y-5">
      <ErrorSummary messages={summary} focus />
      <TextField
        name="name"
        maxLength={60}
        autoComplete="organization"
        value={values.name}
        onChange={(event) => edit({ name: event.target.value })}
        label={text.name}
        hint={text.nameHint}
        error={errors.name}
        optional
      />
      <Field label={text.currency} hint={text.currencyHint} error={errors.currency}>
        {(control) => (
          <select
            name="currency"
            value={values.currency}
            onChange={(event) => edit({ currency: event.target.value })}
            {...control}
            className={inputStyles()}
          >
            <option value="">{text.asOnServer(place.default_currency)}</option>
            {offered.map(({ code, name }) => (
              <option key={code} value={code}>
                {text.currencyOption(name, code)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        name="trash_days"
        inputMode="numeric"
        autoComplete="off"
        value={values.trash_days}
        onChange={(event) => edit({ trash_days: event.target.value })}
        placeholder={String(place.default_trash_days)}
        label={text.trashDays}
        hint={text.trashDaysHint(place.default_trash_days)}
        error={errors.trash_days}
        optional
      />
      <Field label={text.registration} error={errors.registration}>
        {(control) => (
          <select
            name="registration"
            value={values.registration}
            onChange={(event) => edit({ registration: event.target.value as typeof values.registration })}
            {...control}
            className={inputStyles()}
          >
            <option value="">{text.asOnServer(doorWords(place.default_registration))}</option>
            {DOORS.map((door) => (
              <option key={door} value={door}>
                {doorWords(door)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset aria-describedby="reasons-hint">
        <legend className="font-medium">{text.reasons}</legend>
        <p id="reasons-hint" className="text-muted text-xs">
          {text.reasonsHint}
        </p>
        <div className="mt-1.5 flex flex-wrap gap-x-5">
          {OPTIONAL_REASONS.map((reason) => (
            <label key={reason} className="flex min-h-11 cursor-pointer items-center gap-2.5 desk:min-h-8">
              <input
                type="checkbox"
                name="reasons"
                value={reason}
                checked={values.reasons.includes(reason)}
                onChange={({ target }) =>
                  edit({
                    reasons: target.checked
                      ? [...values.reasons, reason]
                      : values.reasons.filter((one) => one !== reason),
                  })
                }
                className="size-4 accent-accent"
              />
              <span>{reasonLabel(reason)}</span>
            </label>
          ))}
        </div>
        {errors.reasons && <p className="text-out-ink text-xs">{errors.reasons}</p>}
      </fieldset>
      <Button type="submit" variant="primary" busy={busy}>
        {text.save}
      </Button>
    </form>
  )
}

function doorWords(door: string): string {
  return text.registrations[door as (typeof DOORS)[number]] ?? door
}
