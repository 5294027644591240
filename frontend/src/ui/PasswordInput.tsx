import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { showPassword } from '@/strings/auth'
import { inputStyles } from './inputStyles'

/** A password field whose text can be shown. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <input {...props} type={shown ? 'text' : 'password'} className={inputStyles('pe-12')} />
      <button
        type="button"
        aria-label={showPassword}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 end-0 flex w-11 items-center justify-center rounded text-muted hover:text-ink"
      >
        <Icon size={18} aria-hidden="true" />
      </button>
    </div>
  )
}
