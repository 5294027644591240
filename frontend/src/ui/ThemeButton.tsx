import { Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { getTheme, setTheme, subscribeToTheme } from '@/lib/theme'
import { useMediaQuery } from '@/lib/useMediaQuery'
import { themes } from '@/strings/shell'
import { iconButtonStyles } from './buttonStyles'

/** Switches between light and dark in one press. Going back to the system's choice is in the account's menu. */
export function ThemeButton() {
  const theme = useSyncExternalStore(subscribeToTheme, getTheme)
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)')
  const next = theme === 'dark' || (theme === 'system' && isSystemDark) ? 'light' : 'dark'
  const Icon = next === 'light' ? Sun : Moon
  return (
    <button
      type="button"
      aria-label={themes[next]}
      title={themes[next]}
      onClick={() => setTheme(next)}
      className={iconButtonStyles}
    >
      <Icon size={17} aria-hidden="true" />
    </button>
  )
}
