import { mediaUrl } from '@/lib/env'

/** A saved picture as a file. Throws when it is not to be had. */
export async function fetchPicture(path: string, signal?: AbortSignal): Promise<File> {
  const answer = await fetch(mediaUrl(path), { signal })
  if (!answer.ok) throw new Error(`The picture answered ${answer.status}.`)
  const blob = await answer.blob()
  return new File([blob], path.split('/').at(-1) ?? 'picture', { type: blob.type })
}
