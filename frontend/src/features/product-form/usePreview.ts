import { useEffect, useState } from 'react'
import type { ImageChoice } from './usePicture'

/** The address of what the product's picture will be: the chosen file, the saved picture, or none. */
export function usePreview(value: ImageChoice, saved: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!value) return
    const created = URL.createObjectURL(value)
    setUrl(created)
    return () => {
      URL.revokeObjectURL(created)
      setUrl(null)
    }
  }, [value])
  if (value === undefined) return saved
  return value && url
}
