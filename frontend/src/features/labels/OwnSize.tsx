import { useState } from 'react'
import { LOCALE } from '@/lib/locale'
import { parsePrice } from '@/lib/parseNumber'
import * as text from '@/strings/labels'
import { Choices } from '@/ui/Choices'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { type Geometry, isRoll, rollOf } from './design'
import { FIRST_OWN } from './useLabelForm'

type Name = keyof Geometry
type Typed = Record<Name, string>

const OF_ROLL: readonly Name[] = ['width', 'height']
const OF_SHEET: readonly Name[] = [
  ...(['page_width', 'page_height', 'columns', 'rows'] as const),
  ...(['width', 'height', 'left', 'top', 'pitch_x', 'pitch_y'] as const),
]
const KINDS = [
  { value: 'sheet', label: text.ownKinds.sheet },
  { value: 'roll', label: text.ownKinds.roll },
] as const

const A4: Geometry = {
  page_width: 210,
  page_height: 297,
  columns: 2,
  rows: 5,
  left: 5,
  top: 5,
  width: 98,
  height: 56,
  pitch_x: 102,
  pitch_y: 57,
}

interface OwnSizeProps {
  geometry: Geometry | null
  /** Null while a number is missing or makes no sense. */
  onChange: (geometry: Geometry | null) => void
}

/** A sheet or a roll that is not in the list, by its numbers. */
export function OwnSize({ geometry, onChange }: OwnSizeProps) {
  const [typed, setTyped] = useState(() => typedOf(geometry ?? FIRST_OWN))
  const [kind, setKind] = useState<'sheet' | 'roll'>(geometry && !isRoll(geometry) ? 'sheet' : 'roll')
  const names = kind === 'roll' ? OF_ROLL : OF_SHEET

  function change(next: Typed, nextKind = kind) {
    setTyped(next)
    setKind(nextKind)
    onChange(readAll(next, nextKind))
  }
  return (
    <div className="space-y-3 rounded border border-line p-3">
      <Choices
        legend={text.ownKind}
        hideLegend
        look="bar"
        options={[...KINDS]}
        value={kind}
        onChange={(next) => change(typedOf(next === 'roll' ? FIRST_OWN : A4), next)}
      />
      <div className="grid grid-cols-2 gap-3 min-[26rem]:grid-cols-3">
        {names.map((name) => (
          <Field key={name} label={text.numbers[name]} error={problemOf(name, typed)} className="text-xs">
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={typed[name]}
                onChange={(event) => change({ ...typed, [name]: event.target.value })}
                className={inputStyles('tabular-nums')}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="text-muted text-xs">{text.ownHint}</p>
    </div>
  )
}

function typedOf(geometry: Geometry): Typed {
  const entries = Object.entries(geometry).map(([name, value]) => [name, value.toLocaleString(LOCALE, PLAIN)])
  return Object.fromEntries(entries) as Typed
}

const PLAIN = { useGrouping: false, maximumFractionDigits: 2 }

function problemOf(name: Name, typed: Typed): string | undefined {
  return parsePrice(typed[name]).problem ?? undefined
}

function readAll(typed: Typed, kind: 'sheet' | 'roll'): Geometry | null {
  const names = kind === 'roll' ? OF_ROLL : OF_SHEET
  const read = names.map((name) => [name, parsePrice(typed[name]).value] as const)
  if (read.some(([, value]) => value === null)) return null
  const numbers = Object.fromEntries(read.map(([name, value]) => [name, Number(value)])) as Geometry
  return kind === 'roll' ? rollOf(numbers.width, numbers.height) : numbers
}
