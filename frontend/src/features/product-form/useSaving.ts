import { useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { toast } from 'sonner'
import type { Product } from '@/entities/product/types'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { useIsShown } from '@/lib/useIsShown'
import * as productText from '@/strings/product'
import * as text from '@/strings/productForm'
import { changedFields, type Standing } from './merge'
import { FIELD_NAMES, type ProductField, type ProductValues, toValues } from './schema'
import { showErrors, unfinished } from './showErrors'
import { unusualQuestions } from './unusual'
import type { Picture } from './usePicture'
import { PartlySaved, Stopped, useSend } from './useSend'

interface Options {
  form: UseFormReturn<ProductValues>
  picture: Picture
  /** The newest version that reached this screen; null when it was deleted. */
  latest: Product | null | undefined
  /** Takes a version in, and says where the edit stands then; null for a new product. */
  take: (row: Product | null | undefined) => Standing | null
  standOn: (row: Product) => void
  /** `goesOn`: another product is to follow. */
  onSaved: (saved: Product, goesOn: boolean) => void
  endDraft: () => void
}

/** So often a save gives way to somebody else's before it says so. */
const TRIES = 5

/** Saves the form over the newest version, as far as the two do not clash, and tells what came of it. */
export function useSaving({ form, picture, latest, take, standOn, onSaved, endDraft }: Options) {
  const [summary, setSummary] = useState<string[]>([])
  const [isAsking, setAsking] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const asked = useRef('')
  const hasLeft = useRef(false)
  const isShown = useIsShown(form)
  const isThere = () => isShown() && !hasLeft.current
  const { stop, isSaving, saveOver } = useSaveOver({ form, picture, take })

  const save = (goesOn: boolean) =>
    form.handleSubmit(async (checked) => {
      picture.setError(undefined)
      const questions = unusualQuestions(checked, latest)
      // The same questions again: the second press is the answer.
      const isAnswered = asked.current === questions.join()
      asked.current = questions.join()
      setSummary(isAnswered ? [] : questions)
      if (!isAnswered && questions.length > 0) return
      const typed = form.getValues()
      try {
        const saved = await saveOver(checked, latest)
        if (!isThere()) {
          if (!saved) return tellNotSaved(checked.name, text.conflictTitle)
          endDraft()
          return void toast.success(productText.saved(saved.name))
        }
        setAsking(saved === null)
        if (!saved || goOn(saved, typed)) return
        // The row of this save may reach the form before it is closed: that is no news.
        if (latest) standOn(saved)
        onSaved(saved, goesOn)
      } catch (error) {
        const part = error instanceof PartlySaved ? error : null
        const why = part ? part.why : error
        if (!isThere()) {
          if (part) endDraft()
          return tellAway(checked.name, error)
        }
        if (part) {
          const { row, pictures } = part.done
          standOnSaved(row, typedSince(row, typed))
          picture.keep(row, pictures)
        }
        const isGone = why instanceof ApiError && why.status === 404
        if (isGone) setMissing(true)
        setAsking(false)
        if (part && !isGone) setSummary(unfinished(part))
        else if (why instanceof Stopped) setSummary([text.uploadCancelled])
        else setSummary(showErrors(why, form, picture.setError))
      }
    })

  /** Whether something was typed while the form was sent. Then it goes on from what is saved, with that in it. */
  function goOn(saved: Product, typed: ProductValues): boolean {
    const since = typedSince(saved, typed)
    if (since.length === 0) return false
    standOnSaved(saved, since)
    picture.reset()
    toast.success(text.savedBeforeMore)
    return true
  }

  function typedSince(saved: Product, typed: ProductValues): ProductField[] {
    const left = changedFields(form.getValues(), toValues(saved))
    return changedFields(form.getValues(), typed).filter((field) => left.includes(field))
  }

  /** What is saved is what the form changes from now on. */
  function standOnSaved(saved: Product, since: readonly ProductField[]): void {
    const fresh = toValues(saved)
    standOn(saved)
    for (const field of FIELD_NAMES) if (!since.includes(field)) form.setValue(field, fresh[field])
  }

  return {
    submit: save(false),
    submitAndGoOn: save(true),
    stop,
    /** The person leaves the form: what is on its way is stopped, and nothing leads back here. */
    leave: () => {
      hasLeft.current = true
      stop()
    },
    isSaving,
    /** Somebody has to decide before it can be saved. */
    isAsking,
    setAsking,
    /** The server does not have the product any more. */
    isMissing,
    summary,
    /** Forgets what came of the last attempt. */
    clear: () => {
      setMissing(false)
      setSummary([])
    },
  }
}

/** Tells whoever has left the form what became of the save that was on its way. */
function tellAway(name: string, error: unknown): void {
  if (error instanceof Stopped) {
    if (error.maybeSaved) toast(text.maybeSaved(name))
  } else if (error instanceof PartlySaved) {
    const description = error.why instanceof Stopped ? undefined : errorMessage(error.why)
    toast.warning(text.picturesMissing(name), { description })
  } else tellNotSaved(name, errorMessage(error))
}

function tellNotSaved(name: string, why: string): void {
  toast.error(text.notSaved(name), { description: why })
}

function useSaveOver({ form, picture, take }: Pick<Options, 'form' | 'picture' | 'take'>) {
  const { send, stop, isSaving } = useSend(picture)

  /** The saved row; null when somebody has to decide first. Gives way to changes that do not touch what is saved. */
  async function saveOver(checked: ProductValues, newest: Options['latest']): Promise<Product | null> {
    let current = newest
    for (let tries = 1; ; tries++) {
      const at = take(current)
      if (at && at.conflicts.length > 0) return null
      const over = at?.base ?? null
      // What was taken over just now is in the form, and not in what was checked.
      const fields = over ? changedFields(form.getValues(), toValues(over)) : filledFields(checked)
      // They changed it to the same: there is nothing left to save.
      if (over && fields.length === 0 && picture.tiles === undefined) return over
      try {
        return await send({ values: checked, fields, over })
      } catch (error) {
        current = currentRow(error)
        if (!current || tries === TRIES) throw error
      }
    }
  }
  return { stop, isSaving, saveOver }
}

/** Optional fields left empty are not sent, so that the server's own defaults apply. */
function filledFields(values: ProductValues): ProductField[] {
  return FIELD_NAMES.filter((field) => values[field] !== '')
}

function currentRow(error: unknown): Product | undefined {
  if (!(error instanceof ApiError) || error.status !== 412) return undefined
  return (error.body as { current?: Product }).current
}
