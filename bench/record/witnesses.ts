/** How long three witnesses take, and how much memory one holds after a thousand cosignatures. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDatabase, sql } from '#core/database'
import { folderLog, openLogKeys, recordMigrations, runRecord } from '#core/record'
import {
  addCheckpointBody,
  checkpointText,
  emptyEdge,
  grown,
  hashText,
  judge,
  keyText,
  noteFrom,
  noteText,
  parsePolicy,
  readConsistency,
  rootAt,
  type SignerKey,
  signerKey,
  signLine,
} from '#core/record/log'
import { command, type Environment, megabytes, root } from '../programs.ts'
import { entryOf } from './log.ts'
import { type Times, times } from './pages.ts'

/** What the record says of itself first: the keys of log and witness, and its policy. */
const OWN = 3

const ORIGIN = 'luzarra.example/record'

interface Standing {
  readonly child: ChildProcess
  readonly vkey: string
  readonly url: string
}

/** A witness as it is started for real, without the launcher around it. */
async function startWitness(folder: string, name: string, log: string): Promise<Standing> {
  const policy = join(folder, `${name}.policy`)
  writeFileSync(policy, `log ${log}\nquorum none\n`)
  const more = ['--state', join(folder, `${name}.json`), '--policy', policy, '--port', '0']
  const built = ['--conditions=cityright-built', '--max-semi-space-size=8']
  const args = [
    ...built,
    join(root, 'dist/main.js'),
    'witness',
    '--name',
    `${name}.example`,
    ...more,
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const [, , vkey = '', url = ''] = line.split(' ')
    return { child, vkey, url }
  }
  throw new Error('the witness did not start')
}

async function stopped({ child }: Standing): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

const insert = (n: number) =>
  sql`insert into record.outbox (id, at, t, by, d, service)
    values (${`01960000-0000-7000-8000-${String(n).padStart(12, '0')}`}, now(), 'test.acted',
      'operator', '{"n":1}', 'test')`

/** From an act that waits to its published checkpoint with three cosignatures. */
export async function measureCheckpoint(
  env: Environment,
  folder: string,
  rounds: number,
): Promise<Times> {
  mkdirSync(folder, { recursive: true })
  const keys = openLogKeys({ folder: join(folder, 'keys'), url: 'https://luzarra.example' })
  const [own] = keys.log
  const vkey = own ? keyText(own) : ''
  const names = ['one', 'two', 'three']
  const all = await Promise.all(names.map((name) => startWitness(folder, name, vkey)))
  const db = await openDatabase({ url: env['DATABASE_URL'] ?? '' })
  try {
    await db.migrate([recordMigrations])
    const lines = all.map((one, n) => `witness ${names[n]} ${one.vkey} ${one.url}`)
    const text = [...lines, 'group g all one two three', 'quorum g', ''].join('\n')
    const shelf = folderLog(join(folder, 'record'))
    const clock = () => new Date().toISOString()
    const tell = (what: string, failure: unknown) => console.error(what, failure)
    const record = runRecord({ db, keys, shelfOf: () => shelf, policyText: text, clock, tell })
    const policy = parsePolicy(
      `${keys.log.map((key) => `log ${keyText(key)}`).join('\n')}\n${text}`,
    )
    const took: number[] = []
    for (let n = 0; n < rounds + 5; n += 1) {
      await db.transact((tx) => tx.run(insert(n)))
      const began = performance.now()
      await record.step()
      if (n >= 5) took.push(performance.now() - began)
      const note = noteFrom(Buffer.from((await shelf.read('checkpoint')) ?? []).toString())
      const found = note && judge(note, policy)
      if (!found?.quorum || found.checkpoint.size !== n + 1 + OWN)
        throw new Error('not cosigned by all')
    }
    return times(took)
  } finally {
    await db.close()
    for (const one of all) await stopped(one)
  }
}

/** A log in memory that grows by one entry, and what it sends a witness each time. */
class Growing {
  readonly #files = new Map<string, Uint8Array>()
  readonly #key: SignerKey = signerKey(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey)
  #edge = emptyEdge

  get vkey(): string {
    return keyText(this.#key)
  }

  async body(): Promise<string> {
    const old = this.#edge.size
    const { edge, files } = grown(this.#edge, [entryOf(old)])
    for (const { path, bytes } of files) this.#files.set(path, bytes)
    this.#edge = edge
    const read = (path: string) => Promise.resolve(this.#files.get(path))
    const proof = await readConsistency(read, old, edge.size)
    const text = checkpointText({ origin: ORIGIN, size: edge.size, root: rootAt(edge) })
    const note = noteText({ text, lines: [signLine(this.#key, text, 0)] })
    return addCheckpointBody(old, proof.map(hashText), note)
  }
}

/** Megabytes that a standalone witness holds after so many cosignatures. */
export async function measureWitness(folder: string, times: number): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const log = new Growing()
  const witness = await startWitness(folder, 'library', log.vkey)
  try {
    for (let n = 0; n < times; n += 1) {
      const body = await log.body()
      const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body })
      if (answer.status !== 200) throw new Error(`the witness answers ${answer.status}`)
      await answer.text()
    }
    const hash = createHash('sha256').update(ORIGIN).digest('hex')
    const shown = await (await fetch(`${witness.url}/${hash}/checkpoint`)).text()
    if (shown.split('\n')[1] !== String(times)) throw new Error('it did not cosign them all')
    return megabytes(witness.child.pid ?? 0)
  } finally {
    await stopped(witness)
  }
}

/** Seconds and megabytes of `cityright verify` on a folder. */
export async function verifying(folder: string): Promise<{ seconds: number; peak: number }> {
  const { seconds, peak } = await command(['verify', folder, '--json'], {})
  return { seconds: Number(seconds.toFixed(1)), peak }
}
