import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type PICTURE, useDrawer } from './useDrawer'

interface ProductLinkProps {
  id: number
  edit?: boolean
  /** Of the form. */
  part?: typeof PICTURE
  className?: string
  'aria-label'?: string
  onClick?: (() => void) | undefined
  children: ReactNode
}

/** Opens a product: beside its list where there is room, as a page of its own elsewhere. */
export function ProductLink({ id, edit, part, ...props }: ProductLinkProps) {
  const { hrefFor, openId } = useDrawer()
  return (
    <Link
      to={hrefFor(id, { edit, part })}
      preventScrollReset={openId !== null || typeof hrefFor(id) !== 'string'}
      data-product-link={edit ? undefined : id}
      aria-current={openId === id && !edit ? true : undefined}
      {...props}
    />
  )
}
