import { describe, expect, it } from 'vitest'
import { COLUMNS, shownColumns, tableWidth } from './columns'

const shown = (width: number, hasPane = false) => shownColumns(null, width, { hasPane }).map(({ id }) => id)

describe('without a choice', () => {
  it.each([
    // Beside an open product, on a tablet on its side.
    [448, ['name', 'quantity']],
    [544, ['name', 'quantity', 'price']],
    [724, ['name', 'quantity', 'price', 'updated']],
    [928, ['name', 'sku', 'quantity', 'price', 'updated']],
    // 1280 px, with the sidebar.
    [1024, ['name', 'sku', 'category', 'quantity', 'price', 'updated']],
    [1184, ['name', 'sku', 'category', 'quantity', 'price', 'updated']],
    [1632, ['name', 'sku', 'category', 'quantity', 'reorder', 'price', 'value', 'trend', 'owner', 'updated']],
  ])('%i px show what fits, the stock first', (width, ids) => {
    expect(shown(width)).toEqual(ids)
  })

  it('show the value and the course beside the third pane of a screen of 1920 px', () => {
    // A scroll bar takes 15 px.
    for (const width of [1233, 1248]) {
      expect(shown(width, true)).toEqual([
        ...['name', 'sku', 'category', 'quantity', 'price', 'value', 'trend', 'updated'],
      ])
    }
  })

  it('leave the name its least width, and nothing to scroll sideways', () => {
    for (let width = 428; width <= 2400; width++) {
      expect(tableWidth(shownColumns(null, width), false, width)).toBeLessThanOrEqual(width)
    }
  })

  it('lose a column for a figure that is too long, and do not cut it', () => {
    const figures = { price: 200, value: 300 }
    expect(shownColumns(null, 600, { figures }).map(({ id }) => id)).toEqual(['name', 'quantity'])
    expect(shownColumns(null, 724, { figures }).find(({ id }) => id === 'price')?.width).toBe(200)
  })
})

it('shows what was chosen, whatever the width', () => {
  expect(shownColumns(['barcode', 'owner'], 300).map(({ id }) => id)).toEqual(['name', 'barcode', 'owner'])
  expect(shownColumns([], 2000)).toEqual(COLUMNS.slice(0, 1))
})
