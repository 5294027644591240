import { type SubmitEvent, useLayoutEffect, useState } from 'react'
import { stockRefusal, tellNotRecorded, tellRecorded, tellUnanswered } from '@/entities/movement/feedback'
import { getQuickReason, useReasonsFor } from '@/entities/movement/quickReasons'
import {
  type AdjustBody,
  type Adjustment,
  currentOf,
  isUncertain,
  postAdjustment,
} from '@/entities/movement/requests'
import { useStockBlock } from '@/entities/movement/stockBlock'
import { type Mode, type OpenEditor, openEditor } from '@/entities/movement/stockEditor'
import type { ChosenReason } from '@/entities/movement/types'
import { useLastMovement } from '@/entities/movement/useLastMovement'
import { formatDelta } from '@/entities/movement/words'
import type { Product } from '@/entities/product/types'
import { useProduct } from '@/entities/product/useProduct'
import { takeTypedAhead } from '@/features/stock-adjust/TypingAhead'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { useOnce } from '@/lib/api/useOnce'
import { formatCount } from '@/lib/format'
import { isUnusual, parseCount, type ReadNumber } from '@/lib/parseNumber'
import { useIsShown } from '@/lib/useIsShown'
import { unusualStock } from '@/strings/numbers'
import * as text from '@/strings/stockEditor'
import { useLive } from '@/sync/useLive'

export const NOTE_MAX = 500

/** A number that was to be set, and the one that was found instead of the one seen. */
export interface Stale {
  seen: number
  wanted: number
  current: Product
}

/** The state of the stock editor. Live changes move what it compares with, never what was typed. */
export function useAdjustForm(editor: OpenEditor, onClose: () => void) {
  const { seen } = editor
  const { latest, isGone } = useProduct(String(seen.id))
  const [problem, setProblem] = useState<string | null>(null)
  const fields = useFields(editor, () => setProblem(null))
  const { mode, reason, note } = fields
  const [stale, setStale] = useState<Stale | null>(null)
  const block = useStockBlock()
  const lastMovement = useLastMovement(seen.id)
  const isShown = useIsShown()
  // What has been opened in its place stays.
  const { send, isSending, lastKey } = useSend(seen.id, () => isShown() && onClose())

  // What was tapped just before is on its way, so an older row says less than what was seen.
  const newest = latest && latest.version > seen.version ? latest : seen
  const now = newest.quantity
  const typed = parseCount(fields.digits)
  const number = typed.value
  const result =
    number === null ? null : mode === 'add' ? now + number : mode === 'remove' ? now - number : number

  async function record(adjustment: Adjustment) {
    setProblem(null)
    try {
      await send({ ...adjustment, reason, ...(note.trim() && { note: note.trim() }) })
    } catch (error) {
      const current = currentOf(error)
      if (!isShown()) return tellElsewhere(adjustment, error, current)
      const isStale = error instanceof ApiError && error.code === 'stale_quantity'
      if (isStale && current && 'set_to' in adjustment) {
        setStale({ seen: adjustment.expected, wanted: adjustment.set_to, current })
      } else {
        setStale(null)
        setProblem(explain(error))
      }
    }
  }

  /** The editor was closed before the answer came, and the number is believed to be recorded. */
  function tellElsewhere(adjustment: Adjustment, error: unknown, current: Product | undefined) {
    const isSet = 'set_to' in adjustment
    const amount = isSet ? formatCount(adjustment.set_to) : formatDelta(adjustment.delta)
    if (isUncertain(error)) return tellUnanswered(seen.name, amount, lastKey(), () => void record(adjustment))
    const why = isSet && current ? text.staleQuestion(null, formatCount(current.quantity)) : explain(error)
    const number = isSet ? adjustment.set_to : Math.abs(adjustment.delta)
    // The quick field has no room for a note.
    const isQuick = isSet && editor.mode === undefined && note === ''
    const again = { ...editor, seen: current ?? newest, amount: number, reason, note }
    tellNotRecorded(seen.name, amount, why, () => openEditor({ ...again, mode: isQuick ? undefined : mode }))
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    // The form's submit event bubbles through the portal to whatever form React has around it.
    event.stopPropagation()
    const wrong = isGone ? text.gone : (block ?? amountProblem(mode, typed, now))
    if (wrong || number === null) return setProblem(wrong)
    const question = unusualQuestion(now, result)
    // It was asked already, about the same numbers, when it still stands there.
    if (question && question !== problem) return setProblem(question)
    const signed = mode === 'remove' ? -number : number
    void record(mode === 'set' ? { set_to: number, expected: seen.quantity } : { delta: signed })
  }

  return {
    seen,
    ...fields,
    number,
    now,
    result,
    lastMovement,
    hasMoved: now !== seen.quantity,
    problem,
    block,
    isSending,
    submit,
    stale,
    answerStale: (adjustment: Adjustment) => void record(adjustment),
    dismissStale: onClose,
  }
}

