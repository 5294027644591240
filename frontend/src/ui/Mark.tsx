/** The product's mark: stock lines under a live dot. Decorative; the name stands beside it or on its link. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M8 9.5h10M8 16h16M8 22.5h7"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        fill="none"
      />
      <circle cx="23" cy="9.5" r="3" fill="#63e6a5" />
    </svg>
  )
}
