import { LaptopMinimal, Smartphone } from 'lucide-react'
import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/account'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { LoadFailed } from '@/ui/LoadFailed'
import { RelativeTime } from '@/ui/RelativeTime'
import { Skeleton } from '@/ui/Skeleton'
import { type Device, useDevices, useSignOutDevice } from './account'
import { deviceName } from './device'

/** Where the person is signed in, each with a way to end it. */
export function DeviceList() {
  const { data, error, refetch } = useDevices()
  const signOut = useSignOutDevice()
  if (!data) {
    if (error) return <LoadFailed error={error} title={text.devicesFailed} onRetry={() => void refetch()} />
    return (
      <div role="status" aria-live="off" aria-label={text.devicesLoading} className="max-w-2xl space-y-3">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </div>
    )
  }
  function end(device: Device) {
    void signOut.mutateAsync(device).then(
      () => toast.success(text.deviceSignedOut(deviceName(device.agent))),
      (problem) => toast.error(errorMessage(problem)),
    )
  }
  return (
    <ul tabIndex={-1} aria-label={text.devices} className="max-w-2xl divide-y divide-line outline-none">
      {data.map((device) => (
        <DeviceItem
          key={device.id}
          device={device}
          busy={signOut.isPending && signOut.variables.id === device.id}
          onSignOut={() => end(device)}
        />
      ))}
    </ul>
  )
}

interface DeviceItemProps {
  device: Device
  busy: boolean
  onSignOut: () => void
}

function DeviceItem({ device, busy, onSignOut }: DeviceItemProps) {
  const name = deviceName(device.agent)
  const Icon = /Mobile|iPhone|Android/.test(device.agent) ? Smartphone : LaptopMinimal
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0">
      <Icon size={20} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi>{name}</bdi>
          {device.is_current && <Badge tone="live">{text.thisDevice}</Badge>}
        </p>
        <p className="text-muted text-xs">
          <span>{device.address}</span> · <span>{text.since}</span> <RelativeTime iso={device.created_at} />
          {!device.is_current && (
            <>
              {' · '}
              <span>{text.lastUsed}</span> <RelativeTime iso={device.last_seen} />
            </>
          )}
        </p>
      </div>
      {!device.is_current && (
        <Button busy={busy} aria-label={text.signOutOf(name)} onClick={onSignOut}>
          {text.signOutDevice}
        </Button>
      )}
    </li>
  )
}
