import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { beginReads } from './app/earlyReads'
import { createAppRouter } from './app/router'
import './app/styles.css'
import { keepAppForOffline } from './lib/appUpdate'
import { readyFormats } from './lib/format'
import { watchTheme } from './lib/theme'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root element')

watchTheme()
beginReads(window.location)
setTimeout(readyFormats)
// The server of `make dev` has no built app to keep.
if (import.meta.env.PROD) keepAppForOffline()
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={createAppRouter()} />
  </StrictMode>,
)
