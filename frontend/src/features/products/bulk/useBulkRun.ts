import { useEffect, useRef, useState } from 'react'
import { newIdempotencyKey } from '@/features/stock/requests'
import { ApiError, errorMessage } from '@/lib/api/errors'
import { type BulkChange, type BulkTarget, type RefusedRow, streamBulk, type Tally } from './requests'

export interface BulkRun extends Tally {
  phase: 'running' | 'ended' | 'stopped' | 'broken' | 'failed' | 'rejected'
  change: BulkChange
  /** Null until the server has counted. */
  total: number | null
  done: number
  rows: RefusedRow[]
  /** What the server says of why it stopped or refused. */
  detail: string
}

/** A bulk change that is running or has run; null before. `again` goes on with the same one: nothing is done twice. */
export function useBulkRun(target: BulkTarget) {
  const [run, setRun] = useState<BulkRun | null>(null)
  const attempt = useRef<{ change: BulkChange; key: string } | null>(null)
  const abort = useRef<AbortController>(null)
  // Leaving the page ends it, as Stop does.
  useEffect(() => () => abort.current?.abort(), [])

  async function follow(change: BulkChange, key: string) {
    const controller = new AbortController()
    abort.current = controller
    let current: BulkRun = { ...NOTHING_YET, change }
    const show = (part: Partial<BulkRun>) => {
      current = { ...current, ...part }
      if (abort.current === controller) setRun(current)
    }
    show({})
    const rows: RefusedRow[] = []
    try {
      for await (const line of streamBulk(target, change, { key, signal: controller.signal })) {
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

  return {
    run,
    start(change: BulkChange) {
      attempt.current = { change, key: newIdempotencyKey() }
      void follow(change, attempt.current.key)
    },
    again() {
      if (attempt.current) void follow(attempt.current.change, attempt.current.key)
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
