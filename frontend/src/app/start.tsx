import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { explainErrorsBy } from '@/lib/api/errors'
import { keepAppForOffline } from '@/lib/appUpdate'
import { readyFormats } from '@/lib/format'
import { loadPart } from '@/lib/loadPart'
import { LANGUAGE } from '@/lib/locale'
import { watchTheme } from '@/lib/theme'
import { createAppRouter } from './router'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root element')

watchTheme()
readyFormats()
if (LANGUAGE !== 'en') loadPart(() => import('@/strings/apiErrors')).then(explainErrorsBy)
// The server of `make dev` has no built app to keep.
if (import.meta.env.PROD) keepAppForOffline()
// A task of its own: all modules were run in the one before.
setTimeout(() => {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={createAppRouter()} />
    </StrictMode>,
  )
})
