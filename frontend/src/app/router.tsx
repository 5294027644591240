import type { ComponentType } from 'react'
import { createBrowserRouter, Navigate, Outlet, type RouteObject, ScrollRestoration } from 'react-router'
import { GuestOnly } from '@/features/account/GuestOnly'
import { RequireAuth } from '@/features/account/RequireAuth'
import { loadPart } from '@/lib/loadPart'
import { ErrorPage } from '@/pages/ErrorPage'
import * as text from '@/strings/shell'
import { Mark } from '@/ui/Mark'

/** Every address of the app. Each page is its own chunk; the sign-in pages need none of the rest. */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: ErrorPage,
    HydrateFallback: Splash,
    children: [
      {
        Component: GuestOnly,
        children: [
          { path: 'login', lazy: page(async () => (await import('@/pages/LoginPage')).LoginPage) },
          { path: 'register', lazy: page(async () => (await import('@/pages/RegisterPage')).RegisterPage) },
        ],
      },
      {
        path: 'forgot-password',
        lazy: page(async () => (await import('@/pages/ForgotPasswordPage')).ForgotPasswordPage),
      },
      // Where links lead that the server makes: whoever is signed in may open them as well.
      { path: 'join', lazy: page(async () => (await import('@/pages/JoinPage')).JoinPage) },
      {
        path: 'reset',
        lazy: page(async () => (await import('@/pages/ResetPasswordPage')).ResetPasswordPage),
      },
      {
        path: 'confirm',
        lazy: page(async () => (await import('@/pages/ConfirmEmailPage')).ConfirmEmailPage),
      },
      { path: 'logout', lazy: page(async () => (await import('@/pages/LogoutPage')).LogoutPage) },
      {
        Component: RequireAuth,
        children: [
          {
            lazy: page(async () => (await import('./shell/AppShell')).AppShell),
            children: [{ ErrorBoundary: ErrorPage, children: signedInPages() }],
          },
        ],
      },
      { path: '*', lazy: page(async () => (await import('@/pages/NotFoundPage')).NotFoundPage) },
    ],
  },
]

export function createAppRouter() {
  return createBrowserRouter(routes)
}

function signedInPages(): RouteObject[] {
  return [
    { index: true, lazy: page(async () => (await import('@/pages/HomePage')).HomePage) },
    { path: 'my-products', lazy: page(async () => (await import('@/pages/MyProductsPage')).MyProductsPage) },
    { path: 'movements', lazy: page(async () => (await import('@/pages/MovementsPage')).MovementsPage) },
    { path: 'views/:slug', lazy: page(async () => (await import('@/pages/SharedViewPage')).SharedViewPage) },
    { path: 'reorder', lazy: page(async () => (await import('@/pages/ReorderPage')).ReorderPage) },
    { path: 'products/new', lazy: page(async () => (await import('@/pages/AddProductPage')).AddProductPage) },
    { path: 'products/:id', lazy: page(async () => (await import('@/pages/ProductPage')).ProductPage) },
    {
      path: 'products/:id/edit',
      lazy: page(async () => (await import('@/pages/EditProductPage')).EditProductPage),
    },
    { path: 'account', lazy: page(async () => (await import('@/pages/AccountPage')).AccountPage) },
    {
      path: 'settings',
      lazy: page(async () => (await import('@/pages/settings/SettingsLayout')).SettingsLayout),
      children: [
        { index: true, element: <Navigate to="/settings/people" replace /> },
        { path: 'people', lazy: page(async () => (await import('@/pages/settings/PeoplePage')).PeoplePage) },
      ],
    },
  ]
}

/** For so long a page waits for the server. Later it would come under the hands of somebody who went on elsewhere. */
const PATIENCE_MS = 10_000

function page(load: () => Promise<ComponentType>) {
  return async () => ({ Component: await loadPart(load, PATIENCE_MS) })
}

function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  )
}

function Splash() {
  return (
    <div
      role="status"
      aria-live="off"
      aria-label={text.loading}
      className="flex min-h-dvh animate-fade items-center justify-center"
    >
      <Mark size={40} />
    </div>
  )
}
