import type { Role } from '@/entities/user/roles'
import { roleMeaning, roles } from '@/strings/access'

interface RoleFieldProps {
  legend: string
  options: readonly Role[]
  defaultRole: Role
  error?: string
}

/** One of a few roles, each with what it may do; the field `role` of a form. */
export function RoleField({ legend, options, defaultRole, error }: RoleFieldProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="divide-y divide-line rounded border border-edge">
        {options.map((role) => (
          <label key={role} className="flex cursor-pointer items-start gap-3 px-3 py-2.5">
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === defaultRole}
              className="mt-0.5 size-4 accent-accent"
            />
            <span>
              <span className="block font-medium">{roles[role]}</span>
              <span className="block text-muted">{roleMeaning[role]}</span>
            </span>
          </label>
        ))}
      </div>
      {error && <p className="mt-1.5 text-out-ink">{error}</p>}
    </fieldset>
  )
}
