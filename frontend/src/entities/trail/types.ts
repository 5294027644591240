import type { Answer } from '@/lib/api/types'

/** One change in a product's history: who changed which fields. */
export type HistoryEntry = Answer<'HistoryEntry'>

/** One entry of the whole trail. */
export type AuditEntry = Answer<'AuditEntry'>

export type FieldChange = Answer<'FieldChange'>
