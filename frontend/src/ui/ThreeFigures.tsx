interface ThreeFiguresProps {
  figures: { label: string; value: string }[]
}

/** What was seen, what was entered and what is true now, side by side. */
export function ThreeFigures({ figures }: ThreeFiguresProps) {
  return (
    <dl className="mt-4 grid grid-cols-3 divide-x divide-line rounded border border-line text-center">
      {figures.map(({ label, value }) => (
        <div key={label} className="px-2 py-3">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="mt-0.5 break-words font-semibold text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
