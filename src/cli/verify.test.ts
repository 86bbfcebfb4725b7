import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  checkpointText,
  emptyEdge,
  grown,
  keyText,
  noteText,
  proofText,
  readInclusion,
  rootAt,
  signerKey,
  signLine,
} from '#core/record/log'

const folder = mkdtempSync(join(tmpdir(), 'cityright-verify-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const ORIGIN = 'luzarra.example/record'
const key = signerKey(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey)
const witness = signerKey('w.example', 4, generateKeyPairSync('ed25519').privateKey)
const policy = join(folder, 'policy')
const strict = join(folder, 'strict')
const logLine = `log ${keyText(key)}\nwitness w ${keyText(witness)}\n`
writeFileSync(policy, `${logLine}quorum none\n`)
writeFileSync(strict, `${logLine}quorum w\n`)

const entryNumber = (n: number, what = 'n') =>
  Buffer.from(
    `{"at":"2026-03-02T12:00:00.000Z","by":"operator","d":{"${what}":${n}},"id":"${n}","t":"test.acted","v":1}`,
  )

/** Writes a log into a folder as a city does. */
function write(name: string, size: number, forged = -1, signers = [key]): string {
  const entries = Array.from({ length: size }, (_, n) => entryNumber(n, n === forged ? 'm' : 'n'))
  const { edge, files } = grown(emptyEdge, entries)
  const text = checkpointText({ origin: ORIGIN, size, root: rootAt(edge) })
  const lines = signers.map((one) => signLine(one, text, 1_700_000_000))
  const all = [...files, { path: 'checkpoint', bytes: Buffer.from(noteText({ text, lines })) }]
  for (const { path, bytes } of all) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true })
    writeFileSync(join(folder, name, path), bytes)
  }
  return join(folder, name)
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))

async function cityright(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', hook, main, ...args])
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const code = await new Promise<number>((done) => child.once('close', (n) => done(n ?? -1)))
  return { code, ...said }
}

function served(where: string): Promise<Server> {
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(where, request.url ?? '')))
    } catch {
      response.writeHead(404).end()
    }
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

test('a journalist checks a copy of the record, and a year later that it only grew', async () => {
  const state = join(folder, 'seen')
  const first = await cityright('verify', write('a', 300), '--policy', policy, '--since', state)
  assert.deepEqual([first.code, first.err], [0, ''])
  assert.match(first.out, /holds: 300 entries/)
  const grownLog = write('b', 600)
  const second = await cityright('verify', grownLog, '--policy', policy, '--since', state, '--json')
  assert.equal(second.code, 0)
  const { size, kinds } = JSON.parse(second.out) as { size: number; kinds: object }
  assert.deepEqual([size, kinds], [600, { 'test.acted': 600 }])
  const cut = await cityright('verify', write('c', 300), '--policy', policy, '--since', state)
  assert.match(cut.err, /was cut/)
  const fork = await cityright('verify', write('d', 700, 20), '--policy', policy, '--since', state)
  assert.deepEqual([fork.code, /was rewritten/.test(fork.err)], [1, true])
})

test('a record in which one byte was changed, swapped or cut off is refused', async () => {
  for (const [name, path, change] of [
    ['flipped entry', 'tile/entries/000', (b: Buffer) => b.fill('7', 60, 61)],
    ['flipped tile', 'tile/0/000', (b: Buffer) => b.fill(7, 40, 41)],
    ['cut bundle', 'tile/entries/000', (b: Buffer) => b.subarray(0, -3)],
    [
      'swapped tile',
      'tile/1/000.p/2',
      (b: Buffer) => Buffer.concat([b.subarray(32), b.subarray(0, 32)]),
    ],
    [
      'other root',
      'checkpoint',
      (b: Buffer) => Buffer.from(b.toString().replace('\n513\n', '\n512\n')),
    ],
  ] as const) {
    const where = write(name, 513)
    const file = join(where, path)
    writeFileSync(file, change(readFileSync(file)))
    const { code, err, out } = await cityright('verify', where, '--policy', policy)
    assert.equal(code, 1, `${name}: ${out}`)
    assert.match(err, /^[^\n]+\n$/, name)
  }
})

test('the record of a city is checked over the web, and too few witnesses are not enough', async () => {
  const server = await served(write('web', 513, -1, [key, witness]))
  const { port } = server.address() as AddressInfo
  const good = await cityright('verify', `http://127.0.0.1:${port}/`, '--policy', strict)
  assert.deepEqual([good.code, good.err], [0, ''])
  assert.match(good.out, /Witnessed by 1 of 1 \(enough\)/)
  server.close().closeAllConnections()
  const alone = await cityright('verify', write('alone', 3), '--policy', strict)
  assert.deepEqual([alone.code, /Too few/.test(alone.err)], [1, true])
})

test('a proof file is checked offline; wrong use is told apart from a wrong proof', async () => {
  const where = write('proved', 300, -1, [key, witness])
  const read = (path: string) => Promise.resolve(readFileSync(join(where, path)))
  const file = join(folder, 'act.tlog-proof')
  const checkpoint = readFileSync(join(where, 'checkpoint'), 'utf8')
  const path = await readInclusion(read, 7, 300)
  const proof = { index: 7, path, checkpoint }
  writeFileSync(file, proofText({ ...proof, extra: { entry: entryNumber(7) } }))
  const good = await cityright('verify', file, '--policy', strict)
  assert.deepEqual([good.code, good.err], [0, ''])
  assert.match(good.out, /entry 7 of luzarra.example\/record/)
  writeFileSync(file, proofText({ ...proof, extra: { entry: entryNumber(8) } }))
  assert.equal((await cityright('verify', file, '--policy', strict)).code, 1)
  assert.equal((await cityright('verify')).code, 2)
  assert.equal((await cityright('verify', file, '--polcy', strict)).code, 2)
  assert.equal((await cityright('verify', '--help')).code, 0)
})
