import { useState } from 'react'

/** A new picture; null: the old one is to be removed; undefined: nothing changes. */
export type ImageChoice = File | null | undefined

/** The picture of the form: what was chosen, what is wrong with it, and how much of it is sent. */
export function usePicture() {
  const [value, setValue] = useState<ImageChoice>(undefined)
  const [copied, setCopied] = useState<File>()
  const [error, setError] = useState<string>()
  const [note, setNote] = useState<string>()
  const [progress, setProgress] = useState<number | null>(null)
  return {
    value,
    /** Somebody chose one, or removed it. One that a duplicate starts with is not chosen. */
    isChanged: value !== copied,
    setValue,
    /** Starts with a picture, unless somebody was quicker. */
    copy: (file: File) => {
      setCopied(file)
      setValue((chosen) => (chosen === undefined ? file : chosen))
    },
    error,
    setError,
    /** What was done to it. */
    note,
    setNote,
    progress,
    setProgress,
    reset: () => {
      setValue(undefined)
      setCopied(undefined)
      setError(undefined)
      setNote(undefined)
    },
  }
}

export type Picture = ReturnType<typeof usePicture>
