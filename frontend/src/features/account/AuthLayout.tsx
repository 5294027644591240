import type { ReactNode } from 'react'
import { usePlaceName } from '@/lib/placeName'
import { storageRefused } from '@/strings/auth'
import { LanguageToggle } from '@/ui/LanguageToggle'
import { Mark } from '@/ui/Mark'
import { ThemeToggle } from '@/ui/ThemeToggle'
import { StorageNotice } from './StorageNotice'

interface AuthLayoutProps {
  title: string
  lead: ReactNode
  children?: ReactNode
  footer?: ReactNode
}

/** The frame around the pages of those who are not signed in. */
export function AuthLayout({ title, lead, children, footer }: AuthLayoutProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between p-4">
        <span className="flex items-center gap-2.5 font-semibold">
          <Mark />
          <bdi>{usePlaceName()}</bdi>
        </span>
        <ThemeToggle />
      </header>
      <main className="flex flex-1 items-start justify-center px-4 pt-[8vh] pb-16">
        <div className="w-full max-w-88">
          <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
          <p className="mt-1.5 mb-6 text-muted">{lead}</p>
          <StorageNotice
            words={storageRefused}
            className="mb-4 rounded border border-line bg-low-soft px-3 py-2 text-low-ink"
          />
          {children}
          {footer && <p className="mt-6 border-line border-t pt-5 text-muted">{footer}</p>}
        </div>
      </main>
      <footer className="flex justify-center p-4">
        <LanguageToggle />
      </footer>
    </div>
  )
}
