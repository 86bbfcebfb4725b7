/** What docs/verify.md says under "By hand" is done here word for word, with the proof of an act of a real city. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { entry, recorder } from '#core/record'
import {
  batchPath,
  batchTree,
  commitmentOf,
  hashText,
  keyText,
  parsePolicy,
  proofFrom,
  proofText,
  signerKey,
  type VerifierKey,
} from '#core/record/log'
import { fileMemory, witnessKey, witnessServer } from '#core/record/witness'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { z } from 'zod'

const folder = mkdtempSync(join(tmpdir(), 'cityright-by-hand-'))
const NOW = '2026-03-02T09:00:00.000Z'
const acted = entry('test.acted', z.object({ n: z.number(), said: z.string() }))
const batched = entry('test.batched', z.object({ count: z.number(), root: z.string() }))
const names = ['library', 'press', 'asleep']
const keys = names.map((name) => witnessKey(join(folder, `${name}.key`), `${name}.example/witness`))
const logs: VerifierKey[] = []
const servers = keys.map((key, n) =>
  witnessServer(
    { key, logs, memory: fileMemory(join(folder, `${n}.json`)), clock: () => NOW },
    () => undefined,
  ),
)
let city: TestCity
let policy = ''
let ids: readonly string[] = []

/** Every command of the section, in its order. */
function commands(): string {
  const page = readFileSync(join(import.meta.dirname, '../docs/verify.md'), 'utf8')
  const [, section = ''] = page.split('\n## By hand\n')
  const lines = (section.split('\n## ')[0] ?? '').split('\n')
  return lines
    .filter((line) => line.startsWith('        '))
    .map((line) => line.slice(8))
    .join('\n')
}

const version = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout
const hasOpenssl = /^OpenSSL ([3-9]|\d\d)\./.test(version ?? '')
const skip = hasOpenssl || process.env['CI'] === 'true' ? false : 'OpenSSL 3 is not installed'

