/** Photos that come with a request: as files, or at an address. All go the way every photo goes: made anew, without EXIF. */
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { Refusal } from '#core/kernel'
import type { RunningCity } from '#core/web'

type City = Pick<RunningCity, 'files' | 'harvest' | 'clock'>

const MOST_BYTES = 10 * 1024 * 1024
const SECONDS = 15

/** Takes bytes in; what is no photo is left out, as a request is worth more than its picture. */
async function taken(city: City, bytes: Uint8Array, name: string): Promise<string[]> {
  try {
    const asked = { name, kinds: ['photo'], now: city.clock(), maxBytes: MOST_BYTES } as const
    return [(await city.files.take(Readable.from([bytes]), asked)).id]
  } catch (failure) {
    if (failure instanceof Refusal && failure.kind === 'invalid') return []
    throw failure
  }
}

interface Fetched {
  readonly bytes: Uint8Array
  readonly name: string
}

/** Fetches a photo from a public address; undefined when there is none, or it takes too long. */
async function fetched(city: City, address: string): Promise<Fetched | undefined> {
  const url = URL.parse(address)
  if (!url) return undefined
  const door = city.harvest.city([url.host])
  const wanted = { url: url.href, mostBytes: MOST_BYTES, accept: 'image/*' }
  const ends = AbortSignal.timeout(SECONDS * 1000)
  // Names are looked up, and large documents wait for their turn, whatever the signal says.
  const answer = await Promise.race([door.ask(wanted, ends), once(ends, 'abort')])
  if (!('outcome' in answer) || answer.outcome !== 'came' || answer.status >= 300) return undefined
  // What it is said to be is its name: files are looked at whether they keep what their name promises.
  const [, sort] = /^image\/(\w+)$/.exec(answer.type) ?? []
  return sort === undefined ? undefined : { bytes: answer.bytes, name: `photo.${sort}` }
}

/** The photos of a request, as many as a report may have. */
export async function photosOf(
  city: City,
  it: { readonly files: readonly File[]; readonly media: readonly string[]; readonly most: number },
): Promise<string[]> {
  const found: string[] = []
  for (const file of it.files.slice(0, it.most))
    found.push(...(await taken(city, await file.bytes(), file.name)))
  for (const address of it.media.slice(0, it.most - found.length)) {
    const photo = await fetched(city, address)
    if (photo) found.push(...(await taken(city, photo.bytes, photo.name)))
  }
  return found
}
