import { PlaceForm } from '@/features/place/PlaceForm'
import { usePlace } from '@/features/place/place'
import * as text from '@/strings/place'
import { LoadFailed } from '@/ui/LoadFailed'
import { SettingsFrame } from './SettingsLayout'

/** What holds at this place: its name, its currency, how long the trash keeps. */
export function PlacePage() {
  const { data, error, refetch } = usePlace()
  return (
    <SettingsFrame title={text.title}>
      <div className="max-desk:px-4">
        {data ? (
          <PlaceForm place={data} />
        ) : error ? (
          <LoadFailed error={error} title={text.failed} onRetry={() => void refetch()} />
        ) : (
          <p role="status" aria-live="off" className="text-muted">
            {text.loading}
          </p>
        )}
      </div>
    </SettingsFrame>
  )
}
