import { type ReactNode, type Ref, useId } from 'react'
import { buttonStyles } from '@/ui/buttonStyles'

interface FilePickerProps {
  accept: string
  /** Opens the camera on a phone. */
  capture?: 'environment'
  describedBy: string
  isInvalid: boolean
  ref?: Ref<HTMLInputElement>
  onPick: (file: File | undefined) => void
  children: ReactNode
}

/** A file input that looks like a button. */
export function FilePicker({
  accept,
  capture,
  describedBy,
  isInvalid,
  ref,
  onPick,
  children,
}: FilePickerProps) {
  const id = useId()
  return (
    <label htmlFor={id} className={styles}>
      <input
        ref={ref}
        id={id}
        type="file"
        accept={accept}
        capture={capture}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        className="sr-only"
        onChange={(event) => {
          onPick(event.target.files?.[0])
          // The same file can be picked again after it was removed.
          event.target.value = ''
        }}
      />
      {children}
    </label>
  )
}

const styles = buttonStyles(
  'secondary',
  'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-2',
)
