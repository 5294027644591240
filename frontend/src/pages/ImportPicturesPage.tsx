import { useCallback } from 'react'
import { PicturesPanel } from '@/features/imports/PicturesPanel'
import { preparePicture } from '@/features/product-form/preparePicture'
import { useConfig } from '@/lib/config'
import { useTitle } from '@/lib/useTitle'
import * as text from '@/strings/importPictures'
import { backToList } from '@/strings/imports'
import { ImportersOnly } from './ImportersOnly'
import { PageFrame } from './PageFrame'

/** Pictures of many products at once. */
export function ImportPicturesPage() {
  useTitle(text.title)
  const config = useConfig()
  const prepare = useCallback((file: File) => preparePicture(file, config), [config])
  const frame = { title: text.title, backTo: '/imports', backLabel: backToList }
  return (
    <ImportersOnly frame={(refused) => <PageFrame {...frame}>{refused}</PageFrame>}>
      <PageFrame {...frame}>
        <PicturesPanel prepare={prepare} />
      </PageFrame>
    </ImportersOnly>
  )
}
