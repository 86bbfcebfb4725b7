import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
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

const folder = mkdtempSync(join(tmpdir(), 'cityright-campaign-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const ORIGIN = 'luzarra.example/record'
const key = signerKey(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey)
const policy = join(folder, 'policy')
writeFileSync(policy, `log ${keyText(key)}\nquorum none\n`)

const definition = {
  ...{ baseline: 1, campaign: 'three', days: 10 },
  rule: { field: 'city', kinds: ['test.joined'], where: [] as { field: string; is: string }[] },
  ...{ starts: '2026-03-01', target: 3, title: 'Three', zone: 'Europe/Madrid' },
}
const entry = (t: string, d: string, at = '2026-03-02T12:00:00.000Z') =>
  Buffer.from(`{"at":"${at}","by":"operator","d":${d},"id":"x","t":"${t}","v":1}`)
const launched = entry('campaigns.launched', JSON.stringify(definition))
const joined = (city: string, at?: string) => entry('test.joined', `{"city":"${city}"}`, at)
const closed = (count: number) =>
  entry('campaigns.closed', `{"campaign":"three","count":${count},"reached":false,"target":3}`)

/** Writes a log into a folder as a city does. */
function write(name: string, entries: readonly Buffer[]): string {
  const { edge, files } = grown(emptyEdge, entries)
  const text = checkpointText({ origin: ORIGIN, size: entries.length, root: rootAt(edge) })
  const lines = [signLine(key, text, 1_700_000_000)]
  const all = [...files, { path: 'checkpoint', bytes: Buffer.from(noteText({ text, lines })) }]
  for (const { path, bytes } of all) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true })
    writeFileSync(join(folder, name, path), bytes)
  }
  return join(folder, name)
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))
async function verify(log: string, campaign: string) {
  const args = ['verify', log, '--policy', policy, '--campaign', campaign]
  const child = spawn(process.execPath, ['--import', hook, main, ...args])
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const code = await new Promise((done) => child.on('close', done))
  return { code, ...said }
}

test('anybody counts a campaign again from the log alone, by its id, also what came before the launch', async () => {
  const log = write('honest', [
    joined('a'),
    launched,
    joined('a'),
    joined('late', '2026-03-20T12:00:00.000Z'),
    closed(2),
    joined('b'),
  ])
  const { code, out } = await verify(log, 'three')
  assert.match(out, /Campaign three: 2 of 3 \(10 days from 2026-03-01 on, Europe\/Madrid\), not/)
  assert.match(out, /The hub wrote 2: the same/)
  assert.equal(code, 0)
})

test('a hub that wrote another result than its record gives is found out', async () => {
  const { code, out, err } = await verify(
    write('liar', [launched, joined('a'), closed(3)]),
    'three',
  )
  assert.match(out, /The hub wrote 3: that is another number/)
  assert.match(err, /another result than its record gives/)
  assert.notEqual(code, 0)
})

test('a definition in a file counts the same, and a campaign nobody launched is said to be unknown', async () => {
  const log = write('open', [joined('a'), joined('b')])
  const file = join(folder, 'three.json')
  writeFileSync(file, JSON.stringify(definition))
  const { out } = await verify(log, file)
  assert.match(out, /Campaign three: 3 of 3 .*, reached/)
  assert.match(out, /has not written a result down yet/)
  const unknown = await verify(log, 'four')
  assert.match(unknown.err, /holds no launch of the campaign four/)
  assert.notEqual(unknown.code, 0)
})
