import * as text from '@/strings/productList'
import { Appear } from '@/ui/Appear'
import { NewButton } from '@/ui/NewButton'

interface PendingNewButtonProps {
  count: number
  className?: string
  onPress: () => void
}

/** "3 new · show"; without new ones, the order or the membership of the rows is what changed. */
export function PendingNewButton({ count, className, onPress }: PendingNewButtonProps) {
  return (
    <Appear className="pointer-events-auto h-fit">
      <NewButton className={className} onPress={onPress}>
        {count > 0 ? text.newShow(count) : text.changedShow}
      </NewButton>
    </Appear>
  )
}
