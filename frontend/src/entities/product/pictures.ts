import type { Product } from './types'

/** A picture that a product has. */
export type SavedPicture = Product['more_pictures'][number]

/** The pictures of a product in their order. The first is its cover. */
export function picturesOf(product: Product): SavedPicture[] {
  const { image, thumbnail, more_pictures } = product
  return image === null ? more_pictures : [{ id: pictureId(image), image, thumbnail }, ...more_pictures]
}

/** The server calls a picture by the name of its file. */
function pictureId(address: string): string {
  const name = decodeURIComponent(address.slice(address.lastIndexOf('/') + 1))
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name
}
