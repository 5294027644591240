import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { KeyboardEvent } from 'react'
import type { SavedPicture } from '@/entities/product/pictures'
import { useSaid } from '@/lib/announcer'
import { mediaUrl } from '@/lib/env'
import { close } from '@/strings/common'
import * as text from '@/strings/product'
import { iconButtonStyles } from '@/ui/buttonStyles'
import { useFocusReturn } from '@/ui/useFocusReturn'
import { PictureRail } from './PictureRail'

interface PictureViewerProps {
  name: string
  pictures: readonly SavedPicture[]
  at: number
  onAt: (place: number) => void
  onClose: () => void
}

/** The pictures over the whole window, one at a time. */
export function PictureViewer({ name, pictures, at, onAt, onClose }: PictureViewerProps) {
  const focusReturn = useFocusReturn()
  const total = pictures.length
  useSaid(text.pictureAt(at + 1, total))
  const go = (to: number) => to >= 0 && to < total && onAt(to)
  function onKeyDown(event: KeyboardEvent) {
    // The rail moves itself while the focus is in it.
    if (event.defaultPrevented || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    go(at + ((event.key === 'ArrowLeft') !== (document.dir === 'rtl') ? -1 : 1))
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          {...focusReturn}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex animate-fade flex-col bg-canvas focus:outline-none"
        >
          <div className="flex items-center gap-2 py-1 ps-4 pe-2">
            <Radix.Title className="min-w-0 flex-1 truncate font-semibold text-base">
              <bdi>{name}</bdi>
            </Radix.Title>
            {total > 1 && <span className="text-muted tabular-nums">{text.pictureCount(at + 1, total)}</span>}
            <Radix.Close aria-label={close} className={iconButtonStyles}>
              <X size={18} aria-hidden="true" />
            </Radix.Close>
          </div>
          <PictureRail
            label={text.pictures}
            pictures={pictures}
            at={at}
            onAt={onAt}
            isReached={total > 1}
            className="min-h-0 flex-1"
          >
            {({ image }, place) => (
              <img
                src={mediaUrl(image)}
                alt={text.pictureAt(place + 1, total)}
                loading={place === at ? 'eager' : 'lazy'}
                className="max-h-full max-w-full object-contain"
              />
            )}
          </PictureRail>
          {total > 1 && (
            <div className="flex justify-center gap-4 p-2 pb-[calc(env(safe-area-inset-bottom)+0.5rem)]">
              <button
                type="button"
                aria-label={text.previousPicture}
                title={text.previousPicture}
                aria-disabled={at === 0 || undefined}
                onClick={() => go(at - 1)}
                className={iconButtonStyles}
              >
                <ChevronLeft size={20} aria-hidden="true" className="rtl:rotate-180" />
              </button>
              <button
                type="button"
                aria-label={text.nextPicture}
                title={text.nextPicture}
                aria-disabled={at === total - 1 || undefined}
                onClick={() => go(at + 1)}
                className={iconButtonStyles}
              >
                <ChevronRight size={20} aria-hidden="true" className="rtl:rotate-180" />
              </button>
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
