import { useCallback, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { can, usePerson } from '@/entities/user/can'
import { useDevices } from '@/features/account/account'
import { PhoneDialog } from '@/features/first-minutes/PhoneDialog'
import { useProgress } from '@/features/first-minutes/progress'
import { RemoveSamples } from '@/features/first-minutes/RemoveSamples'
import { type Step, Steps } from '@/features/first-minutes/Steps'
import { useInvitations, usePeople } from '@/features/people/people'
import * as text from '@/strings/firstMinutes'
import { useLive } from '@/sync/useLive'
import { Button } from '@/ui/Button'
import { buttonStyles } from '@/ui/buttonStyles'

/** How often it is asked whether a phone has signed in, in milliseconds. */
const LOOK_MS = 5000

/** What to do first on an empty inventory. Gone when it is dismissed, or at the next visit after all is done. */
export function FirstMinutes({ hasProducts }: { hasProducts: boolean }) {
  const [{ isConnected }, change] = useProgress()
  const mayInvite = can(usePerson(), 'people:manage')
  const hasInvited = useHasInvited(mayInvite)
  const [isShowingCode, setShowingCode] = useState(false)
  useConnection(
    isConnected,
    useCallback(() => change({ isConnected: true }), [change]),
  )

  const steps: Step[] = [
    { title: text.add, why: text.addWhy, isDone: hasProducts, action: hasProducts && <RemoveSamples /> },
    ...(mayInvite ? [invite(hasInvited)] : []),
    {
      title: text.phone,
      why: text.phoneWhy,
      isDone: isConnected,
      action: !isConnected && <Button onClick={() => setShowingCode(true)}>{text.phoneAction}</Button>,
    },
  ]
  const isAllDone = steps.every(({ isDone }) => isDone)
  useEffect(() => {
    if (isAllDone) change({ isDone: true })
  }, [isAllDone, change])
  return (
    <>
      <Steps steps={steps} onDismiss={() => change({ isDismissed: true })} />
      {isShowingCode && !isConnected && <PhoneDialog onClose={() => setShowingCode(false)} />}
    </>
  )
}

function invite(isDone: boolean): Step {
  return {
    title: text.invite,
    why: text.inviteWhy,
    isDone,
    action: !isDone && (
      <Link to="/settings/people" className={buttonStyles()}>
        {text.inviteAction}
      </Link>
    ),
  }
}

/** Whether anybody else has an account, or an invitation to one. */
function useHasInvited(mayInvite: boolean): boolean {
  const people = usePeople(mayInvite).data ?? []
  const invitations = useInvitations(mayInvite).data ?? []
  return people.filter(({ service }) => !service).length > 1 || invitations.length > 0
}

/** Tells when another device of the person is signed in, or when a change of somebody else arrives. */
function useConnection(isConnected: boolean, onConnected: () => void): void {
  const live = useLive()
  const devices = useDevices(isConnected ? undefined : LOOK_MS).data ?? []
  const isElsewhere = devices.length > 1
  useEffect(() => {
    if (isConnected) return
    if (isElsewhere) return onConnected()
    return live.follow((changes) => {
      const self = live.username()
      if (self !== null && changes?.some(({ actor }) => actor !== null && actor !== self)) onConnected()
    })
  }, [live, isConnected, isElsewhere, onConnected])
}
