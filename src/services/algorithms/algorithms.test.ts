/** From the decision of a machine to a file that proves it, as a resident would go. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { checkProof, parsePolicy, proofFrom, proofText } from '#core/record/log'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'

let city: TestCity
before(async () => {
  city = await openCity()
  await city.work()
})
after(() => city.close())

const report = async (count: number) => {
  for (let n = 0; n < count; n += 1) await city.anybody.does(can('report'), lamp)
}
const latest = async () => {
  const [row] = await city.rows(sql`select id from decisions.taken order by id desc limit 1`)
  return String(row?.['id'])
}
const page = async (id: string) => (await city.anybody.opens(`/algorithms/taken/${id}`)).text
const prove = (id: string) => city.anybody.opens(`/record/proof/${id}.tlog-proof`)

/** The night goes by: the city's regular jobs do what they do, and the log goes on. */
async function sleepUntil(iso: string): Promise<void> {
  city.today(iso)
  await city.work()
  await city.city.record.step()
}

test('a machine’s decision is shown in plain words, with its reason and where to contest it', async () => {
  promise('P3.3')
  await report(1)
  const list = (await city.anybody.opens('/algorithms/reports.route')).text
  const id = await latest()
  assert.ok(list.includes(`/algorithms/taken/${id}`))
  const text = await page(id)
  assert.match(text, /href="\/reports\/R-\d+"/)
  assert.match(text, /href="\/contests"/)
  assert.match(text, /version 2/)
  const json = (await city.anybody.opens(`/api/algorithms/taken/${id}`)).json()
  assert.equal(json['outcome'], 'lighting')
  assert.equal(json['facts'], undefined)
  assert.equal((await city.anybody.opens('/algorithms/taken/nothing')).status, 404)
})

test('until it is in a batch, the page says when it will be, and that few decisions are held back', async () => {
  const id = await latest()
  assert.match(await page(id), /in the night after it.*night after Monday, 2 March 2026/s)
  assert.equal((await prove(id)).status, 404)
  await sleepUntil('2026-03-03T00:10:00.000Z')
  city.today('2026-03-03T09:00:00.000Z')
  assert.match(await page(id), /Fewer than 10 .*night after Sunday, 8 March 2026/s)
  assert.equal((await prove(id)).status, 404)
})

test('after the night of its batch anybody downloads the proof of a decision, and it holds', async () => {
  promise('P3.1', 'P3.3')
  await report(11)
  const id = await latest()
  await sleepUntil('2026-03-04T00:10:00.000Z')
  const text = await page(id)
  assert.ok(text.includes(`/record/proof/${id}.tlog-proof`))
  assert.match(text, /one of 11 decisions/)
  const answer = await prove(id)
  assert.equal(answer.status, 200)
  const proof = proofFrom(answer.text)
  assert.ok(proof)
  const policy = parsePolicy((await city.anybody.opens('/record/policy')).text)
  const { payload, entry } = checkProof(proof, policy)
  assert.equal((payload as Record<string, unknown>)['id'], id)
  assert.match(Buffer.from(entry).toString(), /"t":"decision\.batch"/)
  const { batch, entry: bytes } = proof.extra ?? {}
  assert.ok(batch && bytes)
  const forged = { ...batch, payload: { ...(payload as object), outcome: 'streets' } }
  const lie = proofFrom(proofText({ ...proof, extra: { entry: bytes, batch: forged } }))
  assert.ok(lie)
  assert.throws(() => checkProof(lie, policy), /not in the batch of that entry/)
})

test('the program for everybody says what a proof of a decision proves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-proof-'))
  try {
    const id = await latest()
    writeFileSync(join(folder, 'one.tlog-proof'), (await prove(id)).text)
    writeFileSync(join(folder, 'policy'), (await city.anybody.opens('/record/policy')).text)
    const { spawnSync } = await import('node:child_process')
    const main = join(import.meta.dirname, '../../main.ts')
    const flags = process.execArgv.filter((flag) => !flag.startsWith('--test'))
    const args = ['verify', join(folder, 'one.tlog-proof'), '--policy', join(folder, 'policy')]
    const env = { ...process.env, NODE_TEST_CONTEXT: '' }
    const said = spawnSync(process.execPath, [...flags, main, ...args], { env, encoding: 'utf8' })
    assert.equal(said.status, 0, said.stderr)
    assert.match(said.stdout, new RegExp(`in its batch: .*"id":"${id}"`))
    assert.match(said.stdout, /"outcome":"lighting"/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
