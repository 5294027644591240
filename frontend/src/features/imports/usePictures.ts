import { useEffect, useRef, useState } from 'react'
import { useUpdateProduct } from '@/entities/product/mutations'
import type { Product } from '@/entities/product/types'
import { can, usePerson } from '@/entities/user/can'
import { api } from '@/lib/api/client'
import { loadPart } from '@/lib/loadPart'
import * as text from '@/strings/importPictures'
import {
  ArchiveRefused,
  codeOf,
  isArchive,
  MOST_PICTURES,
  type PictureSource,
  picturesAmong,
} from './pictureSources'
import { reasonOf } from './requests'

/** So many requests at a time: the server has others to serve. */
const AT_ONCE = 4

/** What is made of a picture before it is sent: smaller where it must be. `problem`: why it cannot be sent. */
export type Prepare = (file: File) => Promise<{ file: File; problem?: string }>

export interface Picture {
  key: number
  source: PictureSource
  /** Null: none, or it was not looked for yet. */
  product: Product | null
  state: 'looking' | 'ready' | 'unmatched' | 'sending' | 'done' | 'failed'
  /** Why it is not, or was not, sent. */
  why: string
}

export interface PicturesControl {
  pictures: Picture[]
  phase: 'empty' | 'opening' | 'looking' | 'ready' | 'sending' | 'done'
  problem: string
  open: (files: File[]) => void
  /** Sends those that have a product; those that have failed once more. */
  send: (replaces: boolean) => void
  stop: () => void
  reset: () => void
}

/** Pictures that are named after products: found, matched, and sent to them a few at a time. */
export function usePictures(prepare: Prepare): PicturesControl {
  const person = usePerson()
  const update = useUpdateProduct()
  const [pictures, setPictures] = useState<Picture[]>([])
  const [phase, setPhase] = useState<PicturesControl['phase']>('empty')
  const [problem, setProblem] = useState('')
  const stopper = useRef<AbortController | null>(null)
  useEffect(() => () => stopper.current?.abort(), [])

  function renew(): AbortSignal {
    stopper.current?.abort()
    stopper.current = new AbortController()
    return stopper.current.signal
  }
  const change = (key: number, part: Partial<Picture>) =>
    setPictures((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))

  async function open(files: File[]) {
    const signal = renew()
    setProblem('')
    setPhase('opening')
    try {
      const sources = await sourcesOf(files)
      if (signal.aborted) return
      if (sources.length === 0) throw new ArchiveRefused(text.noPictures)
      if (sources.length > MOST_PICTURES) throw new ArchiveRefused(text.tooMany(MOST_PICTURES))
      const found = sources.map(
        (source, key): Picture => ({ key, source, product: null, state: 'looking', why: '' }),
      )
      setPictures(found)
      setPhase('looking')
      await match(found, signal)
      if (!signal.aborted) setPhase('ready')
    } catch (error) {
      if (signal.aborted) return
      setPhase('empty')
      setPictures([])
      setProblem(error instanceof ArchiveRefused ? error.message : reasonOf(error))
    }
  }

  async function match(found: Picture[], signal: AbortSignal) {
    const taken = new Set<number>()
    await inTurn(found, signal, async ({ key, source }) => {
      const products = await named(codeOf(source), signal)
      const [product] = products
      const unmatched = (why: string) => change(key, { state: 'unmatched', why, product: product ?? null })
      if (!product) unmatched(text.noProduct)
      else if (products.length > 1) unmatched(text.severalProducts)
      else if (!can(person, 'product:edit', product)) unmatched(text.notYours)
      else if (taken.has(product.id)) unmatched(text.secondPicture)
      else {
        taken.add(product.id)
        change(key, { state: 'ready', product })
      }
    })
  }

  async function send(replaces: boolean) {
    const signal = renew()
    setPhase('sending')
    const wanted = pictures.filter(({ state, product }) => isToSend(state) && (replaces || !product?.image))
    await inTurn(wanted, signal, async ({ key, source, product }) => {
      if (!product) return
      change(key, { state: 'sending', why: '' })
      try {
        const { file, problem: unusable } = await prepare(await source.read())
        if (unusable) return change(key, { state: 'failed', why: unusable })
        signal.throwIfAborted()
        // Whatever else somebody changes of the product meanwhile, a picture is in nobody's way.
        await update.mutateAsync({ id: product.id, etag: '*', input: {}, image: file, signal })
        change(key, { state: 'done' })
      } catch (error) {
        const why = error instanceof ArchiveRefused ? error.message : reasonOf(error)
        change(key, signal.aborted ? { state: 'ready' } : { state: 'failed', why })
      }
    })
    setPhase(signal.aborted ? 'ready' : 'done')
  }

  return {
    pictures,
    phase,
    problem,
    open: (files) => void open(files),
    send: (replaces) => void send(replaces),
    stop: () => stopper.current?.abort(),
    reset() {
      stopper.current?.abort()
      setPictures([])
      setPhase('empty')
    },
  }
}

export function isToSend(state: Picture['state']): boolean {
  return state === 'ready' || state === 'failed'
}

async function sourcesOf(files: File[]): Promise<PictureSource[]> {
  const archives = files.filter(isArchive)
  const sources = picturesAmong(files)
  if (archives.length === 0) return sources
  const { openArchive } = await loadPart(() => import('./pictureArchive'))
  for (const archive of archives) sources.push(...(await openArchive(archive)))
  return sources
}

/** The products that a code names, of the best kind alone. */
async function named(code: string, signal: AbortSignal): Promise<Product[]> {
  if (code === '' || code.length > 200) return []
  return (await api.get('products/', { params: { code, limit: 2 }, signal })).data
}

/** Does `work` for all of them, a few at a time, until it is stopped. */
async function inTurn<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values()
  const lane = async () => {
    for (const item of left) {
      if (signal.aborted) return
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
