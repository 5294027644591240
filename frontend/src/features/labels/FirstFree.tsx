import { useState } from 'react'
import { parseCount } from '@/lib/parseNumber'
import * as text from '@/strings/labels'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import type { Geometry } from './design'

interface FirstFreeProps {
  geometry: Geometry
  value: number
  onChange: (start: number) => void
}

/** Which label of a sheet that has been used before is the first to print on: typed, or pressed in a picture. */
export function FirstFree({ geometry, value, onChange }: FirstFreeProps) {
  const perPage = geometry.columns * geometry.rows
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? String(value)
  function type(next: string) {
    setTyped(next)
    const read = readPlace(next, perPage)
    if (read !== null) onChange(read)
  }
  return (
    <div>
      <Field
        label={text.firstFree}
        hint={text.firstFreeHint(perPage)}
        error={readPlace(shown, perPage) === null ? text.numberFrom1(perPage) : undefined}
      >
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={shown}
            onChange={(event) => type(event.target.value)}
            onBlur={() => readPlace(shown, perPage) !== null && setTyped(null)}
            className={inputStyles('max-w-28 tabular-nums')}
          />
        )}
      </Field>
      <Sheet
        geometry={geometry}
        first={value}
        onPress={(place) => {
          setTyped(null)
          onChange(place)
        }}
      />
    </div>
  )
}

function readPlace(typed: string, perPage: number): number | null {
  const { value } = parseCount(typed)
  return value !== null && value >= 1 && value <= perPage ? value : null
}

interface SheetProps {
  geometry: Geometry
  first: number
  onPress: (place: number) => void
}

/** For a mouse or a finger; keys and screen readers have the field above. Sheets read from left to right everywhere. */
function Sheet({ geometry, first, onPress }: SheetProps) {
  const { page_width, page_height, columns, rows, left, top, width, height, pitch_x, pitch_y } = geometry
  const places = Array.from({ length: columns * rows }, (_, index) => index + 1)
  return (
    <svg
      viewBox={`0 0 ${page_width} ${page_height}`}
      aria-hidden="true"
      className="mx-auto mt-2 block max-h-72 w-auto max-w-full rounded-[0.2rem] border border-edge bg-white"
    >
      {places.map((place) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the field above does the same
        <rect
          key={place}
          x={left + ((place - 1) % columns) * pitch_x}
          y={top + Math.floor((place - 1) / columns) * pitch_y}
          width={width}
          height={height}
          rx={1.5}
          data-place={place}
          onClick={() => onPress(place)}
          strokeWidth={0.6}
          className={
            place < first
              ? 'cursor-pointer fill-black/10 stroke-black/25'
              : place === first
                ? 'cursor-pointer fill-accent stroke-accent'
                : 'cursor-pointer fill-white stroke-black/40 hover:fill-accent/30'
          }
        />
      ))}
    </svg>
  )
}
