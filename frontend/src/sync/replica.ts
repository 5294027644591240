import { type Change, emptyMemory, forgetUpTo, type Memory, recall, remember } from './memory'
import type { FeedEvent, FeedFrame } from './protocol'
import type { Row } from './row'

/*
 * The one door through which events come in. `step` is pure: what happened goes in, the next state and what is to
 * be done come out. It decides order (nothing twice, nothing early, no gap); whether a row in the cache is replaced
 * is then a question of its version alone.
 */

export interface ReplicaState {
  /** The history that `seen` counts in; null before the first page or frame. */
  readonly epoch: string | null
  /** Every event up to this one has been taken in, or is contained in every page that was. */
  readonly seen: number
  /** The seq a resume was asked from, until it is answered. */
  readonly resumingFrom: number | null
  /** A frame of this epoch has arrived, so `seen` is the feed's business and no page may move it. */
  readonly contacted: boolean
  /** Something of another epoch was read over REST; the feed's next word says which epoch is over. */
  readonly doubtful: boolean
  readonly memory: Memory
}

export type Input =
  | { type: 'frame'; frame: FeedFrame }
  /** A page or a single row arrived over REST, read at or after `seq`. */
  | { type: 'read'; epoch: string; seq: number }
  /** A write of this client was answered; `seq` is the seq of its own event. */
  | { type: 'answer'; epoch: string; seq: number; row: Row; deleted: boolean }
  /** The server's head has been `seq` for a while, and what leads up to it did not come. */
  | { type: 'lagging'; seq: number }

export type Effect =
  /** Apply these to whatever shows their rows, where the version is newer; oldest first. */
  | { type: 'apply'; changes: Change[] }
  | { type: 'resume'; epoch: string; seq: number }
  /** Fetch again everything that is of another epoch or was read before `before`. */
  | { type: 'refetch'; epoch: string; before: number }
  /** The read just given lacks changes that are no longer remembered: fetch it again. */
  | { type: 'reread' }

export interface Step {
  state: ReplicaState
  effects: Effect[]
}

export const initialReplica: ReplicaState = {
  epoch: null,
  seen: 0,
  resumingFrom: null,
  contacted: false,
  doubtful: false,
  memory: emptyMemory(0),
}

export function step(state: ReplicaState, input: Input): Step {
  switch (input.type) {
    case 'frame':
      return takeFrame(state, input.frame)
    case 'read':
      return takeRead(state, input.epoch, input.seq)
    case 'answer':
      return takeAnswer(state, input)
    case 'lagging':
      return input.seq > state.seen && state.resumingFrom === null ? askResume(state) : quiet(state)
  }
}

function takeFrame(state: ReplicaState, frame: FeedFrame): Step {
  switch (frame.type) {
    case 'connection_established':
      return takeEstablished(state, frame.epoch, frame.seq)
    case 'event':
      return takeEvents(state, [frame])
    case 'events':
      return takeEvents(state, frame.items)
    case 'bulk':
      return takeBulk(state, frame.prev, frame.seq)
    case 'resumed':
      return takeResumed(state, frame.to)
    case 'reset':
      return startOver(frame.epoch, frame.seq, state)
  }
}

/**
 * A new socket says where the head is. A head *behind* what was seen also asks for a resume: it may be a process
 * that lags, or a database that was set back without a new epoch, and only the server can tell.
 */
function takeEstablished(state: ReplicaState, epoch: string, seq: number): Step {
  const fresh = { ...state, resumingFrom: null, contacted: true }
  if (state.epoch === null) return quiet({ ...fresh, epoch, seen: seq, memory: emptyMemory(seq) })
  if (state.epoch !== epoch) return startOver(epoch, seq, state)
  return seq === state.seen ? settleDoubt(fresh) : askResume(fresh)
}

/** Takes the events that follow on what was seen; drops the known ones, and asks for a resume at a gap. */
function takeEvents(state: ReplicaState, events: readonly FeedEvent[]): Step {
  let seen = state.seen
  const changes: Change[] = []
  let gap = false
  for (const event of events) {
    if (event.seq <= seen) continue
    if (event.prev !== seen) {
      gap = true
      break
    }
    seen = event.seq
    changes.push(toChange(event))
  }
  const next: ReplicaState =
    changes.length === 0 ? state : { ...state, seen, memory: remember(state.memory, changes) }
  const effects: Effect[] = changes.length === 0 ? [] : [{ type: 'apply', changes }]
  // While a resume is under way, early frames are expected: the replay contains them.
  return gap && state.resumingFrom === null ? withResume(next, effects) : { state: next, effects }
}

