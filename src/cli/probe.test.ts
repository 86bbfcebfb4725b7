import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SCHEMA, WELL_KNOWN } from '#core/discovery'

const folder = mkdtempSync(join(tmpdir(), 'cityright-probe-'))
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))
const pages = new Map<string, string>()
const server = createServer((request, response) => {
  const body = pages.get(request.url ?? '')
  if (body === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
})
let domain = ''
before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  domain = `city.localhost:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function cityright(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', hook, main, ...args], { cwd: folder })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const code = await new Promise<number>((done) => child.once('close', (n) => done(n ?? -1)))
  return { code, ...said }
}

const campaign = { start: '2026-01-01', end: '2026-02-01', channels: ['radio'], languages: ['es'] }

function draft(): string {
  const file = join(folder, 'draft.json')
  const document = {
    schema: SCHEMA,
    version: 1,
    city: { name: { en: 'City' }, country: 'XX', officialDomains: ['city.localhost'] },
    links: [{ rel: 'campaigns', href: `http://${domain}/campaigns.json` }],
  }
  writeFileSync(file, JSON.stringify(document))
  return file
}

test('a city without our software signs one file, and anybody sees what it proves and what not', async () => {
  const signed = join(folder, 'signed.json')
  const made = await cityright('discovery', draft(), '--out', signed, '--keys', 'keys')
  assert.deepEqual([made.code, made.err], [0, ''])
  assert.match(made.out, /_cityright-key TXT "[\w-]{43}"/)
  pages.set(WELL_KNOWN, readFileSync(signed, 'utf8'))
  pages.set('/campaigns.json', JSON.stringify({ campaigns: [campaign] }))
  const told = await cityright('probe', `http://${domain}/`, '--allow-loopback')
  assert.deepEqual([told.code, told.err], [0, ''])
  assert.match(told.out, /: signed/)
  assert.match(told.out, /S70 {2}Passed {10}E3/)
  assert.match(told.out, /\(It does not prove that a campaign reached anybody\.\)/)
  assert.match(told.out, /S75 {2}Unknown/)
})

test('the answer for machines has the hashes of what was read, to be compared with a hub’s', async () => {
  const body = pages.get('/campaigns.json') ?? ''
  const told = await cityright(
    ...['probe', domain, '--allow-loopback', '--json', '--item', 's70', '--seed', 'x'],
  )
  assert.equal(told.code, 0)
  const answer = JSON.parse(told.out)
  assert.equal(answer.findings.length, 1)
  assert.equal(answer.findings[0].sha256, createHash('sha256').update(body).digest('hex'))
  assert.equal(answer.seed, 'x')
  assert.equal(answer.checker, 'cityright-evidence/1')
})

test('a new key is signed over by the old one, and the document says so', async () => {
  const signed = join(folder, 'signed.json')
  const made = await cityright('discovery', signed, '--keys', 'keys', '--rotate')
  assert.equal(made.code, 0)
  const document = JSON.parse(readFileSync(signed, 'utf8'))
  assert.equal(document.keys.length, 2)
  assert.equal(document.keyChange.kid, document.keys[0].kid)
  assert.equal(document.signature.kid, document.keys[1].kid)
})

test('an item that fails and a city without a document end with 1, wrong usage with 2', async () => {
  pages.set('/campaigns.json', '{"campaigns":[]}')
  const failed = await cityright('probe', domain, '--allow-loopback')
  assert.deepEqual([failed.code, failed.err], [1, 'Not passed: S70.\n'])
  pages.delete(WELL_KNOWN)
  const none = await cityright('probe', domain, '--allow-loopback', '--language', 'es')
  assert.equal(none.code, 1)
  assert.match(none.err, /has no discovery document that can be used: el servidor responde 404/)
  for (const wrong of [
    ['probe'],
    ['probe', 'no domain'],
    ['probe', 'a.example', '--item', 'S99'],
  ]) {
    const told = await cityright(...wrong)
    assert.equal(told.code, 2, wrong.join(' '))
    assert.doesNotMatch(told.err, /\n\s+at /)
  }
})

test('without the option for trials this machine is not asked', async () => {
  const told = await cityright('probe', domain)
  assert.equal(told.code, 1)
  assert.match(told.err, /its address is not one of the public internet/)
})
