/** Pages that nobody sees get no frames; they go on by the clock. */
const AT_LATEST_MS = 100

let due: (() => void)[] = []
let frame = 0
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Calls back within the next frame, together with everything else that waits for it: React then draws once for all,
 * however much has come, and a screen that cannot keep up draws less often instead of falling behind.
 */
export function inNextFrame(callback: () => void): void {
  due.push(callback)
  if (due.length > 1) return
  frame = requestAnimationFrame(flush)
  timer = setTimeout(flush, AT_LATEST_MS)
}

function flush(): void {
  cancelAnimationFrame(frame)
  clearTimeout(timer)
  const callbacks = due
  due = []
  for (const callback of callbacks) callback()
}
