/** How fast a city shows an entry and hands out its proof, from a long record. */
import { openDatabase } from '#core/database'
import { setTimeout as pause } from 'node:timers/promises'
import { type Environment, type Program, startCity } from '../programs.ts'
import { fillOutbox } from './append.ts'

/** Milliseconds of half of the answers, and of nineteen in twenty. */
export interface Times {
  readonly p50: number
  readonly p95: number
}

export interface Proofs {
  readonly entries: number
  readonly page: Times
  readonly proof: Times
}

export function times(took: readonly number[]): Times {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1))
  return { p50: at(0.5), p95: at(0.95) }
}

async function sizeOf(city: Program): Promise<number> {
  const answer = await fetch(`${city.url}/record/checkpoint`)
  return answer.ok ? Number((await answer.text()).split('\n')[1]) : 0
}

const MINUTES = 10

/** The log catches up with what waits for it, as after a long stand-still. */
async function caughtUp(city: Program, entries: number): Promise<void> {
  for (let tries = 0; tries < MINUTES * 60; tries += 1) {
    if ((await sizeOf(city)) >= entries) return
    await pause(1000)
  }
  throw new Error('the log did not catch up')
}

async function asked(url: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return performance.now() - began
}

/** Asks for entries all over the log, page and proof in turn, one after the other. */
export async function measureProofs(
  env: Environment,
  entries: number,
  rounds: number,
): Promise<Proofs> {
  const first = await startCity(env)
  await first.stop()
  const db = await openDatabase({ url: env['DATABASE_URL'] ?? '' })
  await fillOutbox(db, entries)
  await db.close()
  const city = await startCity(env)
  try {
    await caughtUp(city, entries)
    const took = { page: [] as number[], proof: [] as number[] }
    for (let n = 0; n < rounds + 50; n += 1) {
      const hex = ((n * 7919) % entries).toString(16).padStart(12, '0')
      const id = `01960000-0000-7000-8000-${hex}`
      const page = await asked(`${city.url}/record/${id}`)
      const proof = await asked(`${city.url}/record/proof/${id}.tlog-proof`)
      if (n < 50) continue
      took.page.push(page)
      took.proof.push(proof)
    }
    return { entries, page: times(took.page), proof: times(took.proof) }
  } finally {
    await city.stop()
  }
}
