import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { toast } from 'sonner'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { noteServer } from '@/lib/loadPart'
import './quickQueries'
import { server } from './server'
import { setViewport } from './viewport'

// The pages are fetched on demand, and the first one of a file takes its time: 6 s on a machine at work on other things.
configure({ asyncUtilTimeout: 30_000 })

// A toast that was found is visible, though its style sheet lets it fade in only after the next effect.
const comingIn = document.head.appendChild(document.createElement('style'))
comingIn.textContent = '[data-sonner-toast][data-mounted="false"][data-visible="true"] { opacity: 1 }'

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))

beforeEach(() => {
  setViewport('desk')
  // What jsdom leaves out, and the app needs to be there.
  window.scrollTo = vi.fn()
  Element.prototype.setPointerCapture = vi.fn()
  Element.prototype.scrollIntoView = vi.fn()
  window.ResizeObserver = class {
    observe = vi.fn()
    unobserve = vi.fn()
    disconnect = vi.fn()
  }
  window.IntersectionObserver = class {
    root = null
    rootMargin = ''
    scrollMargin = ''
    thresholds = []
    observe = vi.fn()
    unobserve = vi.fn()
    disconnect = vi.fn()
    takeRecords = () => []
  }
  Blob.prototype.arrayBuffer = arrayBuffer
  URL.createObjectURL = vi.fn(() => 'blob:preview')
  URL.revokeObjectURL = vi.fn()
})

afterEach(() => {
  cleanup()
  noteServer('there')
  toast.dismiss()
  server.resetHandlers()
  localStorage.clear()
  sessionStorage.clear()
})

function arrayBuffer(this: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.readAsArrayBuffer(this)
  })
}

afterAll(() => server.close())
