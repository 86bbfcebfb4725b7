/** The public record: how fast it grows, is proved, checked and witnessed, and what it costs an action. */
import { join } from 'node:path'
import type { Environment } from '../programs.ts'
import { measureOverhead, type Overhead } from './action.ts'
import { type Appended, measureAppending } from './append.ts'
import { bareHashing, writeLog } from './log.ts'
import { measureProofs, type Proofs, type Times } from './pages.ts'
import { measureCheckpoint, measureWitness, verifying } from './witnesses.ts'

/** Everything that was measured of the record. */
export interface RecordFigures {
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

const embeddedOnly = { DATABASE_URL: '', VAULT_DATABASE_URL: '' }

/** The same action on both kinds of database. */
async function overheadOf(bench: Bench, acts: number) {
  const what = 'record: overhead of an action'
  const measured = (how: string, more: Environment) => {
    const work = (env: Environment, folder: string) =>
      measureOverhead({ ...env, ...more }, folder, acts)
    return said(bench, `${what}, ${how}`, bench.apart(work))
  }
  return {
    postgres: await measured('PostgreSQL', {}),
    embedded: await measured('embedded', embeddedOnly),
  }
}

/** Measures the record; each part on databases of its own. */
export async function measureRecord(bench: Bench): Promise<RecordFigures> {
  const sizes = bench.quick
    ? { many: 20_000, acts: 100, all: 100_000, rounds: 20 }
    : { many: 102_400, acts: 500, all: 1_000_000, rounds: 100 }
  const { many, acts, all, rounds } = sizes
  const cosignatures = 1000
  const part = <T>(what: string, work: (env: Environment, folder: string) => Promise<T>) =>
    said(bench, `record: ${what}`, bench.apart(work))
  const figures = {
    appended: await part('appending', (env, folder) => measureAppending(env, folder, many)),
    proofs: await part('proofs', (env) => measureProofs(env, many, acts)),
    verified: await part('verifying', (_, folder) => verified(join(folder, 'log'), all)),
    checkpoint: await part('a checkpoint with three witnesses', (env, folder) =>
      measureCheckpoint(env, folder, rounds),
    ),
    overhead: await overheadOf(bench, acts),
    megabytes: await part('memory of a witness', (_, folder) =>
      measureWitness(folder, cosignatures),
    ),
  }
  const { megabytes, ...rest } = figures
  return { ...rest, witness: { cosignatures, megabytes } }
}
