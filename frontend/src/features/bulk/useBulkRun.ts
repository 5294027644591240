import { useEffect, useRef, useState } from 'react'
import { ApiError, errorMessage, refusalText } from '@/lib/api/errors'
import { newIdempotencyKey } from '@/lib/api/idempotencyKey'
import { type BulkBody, type RefusedRow, streamBulk, type Tally } from './requests'

export interface BulkRun extends Tally {
  phase: 'running' | 'ended' | 'stopped' | 'broken' | 'failed' | 'rejected'
  action: BulkBody['action']
  /** Its Idempotency-Key. */
  key: string
  /** Whether there may be something to take back that can be. */
  mayUndo: boolean
  /** Null until the server has counted. */
  total: number | null
  done: number
  rows: RefusedRow[]
  /** What the server says of why it stopped or refused. */
  detail: string
}

export interface BulkRunControl {
  /** The one that is running or has run; null before. */
  run: BulkRun | null
  /** `key`: the Idempotency-Key, where whoever asks has one. */
  start: (body: BulkBody, key?: string) => void
  /** Goes on with the same one: nothing is done twice. */
  again: () => void
  /** Takes back what it has done, as a run of its own that takes its place. */
  undo: () => void
  stop: () => void
}

interface Attempt {
  body: BulkBody
  key: string
  /** Whether it has changed something, or may have, however often it was sent. */
  hasChanged: boolean
}

/** Runs bulk changes, one at a time. */
export function useBulkRun(): BulkRunControl {
  const [run, setRun] = useState<BulkRun | null>(null)
  const attempt = useRef<Attempt | null>(null)
  const abort = useRef<AbortController>(null)
  // Signing out ends it, as Stop does.
  useEffect(() => () => abort.current?.abort(), [])

  async function follow(attempt: Attempt) {
    const { body, key } = attempt
    const controller = new AbortController()
    abort.current = controller
    const { action } = body
    const isFinal = action === 'undo' || action === 'delete'
    let current: BulkRun = { ...NOTHING_YET, action, key, mayUndo: false }
    const show = (part: Partial<BulkRun>) => {
      current = { ...current, ...part }
      // What the server has been told to do, it may have done without having said so.
      const isUncertain = current.phase === 'stopped' || current.phase === 'broken'
      attempt.hasChanged ||= current.changed > 0 || isUncertain
      current.mayUndo = attempt.hasChanged && !isFinal
      if (abort.current === controller) setRun(current)
    }
    show({})
    const rows: RefusedRow[] = []
    try {
      for await (const line of streamBulk(body, { key, signal: controller.signal })) {
        if (line.type === 'start') show({ total: line.total })
        else if (line.type === 'row') rows.push({ ...line, detail: refusalText(line.code, line.detail) })
        else if (line.type === 'progress') show({ ...tallyOf(line), done: line.done, rows: [...rows] })
        else if (line.type === 'failed')
          show({ phase: 'failed', detail: refusalText(line.code, line.detail), done: line.done })
        else show({ ...tallyOf(line), phase: 'ended', total: line.total, done: line.total, rows: [...rows] })
      }
      // An answer that just ends was cut off on its way.
      if (current.phase === 'running') show({ phase: 'broken' })
    } catch (error) {
      if (controller.signal.aborted) show({ phase: 'stopped' })
      else if (isAnswer(error)) {
        show({ phase: attempt.hasChanged ? 'failed' : 'rejected', detail: reasonOf(error) })
      } else show({ phase: 'broken' })
    }
  }

  function start(body: BulkBody, key = newIdempotencyKey()) {
    attempt.current = { body, key, hasChanged: false }
    void follow(attempt.current)
  }
  return {
    run,
    start,
    again() {
      if (attempt.current) void follow(attempt.current)
    },
    undo() {
      if (attempt.current) start({ action: 'undo', run: attempt.current.key })
    },
    stop: () => abort.current?.abort(),
  }
}

const NOTHING_YET = {
  phase: 'running',
  total: null,
  done: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  rows: [],
  detail: '',
} as const satisfies Partial<BulkRun>

function tallyOf({ changed, unchanged, refused }: Tally): Tally {
  return { changed, unchanged, refused }
}

/** The server answered with a refusal, so it has done nothing. */
function isAnswer(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}

function reasonOf(error: ApiError): string {
  const fields = Object.values(error.fields).flat()
  return fields.length > 0 ? fields.join(' ') : errorMessage(error)
}