function takeBulk(state: ReplicaState, prev: number, seq: number): Step {
  if (seq <= state.seen || state.epoch === null) return quiet(state)
  if (prev !== state.seen) return state.resumingFrom === null ? askResume(state) : quiet(state)
  return {
    state: { ...state, seen: seq, memory: forgetUpTo(state.memory, seq) },
    effects: [{ type: 'refetch', epoch: state.epoch, before: seq }],
  }
}

/**
 * The replay is over. If it did not lead up to where the server says, it is asked again from where it got to; if it
 * got nowhere, the server cannot or this client can not read what is there, and fetching everything is the way out.
 */
function takeResumed(state: ReplicaState, to: number): Step {
  const asked = state.resumingFrom
  if (asked === null) return quiet(state)
  const next = { ...state, resumingFrom: null }
  if (to <= state.seen) return settleDoubt(next)
  if (asked === state.seen && state.epoch !== null) return startOver(state.epoch, to, state)
  return askResume(next)
}

function takeRead(state: ReplicaState, epoch: string, seq: number): Step {
  // A server or proxy that hides the live headers: nothing can be said about such a page.
  if (epoch === '') return quiet(state)
  if (state.epoch === null) return quiet({ ...state, epoch, seen: seq, memory: emptyMemory(seq) })
  if (epoch !== state.epoch) return meetStranger(state)
  if (seq >= state.memory.floor) return quiet(state)
  // Before the first frame nothing has been taken in yet: the feed can simply be asked to start earlier.
  if (!state.contacted) return quiet({ ...state, seen: seq, memory: { ...state.memory, floor: seq } })
  return { state, effects: [{ type: 'reread' }] }
}

/**
 * An own write is shown at once; its event comes later, finds the same version in place, and changes nothing. A write
 * that changed nothing has no event and answers with the head, which may lie beyond what has since happened to the
 * row: then its version tells.
 */
function takeAnswer(state: ReplicaState, answer: Extract<Input, { type: 'answer' }>): Step {
  if (state.epoch !== null && answer.epoch !== state.epoch) return meetStranger(state)
  const { row, seq, deleted } = answer
  const known = recall(state.memory, row.id)
  const ahead = known ? known.row.version - row.version : -1
  const isOvertaken = !deleted && (known?.action === 'delete' ? ahead >= 0 : ahead > 0)
  if (isOvertaken || (known && known.seq > seq)) return quiet(state)
  const action = deleted ? 'delete' : 'update'
  const change: Change = {
    seq,
    action,
    row,
    actor: null,
    at: row.updated_at,
    extras: null,
    born: null,
  }
  // Without an epoch nothing is cached that could be older, and there is no history to remember it in.
  const memory = state.epoch === null ? state.memory : remember(state.memory, [change])
  return { state: { ...state, memory }, effects: [{ type: 'apply', changes: [change] }] }
}

/** Two epochs at once: which one is over, the socket knows. Until it says so nothing is thrown away. */
function meetStranger(state: ReplicaState): Step {
  const doubtful = { ...state, doubtful: true }
  return state.resumingFrom === null ? askResume(doubtful) : quiet(doubtful)
}

/** The feed confirmed this epoch, so whatever was read of another one is out of date. */
function settleDoubt(state: ReplicaState): Step {
  if (!state.doubtful || state.epoch === null) return quiet(state)
  return {
    state: { ...state, doubtful: false },
    effects: [{ type: 'refetch', epoch: state.epoch, before: 0 }],
  }
}

/** History is not continuous with what was seen: go on from `seq`, and fetch everything older. */
function startOver(epoch: string, seq: number, from: ReplicaState): Step {
  const memory = epoch === from.epoch ? forgetUpTo(from.memory, seq) : emptyMemory(seq)
  return {
    state: { epoch, seen: seq, resumingFrom: null, contacted: true, doubtful: false, memory },
    effects: [{ type: 'refetch', epoch, before: seq }],
  }
}

function askResume(state: ReplicaState): Step {
  return withResume(state, [])
}

function withResume(state: ReplicaState, effects: Effect[]): Step {
  if (state.epoch === null) return { state, effects }
  const resume: Effect = { type: 'resume', epoch: state.epoch, seq: state.seen }
  return { state: { ...state, resumingFrom: state.seen }, effects: [...effects, resume] }
}

function toChange({ seq, action, data: row, actor, at, extras }: FeedEvent): Change {
  return { seq, action, row, actor, at, extras, born: action === 'create' ? seq : null }
}

function quiet(state: ReplicaState): Step {
  return { state, effects: [] }
}
