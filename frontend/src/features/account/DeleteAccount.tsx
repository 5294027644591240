import { useState } from 'react'
import { clearTokens } from '@/lib/auth/tokens'
import { useTextForm } from '@/lib/useTextForm'
import * as text from '@/strings/account'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/TextField'
import { deleteAccount } from './account'

const names = ['password'] as const
const FORM = 'delete-account'

/** The end of an account: asks for the password, and says what stays. */
export function DeleteAccount() {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setAsking(true)} className="text-out-ink">
        {text.deleteAccount}
      </Button>
      {isAsking && <DeleteDialog onClose={() => setAsking(false)} />}
    </>
  )
}

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { formProps, errors, summary, busy } = useTextForm({
    names,
    validate: ({ password }): { password?: string } => (password ? {} : { password: text.oldMissing }),
    send: async ({ password }) => {
      await deleteAccount(password)
      clearTokens()
    },
  })
  return (
    <ConfirmDialog
      open
      isForm
      onClose={onClose}
      title={text.deleteTitle}
      description={<p>{text.deleteWhat}</p>}
      cancel={text.keepIt}
      actions={
        <Button type="submit" form={FORM} variant="danger" busy={busy}>
          {text.deleteConfirm}
        </Button>
      }
    >
      <form {...formProps} id={FORM} className="mt-4 space-y-3">
        <ErrorSummary messages={summary} focus />
        <TextField
          name="password"
          type="password"
          autoComplete="current-password"
          label={text.deletePassword}
          error={errors.password}
        />
      </form>
    </ConfirmDialog>
  )
}
