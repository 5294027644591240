import { Link } from 'react-router'
import { backToSignIn } from '@/strings/door'
import { buttonStyles } from '@/ui/buttonStyles'
import { AuthLayout } from './AuthLayout'

interface LinkGoneProps {
  title: string
  why: string
  /** Where another one is to be had; signing in otherwise. */
  next?: { to: string; label: string }
}

/** In place of a form whose link has been used, has expired, or was taken back. */
export function LinkGone({ title, why, next = { to: '/login', label: backToSignIn } }: LinkGoneProps) {
  return (
    <AuthLayout title={title} lead={why}>
      <Link to={next.to} className={buttonStyles('primary', 'w-full desk:h-9')}>
        {next.label}
      </Link>
    </AuthLayout>
  )
}
