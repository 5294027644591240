import type { Product } from '@/entities/product/types'

/** What an operator may do. */
const RIGHTS = [
  'product:create',
  'product:edit_own',
  'stock:adjust_own',
  'category:create',
  'view:save',
  'label:save',
]

export const ANA = {
  id: 3,
  username: 'ana',
  email: 'ana@example.com',
  email_confirmed: true,
  role: 'operator',
  rights: RIGHTS,
  admins: ['root'],
}

/** A product as the server derives its figures. */
export function makeProduct(part: Partial<Product> = {}): Product {
  const row = {
    id: 1,
    sku: 'ELEC-7K2M9Q',
    name: 'USB-C cable',
    description: '',
    category: 'electronics',
    barcode: null,
    price: '12.50',
    quantity: 42,
    reorder_level: 20,
    image: null,
    thumbnail: null,
    more_pictures: [],
    is_active: true,
    owner: 'ana',
    created_by: ANA.id,
    created_at: '2026-11-20T10:00:00.000000Z',
    updated_at: '2026-11-20T10:00:00.000000Z',
    version: 7,
    ...part,
  }
  return {
    ...row,
    is_in_stock: row.quantity > 0,
    is_low_stock: row.is_active && row.reorder_level !== null && row.quantity <= row.reorder_level,
    total_value: (Number(row.price) * row.quantity).toFixed(2),
  }
}
