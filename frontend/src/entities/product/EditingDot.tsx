import { useEditingWords } from '@/sync/useHere'

/** On the picture of a product that somebody else is editing. Its box must be positioned. */
export function EditingDot({ productId }: { productId: number }) {
  const words = useEditingWords(productId)
  if (!words) return null
  return (
    <span
      title={words}
      className="-top-1 -end-1 absolute size-2.5 max-[24rem]:top-1.5 max-[24rem]:start-1.5 max-[24rem]:end-auto rounded-full border border-surface bg-accent print:hidden"
    >
      <span className="sr-only">{words}</span>
    </span>
  )
}
