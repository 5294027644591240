import { CircleHelp } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { formatDay } from '@/lib/format'
import * as text from '@/strings/importColumns'
import { fieldOf, holdsDates } from './columnFields'
import type { Choices, Import, ImportColumn } from './requests'

interface DoubtsProps {
  source: Import
  onChoose: (choices: Choices) => void
}

/** What only a person can tell of a file, with what each answer would make of it. */
export function Doubts({ source, onChoose }: DoubtsProps) {
  const asked = source.columns.filter(({ readings }) => readings.length > 0)
  const numbers = asked.filter(({ decimal }) => decimal === null)
  const dates = asked.filter((column) => holdsDates(fieldOf(source, column)) && column.date_order === null)
  if (source.doubts.length + numbers.length + dates.length === 0) return null
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      {source.doubts.length > 0 && <EncodingDoubt source={source} onChoose={onChoose} />}
      {numbers.map((column) => (
        <DecimalDoubt key={column.index} column={column} onChoose={onChoose} />
      ))}
      {dates.map((column) => (
        <DateDoubt key={column.index} column={column} onChoose={onChoose} />
      ))}
    </div>
  )
}

/** The first cells that the encodings read differently, once for each of them. */
function EncodingDoubt({ source: { doubts, encoding }, onChoose }: DoubtsProps) {
  const first = doubts[0]?.readings ?? {}
  // Those that would read all of it alike are one answer.
  const options = Object.keys(first).map((name) => ({
    value: name,
    sample: [...new Set(doubts.map(({ readings }) => readings[name]))].slice(0, 3).join(' · '),
  }))
  const distinct = options.filter(
    ({ value, sample }, index) =>
      value === encoding ||
      (options.findIndex((one) => one.sample === sample) === index &&
        !options.some((one) => one.value === encoding && one.sample === sample)),
  )
  return (
    <Question title={text.isTextRight} why={text.isTextRightWhy}>
      {(name) =>
        distinct.map(({ value, sample }) => (
          <Option
            key={value}
            name={name}
            checked={value === encoding}
            onCheck={() => onChoose({ encoding: value })}
            hint={text.encodings[value]}
          >
            {sample}
          </Option>
        ))
      }
    </Question>
  )
}

function DecimalDoubt({ column, onChoose }: { column: ImportColumn } & Pick<DoubtsProps, 'onChoose'>) {
  const { index, name, readings } = column
  const [cell = '', point = '', comma = ''] = readings[0] ?? []
  return (
    <Question title={text.howMuch(name)} why={text.howMuchWhy}>
      {(group) =>
        [
          { sign: '.' as const, value: point },
          { sign: ',' as const, value: comma },
        ].map(({ sign, value }) => (
          <Option
            key={sign}
            name={group}
            checked={false}
            onCheck={() => onChoose({ decimal: { [index]: sign } })}
            hint={text.decimals[sign]}
          >
            {text.readAs(cell, value)}
          </Option>
        ))
      }
    </Question>
  )
}

function DateDoubt({ column, onChoose }: { column: ImportColumn } & Pick<DoubtsProps, 'onChoose'>) {
  const { index, name, readings } = column
  const [cell = '', dayFirst = '', monthFirst = ''] = readings[0] ?? []
  return (
    <Question title={text.whichDay(name)} why={text.whichDayWhy}>
      {(group) =>
        [
          { order: 'dmy' as const, day: dayFirst },
          { order: 'mdy' as const, day: monthFirst },
        ].map(({ order, day }) => (
          <Option
            key={order}
            name={group}
            checked={false}
            onCheck={() => onChoose({ dates: { [index]: order } })}
            hint={text.dateOrders[order]}
          >
            {text.readAs(cell, formatDay(day))}
          </Option>
        ))
      }
    </Question>
  )
}

interface QuestionProps {
  title: string
  why: string
  /** Given the name of the radio group. */
  children: (name: string) => ReactNode
}

function Question({ title, why, children }: QuestionProps) {
  const name = useId()
  return (
    <fieldset className="min-w-0 rounded border border-line bg-low-soft p-3">
      <legend className="sr-only">{title}</legend>
      <p className="flex items-center gap-2 font-medium text-low-ink" aria-hidden="true">
        <CircleHelp size={16} aria-hidden="true" className="shrink-0" />
        {title}
      </p>
      <p className="mt-0.5 mb-2 text-xs">{why}</p>
      {children(name)}
    </fieldset>
  )
}

interface OptionProps {
  name: string
  checked: boolean
  onCheck: () => void
  hint: string | undefined
  children: string
}

function Option({ name, checked, onCheck, hint, children }: OptionProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded px-1.5 py-1 hover:bg-surface desk:min-h-8">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onCheck}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <bdi className="min-w-0 flex-1 basis-48 break-words font-medium">{children}</bdi>
        <span className="text-muted text-xs">{hint}</span>
      </span>
    </label>
  )
}
