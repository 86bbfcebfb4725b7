/** Random samples that anybody can draw again: the seed is published with what came of it. */
import { createHash } from 'node:crypto'
import type { CityDoor } from '#core/harvest'
import type { Facts } from '../model.ts'

const NOT_BY_HEAD = new Set([403, 405, 501])
const LITTLE = 64 * 1024

const placeOf = (seed: string, one: string) =>
  createHash('sha256').update(`${seed}\n${one}`).digest('hex')

/**
 * The first `most` of these in the order of SHA-256(seed, line feed, one), each once: drawn by chance when the
 * seed was, and the same for everybody who has it.
 */
export function draw(all: readonly string[], most: number, seed: string): string[] {
  const placed = [...new Set(all)].map((one) => [placeOf(seed, one), one] as const)
  return placed
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, most)
    .map(([, one]) => one)
}

/** Whether something is there, asked in the cheapest way the server understands. */
async function answers(door: CityDoor, url: string, signal?: AbortSignal): Promise<boolean> {
  const head = await door.ask({ url, mostBytes: 0, onlyHead: true }, signal)
  if (head.outcome !== 'came') return false
  if (!NOT_BY_HEAD.has(head.status)) return head.status >= 200 && head.status < 300
  const whole = await door.ask({ url, mostBytes: LITTLE }, signal)
  if (whole.outcome === 'came') return whole.status === 200
  return whole.outcome === 'failed' && whole.failure === 'too-large'
}

/** What a sample is drawn with. */
export interface Sampling {
  readonly door: CityDoor
  readonly seed: string
  readonly now: string
  readonly signal?: AbortSignal | undefined
}

/** Draws addresses and asks for each: how many, how many answered, and by which seed. */
export async function sample(
  urls: readonly string[],
  most: number,
  { door, seed, now, signal }: Sampling,
): Promise<Facts> {
  const drawn = draw(urls, most, seed)
  if (drawn.length === 0) return {}
  const answered = await Promise.all(drawn.map((url) => answers(door, url, signal)))
  const good = answered.filter(Boolean).length
  return { sampled: drawn.length, answered: good, seed, sampledAt: now }
}
