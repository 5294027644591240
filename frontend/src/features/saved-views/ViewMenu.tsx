import { ArrowLeft, ArrowRight, Ellipsis, Link2, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { toast } from 'sonner'
import type { SavedView } from '@/entities/saved-view/savedViews'
import { can, usePerson } from '@/entities/user/can'
import { errorMessage } from '@/lib/api/errors'
import { cx } from '@/lib/cx'
import { DIRECTION } from '@/lib/locale'
import * as text from '@/strings/viewActions'
import { viewOptions } from '@/strings/views'
import { iconButtonStyles } from '@/ui/buttonStyles'
import type { ActiveView } from './activeView'
import { askAboutView } from './asked'
import { useUpdateView } from './viewMutations'

export interface ViewMenuProps {
  active: ActiveView & { saved: SavedView }
  /** One's own views of this list, in their order. */
  own: SavedView[]
}

/** Opens as it comes: it was fetched because its button was pressed. */
export function ViewMenu({ active: { saved, isChanged, query }, own }: ViewMenuProps) {
  const { mutateAsync } = useUpdateView()
  const mayChange = can(usePerson(), 'view:save') && saved.is_own
  const place = own.findIndex(({ slug }) => slug === saved.slug)
  const before = own[place - 1]
  const after = own[place + 1]

  async function change(part: Partial<Pick<SavedView, 'query' | 'position'>>, done?: string) {
    try {
      await mutateAsync({ slug: saved.slug, ...part })
      if (done) toast.success(done)
    } catch (error) {
      toast.error(text.notDone, { description: errorMessage(error) })
    }
  }
  return (
    <DropdownMenu.Root dir={DIRECTION} modal={false} defaultOpen>
      <DropdownMenu.Trigger
        aria-label={viewOptions(saved.name)}
        className={cx(iconButtonStyles, 'self-center')}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-40 min-w-52 animate-rise rounded bg-surface p-1 shadow-raised"
        >
          {mayChange && (
            <>
              {isChanged && (
                <Item icon={RefreshCw} onSelect={() => change({ query }, text.updated(saved.name))}>
                  {text.update}
                </Item>
              )}
              <Item icon={Pencil} onSelect={() => askAboutView({ kind: 'rename', saved })}>
                {text.rename}
              </Item>
              {before && (
                <Item icon={ArrowLeft} onSelect={() => change({ position: before.position })}>
                  {text.moveLeft}
                </Item>
              )}
              {place >= 0 && after && (
                <Item icon={ArrowRight} onSelect={() => change({ position: after.position })}>
                  {text.moveRight}
                </Item>
              )}
            </>
          )}
          <Item icon={Link2} onSelect={() => copyLink(saved)}>
            {text.copyLink}
          </Item>
          {mayChange && (
            <Item
              icon={Trash2}
              onSelect={() => askAboutView({ kind: 'delete', saved })}
              className="text-out-ink"
            >
              {text.remove}
            </Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface ItemProps {
  icon: typeof Pencil
  onSelect: () => void
  className?: string
  children: string
}

function Item({ icon: Icon, onSelect, className, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className={cx(
        'flex h-11 cursor-pointer items-center gap-2.5 rounded px-2.5 outline-none data-highlighted:bg-sunken desk:h-8',
        className,
      )}
    >
      <Icon size={15} aria-hidden="true" className="text-muted" />
      {children}
    </DropdownMenu.Item>
  )
}

async function copyLink({ slug }: SavedView): Promise<void> {
  const link = `${window.location.origin}/views/${slug}`
  try {
    await navigator.clipboard.writeText(link)
    toast.success(text.linkCopied)
  } catch {
    // Not over plain http, and not without permission.
    toast(text.linkNotCopied, { description: link, duration: Number.POSITIVE_INFINITY, closeButton: true })
  }
}
