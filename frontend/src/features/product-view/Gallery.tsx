import { Suspense, useState } from 'react'
import { picturesOf } from '@/entities/product/pictures'
import type { Product } from '@/entities/product/types'
import { cx } from '@/lib/cx'
import { mediaUrl } from '@/lib/env'
import { lazyPart } from '@/lib/loadPart'
import * as text from '@/strings/product'
import { PictureRail } from './PictureRail'

const PictureViewer = lazyPart(async () => (await import('./PictureViewer')).PictureViewer)

/** The pictures of a product: one in sight, the others small under it, and each at full size when pressed. */
export function Gallery({ product }: { product: Product }) {
  const pictures = picturesOf(product)
  const [chosen, setChosen] = useState(0)
  const [isOpen, setOpen] = useState(false)
  // One that was looked at may have been removed.
  const at = Math.min(chosen, pictures.length - 1)
  const total = pictures.length
  if (total === 0) return null
  return (
    <div className="w-full shrink-0 self-start @xl:w-2/5 @xl:max-w-80">
      <PictureRail
        label={text.pictures}
        pictures={pictures}
        at={at}
        onAt={setChosen}
        className="rounded border border-line bg-surface"
      >
        {({ image }, place) => (
          <button
            type="button"
            aria-label={text.enlarge(place + 1, total)}
            aria-haspopup="dialog"
            // The keys bring the others here: Tab goes on to what is under them.
            tabIndex={place === at ? 0 : -1}
            onClick={() => setOpen(true)}
            className="h-44 print:block! w-full cursor-zoom-in -outline-offset-2 @xl:aspect-square @xl:h-auto"
          >
            <img
              src={mediaUrl(image)}
              alt=""
              loading={place === 0 ? 'eager' : 'lazy'}
              className="size-full object-contain"
            />
          </button>
        )}
      </PictureRail>
      {total > 1 && (
        <ul aria-label={text.choosePicture} className="mt-2 flex flex-wrap gap-1.5 print:hidden">
          {pictures.map(({ id, image, thumbnail }, place) => (
            <li key={id}>
              <button
                type="button"
                aria-label={text.pictureAt(place + 1, total)}
                aria-current={place === at || undefined}
                onClick={() => setChosen(place)}
                className={cx(
                  'block size-11 overflow-hidden rounded border bg-sunken desk:size-10',
                  place === at ? 'border-accent-ink outline-2 outline-accent-ink' : 'border-line',
                )}
              >
                <img
                  src={mediaUrl(thumbnail ?? image)}
                  alt=""
                  loading="lazy"
                  className="size-full object-cover"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Suspense>
        {isOpen && (
          <PictureViewer
            name={product.name}
            pictures={pictures}
            at={at}
            onAt={setChosen}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </div>
  )
}
