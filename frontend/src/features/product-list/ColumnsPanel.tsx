import { useState } from 'react'
import { cx } from '@/lib/cx'
import { useListener } from '@/lib/useListener'
import { PANE, useMediaQuery } from '@/lib/useMediaQuery'
import * as text from '@/strings/columnsPanel'
import type { ColumnId } from './cellProps'
import { COLUMNS, type Column, shownColumns } from './columns'
import { type Density, useListSettings } from './listSettings'

const DENSITIES: Density[] = ['comfortable', 'compact']

/** The choices behind "Columns". */
export function ColumnsPanel() {
  const [{ columns, density }, change] = useListSettings()
  const shown = useShownNow(columns)
  function toggle(id: ColumnId, isShown: boolean) {
    const rest = shown.filter((other) => other !== id && other !== 'name')
    change({ columns: isShown ? [...rest, id] : rest })
  }
  return (
    <>
      <fieldset className="border-line border-b px-1 pb-2">
        <legend className="px-1 py-1.5 font-medium text-muted text-xs">{text.density}</legend>
        <div className="flex gap-1">
          {DENSITIES.map((each) => (
            <label
              key={each}
              className={cx(
                'flex h-8 flex-1 cursor-pointer items-center justify-center rounded has-focus-visible:outline-2 has-focus-visible:outline-accent-ink',
                density === each ? 'bg-accent-soft font-medium text-accent-ink' : 'hover:bg-sunken',
              )}
            >
              <input
                type="radio"
                name="density"
                className="sr-only"
                checked={density === each}
                onChange={() => change({ density: each })}
              />
              {text.densities[each]}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="pt-1">
        <legend className="sr-only">{text.columns}</legend>
        <ColumnCheck
          label={text.asManyAsFit}
          checked={columns === null}
          onChange={() => change({ columns: null })}
        />
        {COLUMNS.filter(({ id }) => id !== 'name').map(({ id, label }: Column) => (
          <ColumnCheck
            key={id}
            label={label}
            checked={shown.includes(id)}
            onChange={(isShown) => toggle(id, isShown)}
          />
        ))}
      </fieldset>
    </>
  )
}

interface ColumnCheckProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

function ColumnCheck({ label, checked, onChange }: ColumnCheckProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded px-2 hover:bg-sunken">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  )
}

/** What the table shows now: the choice, or what fits, which a choice then starts from. */
function useShownNow(columns: ColumnId[] | null): ColumnId[] {
  const [width, setWidth] = useState(widthOfList)
  useListener(window, 'resize', () => setWidth(widthOfList()))
  const hasPane = useMediaQuery(PANE)
  return shownColumns(columns, width, { hasPane }).map(({ id }) => id)
}

function widthOfList(): number {
  return document.querySelector('[data-scroll-box]')?.clientWidth || window.innerWidth
}
