/** Pixels: what a digit takes, and what stands around a figure. */
const DIGIT = 9
const AROUND_FIGURE = 30

/** The width of a column, in pixels, that shows this figure whole: a price in rupiah is thrice as long as one in euros. */
export function figureWidth(figure: string): number {
  return figure.length * DIGIT + AROUND_FIGURE
}
