/** What finds codes in a picture: the browser's own BarcodeDetector, or its stand-in. */
export interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}

interface NativeDetector {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

/** What stands on goods and on shelves. */
const FORMATS = [
  'ean_13',
  'ean_8',
  'upc_a',
  'upc_e',
  'code_128',
  'code_39',
  'itf',
  'qr_code',
  'data_matrix',
] as const

export async function makeDetector(): Promise<Detector> {
  return (await makeNative()) ?? makeStandIn()
}

async function makeNative(): Promise<Detector | null> {
  const { BarcodeDetector: Native } = window as { BarcodeDetector?: NativeDetector }
  if (!Native) return null
  try {
    // Some have the name and read nothing, or only QR codes.
    const supported = await Native.getSupportedFormats()
    if (!supported.includes('ean_13')) return null
    return new Native({ formats: FORMATS.filter((format) => supported.includes(format)) })
  } catch {
    return null
  }
}

/** Compiled to WebAssembly, from our own server. */
async function makeStandIn(): Promise<Detector> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  return new BarcodeDetector({ formats: [...FORMATS] })
}
