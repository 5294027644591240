import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { cx } from '@/lib/cx'

interface MenuItemProps {
  icon: LucideIcon
  label: string
  isDanger?: boolean
  onSelect: () => void
}

/** One line of a menu. */
export function MenuItem({ icon: Icon, label, isDanger, onSelect }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className={cx(
        'flex h-11 cursor-pointer items-center gap-2.5 rounded px-2.5 outline-none data-highlighted:bg-sunken desk:h-8',
        isDanger && 'text-out-ink',
      )}
    >
      <Icon size={15} aria-hidden="true" />
      {label}
    </DropdownMenu.Item>
  )
}
