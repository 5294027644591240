import type { ServerConfig } from '@/lib/config'
import { formatBytes } from '@/lib/format'
import * as text from '@/strings/productForm'

/** Why the server would refuse a picture, found without sending it; undefined when it may pass. */
export function imageProblem(file: File, config: ServerConfig | undefined): string | undefined {
  if (!config) return undefined
  if (!config.image_types.includes(file.type)) return text.notAPicture(file.name)
  if (file.size > config.max_upload_bytes) {
    return text.tooLarge(file.name, formatBytes(file.size), formatBytes(config.max_upload_bytes))
  }
  return undefined
}
