import { useState } from 'react'
import { toast } from 'sonner'
import * as text from '@/strings/firstMinutes'
import { Button } from '@/ui/Button'
import { DeleteDialog } from '@/ui/DeleteDialog'
import { Section } from '@/ui/Section'
import { useRemoveSamples, useSamples } from './samples'

interface Kept {
  changed: number
  not_yours: number
}

/** A section of the account page, while there are samples that the person can remove. */
export function SampleSection() {
  const samples = useSamples(true)
  if (!samples?.removable) return null
  return (
    <Section title={text.samples} lead={text.samplesLead}>
      <p className="mb-3">{[text.removable(samples.removable), ...whyKept(samples)].join(' ')}</p>
      <RemoveSamples />
    </Section>
  )
}

/** A button that asks first, and says afterwards what stays and why. Nothing while there is nothing to remove. */
export function RemoveSamples() {
  const samples = useSamples(true)
  const [isAsking, setAsking] = useState(false)
  const remove = useRemoveSamples()
  if (!samples?.removable) return null
  async function confirm() {
    const { removed, ...kept } = await remove.mutateAsync()
    toast.success(text.samplesRemoved(removed), { description: whyKept(kept).join(' ') })
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{text.removeSamples}</Button>
      {isAsking && (
        <DeleteDialog
          title={text.removeTitle(samples.removable)}
          description={[text.removeWhat, ...whyKept(samples)].join(' ')}
          confirm={text.remove}
          cancel={text.keep}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
          onDeleted={() => setAsking(false)}
        />
      )}
    </>
  )
}

function whyKept({ changed, not_yours }: Kept): string[] {
  return [
    ...(changed > 0 ? [text.changedStay(changed)] : []),
    ...(not_yours > 0 ? [text.foreignStay(not_yours)] : []),
  ]
}
