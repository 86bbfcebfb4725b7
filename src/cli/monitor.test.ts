import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  checkpointText,
  emptyEdge,
  grown,
  keyText,
  noteText,
  rootAt,
  signerKey,
  signLine,
} from '#core/record/log'

const folder = mkdtempSync(join(tmpdir(), 'cityright-monitor-'))
const ORIGIN = 'luzarra.example/record'
const key = signerKey(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey)
const witness = signerKey('w.example', 4, generateKeyPairSync('ed25519').privateKey)
const files = new Map<string, Uint8Array | string>()
const running: ChildProcess[] = []
let server: Server
let url: string
let down = false

const entryNumber = (n: number, what: string) =>
  Buffer.from(
    `{"at":"2026-03-02T12:00:00.000Z","by":"operator","d":{"${what}":${n}},"id":"${n}","t":"test.acted","v":1}`,
  )

/** Serves a log of so many entries, cosigned just now; another word makes another history. */
function show(size: number, what = 'n'): void {
  const entries = Array.from({ length: size }, (_, n) => entryNumber(n, what))
  const { edge, files: tiles } = grown(emptyEdge, entries)
  for (const { path, bytes } of tiles) files.set(path, bytes)
  const text = checkpointText({ origin: ORIGIN, size, root: rootAt(edge) })
  const now = Math.floor(Date.now() / 1000)
  const lines = [signLine(key, text, now), signLine(witness, text, now)]
  files.set('checkpoint', noteText({ text, lines }))
}

before(async () => {
  server = createServer((request, response) => {
    const body = files.get((request.url ?? '').replace(/^\/record\//, ''))
    response.writeHead(down ? 503 : body === undefined ? 404 : 200).end(down ? '' : body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/record`
  const policy = `log ${keyText(key)}\nwitness w ${keyText(witness)}\nquorum w\n`
  files.set('policy', policy)
  writeFileSync(join(folder, 'policy'), policy)
})
after(() => {
  for (const child of running) child.kill('SIGKILL')
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))

function started(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--import', hook, main, 'monitor', ...args])
  running.push(child)
  return child
}

async function monitor(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = started(...args)
  const said = { out: '', err: '' }
  child.stdout?.on('data', (part) => (said.out += String(part)))
  child.stderr?.on('data', (part) => (said.err += String(part)))
  const code = await new Promise<number>((done) => child.once('close', (n) => done(n ?? -1)))
  return { code, ...said }
}

const state = (name: string) => ['--state', join(folder, name), '--patience', '0']
const strict = () => ['--policy', join(folder, 'policy')]

test('looked at once, a record that holds is answered with 0, one that was rewritten with 1 until it is itself again', async () => {
  show(300)
  const once = [url, '--once', ...strict(), ...state('once')]
  const first = await monitor(...once)
  assert.deepEqual([first.code, first.err], [0, ''])
  assert.match(first.out, /^luzarra.example\/record: 300 entries checked; nothing is wrong\n$/)
  show(600, 'm')
  const second = await monitor(...once)
  assert.equal(second.code, 1)
  assert.match(second.out, / ALERT rewritten: its first 300 entries/)
  const third = await monitor(...once)
  assert.deepEqual([third.code, / ALERT /.test(third.out)], [1, false], 'it is said once')
  show(600)
  const fourth = await monitor(...once)
  assert.equal(fourth.code, 0)
  assert.match(fourth.out, / over rewritten: /)
})

test('without a policy the record is believed on first use, and that is said; its next key is not', async () => {
  show(3)
  const first = await monitor(url, '--once', '--json', ...state('first'))
  assert.equal(first.code, 0)
  assert.match(first.err, /^No --policy: .*trust on first use.*\n$/)
  assert.equal((JSON.parse(first.out) as { size: number }).size, 3)
  const honest = files.get('policy') ?? ''
  const thief = signerKey(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey)
  files.set('policy', `log ${keyText(thief)}\nquorum none\n`)
  const text = String(files.get('checkpoint')).split('\n\n')[0] ?? ''
  const lines = [signLine(thief, `${text}\n`, 0)]
  files.set('checkpoint', noteText({ text: `${text}\n`, lines }))
  const second = await monitor(url, '--once', '--json', ...state('first'))
  assert.deepEqual([second.code, second.err], [1, ''])
  assert.match(second.out, /"kind":"key-changed"/)
  files.set('policy', honest)
})

test('wrong use is told apart from a record that is wrong', async () => {
  for (const args of [[], ['luzarra.example'], [url, '--every', '0'], [url, '--twice']]) {
    const { code, err } = await monitor(...args)
    assert.equal(code, 2, args.join(' '))
    assert.ok(err)
  }
  writeFileSync(join(folder, 'other'), '{}')
  const other = await monitor(url, '--once', ...strict(), ...state('other'))
  assert.match(other.err, /other is not what monitor remembers: .*\n$/)
  assert.equal(other.code, 1)
  down = true
  const silent = await monitor(url, '--once', ...strict(), ...state('silent'))
  down = false
  assert.equal(silent.code, 1)
  assert.match(
    silent.out,
    / ALERT unreachable: it did not answer 3 times in a row: .* answers 503\n/,
  )
  assert.equal((await monitor('--help')).code, 0)
})

/** Lines of a process as they come. */
function linesOf(child: ChildProcess): () => Promise<Record<string, unknown>> {
  assert.ok(child.stdout)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>
}

test('left running, it hands each alert to a program, outlives a kill at any moment, and ends when asked', async () => {
  const heard = join(folder, 'heard')
  const program = join(folder, 'alert.sh')
  writeFileSync(program, `#!/bin/sh\ncat >> '${heard}'\n`)
  chmodSync(program, 0o755)
  const args = [url, '--every', '1', '--json', '--run', program, ...strict(), ...state('running')]
  show(513)
  const first = started(...args)
  const next = linesOf(first)
  await until(() => readFileSync(join(folder, 'running'), 'utf8').includes('"note"'))
  show(300)
  const { kind, state: began, log } = await next()
  assert.deepEqual([kind, began, log], ['rollback', 'began', url])
  await until(() => readFileSync(join(folder, 'running'), 'utf8').includes('rollback'))
  first.kill('SIGKILL')
  await new Promise((done) => first.once('close', done))
  show(520)
  const second = started(...args)
  const over = await linesOf(second)()
  assert.deepEqual([over['kind'], over['state']], ['rollback', 'over'])
  await until(() => readFileSync(heard, 'utf8').trim().split('\n').length === 2)
  const told = readFileSync(heard, 'utf8').trim().split('\n')
  const states = told.map((line) => (JSON.parse(line) as { state: string }).state)
  assert.deepEqual(states, ['began', 'over'])
  second.kill('SIGTERM')
  assert.equal(await new Promise((done) => second.once('close', done)), 0)
})

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      if (holds()) return
    } catch {
      // The file is not there yet.
    }
    await new Promise((done) => setTimeout(done, 50))
  }
  assert.fail('it did not come to that')
}
