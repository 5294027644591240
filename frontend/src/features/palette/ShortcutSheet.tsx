import { useShortcuts, useShortcutsOn } from '@/lib/shortcuts'
import * as text from '@/strings/shortcuts'
import { Dialog } from '@/ui/Dialog'
import { Keys } from '@/ui/Keys'

/** Every shortcut that works on the page behind it, in words, and the switch for all of them. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts()
  const [isOn, setOn] = useShortcutsOn()
  const shown = [...new Map(shortcuts.map((shortcut) => [shortcut.key, shortcut])).values()]
  return (
    <Dialog title={text.title} onClose={onClose}>
      <dl className="divide-y divide-line">
        {shown.map(({ key, name }) => (
          <div key={key} className="flex items-center justify-between gap-4 py-2">
            <dt>{text.labels[name]}</dt>
            <dd>
              <Keys of={key} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">{text.hint}</p>
      <p className="mt-1 text-muted">{text.scanner}</p>
      <label className="mt-4 flex min-h-11 items-start gap-2.5 border-line border-t pt-4">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setOn(event.target.checked)}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          <span className="font-medium">{text.single}</span>
          <span className="block text-muted">{text.singleHint}</span>
        </span>
      </label>
    </Dialog>
  )
}
