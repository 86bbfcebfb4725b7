import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { entry, recorder } from '#core/record'
import {
  addCheckpointBody,
  checkProof,
  keyText,
  noteFrom,
  parsePolicy,
  proofFrom,
  verifyLog,
  type VerifierKey,
} from '#core/record/log'
import { fileMemory, witnessKey, witnessServer } from '#core/record/witness'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { z } from 'zod'

const folder = mkdtempSync(join(tmpdir(), 'cityright-record-'))
const logs: VerifierKey[] = []
const names = ['library', 'press', 'asleep']
const keys = names.map((name) => witnessKey(join(folder, `${name}.key`), `${name}.example/witness`))
const servers = keys.map((key, n) =>
  witnessServer(
    {
      key,
      logs,
      memory: fileMemory(join(folder, `${names[n] ?? ''}.json`)),
      clock: () => '2026-03-02T09:00:00.000Z',
    },
    () => undefined,
  ),
)
const acted = entry('test.acted', z.object({ n: z.number() }))
let city: TestCity

const act = (n: number) =>
  city.city.db.transact((tx) => {
    const now = city.city.clock()
    return recorder(tx, { by: 'operator', now, service: 'test' })(acted, { n })
  })

before(async () => {
  const lines = await Promise.all(
    servers.map(async (server, n) => {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      const { port } = server.address() as AddressInfo
      const key = keys[n]
      return `witness ${names[n]} ${key ? keyText(key) : ''} http://127.0.0.1:${port}/witness`
    }),
  )
  servers[2]?.close()
  const policy = [...lines, `group near 2 ${names.join(' ')}`, 'quorum near', ''].join('\n')
  writeFileSync(join(folder, 'policy'), policy)
  city = await openCity(undefined, { RECORD_POLICY: join(folder, 'policy') })
  const { text } = await city.anybody.opens('/record/policy')
  logs.push(...parsePolicy(text).logs.map(({ key }) => key))
})
after(async () => {
  await city.close()
  for (const server of servers) server.close().closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

const published = async () => parsePolicy((await city.anybody.opens('/record/policy')).text)
const read = async (path: string) => {
  const got = await city.city.web.inject({ method: 'GET', url: `/record/${path}` })
  return got.statusCode === 200 ? new Uint8Array(got.rawPayload) : undefined
}

test('an act waits for its place; then anybody can download its proof, witnessed by two of three', async () => {
  promise('P3.6')
  const id = await act(1)
  assert.match((await city.anybody.opens(`/record/${id}`)).text, /waits for its place/)
  assert.equal((await city.anybody.opens(`/record/proof/${id}.tlog-proof`)).status, 404)
  await city.city.record.step()

  const page = await city.anybody.opens(`/record/${id}`)
  assert.match(page.text, /On the public record: witnessed by 2 of 3/)
  for (const name of names) assert.match(page.text, new RegExp(`<dt[^>]*>${name}</dt>`))
  assert.match(page.text, /asleep<\/dt><dd[^>]*>Not yet/)
  assert.match((await city.anybody.opens('/record')).text, /entr(?:y|ies), witnessed by 2 of 3/)
  assert.ok(page.text.includes(`/record/proof/${id}.tlog-proof`))
  const answer = await city.anybody.opens(`/record/proof/${id}.tlog-proof`)
  assert.match(String(answer.headers['content-disposition']), /attachment/)
  const proof = proofFrom(answer.text)
  assert.ok(proof)
  const proven = checkProof(proof, await published())
  assert.equal(proven.quorum, true)
  assert.ok(Buffer.from(proven.entry).toString().includes(id))
})

test('the log is served as files: tiles for ever, the checkpoint fresh, and nothing else', async () => {
  for (let n = 0; n < 3; n += 1) await act(n)
  await city.city.record.step()
  const checkpoint = await city.anybody.opens('/record/checkpoint')
  assert.equal(checkpoint.headers['cache-control'], 'no-cache')
  assert.equal(checkpoint.headers['content-type'], 'text/plain; charset=utf-8')
  const size = Number(checkpoint.text.split('\n')[1])
  const tile = await city.anybody.opens(`/record/tile/0/000.p/${size}`)
  assert.equal(tile.headers['content-type'], 'application/octet-stream')
  assert.match(String(tile.headers['cache-control']), /immutable/)
  const elsewhere = [
    'tile/0/001',
    'tile/..%2f..%2fweb.key',
    'tile/0/000.p/256',
    'proof/x.tlog-proof',
  ]
  for (const path of elsewhere) {
    assert.equal((await city.anybody.opens(`/record/${path}`)).status, 404, path)
  }
  const found = await verifyLog({ read, policy: await published() })
  assert.equal(found.checkpoint.size, size)
  assert.equal(found.quorum, true)
})

test('the city goes on when no witness answers, and asks again later', async () => {
  for (const server of servers) server.close().closeAllConnections()
  const id = await act(9)
  await city.city.record.step()
  const page = await city.anybody.opens(`/record/${id}`)
  assert.match(page.text, /No other city has cosigned it yet/)
  assert.match(page.text, /Prove this/)
})

test('a city witnesses others; a log it does not know, or does not sign, gets its answer', async () => {
  const asked = async (body: string) => {
    const got = await city.city.web.inject({
      method: 'POST',
      url: '/witness/add-checkpoint',
      payload: body,
      headers: { 'content-type': 'text/plain' },
    })
    return got.statusCode
  }
  const { text } = await city.anybody.opens('/record/checkpoint')
  assert.ok(noteFrom(text))
  assert.equal(await asked(addCheckpointBody(0, [], text)), 404)
  assert.equal(await asked('anything'), 400)
  assert.equal((await city.anybody.opens(`/witness/${'0'.repeat(64)}/checkpoint`)).status, 404)
})
