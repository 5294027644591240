/*
 * Runs in the page before the app does, and measures what a person would feel: tasks that block, rows in the page,
 * frames that were not drawn, the time from a key to the picture that shows it, and from a live event to its row.
 */
;(() => {
  const FRAME_MS = 1000 / 60
  const ROWS = 'tbody tr:not([style]), [role="rowgroup"] [role="row"], li[data-product]'
  const ROW = 'tr, [role="row"], li'
  const number = new Intl.NumberFormat()

  /** What was seen since `start()`; times in milliseconds. */
  let seen = null
  /** By product: the events that wait to be seen, oldest first. */
  const waiting = new Map()

  const probe = {
    start() {
      waiting.clear()
      seen = { tasks: [], mostRows: 0, frames: 0, dropped: 0, events: 0 }
      for (const times of ['inputs', 'delays', 'shown', 'committed']) seen[times] = []
    },
    stop() {
      const found = { ...seen, unseen: [...waiting.values()].reduce((sum, events) => sum + events.length, 0) }
      seen = null
      return found
    },
    rows: () => document.querySelectorAll(ROWS).length,
    /** The ids of the products whose rows are in the window, from the top. */
    visible() {
      const inWindow = (row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return top >= 0 && bottom <= window.innerHeight
      }
      return [...document.querySelectorAll(ROWS)].filter(inWindow).map(idOf).filter((id) => id !== null)
    },
    /** The place in the whole list of the last row that is drawn in the window, counted from 1. */
    lastPlace() {
      const places = [...document.querySelectorAll(ROWS)]
        .filter((row) => row.getBoundingClientRect().top < window.innerHeight && idOf(row) !== null)
        .map((row) => Number(row.getAttribute('aria-rowindex') ?? 0) - 1)
      return Math.max(0, ...places)
    },
    /** Moves as a hand on the scroll bar does: to `share` of the whole height within `seconds`. */
    async drag(share, seconds) {
      const box = scroller()
      const from = box.scrollTop
      const began = performance.now()
      for (;;) {
        const now = await frame()
        const done = Math.min(1, (now - began) / (seconds * 1000))
        const to = share * (box.scrollHeight - box.clientHeight)
        box.scrollTop = from + (to - from) * done
        if (done === 1) return
      }
    },
  }
  window.screenProbe = probe

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

  /**
   * Calls back when what the page says now is on the screen: at the beginning of the frame after the one that draws
   * it. What is changed during a frame is drawn by that frame.
   */
  function afterPaint(then) {
    if (isInFrame) requestAnimationFrame(then)
    else requestAnimationFrame(() => requestAnimationFrame(then))
  }

  function scroller() {
    let element = document.querySelector(ROWS)
    while (element && element !== document.body) {
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowY)
      if (scrolls && element.scrollHeight > element.clientHeight) return element
      element = element.parentElement
    }
    return document.scrollingElement
  }

  function idOf(row) {
    const href = row.querySelector('a[href*="/products/"], a[href*="product="]')?.getAttribute('href')
    const id = href?.match(/(?:\/products\/|[?&]product=)(\d+)/)?.[1]
    return id === undefined ? null : Number(id)
  }

  // --- Tasks and frames ---

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen?.tasks.push([startTime, duration])
  }).observe({ type: 'longtask', buffered: false })

  let before = 0
  let isInFrame = false
  const frameDone = new MessageChannel()
  // The message may be late: keys and events that come before it end the frame as well.
  frameDone.port1.onmessage = endFrame
  function endFrame() {
    isInFrame = false
  }
  function everyFrame(now) {
    isInFrame = true
    frameDone.port2.postMessage(null)
    if (seen) {
      seen.frames += 1
      if (before) seen.dropped += Math.max(0, Math.round((now - before) / FRAME_MS) - 1)
      seen.mostRows = Math.max(seen.mostRows, probe.rows())
      before = now
    } else {
      before = 0
    }
    requestAnimationFrame(everyFrame)
  }
  requestAnimationFrame(everyFrame)

  // --- Keys and clicks ---

  for (const type of ['keydown', 'pointerdown']) {
    const heard = ({ timeStamp }) => {
      const found = seen
      endFrame()
      if (!found) return
      found.delays.push(performance.now() - timeStamp)
      afterPaint(() => found.inputs.push(performance.now() - timeStamp))
    }
    window.addEventListener(type, heard, { capture: true, passive: true })
  }

  // --- Events ---

  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args)
      // The first listener: what the app makes of the message comes after.
      this.addEventListener('message', ({ data }) => seen && arrived(data, performance.now()))
    }
  }

  function arrived(text, now) {
    endFrame()
    const frame = JSON.parse(text)
    for (const { data, at } of frame.type === 'event' ? [frame] : (frame.items ?? [])) {
      seen.events += 1
      const events = waiting.get(data.id) ?? []
      events.push({ quantity: number.format(data.quantity), arrived: now, at: Date.parse(at) })
      waiting.set(data.id, events)
    }
  }

  // Quantities are written that stand nowhere else in a row, so a row that holds the text shows the event.
  function changed(records) {
    if (!seen) return
    const rows = new Set()
    for (const { target } of records) {
      const row = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest(ROW)
      if (row) rows.add(row)
    }
    for (const row of rows) {
      const events = waiting.get(idOf(row))
      const text = events && row.textContent
      // A row that shows an event shows those before it too: they were overtaken.
      const shown = events ? events.findLastIndex(({ quantity }) => text.includes(quantity)) : -1
      if (shown >= 0) show(events.splice(0, shown + 1))
    }
  }

  function show(events) {
    const found = seen
    afterPaint(() => {
      const now = performance.now()
      const clock = Date.now()
      for (const event of events) {
        found.shown.push(now - event.arrived)
        found.committed.push(clock - event.at)
      }
    })
  }

  new MutationObserver(changed).observe(document, { subtree: true, childList: true, characterData: true })
})()
