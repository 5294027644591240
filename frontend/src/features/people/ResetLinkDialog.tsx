import { useState } from 'react'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/people'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { LinkParts } from './LinkParts'
import { type Account, type MadeLink, makeResetLink } from './people'

/** Makes a link with which somebody who has forgotten their password chooses a new one. */
export function ResetLinkDialog({ person, onClose }: { person: Account; onClose: () => void }) {
  const [made, setMade] = useState<MadeLink | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function make() {
    setBusy(true)
    try {
      setMade(await makeResetLink(person.id))
    } catch (error) {
      setProblem(errorMessage(error))
    } finally {
      setBusy(false)
    }
  }
  const lead = text.resetLinkWhat(person.username)
  return (
    <Dialog title={text.resetLinkTitle(person.username)} onClose={onClose}>
      {made ? <LinkParts made={made} lead={lead} /> : <p className="text-muted">{lead}</p>}
      <div className="mt-5 space-y-3">
        {problem && <ErrorSummary messages={[problem]} focus />}
        <div className="flex justify-end">
          {made ? (
            <Button variant="primary" onClick={onClose}>
              {text.done}
            </Button>
          ) : (
            <Button variant="primary" busy={busy} onClick={() => void make()}>
              {text.resetLinkMake}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
