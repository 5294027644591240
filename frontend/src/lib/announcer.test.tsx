import { render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Announcer, announcer, useSaid, useSaidOf } from './announcer'

const sources = import.meta.glob<string>(['../**/*.tsx', '!../**/*.test.*', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }))

afterEach(() => {
  announcer.clear()
  vi.useRealTimers()
})

function listen(to: Announcer): string[] {
  const heard: string[] = []
  to.subscribe(() => heard.push(to.get().words))
  return heard
}

describe('the announcer', () => {
  it('says what comes together in one message, the newest of each source', () => {
    const voice = new Announcer()
    const heard = listen(voice)
    voice.say('1 found', 'list')
    voice.say('2 products changed', 'feed')
    voice.say('3 found', 'list')
    vi.advanceTimersByTime(300)
    expect(heard).toEqual(['2 products changed. 3 found'])
  })

  it('leaves time between two messages, and does not let them stand', () => {
    const voice = new Announcer()
    const heard = listen(voice)
    voice.say('one', 'a')
    vi.advanceTimersByTime(300)
    voice.say('two', 'a')
    vi.advanceTimersByTime(1000)
    expect(heard).toEqual(['one'])
    vi.advanceTimersByTime(500)
    expect(heard).toEqual(['one', 'two'])
    vi.advanceTimersByTime(4000)
    expect(heard).toEqual(['one', 'two', ''])
  })

  it('takes back what was not said, and says the same twice when it happens twice', () => {
    const voice = new Announcer()
    const heard = listen(voice)
    voice.say('one', 'a')
    voice.say('', 'a')
    vi.advanceTimersByTime(5000)
    expect(heard).toEqual([])
    voice.say('same', 'a')
    vi.advanceTimersByTime(1500)
    voice.say('same', 'a')
    vi.advanceTimersByTime(1500)
    expect(heard).toEqual(['same', 'same'])
    expect(voice.get().number).toBe(2)
  })

  it.each([-3_600_000, 3_600_000])('goes on when the clock is set by %i ms', (milliseconds) => {
    const voice = new Announcer()
    const heard = listen(voice)
    for (const words of ['one', 'two']) {
      voice.say(words, 'a')
      vi.setSystemTime(Date.now() + milliseconds)
      vi.advanceTimersByTime(1500)
    }
    expect(heard).toEqual(['one', 'two'])
  })
})

describe('words on the screen', () => {
  function Words({
    words,
    isMuted = false,
    atOnce = false,
  }: {
    words: string
    isMuted?: boolean
    atOnce?: boolean
  }) {
    useSaid(words, { isMuted, atOnce })
    return null
  }
  function Count({ of, words }: { of: string | null; words: string }) {
    useSaidOf(of, words)
    return null
  }

  it('are said when they change, not when they come with the page, unless asked for', () => {
    const heard = listen(announcer)
    const { rerender } = render(<Words words="one" />)
    vi.advanceTimersByTime(1500)
    expect(heard).toEqual([])
    rerender(<Words words="two" />)
    vi.advanceTimersByTime(1500)
    render(<Words words="at once" atOnce />)
    vi.advanceTimersByTime(1500)
    expect(heard).toEqual(['two', 'at once'])
  })

  it('are not said while muted, nor made up for afterwards', () => {
    const heard = listen(announcer)
    const { rerender } = render(<Words words="one" />)
    rerender(<Words words="two" isMuted />)
    rerender(<Words words="two" />)
    vi.advanceTimersByTime(5000)
    expect(heard).toEqual([])
  })

  it('of a subject are said when it becomes another, whatever they do meanwhile', () => {
    const heard = listen(announcer)
    const { rerender } = render(<Count of="all" words="10 found" />)
    rerender(<Count of="all" words="11 found" />)
    rerender(<Count of={null} words="" />)
    vi.advanceTimersByTime(1500)
    expect(heard).toEqual([])
    rerender(<Count of="books" words="3 found" />)
    vi.advanceTimersByTime(1500)
    rerender(<Count of="books" words="4 found" />)
    vi.advanceTimersByTime(1500)
    expect(heard).toEqual(['3 found'])
  })
})

it('is the one polite live region of the page', () => {
  // What has the role of a status is found as one, and says nothing by itself.
  const isLive = (code: string) => /role="status"(?!\s+aria-live="off")|aria-live="polite"|<output/.test(code)
  const files = Object.keys(sources).filter((path) => isLive(sources[path] ?? ''))
  expect(files).toEqual(['../app/shell/LiveAnnouncer.tsx'])
})
