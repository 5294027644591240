import { useSyncExternalStore } from 'react'
import { Toaster, toast } from 'sonner'
import { endWithSession } from '@/lib/session'
import { getTheme, subscribeToTheme } from '@/lib/theme'
import { notifications } from '@/strings/shell'

// The library keeps what it has not shown to the end, and would show it to whoever comes next.
endWithSession(() => toast.dismiss())

export function Toasts({ isDesk }: { isDesk: boolean }) {
  const theme = useSyncExternalStore(subscribeToTheme, getTheme)
  return (
    <Toaster
      theme={theme}
      containerAriaLabel={notifications}
      position={isDesk ? 'bottom-right' : 'bottom-center'}
      // Above the phone's bottom bar.
      mobileOffset={{ bottom: 'calc(var(--bottom-bar) + 0.75rem)' }}
      toastOptions={{
        duration: 5000,
        style: {
          background: 'var(--surface)',
          color: 'var(--ink)',
          border: '1px solid var(--line)',
          borderRadius: '0.5rem',
          boxShadow: 'var(--shade-raised)',
          fontFamily: 'inherit',
        },
      }}
    />
  )
}
