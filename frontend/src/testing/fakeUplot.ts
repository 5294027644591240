import { vi } from 'vitest'

/** For `vi.mock('uplot', …)`: a canvas is beyond jsdom. The browser tests see the charts themselves. */
export default Object.assign(
  vi.fn(function (this: object) {
    return Object.assign(this, { setData: vi.fn(), setSize: vi.fn(), destroy: vi.fn() })
  }),
  { paths: {} },
)
