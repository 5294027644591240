import type { CodeReading } from '@/lib/shellDialog'
import * as text from '@/strings/scan'
import { Dialog } from '@/ui/Dialog'
import { CameraPicture } from './CameraPicture'
import { signalFound } from './signalFound'
import { useCamera, useOffAndOn } from './useCamera'

/** The camera as a scanner for one field: hands over the first code that it sees. */
export function ReadCodeDialog({ onCode, onClose }: CodeReading & { onClose: () => void }) {
  const [isOff, turnOffAndOn] = useOffAndOn()
  const camera = useCamera(!isOff, (code) => {
    signalFound()
    onClose()
    onCode(code)
  })
  return (
    <Dialog title={text.title} onClose={onClose}>
      <CameraPicture
        {...camera}
        aim={text.aimForField}
        problems={text.problemsInForm}
        onRetry={turnOffAndOn}
      />
    </Dialog>
  )
}
