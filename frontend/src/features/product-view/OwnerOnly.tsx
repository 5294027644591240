import { Lock } from 'lucide-react'
import { Link, type To } from 'react-router'
import type { Product } from '@/entities/product/types'
import * as text from '@/strings/product'
import { buttonStyles } from '@/ui/buttonStyles'
import { StateMessage } from '@/ui/StateMessage'

/** In place of the form, for those who may not change the product. */
export function OwnerOnly({ product, viewAt }: { product: Product; viewAt: To }) {
  return (
    <StateMessage
      icon={Lock}
      title={text.ownerOnly}
      actions={
        <Link to={viewAt} replace preventScrollReset className={buttonStyles('primary')}>
          {text.viewIt}
        </Link>
      }
    >
      <p>{product.owner ? text.belongsTo(product.owner) : text.noOwner}</p>
    </StateMessage>
  )
}
