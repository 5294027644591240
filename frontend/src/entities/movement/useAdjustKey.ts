import { useShortcut } from '@/lib/shortcuts'
import { expectField } from '@/lib/typeAhead'

/** A opens the stock editor of the row that the keyboard is in. */
export function useAdjustRowKey(): void {
  useAdjustKey(() => document.activeElement?.closest('[data-index]'))
}

/** A opens the stock editor of the product that is open, in a drawer or on its page. */
export function useAdjustOpenKey(): void {
  useAdjustKey(() => document.querySelector('[data-stock-actions]'))
}

/** The button is pressed instead of the person: it knows whether the product may be adjusted, and where the editor goes. */
function useAdjustKey(within: () => Element | null | undefined): void {
  useShortcut('a', 'adjustRow', () => {
    const button = within()?.querySelector<HTMLElement>('[data-adjust]')
    if (!button) return
    if (button.getAttribute('aria-disabled') !== 'true') expectField()
    button.click()
  })
}
