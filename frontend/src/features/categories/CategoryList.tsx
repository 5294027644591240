import { ArrowDown, ArrowUp, Merge, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useSaid } from '@/lib/announcer'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/categories'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { LoadFailed } from '@/ui/LoadFailed'
import { MenuItem } from '@/ui/MenuItem'
import { RowMenu } from '@/ui/RowMenu'
import { RowSkeleton } from '@/ui/RowSkeleton'
import { MergeDialog, RemoveDialog, RenameDialog } from './CategoryDialogs'
import { type CountedCategory, useChangeCategory, useCountedCategories } from './categories'

type Asked = 'rename' | 'merge' | 'remove'

/** The categories in their order, each with a way to move, rename, merge and delete it. */
export function CategoryList() {
  const { data, error, refetch } = useCountedCategories()
  const change = useChangeCategory()
  const list = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  useSaid(said)
  if (!data) {
    if (error) return <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
    return <RowSkeleton label={text.loading} rows={6} className="h-14 gap-3 desk:h-11" end={null} />
  }
  function move(category: CountedCategory, position: number, button: HTMLElement) {
    change
      .mutateAsync({ slug: category.slug, position })
      .catch((problem) => toast.error(text.notMoved, { description: errorMessage(problem) }))
    setSaid(text.movedTo(category.name, position + 1, data?.length ?? 0))
    // The browser takes the focus away from a line that it moves.
    requestAnimationFrame(() => button.focus())
  }
  return (
    <ul ref={list} aria-label={text.title} className="divide-y divide-line border-line border-y">
      {data.map((category, place) => (
        <CategoryItem
          key={category.slug}
          category={category}
          isFirst={place === 0}
          isLast={place === data.length - 1}
          onMove={(by, button) => move(category, place + by, button)}
        />
      ))}
    </ul>
  )
}

interface CategoryItemProps {
  category: CountedCategory
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1, button: HTMLElement) => void
}

function CategoryItem({ category, isFirst, isLast, onMove }: CategoryItemProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const { name, products } = category
  return (
    <li className="flex min-h-14 items-center gap-1 py-1 ps-4 pe-2 desk:min-h-11 desk:ps-2">
      <div className="min-w-0 flex-1 desk:flex desk:items-baseline desk:gap-3">
        <p className="truncate font-medium">
          <bdi>{name}</bdi>
        </p>
        <p className="text-muted text-xs tabular-nums">{text.products(products)}</p>
      </div>
      <button
        type="button"
        aria-label={text.moveUp(name)}
        title={text.moveUp(name)}
        aria-disabled={isFirst || undefined}
        onClick={(event) => isFirst || onMove(-1, event.currentTarget)}
        className={iconButtonStyles}
      >
        <ArrowUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label={text.moveDown(name)}
        title={text.moveDown(name)}
        aria-disabled={isLast || undefined}
        onClick={(event) => isLast || onMove(1, event.currentTarget)}
        className={iconButtonStyles}
      >
        <ArrowDown size={16} aria-hidden="true" />
      </button>
      <CategoryMenu name={name} isOnly={isFirst && isLast} onAsk={setAsked} />
      {asked === 'rename' && <RenameDialog category={category} onClose={close} />}
      {asked === 'remove' && products === 0 && <RemoveDialog category={category} onClose={close} />}
      {(asked === 'merge' || (asked === 'remove' && products > 0)) && (
        <MergeDialog category={category} isDelete={asked === 'remove'} onClose={close} />
      )}
    </li>
  )
}

interface CategoryMenuProps {
  name: string
  isOnly: boolean
  onAsk: (asked: Asked) => void
}

function CategoryMenu({ name, isOnly, onAsk }: CategoryMenuProps) {
  return (
    <RowMenu label={text.moreFor(name)}>
      <MenuItem icon={Pencil} label={text.rename} onSelect={() => onAsk('rename')} />
      {/* The last one stays: a product needs a category. */}
      {!isOnly && (
        <>
          <MenuItem icon={Merge} label={text.merge} onSelect={() => onAsk('merge')} />
          <MenuItem icon={Trash2} label={text.remove} isDanger onSelect={() => onAsk('remove')} />
        </>
      )}
    </RowMenu>
  )
}
