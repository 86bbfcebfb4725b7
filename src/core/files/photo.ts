import type { Sharp, SharpOptions } from 'sharp'

const WIDEST = 1600
const THUMB = 320
/** 64 megapixels: more than a telephone makes, less than what fills a small server. */
const MOST_PIXELS = 64_000_000
const SECONDS = 30

/** Says that the bytes are no picture, or a broken one. */
export class BrokenPhoto extends Error {}

/** Says that the picture has more points than the city is ready to look at. */
export class TooManyPixels extends Error {}

/** What a photo was made into: two WebP files without any metadata. */
export interface Made {
  readonly width: number
  readonly height: number
}

/** Opens a picture, from a file or from memory. */
export type Open = (from: string | Buffer, options: SharpOptions) => Sharp

let opening: Promise<Open> | undefined
let last: Promise<unknown> = Promise.resolve()

/** The image library takes 26 MB; a city nobody sends a photo to does without. */
async function load(): Promise<Open> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

/** How a picture of strangers is opened. */
export const careful: SharpOptions = {
  failOn: 'error',
  limitInputPixels: MOST_PIXELS,
  sequentialRead: true,
}

async function check(open: Open, from: string, format: string): Promise<void> {
  const seen = await open(from, { ...careful, limitInputPixels: false }).metadata()
  const written = seen.format === 'heif' && seen.compression === 'av1' ? 'avif' : seen.format
  if (written !== format) throw new BrokenPhoto()
  if (seen.width * seen.height > MOST_PIXELS) throw new TooManyPixels()
}

/** The image library, loaded once somebody needs it. */
export const openerOf = (): Promise<Open> => (opening ??= load())

/** The small picture beside a large one. */
export async function thumbOf(open: Open, to: { main: string; thumb: string }): Promise<void> {
  const fit = { fit: 'inside', withoutEnlargement: true } as const
  const thumb = open(to.main, careful).resize({ width: THUMB, height: THUMB, ...fit })
  await thumb.webp({ quality: 72 }).toFile(to.thumb)
}

async function make(
  from: string,
  format: string,
  to: { main: string; thumb: string },
): Promise<Made> {
  const open = await openerOf()
  try {
    await check(open, from, format)
    const fit = { fit: 'inside', withoutEnlargement: true } as const
    const main = open(from, careful)
      .autoOrient()
      .resize({ width: WIDEST, height: WIDEST, ...fit })
      .timeout({ seconds: SECONDS })
    const { width, height } = await main.webp({ quality: 80 }).toFile(to.main)
    await thumbOf(open, to)
    return { width, height }
  } catch (failure) {
    if (failure instanceof TooManyPixels) throw failure
    throw new BrokenPhoto('no picture', { cause: failure })
  }
}

/**
 * Makes a picture anew: upright, at most 1600 points wide and high, with a small one of at most 320, as
 * WebP. What the camera wrote about itself, its owner and the place is not carried over. One at a time.
 */
export function makePhoto(
  from: string,
  format: string,
  to: { main: string; thumb: string },
): Promise<Made> {
  const made = last.then(() => make(from, format, to))
  last = made.catch(() => undefined)
  return made
}
