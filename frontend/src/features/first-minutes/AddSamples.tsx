import { toast } from 'sonner'
import { errorMessage } from '@/lib/api/errors'
import * as text from '@/strings/firstMinutes'
import { Button } from '@/ui/Button'
import { useAddSamples } from './samples'

/** Fills the empty inventory with sample products. */
export function AddSamples() {
  const add = useAddSamples()
  function press() {
    void add.mutateAsync().then(
      ({ added }) => toast.success(text.samplesAdded(added), { description: text.samplesAddedWhy }),
      (error) => toast.error(text.samplesNotAdded, { description: errorMessage(error) }),
    )
  }
  return (
    <Button busy={add.isPending} onClick={press}>
      {text.addSamples}
    </Button>
  )
}
