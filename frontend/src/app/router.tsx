import type { ComponentType } from 'react'
import {
  createBrowserRouter,
  type LoaderFunctionArgs,
  Outlet,
  type RouteObject,
  replace,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
} from 'react-router'
import { GuestOnly } from '@/features/account/GuestOnly'
import { RequireAuth } from '@/features/account/RequireAuth'
import { getUserId } from '@/lib/auth/tokens'
import { loadPart } from '@/lib/loadPart'
import { ErrorPage } from '@/pages/ErrorPage'
import type * as loaders from './loaders'

/** Every address of the app. Each page is its own chunk; the sign-in pages need none of the rest. */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: ErrorPage,
    // The frame in index.html is there until the first page is.
    HydrateFallback: () => null,
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
      // A screen on a wall: it has a token of its own, and nobody signs in.
      { path: 'wall', lazy: page(async () => (await import('@/pages/WallPage')).WallPage) },
      // On labels: an app that is installed is asked in place of the server.
      { path: 'p/:id', loader: ({ params }) => replace(`/products/${params.id}`) },
      { path: 'logout', lazy: page(async () => (await import('@/pages/LogoutPage')).LogoutPage) },
      {
        Component: RequireAuth,
        children: [
          {
            ...reads('shell'),
            lazy: page(async () => (await import('./shell/AppShell')).AppShell),
            children: [{ ErrorBoundary: ErrorPage, children: signedInPages() }],
          },
        ],
      },
    ],
  },
]

export function createAppRouter() {
  return createBrowserRouter(routes)
}

function signedInPages(): RouteObject[] {
  return [
    {
      index: true,
      ...reads('inventory'),
      lazy: page(async () => (await import('@/pages/HomePage')).HomePage),
    },
    {
      path: 'my-products',
      ...reads('myProducts'),
      lazy: page(async () => (await import('@/pages/MyProductsPage')).MyProductsPage),
    },
    { path: 'movements', lazy: page(async () => (await import('@/pages/MovementsPage')).MovementsPage) },
    { path: 'views/:slug', lazy: page(async () => (await import('@/pages/SharedViewPage')).SharedViewPage) },
    { path: 'trash', lazy: page(async () => (await import('@/pages/TrashPage')).TrashPage) },
    { path: 'reorder', lazy: page(async () => (await import('@/pages/ReorderPage')).ReorderPage) },
    { path: 'insights', lazy: page(async () => (await import('@/pages/InsightsPage')).InsightsPage) },
    { path: 'products/new', lazy: page(async () => (await import('@/pages/AddProductPage')).AddProductPage) },
    {
      path: 'products/:id',
      ...reads('product'),
      lazy: page(async () => (await import('@/pages/ProductPage')).ProductPage),
    },
    {
      path: 'products/:id/edit',
      ...reads('product'),
      lazy: page(async () => (await import('@/pages/EditProductPage')).EditProductPage),
    },
    {
      path: 'print/:scope?',
      lazy: page(async () => (await import('@/pages/print/PrintListPage')).PrintListPage),
    },
    { path: 'imports', lazy: page(async () => (await import('@/pages/ImportsPage')).ImportsPage) },
    { path: 'imports/new', lazy: page(async () => (await import('@/pages/NewImportPage')).NewImportPage) },
    {
      path: 'imports/pictures',
      lazy: page(async () => (await import('@/pages/ImportPicturesPage')).ImportPicturesPage),
    },
    { path: 'imports/:id', lazy: page(async () => (await import('@/pages/ImportPage')).ImportPage) },
    { path: '*', lazy: page(async () => (await import('@/pages/NotFoundPage')).NotFoundPage) },
    { path: 'account', lazy: page(async () => (await import('@/pages/AccountPage')).AccountPage) },
    {
      path: 'settings',
      lazy: page(async () => (await import('@/pages/settings/SettingsLayout')).SettingsLayout),
      children: [
        // Where to begin, the layout knows.
        { index: true, element: null },
        { path: 'people', lazy: page(async () => (await import('@/pages/settings/PeoplePage')).PeoplePage) },
        {
          path: 'categories',
          lazy: page(async () => (await import('@/pages/settings/CategoriesPage')).CategoriesPage),
        },
        { path: 'place', lazy: page(async () => (await import('@/pages/settings/PlacePage')).PlacePage) },
        { path: 'audit', lazy: page(async () => (await import('@/pages/settings/AuditPage')).AuditPage) },
      ],
    },
  ]
}

/** For so long a page waits for the server. Later it would come under the hands of somebody who went on elsewhere. */
const PATIENCE_MS = 10_000

function page(load: () => Promise<ComponentType>) {
  return async () => ({ Component: await loadPart(load, PATIENCE_MS) })
}

/**
 * Has a page's reads begin when it is opened, beside the fetching of its code; they and the query cache are a part of
 * their own, which the sign-in pages do not load. Another search on the same page is its own query's to make.
 */
function reads(name: keyof typeof loaders) {
  return {
    loader(args: LoaderFunctionArgs) {
      if (getUserId() !== null) void import('./loaders').then((all) => all[name](args)).catch(() => undefined)
      return null
    },
    shouldRevalidate: ({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) =>
      currentUrl.pathname !== nextUrl.pathname,
  }
}

function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  )
}
