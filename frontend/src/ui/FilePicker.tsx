import { type ReactNode, type Ref, useId } from 'react'
import { buttonStyles } from './buttonStyles'

interface FilePickerProps {
  accept: string
  /** Opens the camera on a phone. */
  capture?: 'environment'
  multiple?: boolean
  /** All files of a folder. */
  isFolder?: boolean
  describedBy: string
  isInvalid?: boolean
  ref?: Ref<HTMLInputElement>
  onPick?: (file: File | undefined) => void
  onPickAll?: (files: File[]) => void
  children: ReactNode
}

/** A file input that looks like a button. */
export function FilePicker(props: FilePickerProps) {
  const { accept, capture, multiple, isFolder, describedBy, isInvalid, ref, onPick, onPickAll, children } =
    props
  const id = useId()
  return (
    <label htmlFor={id} className={styles}>
      <input
        ref={ref}
        id={id}
        type="file"
        accept={accept || undefined}
        capture={capture}
        multiple={multiple}
        {...(isFolder && { webkitdirectory: '' })}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          onPick?.(files[0])
          if (files.length > 0) onPickAll?.(files)
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
