import { useNavigate } from 'react-router'
import { useShortcut } from '@/lib/shortcuts'

/** The browser's key for printing leads to the whole list: only the rows near the window are in this page. */
export function usePrintKey(address: string): void {
  const navigate = useNavigate()
  useShortcut('mod+p', 'print', () => void navigate(address))
}
