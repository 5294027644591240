import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useDrawer } from './useDrawer'

interface ProductLinkProps {
  id: number
  edit?: boolean
  className?: string
  'aria-label'?: string
  onClick?: (() => void) | undefined
  children: ReactNode
}

/** Opens a product: beside its list where there is room, as a page of its own elsewhere. */
export function ProductLink({ id, edit, ...props }: ProductLinkProps) {
  const { hrefFor, openId } = useDrawer()
  return (
    <Link
      to={hrefFor(id, { edit })}
      preventScrollReset={openId !== null || typeof hrefFor(id) !== 'string'}
      data-product-link={edit ? undefined : id}
      aria-current={openId === id && !edit ? true : undefined}
      {...props}
    />
  )
}
