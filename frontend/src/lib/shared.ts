/*
 * Files that another app shares with this one come as a form that the browser sends to SHARE. The worker keeps them until
 * a page takes them, as somebody may have to sign in first. The next files replace them.
 */

export const SHARE = '/share'
const SHARED_CACHE = 'lr-shared'
/** The header with a file's name. */
const NAME = 'X-File-Name'

/** Keeps what was shared, and says which page is for it. */
export async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData()
  const files = form.getAll('files').filter((value) => value instanceof File)
  await caches.delete(SHARED_CACHE)
  const cache = await caches.open(SHARED_CACHE)
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, [NAME]: encodeURIComponent(file.name) }
    await cache.put(`${SHARE}/${index}`, new Response(file, { headers }))
  }
  const arePictures = files[0]?.type.startsWith('image/') ?? false
  return Response.redirect(`/imports/${arePictures ? 'pictures' : 'new'}?shared`, 303)
}

/** The files that were shared last, once: nothing of them stays behind. */
export async function takeShared(): Promise<File[]> {
  // Without HTTPS there is neither a cache nor a worker.
  if (!('caches' in globalThis) || !(await caches.has(SHARED_CACHE))) return []
  const cache = await caches.open(SHARED_CACHE)
  const files: File[] = []
  for (const request of await cache.keys()) {
    const response = await cache.match(request)
    if (!response) continue
    const name = decodeURIComponent(response.headers.get(NAME) ?? '')
    files.push(new File([await response.blob()], name, { type: response.headers.get('Content-Type') ?? '' }))
  }
  await caches.delete(SHARED_CACHE)
  return files
}
