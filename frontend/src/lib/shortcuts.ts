import { useEffectEvent, useLayoutEffect } from 'react'
import type { labels } from '@/strings/shortcuts'
import { BURST_GAP_MS, FAST_MS, paceOf, SHORTEST_CODE } from './keyBurst'
import { createStore, useStore } from './store'
import { stored } from './stored'
import { forgetTypedAhead, typeAhead } from './typeAhead'

/** The name of what a shortcut does; its words are in `@/strings/shortcuts`. */
export type ShortcutName = keyof typeof labels

export interface Shortcut {
  /** As KeyboardEvent.key says it, in lower case; `mod+k` is Ctrl+K, or ⌘K on a Mac. */
  key: string
  name: ShortcutName
  run: (event: KeyboardEvent) => void
}

interface Held {
  key: string
  /** What it types, if a shortcut before it opens a field. */
  text: string
  at: number
  run: () => void
}

const TYPING = 'textarea, select, [contenteditable]:not([contenteditable="false"])'
/** Fields of these types take no text. */
const NOT_TYPED = ['button', 'checkbox', 'file', 'radio', 'submit', 'reset', 'image']
/** Has a use of its own for Enter, or for letters that find an entry. */
const TAKES_ENTER = 'a[href], button, input, summary, [role="button"]'
const TAKES_LETTERS = '[role="menu"], [role="listbox"], [role="tree"], [role="combobox"]'
const DIALOG = '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"], dialog[open]'

export const isMac = /mac|iphone|ipad/i.test(navigator.platform)

const shortcuts = createStore<Shortcut[]>([])
const areOn = stored<boolean>('lr.shortcuts', {
  parse: (text) => text !== 'off',
  print: (on) => (on ? null : 'off'),
})
let held: Held[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Runs `handler` when the key is pressed outside fields and dialogs, for as long as the component is mounted and
 * `enabled` holds. Of two with the same key the later one counts.
 */
export function useShortcut(
  key: string,
  name: ShortcutName,
  handler: (event: KeyboardEvent) => void,
  { enabled = true }: { enabled?: boolean } = {},
): void {
  const run = useEffectEvent(handler)
  // Before the page is painted: an effect may come a third of a second later, and what is pressed by then is lost.
  useLayoutEffect(() => {
    if (!enabled) return
    const shortcut: Shortcut = { key, name, run: (event) => run(event) }
    change([...shortcuts.get(), shortcut])
    return () => change(shortcuts.get().filter((other) => other !== shortcut))
  }, [key, name, enabled])
}

/** All that are registered now, for the sheet that lists them. */
export function useShortcuts(): Shortcut[] {
  return useStore(shortcuts)
}

/**
 * Whether letters and signs are shortcuts (WCAG 2.1.4 wants a switch), and the switch. Kept on this device. Escape,
 * Enter and the arrows do what they always do.
 */
export function useShortcutsOn(): [boolean, (on: boolean) => void] {
  return [useStore(areOn), areOn.set]
}

/** The keys pressed in the last instant were a scanner's: they are no shortcuts. */
export function forgetHeldKeys(): void {
  takeHeld()
  forgetTypedAhead()
}

/** Whether what is typed there is text of a person's own. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !NOT_TYPED.includes(target.type)
  return target.closest(TYPING) !== null
}

/** Whether a dialog is open that must be answered or closed first. One beside the page says aria-modal="false". */
function isDialogOpen(): boolean {
  return document.querySelector(DIALOG) !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing) return
  const text = textOf(event)
  const shortcut = event.defaultPrevented ? undefined : find(event)
  const isCharacter = shortcut ? shortcut.key.length === 1 : event.key.length === 1
  // A held key repeats faster than a scanner types.
  if ((!isCharacter && event.key !== 'Shift') || event.repeat) runHeld()
  if (!isEditable(event.target) && typeAhead(event.key, text)) {
    event.preventDefault()
    // Nobody else keeps it as well.
    event.stopImmediatePropagation()
    return
  }
  const entry = { key: event.key, text, at: event.timeStamp }
  if (shortcut) {
    event.preventDefault()
    if (isCharacter && !event.repeat) hold({ ...entry, run: () => shortcut.run(event) })
    else shortcut.run(event)
  } else if (isCharacter && held.length > 0 && !isEditable(event.target)) {
    hold({ ...entry, run: () => undefined })
  }
}

/** The character that the key types into a field; '' for none. */
function textOf(event: KeyboardEvent): string {
  const isCommand = event.ctrlKey || event.metaKey || event.altKey
  return event.key.length === 1 && (!isCommand || event.getModifierState('AltGraph')) ? event.key : ''
}

function find(event: KeyboardEvent): Shortcut | undefined {
  const key = keyOf(event)
  if (key === null || isDialogOpen()) return
  if (key.length === 1 && !areOn.get()) return
  if (!key.startsWith('mod+') && !isFree(event.target, key)) return
  return shortcuts.get().findLast((shortcut) => shortcut.key === key)
}

function isFree(target: EventTarget | null, key: string): boolean {
  if (isEditable(target) || !(target instanceof Element)) return !isEditable(target)
  return !target.closest(key === 'enter' ? `${TAKES_ENTER}, ${TAKES_LETTERS}` : TAKES_LETTERS)
}

function keyOf(event: KeyboardEvent): string | null {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  // On a Cyrillic or Greek layout the key with the J on it is still J.
  const key = (/^[\x20-\x7e]/.test(event.key) || !letter ? event.key : letter).toLowerCase()
  const isAltGr = event.getModifierState('AltGraph')
  if (isAltGr) return key
  const [mod, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (other || event.altKey) return null
  // Some characters are typed with Shift; a letter with Shift is another key.
  if (event.shiftKey && (/^[a-z]$/.test(key) || key.length > 1)) return null
  return mod ? `mod+${key}` : key
}

/** Waits until it is clear that the key is not the first of a scanned code. */
function hold(entry: Held): void {
  clearTimeout(timer)
  held.push(entry)
  timer = setTimeout(runHeld, BURST_GAP_MS + 5)
}

function runHeld(): void {
  const entries = takeHeld()
  if (isCode(entries)) return
  // What follows a shortcut that opens a field is text for the field.
  for (const { key, text, run } of entries) if (!typeAhead(key, text)) run()
}

function takeHeld(): Held[] {
  clearTimeout(timer)
  const entries = held
  held = []
  return entries
}

/** A code that ends in nothing. One key many times is a finger, and so are some at a finger's pace. */
function isCode(entries: Held[]): boolean {
  const [first] = entries
  if (!first || entries.length < SHORTEST_CODE || entries.every(({ key }) => key === first.key)) return false
  const gaps = entries.slice(1).map(({ at }, index) => at - (entries[index]?.at ?? at))
  const took = (entries.at(-1) ?? first).at - first.at
  return took <= FAST_MS * gaps.length || paceOf(gaps, entries.length) !== null
}

function change(next: Shortcut[]): void {
  if (shortcuts.get().length === 0) window.addEventListener('keydown', onKeyDown)
  if (next.length === 0) window.removeEventListener('keydown', onKeyDown)
  shortcuts.set(next)
}
