import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app/styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root element')
createRoot(root).render(
  <StrictMode>
    <h1>LR Inventory</h1>
  </StrictMode>,
)
