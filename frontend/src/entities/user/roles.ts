/** The roles, from the one that may least. */
export const ROLES = ['viewer', 'operator', 'manager', 'admin'] as const

export type Role = (typeof ROLES)[number]
