import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createAppRouter } from './app/router'
import './app/styles.css'
import { watchTheme } from './lib/theme'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root element')

watchTheme()
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={createAppRouter()} />
  </StrictMode>,
)
