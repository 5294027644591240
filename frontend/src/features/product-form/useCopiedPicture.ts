import { useEffect, useEffectEvent } from 'react'
import * as text from '@/strings/productForm'
import { fetchPicture } from './fetchPicture'
import type { Picture } from './usePicture'

/** Puts a copy of another product's picture into the form. `path` is its address in the API. */
export function useCopiedPicture(path: string | null | undefined, picture: Picture): void {
  const put = useEffectEvent((file: File) => picture.copy(file))
  const fail = useEffectEvent(() => picture.setError(text.pictureNotCopied))
  useEffect(() => {
    if (!path) return
    const controller = new AbortController()
    fetchPicture(path, controller.signal).then(put, () => !controller.signal.aborted && fail())
    return () => controller.abort()
  }, [path])
}
