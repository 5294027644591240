import { useState } from 'react'

/** A new picture; null: the old one is to be removed; undefined: nothing changes. */
export type ImageChoice = File | null | undefined

/** The picture of the form: what was chosen, what is wrong with it, and how much of it is sent. */
export function usePicture() {
  const [value, setValue] = useState<ImageChoice>(undefined)
  const [error, setError] = useState<string>()
  const [progress, setProgress] = useState<number | null>(null)
  return {
    value,
    setValue,
    error,
    setError,
    progress,
    setProgress,
    reset: () => {
      setValue(undefined)
      setError(undefined)
    },
  }
}

export type Picture = ReturnType<typeof usePicture>
