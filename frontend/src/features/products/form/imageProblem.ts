import type { ServerConfig } from '@/lib/config'
import { formatBytes } from '@/lib/format'

/** Why the server would refuse a picture, found without sending it; undefined when it may pass. */
export function imageProblem(file: File, config: ServerConfig | undefined): string | undefined {
  if (!config) return undefined
  if (!config.image_types.includes(file.type)) {
    return `${file.name} is not a picture that can be kept. Choose a JPEG, PNG, WebP, GIF or AVIF.`
  }
  if (file.size > config.max_upload_bytes) {
    return `${file.name} has ${formatBytes(file.size)}. Choose one of up to ${formatBytes(config.max_upload_bytes)}.`
  }
  return undefined
}
