import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useId, useMemo } from 'react'
import { isUsername } from '@/entities/product/listParams'
import { productKeys } from '@/entities/product/queries'
import { useCurrentUser } from '@/entities/user/currentUser'
import * as text from '@/strings/filterPanels'
import type { Page } from '@/sync/listWindow'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { inputStyles } from '@/ui/inputStyles'
import { useSettledText } from './useSettledText'

const OFFERED = 20

interface OwnerFilterProps {
  value: string
  onChange: (owner: string, options?: { replace: boolean }) => void
}

/** Who added it, by exact username; offers the owners of the products that were looked at. */
export function OwnerFilter({ value, onChange }: OwnerFilterProps) {
  const me = useCurrentUser()?.username
  const known = useKnownOwners()
  const listId = useId()
  const draft = useSettledText({ value, read: (typed) => (isUsername(typed) ? typed : null), onChange })
  return (
    <div className="space-y-2 desk:p-2">
      <Field
        label={text.ownerUsername}
        hint={text.ownerHint}
        error={draft.isUsable ? undefined : text.notAUsername}
      >
        {(control) => (
          <input
            {...control}
            list={listId}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={draft.text}
            onChange={(event) => draft.type(event.target.value)}
            onBlur={draft.settle}
            onKeyDown={(event) => event.key === 'Enter' && draft.settle()}
            className={inputStyles('desk:h-8!')}
          />
        )}
      </Field>
      <datalist id={listId}>
        {known.map((owner) => (
          <option key={owner} value={owner} />
        ))}
      </datalist>
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

function useKnownOwners(): string[] {
  const client = useQueryClient()
  return useMemo(() => {
    const lists = client.getQueriesData<InfiniteData<Page>>({ queryKey: productKeys.lists })
    const owners = lists.flatMap(([, list]) =>
      list?.pages.flatMap((page) => page.rows.map((row) => row.owner)),
    )
    return [...new Set(owners)].filter((owner) => typeof owner === 'string').slice(0, OFFERED)
  }, [client])
}
