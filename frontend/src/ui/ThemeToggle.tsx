import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { cx } from '@/lib/cx'
import { getTheme, setTheme, subscribeToTheme, type Theme } from '@/lib/theme'
import { theme as legend, themes } from '@/strings/shell'

const choices: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: themes.system, icon: Monitor },
  { theme: 'light', label: themes.light, icon: Sun },
  { theme: 'dark', label: themes.dark, icon: Moon },
]

/** Three buttons, one pressed: follow the system, light, dark. */
export function ThemeToggle() {
  const current = useSyncExternalStore(subscribeToTheme, getTheme)
  return (
    <fieldset className="inline-flex rounded border border-line bg-surface p-0.5">
      <legend className="sr-only">{legend}</legend>
      {choices.map(({ theme, label, icon: Icon }) => (
        <button
          key={theme}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={current === theme}
          onClick={() => setTheme(theme)}
          className={cx(
            'flex size-10 items-center justify-center rounded-[0.375rem] desk:size-6.5',
            current === theme ? 'bg-sunken text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <Icon size={15} aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  )
}
