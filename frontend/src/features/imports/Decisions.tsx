import { Link } from 'react-router'
import { useCategories } from '@/entities/category/categories'
import * as text from '@/strings/importRows'
import { linkStyles } from '@/ui/buttonStyles'
import { Choices as RadioChoices } from '@/ui/Choices'
import { inputStyles } from '@/ui/inputStyles'
import type { Choices, Import } from './requests'
import type { Totals } from './Tiles'

interface DecisionsProps {
  totals: Totals
  /** What was chosen here and is not sent yet. */
  choices: Choices
  onChoices: (choices: Choices) => void
}

/** What frees held rows at once: one choice for all that are held for the same. */
export function Decisions({ totals, choices, onChoices }: DecisionsProps) {
  const { problems, unknown_categories } = totals
  const unknown = Object.entries(unknown_categories)
  const zeros = problems.missing_zero ?? 0
  const moved = problems.moved_since ?? 0
  const ambiguous = problems.ambiguous_number ?? 0
  if (unknown.length + zeros + moved + ambiguous === 0) return null
  return (
    <section aria-label={text.decisions} className="rounded border border-line bg-surface">
      <h3 className="border-line border-b px-4 py-2.5 font-semibold">{text.decisions}</h3>
      <div className="divide-y divide-line">
        {unknown.length > 0 && (
          <UnknownCategories unknown={unknown} choices={choices} onChoices={onChoices} />
        )}
        {zeros > 0 && (
          <label className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60">{text.missingZeros(zeros)}</span>
            <span className="flex items-center gap-2 font-medium">
              <input
                type="checkbox"
                checked={choices.accept?.includes('missing_zero') ?? false}
                onChange={({ target }) => {
                  const { accept: _, ...rest } = choices
                  onChoices(target.checked ? { ...rest, accept: ['missing_zero'] } : rest)
                }}
                className="size-4 accent-accent"
              />
              {text.putZerosBack}
            </span>
          </label>
        )}
        {moved > 0 && <Moved count={moved} choices={choices} onChoices={onChoices} />}
        {ambiguous > 0 && (
          <p className="flex flex-wrap items-center gap-x-3 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-60">{text.ambiguousNumbers(ambiguous)}</span>
            <Link to="?step=columns" className={linkStyles}>
              {text.toColumns}
            </Link>
          </p>
        )}
      </div>
    </section>
  )
}

type UnknownProps = Pick<DecisionsProps, 'choices' | 'onChoices'> & { unknown: [string, number][] }

function UnknownCategories({ unknown, choices, onChoices }: UnknownProps) {
  const { data: categories = [] } = useCategories()
  function decide(name: string, choice: string) {
    const { [name]: _, ...others } = choices.categories ?? {}
    if (choice === '') {
      const { categories: _dropped, ...rest } = choices
      return onChoices(Object.keys(others).length > 0 ? { ...rest, categories: others } : rest)
    }
    const made = choice === '+' ? { create: true } : { use: choice }
    onChoices({ ...choices, categories: { ...others, [name]: made } })
  }
  return (
    <div className="px-4 py-2.5">
      <p>{text.unknownCategories}</p>
      <ul className="mt-1 max-h-72 overflow-y-auto">
        {unknown.map(([name, count]) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
            <span className="min-w-0 flex-1 basis-40 break-words">
              <bdi className="font-medium">{name}</bdi>{' '}
              <span className="text-muted text-xs">{text.categoryRows(count)}</span>
            </span>
            <select
              aria-label={text.decideCategory(name)}
              value={chosen(choices.categories?.[name])}
              onChange={(event) => decide(name, event.target.value)}
              className={inputStyles('w-auto! max-desk:w-full! desk:h-8!')}
            >
              <option value="">{text.holdRows}</option>
              <option value="+">{text.createCategory}</option>
              {categories.map((category) => (
                <option key={category.slug} value={category.slug}>
                  {text.takeCategory(category.name)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </div>
  )
}

function chosen(choice: Import['categories'][string] | undefined): string {
  return choice?.create ? '+' : (choice?.use ?? '')
}

const MOVED = [
  { value: 'hold', label: text.movedOptions.hold },
  { value: 'difference', label: text.movedOptions.difference },
  { value: 'set', label: text.movedOptions.set },
  { value: 'leave', label: text.movedOptions.leave },
] as const

/** One choice for all; each row can have its own, in its dialog. */
function Moved({
  count,
  choices,
  onChoices,
}: { count: number } & Pick<DecisionsProps, 'choices' | 'onChoices'>) {
  const { moved_since = {}, ...rest } = choices
  const { all, ...others } = moved_since
  return (
    <div className="px-4 py-2.5">
      <p>{text.movedSince(count)}</p>
      <div className="mt-1.5">
        <RadioChoices
          look="chips"
          legend={text.movedWhy}
          options={[...MOVED]}
          value={all ?? 'hold'}
          onChange={(choice) => {
            if (choice !== 'hold') onChoices({ ...rest, moved_since: { ...others, all: choice } })
            else onChoices(others.rows ? { ...rest, moved_since: others } : rest)
          }}
        />
      </div>
    </div>
  )
}
