import type { Outgoing } from './request'

/**
 * So long nothing may move before a form is given up. It is long, as what the system has taken off the browser's hands
 * may still be on its way.
 */
const SILENCE_MS = 2 * 60_000

/**
 * Sends a form to `url`, and tells how much of it is on its way. Resolves with the bare answer; rejects when none came.
 * (Only XMLHttpRequest tells how much is sent.)
 */
export function upload(url: string, request: Outgoing, form: FormData): Promise<XMLHttpRequest> {
  const { method, headers, signal, timeout = SILENCE_MS } = request
  signal?.throwIfAborted()
  const xhr = new XMLHttpRequest()
  xhr.open(method, url)
  for (const [name, value] of Object.entries({ Accept: 'application/json', ...headers })) {
    xhr.setRequestHeader(name, value)
  }
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function fail() {
      end()
      reject(new Error('The form got no answer.'))
    }
    function abort() {
      xhr.abort()
      fail()
    }
    function end() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    function wait() {
      clearTimeout(timer)
      if (timeout > 0) timer = setTimeout(abort, timeout)
    }
    xhr.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      wait()
      if (lengthComputable) request.onUploadProgress?.({ progress: loaded / total })
    }
    xhr.onload = () => {
      end()
      resolve(xhr)
    }
    xhr.onerror = fail
    signal?.addEventListener('abort', abort)
    wait()
    xhr.send(form)
  })
}
