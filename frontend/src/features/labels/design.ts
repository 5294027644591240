import { stored } from '@/lib/stored'
import type { Design, LabelTemplate, LineField, Medium } from './api'

/** As a template has it. */
export type Arrangement = LabelTemplate['layout']
export type CodeKind = LabelTemplate['code']
export type Geometry = NonNullable<LabelTemplate['geometry']>

export const ARRANGEMENTS: readonly Arrangement[] = ['left', 'top', 'price', 'code_only']
export const CODES: readonly CodeKind[] = ['auto', 'barcode', 'qr', 'none']
export const FIELDS: readonly LineField[] = ['name', 'sku', 'barcode', 'category', 'description']
export const MAX_LINES = 4

/** What the person has set up, and finds again the next time. */
export interface Setup {
  /** The stored template that it began with. */
  template: number | null
  design: Design
}

const FIRST: Setup = {
  template: null,
  design: {
    media: 'L7160',
    geometry: null,
    layout: 'left',
    code: 'qr',
    lines: [lineOf('name'), lineOf('sku')],
    show_price: false,
  },
}

/** How a printer is off, for one medium on this device. */
export interface Printer {
  dx: number
  dy: number
  /** Null: as usual for the medium. */
  dpi: number | null
}

const NO_SHIFT: Printer = { dx: 0, dy: 0, dpi: null }

export const storedSetup = stored<Setup>('lr.labels', {
  parse(text) {
    const { template = null, design } = JSON.parse(text ?? '{}') as Partial<Setup>
    const whole = { ...FIRST.design, ...design }
    return whole.lines.every(({ field }) => FIELDS.includes(field)) ? { template, design: whole } : FIRST
  },
  print: (setup) => JSON.stringify(setup),
})

export const storedPrinter = stored<Printer>('lr.label-printer', {
  parse: (text) => (text === null ? NO_SHIFT : { ...NO_SHIFT, ...(JSON.parse(text) as Printer) }),
  print: (printer) => JSON.stringify(printer),
})

/** A line as it is when it is put on the label: the name stands out. */
function lineOf(field: LineField): Design['lines'][number] {
  return field === 'name' ? { field, size: 12, bold: true } : { field, size: 9, bold: false }
}

/** The design with this field on it, or off it. Fields keep the order of FIELDS. */
export function withLine(design: Design, field: LineField, isOn: boolean): Design {
  const others = design.lines.filter((line) => line.field !== field)
  const lines = isOn ? [...others, lineOf(field)] : others
  return {
    ...design,
    lines: lines.toSorted((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field)),
  }
}

export function geometryOf({ media, geometry }: Design, known: readonly Medium[]): Geometry | null {
  return geometry ?? known.find(({ slug }) => slug === media)?.geometry ?? null
}

/** What the shift of a printer is kept under. */
export function mediumKey({ media, geometry }: Design): string {
  return media || Object.values(geometry ?? {}).join('-')
}

export function isRoll({ columns, rows }: Geometry): boolean {
  return columns * rows === 1
}

/** One label a page, of this size. */
export function rollOf(width: number, height: number): Geometry {
  return {
    page_width: width,
    page_height: height,
    columns: 1,
    rows: 1,
    left: 0,
    top: 0,
    width,
    height,
    pitch_x: width,
    pitch_y: height,
  }
}
