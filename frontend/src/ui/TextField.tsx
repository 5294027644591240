import type { ComponentProps, ReactNode } from 'react'
import { Field } from './Field'
import { inputStyles } from './inputStyles'
import { PasswordInput } from './PasswordInput'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'id'> {
  name: string
  label: string
  hint?: ReactNode
  error?: string
  optional?: boolean
}

/** One line of text with its label, hint and error; with `type="password"`, one whose text can be shown. */
export function TextField({ label, hint, error, optional, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) =>
        input.type === 'password' ? (
          <PasswordInput {...input} {...control} />
        ) : (
          <input {...input} {...control} className={inputStyles()} />
        )
      }
    </Field>
  )
}

/** For names of accounts, which no keyboard should correct. */
export const usernameInput = { autoComplete: 'username', autoCapitalize: 'none', spellCheck: false } as const
