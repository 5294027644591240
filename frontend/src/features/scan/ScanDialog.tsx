import { Camera, CameraOff, Plus, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useDrawer } from '@/entities/product/useDrawer'
import { can, usePerson } from '@/entities/user/can'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/scan'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'
import { Dialog } from '@/ui/Dialog'
import { StateMessage } from '@/ui/StateMessage'
import { CameraPicture } from './CameraPicture'
import { lookUpCode } from './lookUp'
import { askAboutScan } from './question'
import { signalFound } from './signalFound'
import { useCamera, useOffAndOn } from './useCamera'
import { useLatest } from './useLatest'
import { addPath, searchPath } from './useOpenCode'

type Result =
  | { code: string; state: 'looking' | 'unknown' }
  | { code: string; state: 'failed'; error: unknown }

/** The camera as a scanner: opens the product whose code it sees. */
export function ScanDialog({ onClose }: { onClose: () => void }) {
  const [result, setResult] = useState<Result | null>(null)
  const [isOff, turnOffAndOn] = useOffAndOn()
  const drawer = useDrawer()
  const here = useRef(drawer)
  useEffect(() => {
    here.current = drawer
  })
  const begin = useLatest()
  const camera = useCamera(result === null && !isOff, (code) => void find(code))

  async function find(code: string) {
    const isLatest = begin()
    signalFound()
    setResult({ code, state: 'looking' })
    try {
      const products = await lookUpCode([code])
      if (!isLatest()) return
      const [product] = products
      if (!product) return setResult({ code, state: 'unknown' })
      onClose()
      if (products.length > 1) askAboutScan({ code, products })
      else here.current.open(product.id)
    } catch (error) {
      if (isLatest()) setResult({ code, state: 'failed', error })
    }
  }
  function startAgain() {
    setResult(null)
    turnOffAndOn()
  }

  return (
    <Dialog title={text.title} onClose={onClose}>
      {result && result.state !== 'looking' ? (
        <NotOpened result={result} onAgain={startAgain} onFind={find} onClose={onClose} />
      ) : (
        <CameraPicture
          {...camera}
          aim={result ? text.lookingUp(result.code) : text.aim}
          problems={text.problems}
          onRetry={startAgain}
        />
      )}
    </Dialog>
  )
}

interface NotOpenedProps {
  result: Exclude<Result, { state: 'looking' }>
  onAgain: () => void
  onFind: (code: string) => void
  onClose: () => void
}

function NotOpened({ result, onAgain, onFind, onClose }: NotOpenedProps) {
  const { code } = result
  const isUnknown = result.state !== 'failed'
  const mayAdd = can(usePerson(), 'product:create')
  return (
    <StateMessage
      role="alert"
      icon={isUnknown ? Search : CameraOff}
      title={isUnknown ? text.unknown(code) : text.lookUpFailed(code)}
      actions={
        <>
          {isUnknown ? (
            <>
              {mayAdd && (
                <Link to={addPath(code)} onClick={onClose} className={buttonStyles('primary')}>
                  <Plus size={16} aria-hidden="true" />
                  {text.addWithCode}
                </Link>
              )}
              <Link to={searchPath(code)} onClick={onClose} className={buttonStyles()}>
                <Search size={16} aria-hidden="true" />
                {text.search}
              </Link>
            </>
          ) : (
            <Button variant="primary" onClick={() => onFind(code)}>
              {text.tryAgain}
            </Button>
          )}
          <Button onClick={onAgain}>
            <Camera size={16} aria-hidden="true" />
            {text.scanAgain}
          </Button>
        </>
      }
    >
      <p>{result.state === 'failed' ? errorMessage(result.error) : text.unknownHint}</p>
    </StateMessage>
  )
}
