import { HttpResponse, http } from 'msw'

interface Category {
  slug: string
  name: string
  products: number
}

/** Categories as the server keeps them. */
export function fakeCategories(url: (path: string) => string) {
  const categories: Category[] = [
    { slug: 'books', name: 'Books', products: 0 },
    { slug: 'electronics', name: 'Electronics', products: 12 },
  ]
  const place = (slug: unknown) => categories.findIndex((category) => category.slug === slug)
  const handlers = [
    http.get(url('categories/'), ({ request }) => {
      const isCounted = new URL(request.url).searchParams.has('counts')
      return HttpResponse.json(
        categories.map(({ products, ...category }) => (isCounted ? { ...category, products } : category)),
      )
    }),
    http.post(url('categories/'), async ({ request }) => {
      const { name } = (await request.json()) as Category
      if (categories.some((category) => category.name.toLowerCase() === name.toLowerCase())) {
        return HttpResponse.json({ name: ['This name is already in use.'] }, { status: 400 })
      }
      const made = { slug: name.toLowerCase(), name, products: 0 }
      categories.push(made)
      return HttpResponse.json({ slug: made.slug, name }, { status: 201 })
    }),
    http.patch(url('categories/:slug/'), async ({ request, params }) => {
      const part = (await request.json()) as { name?: string; position?: number }
      const [category] = categories.splice(place(params.slug), 1)
      if (!category) return new HttpResponse(null, { status: 404 })
      const changed = { ...category, name: part.name ?? category.name }
      categories.splice(part.position ?? place(params.slug) + 1, 0, changed)
      return HttpResponse.json({ slug: changed.slug, name: changed.name })
    }),
    http.delete(url('categories/:slug/'), ({ request, params }) => {
      const replacement = new URL(request.url).searchParams.get('replacement')
      const [gone] = categories.splice(place(params.slug), 1)
      const other = categories[place(replacement)]
      if (other && gone) other.products += gone.products
      return new HttpResponse(null, { status: 204 })
    }),
  ]
  return { handlers, categories }
}