/** Follows the page in an empty folder, with nothing but the proof and the policy. */
async function follow(proof: string, trusted = policy): Promise<string> {
  const where = mkdtempSync(join(folder, 'stranger-'))
  writeFileSync(join(where, 'act.tlog-proof'), proof)
  writeFileSync(join(where, 'policy.txt'), trusted)
  const child = spawn('sh', ['-c', commands()], {
    cwd: where,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const all = [text(child.stdout), text(child.stderr)]
  return (await Promise.all(all)).join('')
}

/** A file as the city serves it at /record/, but not through a web that may be busy with something else. */
const served = async (path: string) =>
  Buffer.from((await city.city.record.read(path))?.bytes ?? assert.fail(path)).toString()
const proofOf = (id: string) => served(`proof/${id}.tlog-proof`)

before(async () => {
  const witnesses = await Promise.all(
    servers.map(async (server, n) => {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      const { port } = server.address() as AddressInfo
      const key = keys[n]
      return `witness ${names[n]} ${key ? keyText(key) : ''} http://127.0.0.1:${port}`
    }),
  )
  servers[2]?.close()
  const lines = [...witnesses, `group near 2 ${names.join(' ')}`, 'quorum near', ''].join('\n')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'policy'), lines)
  city = await openCity(undefined, {
    RECORD_POLICY: join(folder, 'policy'),
    RECORD_ML_DSA: 'yes',
  })
  policy = await served('policy')
  logs.push(...parsePolicy(policy).logs.map(({ key }) => key))
  ids = await city.city.db.transact(async (tx) => {
    const record = recorder(tx, { by: 'operator', now: city.city.clock(), service: 'test' })
    const made: string[] = []
    for (let n = 0; n < 11; n += 1) made.push(await record(acted, { n, said: 'Plaza "Ñ" & ميدان' }))
    return made
  })
  await city.city.record.step()
})
after(async () => {
  await city.close()
  for (const server of servers) server.close().closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

test(
  'whoever follows the page with a shell and OpenSSL checks a proof without our software',
  { skip },
  async () => {
    promise('P3.7')
    assert.ok(commands().split('\n').length > 30)
    for (const id of ids) {
      const said = await follow(await proofOf(id))
      assert.match(said, new RegExp(`"id":"${id}"`))
      assert.match(said, /^in the tree$/m, said)
      assert.equal(said.match(/^Signature Verified Successfully$/gm)?.length, 3, said)
      assert.match(said, /^library\.example\/witness on Mon Mar {2}2 09:00:00 UTC 2026$/m)
      assert.match(said, /^asleep\.example\/witness did NOT sign$/m)
      assert.doesNotMatch(said, /Failure|rror/)
    }
  },
)

test('whoever follows the page with a forged proof finds out', { skip }, async () => {
  const [one = '', other = ''] = await Promise.all(ids.slice(3, 5).map(proofOf))
  const line = (text: string, n: number) => text.split('\n')[n] ?? ''
  for (const forged of [
    one.replace(line(one, 1), line(other, 1)),
    one.replace(line(one, 2), line(other, 2)),
    one.replace(line(one, 3), line(one, 4)),
    one.replace(`${line(one, 3)}\n`, ''),
  ]) {
    assert.notEqual(forged, one)
    assert.match(await follow(forged), /^NOT in the tree$/m)
  }
  const [, body = ''] = one.split('\n\n')
  const size = line(body, 1)
  const resized = one.replace(body, body.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`))
  const said = await follow(resized)
  assert.doesNotMatch(said, /Verified Successfully/)
  assert.equal(said.match(/^Signature Verification Failure$/gm)?.length, 3, said)
  const stranger = generateKeyPairSync('ed25519').privateKey
  const another = signerKey(logs[0]?.name ?? '', 1, stranger)
  const wrong = policy.replace(/^log [^+]*\+[0-9a-f]{8}\+A.*$/m, `log ${keyText(another)}`)
  assert.match(await follow(one, wrong), /^localhost:0\/record did NOT sign$/m)
})

/** Proofs of readings of one's own data, as the folder gives them: so many in one batch. */
async function readingsOf(count: number): Promise<string[]> {
  const written = Array.from({ length: count }, (_, n) => ({
    purpose: 'reports.contact-back',
    reason: `She said "path":["x"],"salt":"y","index":${n} – ميدان`,
    fields: ['contact.name', 'contact.email'],
    at: NOW,
  }))
  const salts = written.map((_, n) => Buffer.alloc(32, n))
  const all = written.map((payload, n) => commitmentOf(payload, salts[n] ?? Buffer.alloc(32)))
  const { root } = batchTree(all)
  const id = await city.city.db.transact((tx) => {
    const record = recorder(tx, { by: 'operator', now: city.city.clock(), service: 'test' })
    return record(batched, { count, root: hashText(root) })
  })
  await city.city.record.step()
  const whole = proofFrom(await proofOf(id))
  return written.map((payload, index) => {
    const place = { payload, index, size: count, path: batchPath(all, index) }
    const batch = { ...place, salt: salts[index] ?? Buffer.alloc(32) }
    assert.ok(whole?.extra)
    return proofText({ ...whole, extra: { ...whole.extra, batch } })
  })
}

test(
  'a resident proves by hand who read her data, and a line that was changed is found',
  { skip },
  async () => {
    promise('P2.11')
    for (const count of [1, 2, 11]) {
      for (const proof of await readingsOf(count)) {
        const said = await follow(proof)
        assert.match(said, /^in the tree$/m, said)
        assert.match(said, /^in the batch$/m, said)
        assert.match(
          said,
          /^\{"at":"2026-03-02T09:00:00\.000Z","fields":/m,
          'in the form of entries',
        )
      }
    }
    const [one = '', other = ''] = await readingsOf(11)
    const extraOf = (text: string) => Buffer.from(text.split('\n')[1]?.slice(6) ?? '', 'base64')
    const forge = (from: string, to: string) => {
      const extra = extraOf(one).toString().replace(from, to)
      return one.replace(/^extra .*$/m, `extra ${Buffer.from(extra).toString('base64')}`)
    }
    const salt = /"salt":"([^"]*)","index":0/.exec(extraOf(one).toString())?.[1] ?? ''
    const forged = [
      forge('contact.name', 'contact.phone'),
      forge('"index":0,"size"', '"index":1,"size"'),
      forge(salt, Buffer.alloc(32, 99).toString('base64')),
    ]
    for (const text of forged) {
      assert.notEqual(text, one)
      assert.match(await follow(text), /^NOT in the batch$/m)
    }
    assert.notEqual(one, other)
  },
)
