import { createContext } from 'react'
import type { LiveClient } from './client'

export const LiveContext = createContext<LiveClient | null>(null)
