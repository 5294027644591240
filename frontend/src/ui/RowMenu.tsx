import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { DIRECTION } from '@/lib/locale'
import { iconButtonStyles } from './buttonStyles'

/** What is not done to a line of a list every day; its items are `MenuItem`s. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Root dir={DIRECTION} modal={false}>
      <DropdownMenu.Trigger aria-label={label} title={label} className={iconButtonStyles}>
        <Ellipsis size={18} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-40 min-w-44 animate-rise rounded bg-surface p-1 shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
