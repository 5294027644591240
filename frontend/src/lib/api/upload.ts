import { type Answer, type Outgoing, parseJson, urlOf } from './http'

/** Sends a form, and tells how much of it is on its way. Rejects when no answer came. */
export function upload(request: Outgoing, form: FormData): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(request.method, urlOf(request))
    xhr.timeout = request.timeout ?? 0
    for (const [name, value] of Object.entries({ Accept: 'application/json', ...request.headers })) {
      xhr.setRequestHeader(name, value)
    }
    xhr.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) request.onUploadProgress?.({ progress: loaded / total })
    }
    xhr.onload = () => {
      const headers = parseHeaders(xhr.getAllResponseHeaders())
      resolve({ status: xhr.status, headers, data: parseJson(xhr.responseText) })
    }
    xhr.onerror = xhr.ontimeout = xhr.onabort = () => reject(new Error('The form got no answer.'))
    request.signal?.addEventListener('abort', () => xhr.abort())
    xhr.send(form)
  })
}

function parseHeaders(lines: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines.trim().split(/\r?\n/)) {
    const at = line.indexOf(':')
    if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim()
  }
  return headers
}
