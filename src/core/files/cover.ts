import type { OverlayOptions } from 'sharp'
import { type Made, openerOf, thumbOf } from './photo.ts'

/** A part of a photo, as shares of its width and height from its upper left corner. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** So many points are left of an area in each direction: what was there cannot be worked out again. */
const LEFT = 2

/**
 * Makes a photo anew with areas of it as coarse blocks (GDPR art. 5(1)(c)). The blocks are means of everything below
 * them, so that nothing of it is in the new file.
 */
export async function coverPhoto(
  from: string,
  areas: readonly Area[],
  to: { readonly main: string; readonly thumb: string },
): Promise<Made> {
  const open = await openerOf()
  const { width, height } = await open(from, {}).metadata()
  const layers: OverlayOptions[] = []
  for (const area of areas) {
    const left = Math.min(width - 1, Math.floor(area.x * width))
    const top = Math.min(height - 1, Math.floor(area.y * height))
    const size = {
      width: Math.max(1, Math.min(width - left, Math.ceil(area.width * width))),
      height: Math.max(1, Math.min(height - top, Math.ceil(area.height * height))),
    }
    const few = await open(from, {})
      .extract({ left, top, ...size })
      .resize({ width: LEFT, height: LEFT, fit: 'fill', kernel: 'linear' })
      .png()
      .toBuffer()
    const input = await open(few, {})
      .resize({ ...size, fit: 'fill', kernel: 'nearest' })
      .png()
      .toBuffer()
    layers.push({ input, left, top })
  }
  await open(from, {}).composite(layers).webp({ quality: 80 }).toFile(to.main)
  await thumbOf(open, to)
  return { width, height }
}
