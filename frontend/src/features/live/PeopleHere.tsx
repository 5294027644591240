import { useId } from 'react'
import { ProductLink } from '@/entities/product/ProductLink'
import { useCurrentUser } from '@/entities/user/currentUser'
import * as text from '@/strings/live'
import { useHere } from '@/sync/useHere'
import { Initials } from '@/ui/Initials'

/** Who looks at a screen of this place, and who of them edits what. */
export function PeopleHere({ onLeave }: { onLeave?: () => void }) {
  const here = useHere()
  const self = useCurrentUser()?.username
  const heading = useId()
  if (!here) return null
  const { people, editing } = here
  return (
    <section aria-labelledby={heading} className="border-line border-b px-4 py-3">
      <h3 id={heading} className="mb-2 text-muted text-xs">
        {text.whoIsHere}
      </h3>
      {people.length === 0 ? (
        <p>{text.onlyYou}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-4 gap-y-2">
          {people.map(({ id, username }) => (
            <Somebody
              key={id}
              name={username}
              product={editing.find((edit) => edit.id === id)?.product}
              onLeave={onLeave}
            />
          ))}
          {self && (
            <li className="flex items-center gap-2 text-muted">
              <Initials name={self} /> {text.you}
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

interface SomebodyProps {
  name: string
  /** What they are editing. */
  product: number | undefined
  onLeave: (() => void) | undefined
}

function Somebody({ name, product, onLeave }: SomebodyProps) {
  return (
    <li className="flex min-w-0 items-center gap-2">
      <Initials name={name} />
      <bdi className="wrap-anywhere">{name}</bdi>
      {product !== undefined && (
        <ProductLink
          id={product}
          onClick={onLeave}
          className="text-accent-ink text-xs underline underline-offset-4"
        >
          {text.editing}
        </ProductLink>
      )}
    </li>
  )
}
