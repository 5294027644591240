import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { ApiError, refusalText } from '@/lib/api/errors'
import { endWithSession } from '@/lib/session'
import { createStore, type Store, useStore } from '@/lib/store'
import * as text from '@/strings/importRows'
import { importKeys, type RefusedRow, reasonOf, streamWork, type Tally, type Work } from './requests'

/** A check, an apply or an undo that this tab does. */
export interface ImportRun extends Tally {
  work: Work
  /** `waiting`: the line broke, and it goes on by itself. */
  phase: 'running' | 'waiting' | 'ended' | 'stopped' | 'failed'
  /** Null until the server has counted. */
  total: number | null
  done: number
  rows: RefusedRow[]
  /** What the server says of why it failed. */
  detail: string
}

export interface ImportRunControl {
  run: ImportRun | null
  /** Begins it, or goes on with it. */
  start: (work: Work) => void
  stop: () => void
}

/** Milliseconds before it is tried again: the first time, and at most. */
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 10_000
/** So long the page waits for the state of the import after its end. */
const REFRESH_MS = 3000

/** By import. They live outside React: who looks at another page meanwhile does not end them. */
const runs = new Map<string, { state: Store<ImportRun | null>; stopper: AbortController | null }>()

endWithSession(() => {
  for (const { stopper } of runs.values()) stopper?.abort()
  runs.clear()
})

/** What this tab does with an import, wherever it was begun. */
export function useImportRun(id: string): ImportRunControl {
  const client = useQueryClient()
  const navigate = useNavigate()
  const run = useStore(entryOf(id).state)
  const start = useCallback(
    async (work: Work) => {
      const ended = await begin(client, id, work)
      if (ended && work === 'apply') tellElsewhere(id, ended, () => void navigate(`/imports/${id}`))
    },
    [client, id, navigate],
  )
  const stop = useCallback(() => entryOf(id).stopper?.abort(), [id])
  return { run, start: (work) => void start(work), stop }
}

/** Whether the server is at it, or will be as soon as it answers. */
export function isUnderWay(run: ImportRun | null): boolean {
  return run?.phase === 'running' || run?.phase === 'waiting'
}

/** Says that an import is done to somebody who has gone on to another page. */
function tellElsewhere(id: string, { created, updated, refused }: ImportRun, onClick: () => void): void {
  if (window.location.pathname === `/imports/${id}`) return
  toast.success(text.doneToast(created + updated), {
    description: refused > 0 ? text.leftOutToast(refused) : undefined,
    action: { label: text.look, onClick },
  })
}

function entryOf(id: string) {
  const known = runs.get(id)
  if (known) return known
  const made = { state: createStore<ImportRun | null>(null), stopper: null as AbortController | null }
  runs.set(id, made)
  return made
}

/** Returns how it ended; null where it did not, or was under way already. */
async function begin(client: QueryClient, id: string, work: Work): Promise<ImportRun | null> {
  const entry = entryOf(id)
  if (isUnderWay(entry.state.get())) return null
  const stopper = new AbortController()
  entry.stopper = stopper
  let run: ImportRun = { ...NOTHING_YET, work }
  const show = (part: Partial<ImportRun>) => {
    run = { ...run, ...part }
    if (runs.get(id) === entry) entry.state.set(run)
  }
  show({})
  const end = await untilEnded(id, work, stopper.signal, { current: () => run, show })
  // The page goes on by what the server says of the import: that has to be there first.
  await Promise.race([refreshed(client, id), waited(REFRESH_MS)])
  show(end)
  return run.phase === 'ended' ? run : null
}

interface Shown {
  current: () => ImportRun
  show: (part: Partial<ImportRun>) => void
}

/** Sends it until the server has said how it ended, or somebody stops it. */
async function untilEnded(id: string, work: Work, signal: AbortSignal, { current, show }: Shown) {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const before = current().done
    try {
      const end = await follow(id, work, signal, { done: before, show })
      if (end) return end
    } catch (error) {
      if (!signal.aborted && isFinal(error)) return { phase: 'failed', detail: reasonOf(error) } as const
    }
    if (signal.aborted) return { phase: 'stopped' } as const
    show({ phase: 'waiting' })
    if (current().done > before) pause = FIRST_PAUSE
    await waited(pause, signal)
    if (signal.aborted) return { phase: 'stopped' } as const
  }
}

function refreshed(client: QueryClient, id: string): Promise<unknown> {
  client.removeQueries({ queryKey: importKeys.rows(id) })
  return Promise.all([
    client.invalidateQueries({ queryKey: importKeys.one(id) }),
    client.invalidateQueries({ queryKey: importKeys.list }),
  ])
}

export const NOTHING_YET: ImportRun = {
  work: 'apply',
  phase: 'running',
  total: null,
  done: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  rows: [],
  detail: '',
}

/**
 * One request. Returns how it ended; null where it did not. After a break all is told from the start again: what is
 * `done` already is not shown twice.
 */
async function follow(
  id: string,
  work: Work,
  signal: AbortSignal,
  { done: known, show }: { done: number; show: Shown['show'] },
): Promise<Partial<ImportRun> | null> {
  const rows: RefusedRow[] = []
  for await (const line of streamWork(id, work, signal)) {
    if (line.type === 'start') show({ phase: 'running', total: line.total })
    else if (line.type === 'row') rows.push(line)
    else if (line.type === 'failed') {
      // A database that is busy, or away for a moment, is asked again.
      if (line.code === 'database_busy') return null
      return { phase: 'failed', detail: refusalText(line.code, line.detail), done: line.done }
    } else {
      const { created = 0, updated = 0, unchanged = 0, refused = 0 } = line
      const tally = { created, updated, unchanged, refused, rows: [...rows] }
      if (line.type === 'end') return { ...tally, phase: 'ended', total: line.total, done: line.total }
      if (line.done >= known) show({ ...tally, done: line.done })
    }
  }
  return null
}

/** The server understood and said no. That it is busy, or restarting, is no such answer. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  return error.status >= 400 && error.status < 500 && error.status !== 429
}

/** Ends earlier when the network is back, or the signal is aborted. */
function waited(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds)
    function end() {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    window.addEventListener('online', end)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  })
}
