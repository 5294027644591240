import { useEffect } from 'react'
import { useNavigate } from 'react-router'

/** The browser's key for printing leads to the whole list: only the rows near the window are in this page. */
export function usePrintKey(address: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'p' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      void navigate(address)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [address, navigate])
}
