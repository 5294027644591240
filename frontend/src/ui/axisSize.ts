import type uPlot from 'uplot'

/** Pixels between a chart's axis and its labels, as uPlot draws them. */
const GAP = 16

/** As wide as an axis has to be for its labels, in any language and currency; `least` pixels at least. */
export function axisSize(least: number): uPlot.Axis.Size {
  return ({ ctx, axes }, labels, axis) => {
    if (!ctx) return least // there is no canvas
    ctx.save()
    ctx.font = axes[axis]?.font?.[0] ?? ctx.font
    // The canvas has the screen's pixels, and so has its font.
    const widths = (labels ?? []).map((label) => ctx.measureText(label).width / window.devicePixelRatio)
    ctx.restore()
    return Math.max(least, Math.ceil(Math.max(0, ...widths)) + GAP)
  }
}
