import { cx } from '@/lib/cx'
import { getLanguage, type Language, languages, setLanguage } from '@/lib/language'
import { language as legend } from '@/strings/shell'

/** One button a language, each in its own words; the page is loaded again in the one that is pressed. */
export function LanguageToggle() {
  const current = getLanguage()
  return (
    <fieldset className="inline-flex flex-wrap rounded border border-line bg-surface p-0.5">
      <legend className="sr-only">{legend}</legend>
      {Object.entries(languages).map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => language !== current && setLanguage(language as Language)}
          className={cx(
            'flex h-10 items-center rounded-[0.375rem] px-2.5 desk:h-6.5',
            language === current ? 'bg-sunken text-ink' : 'text-muted hover:text-ink',
          )}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
