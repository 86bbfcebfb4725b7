/** The built witness, as it runs beside the sample city and behind ./bin/cityright: small, also after much work. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  addCheckpointBody,
  checkpointText,
  type Edge,
  emptyEdge,
  grown,
  hashText,
  keyText,
  noteText,
  type ReadFile,
  readConsistency,
  rootAt,
  signerKey,
  signLine,
} from '#core/record/log'

const MOST = 60 * 1024
const COSIGNATURES = 400

const folder = mkdtempSync(join(tmpdir(), 'cityright-witness-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const log = signerKey('luzarra.example/record', 1, generateKeyPairSync('ed25519').privateKey)

/** Kilobytes in memory of the process below this one that runs the program: `cityright` starts it. */
function memoryBelow(pid: number): number {
  const field = (of: string, name: string) => {
    const status = readFileSync(`/proc/${of}/status`, 'utf8')
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
  }
  const below = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && field(name, 'PPid') === pid
    } catch {
      return false
    }
  })
  return Math.max(...below.map((child) => field(child, 'VmRSS')))
}

/** What a log asks that grows by one entry each time. */
async function* growing(count: number): AsyncGenerator<string> {
  const files = new Map<string, Uint8Array>()
  const read: ReadFile = (path) => Promise.resolve(files.get(path))
  let edge: Edge = emptyEdge
  for (let n = 0; n < count; n += 1) {
    const next = grown(edge, [Buffer.from(`{"n":${n}}`)])
    for (const { path, bytes } of next.files) files.set(path, bytes)
    const { size } = next.edge
    const proof = await readConsistency(read, edge.size, size)
    const text = checkpointText({ origin: log.name, size, root: rootAt(next.edge) })
    const note = noteText({ text, lines: [signLine(log, text, 0)] })
    yield addCheckpointBody(edge.size, proof.map(hashText), note)
    edge = next.edge
  }
}

test('a library’s small computer is enough: a witness holds at most 60 MB after hundreds of records', async () => {
  writeFileSync(join(folder, 'policy'), `log ${keyText(log)}\nquorum none\n`)
  const bin = fileURLToPath(new URL('../../bin/cityright', import.meta.url))
  const state = ['--state', join(folder, 'state.json'), '--policy', join(folder, 'policy')]
  const args = [bin, 'witness', '--name', 'library.example/witness', ...state, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('exit', done))
  try {
    const said = await new Promise((done) =>
      child.stdout.once('data', (part) => done(String(part))),
    )
    const [, url] = /(http:\S+)/.exec(String(said)) ?? []
    for await (const body of growing(COSIGNATURES)) {
      const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
      assert.equal(answer.status, 200, await answer.text())
    }
    const memory = memoryBelow(child.pid ?? 0)
    assert.ok(memory > 20_000, 'something was measured')
    assert.ok(memory <= MOST, `${memory} kB`)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
})
