import { useEffect, useRef, useState } from 'react'
import { newIdempotencyKey } from '@/features/stock/requests'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { type BulkBody, type RefusedRow, streamBulk, type Tally } from './requests'

export interface BulkRun extends Tally {
  phase: 'running' | 'ended' | 'stopped' | 'broken' | 'failed' | 'rejected'
  action: BulkBody['action']
  /** Its Idempotency-Key. */
  key: string
  isUndo: boolean
  /** Whether there is something to take back that can be. */
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
  start: (body: BulkBody) => void
  /** Goes on with the same one: nothing is done twice. */
  again: () => void
  /** Takes back what it has done, as a run of its own that takes its place. */
  undo: () => void
  stop: () => void
}

/** Runs bulk changes, one at a time. */
export function useBulkRun(): BulkRunControl {
  const [run, setRun] = useState<BulkRun | null>(null)
  const attempt = useRef<{ body: BulkBody; key: string } | null>(null)
  const abort = useRef<AbortController>(null)
  // Leaving the page ends it, as Stop does.
  useEffect(() => () => abort.current?.abort(), [])

  async function follow(body: BulkBody, key: string) {
    const controller = new AbortController()
    abort.current = controller
    const { action } = body
    let current: BulkRun = { ...NOTHING_YET, action, key, isUndo: action === 'undo', mayUndo: false }
    const show = (part: Partial<BulkRun>) => {
      current = { ...current, ...part }
      current.mayUndo = current.changed > 0 && action !== 'undo' && action !== 'delete'
      if (abort.current === controller) setRun(current)
    }
    show({})
    const rows: RefusedRow[] = []
    try {
      for await (const line of streamBulk(body, { key, signal: controller.signal })) {
        if (line.type === 'start') show({ total: line.total })
        else if (line.type === 'row') rows.push(line)
        else if (line.type === 'progress') show({ ...tallyOf(line), done: line.done, rows: [...rows] })
        else if (line.type === 'failed') show({ phase: 'failed', detail: line.detail, done: line.done })
        else show({ ...tallyOf(line), phase: 'ended', total: line.total, done: line.total, rows: [...rows] })
      }
      // An answer that just ends was cut off on its way.
      if (current.phase === 'running') show({ phase: 'broken' })
    } catch (error) {
      if (controller.signal.aborted) show({ phase: 'stopped' })
      else if (isAnswer(error)) show({ phase: 'rejected', detail: explain(error) })
      else show({ phase: 'broken' })
    }
  }

  function start(body: BulkBody) {
    attempt.current = { body, key: newIdempotencyKey() }
    void follow(attempt.current.body, attempt.current.key)
  }
  return {
    run,
    start,
    again() {
      if (attempt.current) void follow(attempt.current.body, attempt.current.key)
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

function explain(error: ApiError): string {
  const fields = Object.values(error.fields).flat()
  return fields.length > 0 ? fields.join(' ') : errorMessage(error)
}
