/** Where a photo was taken, as the telephone wrote it into it (Exif 3.0, section 4.6.6). Read before it is taken out. */
import { careful, openerOf } from './photo.ts'

/** A point as degrees of longitude and latitude. */
export interface TakenAt {
  readonly lon: number
  readonly lat: number
}

const GPS_FOLDER = 0x88_25
const MOST_FIELDS = 200

/** Numbers in the order of bytes the file says. */
function readerOf(bytes: Buffer) {
  const little = bytes.toString('latin1', 0, 2) === 'II'
  return {
    short: (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)),
    long: (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)),
    letter: (at: number) => bytes.toString('latin1', at, at + 1),
  }
}
type Reader = ReturnType<typeof readerOf>

/** The fields of one folder (IFD), by their numbers: where the value of each stands. */
function fieldsAt(read: Reader, at: number): Map<number, number> {
  const count = Math.min(read.short(at), MOST_FIELDS)
  const places = Array.from({ length: count }, (_, n) => at + 2 + n * 12)
  return new Map(places.map((place) => [read.short(place), place + 8]))
}

/** Degrees, minutes and seconds as three fractions. */
function degreesAt(read: Reader, at: number): number {
  const part = (n: number) => read.long(at + n * 8) / read.long(at + n * 8 + 4)
  return part(0) + part(1) / 60 + part(2) / 3600
}

function pointIn(exif: Buffer): TakenAt | undefined {
  const bytes = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  const read = readerOf(bytes)
  const folder = fieldsAt(read, read.long(4)).get(GPS_FOLDER)
  const fields = folder === undefined ? undefined : fieldsAt(read, read.long(folder))
  const [northOrSouth, up, eastOrWest, over] = [1, 2, 3, 4].map((tag) => fields?.get(tag))
  if (!northOrSouth || !up || !eastOrWest || !over) return undefined
  const lat = degreesAt(read, read.long(up)) * (read.letter(northOrSouth) === 'S' ? -1 : 1)
  const lon = degreesAt(read, read.long(over)) * (read.letter(eastOrWest) === 'W' ? -1 : 1)
  const sound = Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0)
  return sound ? { lon, lat } : undefined
}

/** Where this photo was taken; undefined when it does not say, or is no photo. It never throws. */
export async function placeOf(photo: Buffer): Promise<TakenAt | undefined> {
  try {
    const open = await openerOf()
    const { exif } = await open(photo, careful).metadata()
    return exif && pointIn(exif)
  } catch {
    return undefined
  }
}
