import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { takeShared } from '@/lib/shared'

/** The files that another app has shared, where the address says so; `isGone`: they were taken before. */
export function useShared(): { files: File[]; isGone: boolean } {
  const [params] = useSearchParams()
  const isShared = params.has('shared')
  const [files, setFiles] = useState<File[] | null>(null)
  useEffect(() => {
    if (!isShared) return
    // They can be taken once, and React may run this twice.
    void takeShared().then((found) => setFiles((known) => (known?.length ? known : found)))
  }, [isShared])
  return { files: files ?? [], isGone: isShared && files?.length === 0 }
}
