import { screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { fakeApi } from './fakeApi'
import { makeProduct } from './makers'
import type { renderApp } from './renderApp'
import { server } from './server'

/* What the tests of the product form begin with. */

export const cable = makeProduct()
export const picture = new File(['pixels'], 'cable.png', { type: 'image/png' })

export function serve(products = [cable]) {
  const fake = fakeApi(products)
  server.use(...fake.handlers)
  const sent: { body: unknown; ifMatch: string | null }[] = []
  const keys: (string | null)[] = []
  /** Answers writes with these, one after the other; the last one stays. */
  function answerWrites(...answers: (() => Response)[]) {
    const handler = async ({ request }: { request: Request }) => {
      const body: unknown = await request.json().catch(() => null)
      sent.push({ body, ifMatch: request.headers.get('if-match') })
      keys.push(request.headers.get('idempotency-key'))
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return answer?.() ?? HttpResponse.error()
    }
    server.use(http.post(fake.url('products/'), handler), http.patch(fake.url('products/:id/'), handler))
  }
  return { ...fake, sent, keys, answerWrites }
}

export async function replace(
  user: ReturnType<typeof renderApp>['user'],
  label: RegExp | string,
  value: string,
) {
  const input = await screen.findByLabelText(label)
  await user.clear(input)
  await user.type(input, value)
}

export async function fillNew(user: ReturnType<typeof renderApp>['user']) {
  await replace(user, 'Name', 'Lamp')
  await screen.findByRole('option', { name: 'Electronics' })
  await user.selectOptions(screen.getByLabelText('Category'), 'electronics')
  await replace(user, /^Price/, '9,90')
}
