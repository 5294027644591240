import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LabelTarget } from '@/entities/label/openLabels'
import { api } from '@/lib/api/client'
import type { ApiResponse } from '@/lib/api/http'
import type { Address } from '@/lib/api/routes'
import type { Answer } from '@/lib/api/types'

type Template = Answer<'LabelTemplate'>
export type LabelTemplate = Omit<Template, 'lines'> & { lines: Answer<'Line'>[] }
export type Medium = Answer<'Media'>
export type LineField = Answer<'Line'>['field']
/** How labels look and what they are printed on. */
export type Design = Pick<LabelTemplate, 'media' | 'geometry' | 'layout' | 'code' | 'lines' | 'show_price'>

export type Copies = number | 'on_hand'
export type FileKind = 'pdf' | 'zpl'

export interface Print {
  design: Design
  copies: Copies
  start: number
  dx: number
  dy: number
  dpi: number | null
}

/** What the person should know of a file. */
export interface Notice {
  code: 'missing_letters' | 'lines_left_out' | 'gone'
  ids: number[]
  letters?: string
}

export interface Printed {
  file: Blob
  labels: number
  notices: Notice[]
}

/** Two thousand labels take some seconds. */
const TIMEOUT_MS = 2 * 60_000

const optionsOptions = queryOptions({
  queryKey: ['labels', 'options'],
  queryFn: async ({ signal }) => (await api.get('labels/options/', { signal })).data,
})

const templatesOptions = queryOptions({
  queryKey: ['labels', 'templates'],
  queryFn: async ({ signal }) => (await api.get('labels/templates/', { signal })).data,
  staleTime: 0,
})

export function useLabelOptions() {
  return useQuery(optionsOptions)
}

export function useTemplates() {
  return useQuery(templatesOptions)
}

/** A picture of the first label. */
export function useLabelPreview(target: LabelTarget, design: Design, dpi: number | null) {
  return useQuery({
    queryKey: ['labels', 'preview', target, design, dpi],
    queryFn: async ({ signal }) => {
      const body = { ...chosen(target), design, format: 'svg', copies: 1, ...(dpi && { dpi }) }
      const response = await api.file('labels/', { body, signal })
      return { picture: response.data, notices: noticesOf(response.headers) }
    },
    enabled: target.kind !== 'blank',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
    // What is on the shelf now, whatever was seen before.
    staleTime: 0,
  })
}

/** Throws ApiError: 400 with a code and the `ids` to blame. */
export async function printLabels(target: LabelTarget, print: Print, format: FileKind): Promise<Printed> {
  const { copies, dpi, ...rest } = print
  return printed('labels/', { ...chosen(target), ...rest, copies, format, ...(dpi && { dpi }) })
}

export async function printBlanks(count: number, { design, start, dx, dy, dpi }: Print): Promise<Printed> {
  return printed('labels/blank/', { count, design, start, dx, dy, ...(dpi && { dpi }) })
}

export async function printTestPage({ design, dx, dy }: Print): Promise<Printed> {
  return printed('labels/test-page/', { design, dx, dy })
}

export interface TemplateInput extends Design {
  name: string
  shared: boolean
}

export function useSaveTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, input }: { id: number | null; input: TemplateInput }) =>
      id === null
        ? (await api.post('labels/templates/', input)).data
        : (await api.patch(`labels/templates/${id}/`, input)).data,
    onSettled: () => client.invalidateQueries(templatesOptions),
  })
}

export function useDeleteTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: number) => {
      await api.delete(`labels/templates/${id}/`)
    },
    onSettled: () => client.invalidateQueries(templatesOptions),
  })
}

async function printed(path: Address<'post'>, body: object): Promise<Printed> {
  const response = await api.file(path, { body, timeout: TIMEOUT_MS })
  return {
    file: response.data,
    labels: Number(response.headers['x-label-count']) || 0,
    notices: noticesOf(response.headers),
  }
}

function noticesOf(headers: ApiResponse['headers']): Notice[] {
  const told: unknown = headers['x-label-notices']
  return typeof told === 'string' ? (JSON.parse(told) as Notice[]) : []
}

function chosen(target: LabelTarget): object {
  if (target.kind === 'import') return { import_id: target.id }
  if (target.kind !== 'list') return { ids: target.kind === 'products' ? target.ids : [] }
  const { scope, ordering: _, ...filter } = target.params
  return { filter: scope === 'mine' ? { ...filter, scope } : filter }
}
