import { useEffect } from 'react'
import { reloadIntoUpdate, useUpdateReady } from '@/lib/appUpdate'
import { loadPart } from '@/lib/loadPart'
import * as text from '@/strings/shell'

/** Tells that a new version of the app is ready. */
export function UpdateNotice({ onTell }: { onTell: () => void }) {
  const isReady = useUpdateReady()
  useEffect(() => {
    if (!isReady) return
    onTell()
    void loadPart(() => import('sonner')).then(({ toast }) =>
      toast(text.updateTitle, {
        id: 'update',
        description: text.updateHint,
        duration: Number.POSITIVE_INFINITY,
        closeButton: true,
        action: { label: text.reload, onClick: reloadIntoUpdate },
      }),
    )
  }, [isReady, onTell])
  return null
}
