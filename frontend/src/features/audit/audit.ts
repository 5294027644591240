import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { nextCursor, totalCount } from '@/entities/product/queries'
import { api } from '@/lib/api/client'
import { download } from '@/lib/api/download'
import { useSearchChange } from '@/lib/useSearchChange'

const PAGE = 50

/** What the page shows. Empty means all. Dates are days of the reader, both included. */
export interface AuditFilters {
  kind: string
  action: string
  actor: string
  since: string
  until: string
}

const NAMES = ['kind', 'action', 'actor', 'since', 'until'] as const

/** The filters, as the address says them. */
export function useAuditView() {
  const [params, changeUrl] = useSearchChange()
  const filters = useMemo(
    () => Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as unknown as AuditFilters,
    [params],
  )
  const change = useCallback(
    (part: Partial<AuditFilters>) =>
      changeUrl(
        (current) => {
          const next = new URLSearchParams(current)
          for (const [name, value] of Object.entries(part)) {
            if (value) next.set(name, value)
            else next.delete(name)
          }
          return next
        },
        { replace: true },
      ),
    [changeUrl],
  )
  return { filters, change, isFiltered: NAMES.some((name) => filters[name] !== '') }
}

function auditOptions(filters: AuditFilters) {
  return infiniteQueryOptions({
    queryKey: ['trail', 'audit', filters],
    queryFn: async ({ pageParam, signal }) => {
      const params = { ...toParams(filters), limit: PAGE, cursor: pageParam ?? undefined }
      const response = await api.get('audit/', { params, signal })
      return { rows: response.data, total: totalCount(response), next: nextCursor(response) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  })
}

export function useAudit(filters: AuditFilters) {
  const query = useInfiniteQuery(auditOptions(filters))
  return {
    ...query,
    rows: query.data?.pages.flatMap(({ rows }) => rows) ?? [],
    total: query.data?.pages.at(-1)?.total ?? 0,
  }
}

/** Saves the entries of the filters as a file. */
export async function exportAudit(filters: AuditFilters): Promise<void> {
  await download('audit/export/', { ...toParams(filters), type: 'csv' }, 'audit.csv')
}

/** The server counts days in UTC, so the ends of the reader's days are sent. */
function toParams({ kind, action, actor, since, until }: AuditFilters): Record<string, unknown> {
  return {
    kind: kind || undefined,
    action: action || undefined,
    actor: actor.trim() || undefined,
    since: since ? new Date(`${since}T00:00:00`).toISOString() : undefined,
    until: until ? new Date(`${until}T23:59:59.999`).toISOString().replace('Z', '999Z') : undefined,
  }
}
