/** A product as the API and the live feed give it. Prices are decimal strings with two places. */
export interface Product {
  id: number
  sku: string
  name: string
  description: string
  category: string
  barcode: string | null
  price: string
  quantity: number
  reorder_level: number | null
  image: string | null
  thumbnail: string | null
  is_active: boolean
  is_in_stock: boolean
  is_low_stock: boolean
  total_value: string
  owner: string | null
  created_by: number | null
  created_at: string
  updated_at: string
  version: number
}