/**
 * What is typed and chosen. Where a number is set, one with a sign before it is added or removed: "+5", "-3". `onEdit`
 * hears of what makes an earlier complaint out of date.
 */
function useFields(editor: OpenEditor, onEdit: () => void) {
  const { seen, ...start } = editor
  const [chosen, setChosen] = useState<Mode>(start.mode ?? 'set')
  const given = String(start.amount ?? (chosen === 'set' ? seen.quantity : ''))
  const [first] = useState(given)
  const [amount, setAmount] = useState(given)
  const [why, setReason] = useState<ChosenReason | null>(start.reason ?? null)
  const [note, setNote] = useState(start.note ?? '')
  const { mode, digits } = chosen === 'set' ? readSign(amount) : { mode: chosen, digits: amount }
  const reasons = useReasonsFor(mode)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field appears
  useLayoutEffect(() => {
    const typed = takeTypedAhead(editor)
    if (typed) setAmount(typed)
  }, [])
  return {
    /** What is done with the number, as it is typed. */
    mode,
    reasons,
    /** Makes the choice, and goes on without the sign that said it. */
    setMode: (next: Mode) => {
      setChosen(next)
      setAmount(next === mode ? digits : amount)
      if (next !== mode) setReason(null)
      onEdit()
    },
    amount,
    digits,
    setAmount: (text: string) => {
      setAmount(text)
      onEdit()
    },
    reason: why !== null && reasons.includes(why) ? why : usualReason(mode),
    setReason,
    note,
    setNote,
    isTyped: amount !== first || note !== (start.note ?? ''),
  }
}

/** "+5" adds, "-3" removes, in whichever form the signs come; "7" is what is there. */
function readSign(text: string): { mode: Mode; digits: string } {
  const [, sign, digits = ''] = /^\s*([+＋]|[-−–－])\s*(.*)$/.exec(text) ?? []
  if (sign === undefined) return { mode: 'set', digits: text }
  return { mode: sign === '+' || sign === '＋' ? 'add' : 'remove', digits }
}

/** Sends, whatever was changed since an attempt without an answer, until one is recorded. */
function useSend(productId: number, onDone: () => void) {
  const live = useLive()
  const { once, lastKey } = useOnce()
  const [isSending, setSending] = useState(false)

  async function send(body: AdjustBody) {
    setSending(true)
    try {
      const answer = await once((key) => postAdjustment(productId, body, key))
      live.acceptWrite({ row: answer.product, epoch: answer.epoch, seq: answer.seq })
      tellRecorded(live, answer)
      onDone()
    } finally {
      setSending(false)
    }
  }
  return { send, isSending, lastKey }
}

function usualReason(mode: Mode): ChosenReason {
  return mode === 'set' ? 'count' : getQuickReason(mode)
}

function amountProblem(mode: Mode, typed: ReadNumber<number>, now: number): string | null {
  const { value, problem } = typed
  if (problem !== null) return problem
  if (mode !== 'set' && value === 0) return text.atLeastOne
  if (mode === 'remove' && value > now) return text.onlyOnHand(formatCount(now))
  return null
}

function unusualQuestion(now: number, result: number | null): string | null {
  if (result === null || !isUnusual(result, now)) return null
  return unusualStock(formatCount(result), formatCount(now))
}

function explain(error: unknown): string {
  if (isUncertain(error)) return text.noAnswer
  const fields = error instanceof ApiError ? Object.values(error.fields).flat() : []
  if (fields.length > 0) return fields.join(' ')
  const refused = stockRefusal(error)
  return refused ? text.nothingChanged(refused) : errorMessage(error)
}
