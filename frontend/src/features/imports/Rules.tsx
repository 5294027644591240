import { useCategories } from '@/entities/category/categories'
import * as text from '@/strings/importColumns'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { MATCHES, matchOf } from './columnFields'
import type { Choices, Import } from './requests'

interface RulesProps {
  source: Import
  onChoose: (choices: Choices) => void
}

/** How rows find their products, and what becomes of those that do and those that do not. */
export function Rules({ source, onChoose }: RulesProps) {
  const { data: categories = [] } = useCategories()
  const { kind, match, on_new, on_match, defaults } = source
  const isProducts = kind === 'products'
  function setCategory(slug: string) {
    const { category: _, ...others } = defaults
    onChoose({ defaults: slug ? { ...others, category: slug } : others })
  }
  return (
    <section aria-label={text.matching}>
      <h3 className="mb-3 font-semibold">{text.matching}</h3>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Rule
          label={text.match}
          value={matchOf(match)}
          options={text.matches}
          onChange={(name) => onChoose({ match: [...MATCHES[name]] })}
        />
        {isProducts && (
          <>
            <Rule
              label={text.onNew}
              value={on_new}
              options={text.onNewOptions}
              onChange={(next) => onChoose({ on_new: next })}
            />
            <Rule
              label={text.onMatch}
              value={on_match}
              options={text.onMatchOptions}
              onChange={(next) => onChoose({ on_match: next })}
            />
            {on_new === 'create' && (
              <Rule
                label={text.categoryDefault}
                value={defaults.category ?? ''}
                options={{
                  '': text.noDefault,
                  ...Object.fromEntries(categories.map(({ slug, name }) => [slug, name])),
                }}
                onChange={setCategory}
              />
            )}
          </>
        )}
      </div>
      {isProducts && <p className="mt-3 text-muted text-xs">{text.neverDeletes}</p>}
    </section>
  )
}

interface RuleProps<Value extends string> {
  label: string
  value: Value
  options: Record<Value, string>
  onChange: (value: Value) => void
}

function Rule<Value extends string>({ label, value, options, onChange }: RuleProps<Value>) {
  return (
    <Field label={label} className="flex flex-col justify-end">
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)}
          className={inputStyles()}
        >
          {Object.entries<string>(options).map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
