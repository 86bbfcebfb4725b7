/** The public record: how fast it grows, is proved, checked and witnessed, and what it costs an action. */
import { mkdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../programs.ts'
import { measureOverhead, type Overhead } from './action.ts'
import { type Appended, measureAppending } from './append.ts'
import { bareHashing, writeLog } from './log.ts'
import { measureProofs, type Proofs, type Times } from './pages.ts'
import { measureCheckpoint, measureWitness, verifying } from './witnesses.ts'

/** Everything that was measured of the record. */
export interface RecordFigures {
  readonly load: readonly [before: number, after: number]
  readonly appended: Appended
  readonly proofs: Proofs
  readonly verified: { entries: number; seconds: number; peak: number; bare: number }
  readonly checkpoint: Times
  readonly overhead: { postgres: Overhead; embedded: Overhead }
  readonly witness: { cosignatures: number; megabytes: number }
}

interface Bench {
  readonly quick: boolean
  tell(line: string): void
  apart<T>(work: (env: Environment, folder: string) => Promise<T>): Promise<T>
}

/** The best of three: a busy machine only ever makes it longer. */
async function verified(folder: string, entries: number) {
  writeLog(folder, entries)
  const runs = []
  const bare = []
  for (let round = 0; round < 3; round += 1) {
    bare.push(bareHashing(folder, entries))
    runs.push(await verifying(folder))
  }
  const [best] = runs.toSorted((a, b) => a.seconds - b.seconds)
  const peak = Math.max(...runs.map((run) => run.peak))
  return { entries, seconds: best?.seconds ?? 0, peak, bare: Number(Math.min(...bare).toFixed(2)) }
}

/** Measures one thing and says what came out. */
async function said<T>({ tell }: Bench, what: string, work: Promise<T>): Promise<T> {
  tell(`${what} …`)
  const found = await work
  tell(JSON.stringify(found))
  return found
}

/** Measures the record; each part on databases of its own. */
export async function measureRecord(bench: Bench): Promise<RecordFigures> {
  const { quick, apart } = bench
  const [before = 0] = loadavg()
  const [many, acts] = quick ? [20_000, 100] : [102_400, 500]
  const embeddedOnly = { DATABASE_URL: '', VAULT_DATABASE_URL: '' }
  const appended = await said(
    bench,
    'record: appending',
    apart((env, folder) => measureAppending(env, folder, many)),
  )
  const proofs = await said(
    bench,
    'record: proofs',
    apart((env) => measureProofs(env, many, acts)),
  )
  const checked = await said(
    bench,
    'record: verifying',
    apart((_, folder) => verified(join(folder, 'log'), quick ? 100_000 : 1_000_000)),
  )
  const checkpoint = await said(
    bench,
    'record: a checkpoint with three witnesses',
    apart((env, folder) => measureCheckpoint(env, folder, quick ? 20 : 100)),
  )
  const postgres = await said(
    bench,
    'record: overhead of an action, PostgreSQL',
    apart((env, folder) => measureOverhead(env, folder, acts)),
  )
  const embedded = await said(
    bench,
    'record: overhead of an action, embedded',
    apart((env, folder) => {
      mkdirSync(folder, { recursive: true })
      return measureOverhead({ ...env, ...embeddedOnly }, folder, acts)
    }),
  )
  const cosignatures = 1000
  const megabytes = await said(
    bench,
    'record: memory of a witness',
    apart((_, folder) => measureWitness(folder, cosignatures)),
  )
  const load = [before, loadavg()[0] ?? 0] as const
  const overhead = { postgres, embedded }
  return {
    load,
    appended,
    proofs,
    verified: checked,
    checkpoint,
    overhead,
    witness: { cosignatures, megabytes },
  }
}
