/**
 * Measures time that may contain the machine's sleep. The browser's monotonic clock can stand still while the machine
 * sleeps, and the wall clock can be set back: the one that went further is believed.
 */
export class SleepWatch {
  private startedAt = read()

  restart(): void {
    this.startedAt = read()
  }

  /** Milliseconds since the last `restart`; too many after the clock was set forward. */
  elapsed(): number {
    const now = read()
    return Math.max(now.monotonic - this.startedAt.monotonic, now.wall - this.startedAt.wall)
  }
}

function read() {
  return { monotonic: performance.now(), wall: Date.now() }
}
