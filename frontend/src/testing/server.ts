import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

/** The mocked network: it is there. Each test adds the handlers it needs with `server.use(...)`. */
export const server = setupServer(
  http.head(new URL('/', window.location.href).href, () => new HttpResponse(null)),
)
