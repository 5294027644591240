import { isUsername } from '@/entities/product/listParams'
import { useCurrentUser } from '@/entities/user/currentUser'
import { NamePicker } from '@/entities/user/NamePicker'
import * as text from '@/strings/filterPanels'
import { Button } from '@/ui/Button'

interface OwnerFilterProps {
  value: string
  onChange: (owner: string, options?: { replace: boolean }) => void
}

/** Who added it. */
export function OwnerFilter({ value, onChange }: OwnerFilterProps) {
  // What no account can be called would be lost on its way through the address.
  const choose = (name: string) => (name === '' || isUsername(name)) && onChange(name)
  const me = useCurrentUser()?.username
  return (
    <div className="space-y-2 desk:p-2">
      <NamePicker
        isInline
        label={text.ownerName}
        placeholder={text.ownerHint}
        value={value}
        onChange={choose}
      />
      <div className="flex gap-1.5">
        {me && (
          <Button aria-pressed={value === me} onClick={() => onChange(me)} className="flex-1">
            {text.me}
          </Button>
        )}
        <Button aria-pressed={value === ''} onClick={() => onChange('')} className="flex-1">
          {text.anyone}
        </Button>
      </div>
    </div>
  )
}
