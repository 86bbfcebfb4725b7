import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkProof, parsePolicy, proofFrom } from '#core/record/log'
import type { Access } from '#core/vault'
import type { Somebody, TestCity } from '#test/city'
import { type GoPrograms, goTest } from '#test/go'
import { promise } from '#test/promise'
import { call, inquiry, newsletter, openRescue, reads, rescued, signsIn } from '#test/rescue'

let city: TestCity
let amina: Somebody
let ref: string
/** The proof file of a reading, and the policy that believes this city alone. */
let [file, policy] = ['', '']
before(async () => {
  city = await openRescue()
  amina = await city.resident('amina')
  const values = { 'contact.email': 'amina@example.org', 'contact.phone': '+34 600 123 456' }
  ref = await rescued(city, amina, values, [call, inquiry])
  await city.work()
})
after(() => city?.close())

/** So many days go by; then she signs in again. */
async function daysGoBy(days: number): Promise<void> {
  city.later(days * 86_400_000)
  await signsIn(amina, 'amina')
}

const listed = async (query = '', who = amina) =>
  (await who.opens(`/folder.json${query}`)).json<{ accesses: (Access & { sentence: string })[] }>()
    .accesses

test('she narrows the list down to a service, to what was refused, and to days of the city', async () => {
  await reads(city, ref)
  await daysGoBy(1)
  await assert.rejects(reads(city, ref, newsletter))
  const [refused, read] = [await listed('?outcome=denied'), await listed('?outcome=read')]
  assert.deepEqual(
    refused.map(({ purpose, denied }) => [purpose, denied]),
    [[newsletter.id, 'no-grant']],
  )
  assert.deepEqual(
    read.map(({ purpose }) => purpose),
    [call.id],
  )
  assert.equal((await listed('?service=account')).length, 0)
  const onTheFirstDay = await listed('?from=2026-03-02&to=2026-03-02')
  assert.deepEqual(
    onTheFirstDay.map(({ outcome }) => outcome),
    ['read'],
  )
  const page = (await amina.opens('/folder?outcome=denied&service=rescue')).text
  assert.match(page, /wanted to read and was refused/)
  assert.match(page, /There is no open case for which these data may be read/)
  assert.doesNotMatch(page, /The city’s own program read/)
  assert.match(page, /href="\/folder\.csv\?service=rescue&amp;outcome=denied"/)
})

test('her own looking does not hide who else looked: she asks for the others alone', async () => {
  await amina.opens('/folder/data')
  const [all, others, own] = [
    await listed(),
    await listed('?who=others'),
    await listed('?who=self'),
  ]
  assert.ok(own.length > 0 && others.length > 0)
  assert.ok(own.every(({ actor }) => actor.kind === 'self'))
  assert.ok(others.every(({ actor }) => actor.kind !== 'self'))
  assert.equal(own.length + others.length, all.length)
  const page = (await amina.opens('/folder?who=others')).text
  assert.doesNotMatch(page, /You read/)
  assert.match(page, /href="\/folder\.csv\?who=others"/)
})

test('a day that the calendar does not have finds nothing and is named at its field', async () => {
  const page = (await amina.opens('/folder?from=2026-02-30')).text
  assert.match(page, /Write a day such as/)
  assert.match(page, /value="2026-02-30"/)
  assert.equal((await amina.opens('/folder.csv?from=2026-02-30')).status, 400)
})

test('the table has a line for each reading, however many there are, and nobody else gets it', async () => {
  for (let n = 0; n < 25; n += 1) await reads(city, ref)
  const { text, headers } = await amina.opens('/folder.csv')
  assert.match(String(headers['content-type']), /^text\/csv/)
  const lines = text.trim().split('\r\n')
  assert.equal(lines.length - 1, (await listed()).length)
  assert.match(lines[0] ?? '', /^id,at,outcome,service,purpose/)
  const first = (await amina.opens('/folder')).text
  const next = /href="(\/folder\?before=[^"]+)"/.exec(first)?.[1] ?? ''
  assert.ok(next)
  assert.match((await amina.opens(next)).text, /href="\/folder"[^>]* rel="prev"/)
  assert.equal((await city.anybody.opens('/folder.csv')).status, 303)
  assert.deepEqual(await listed('', await city.resident('eva')), [])
})

test('what a law delays is shown when the delay is over, and says so', async () => {
  // A minute after the others: readings of one instant have no order, and a page holds twenty.
  city.later(60_000)
  await reads(city, ref, inquiry)
  assert.ok(!(await listed()).some(({ purpose }) => purpose === inquiry.id))
  await daysGoBy(4)
  const late = (await listed()).find(({ purpose }) => purpose === inquiry.id)
  assert.ok(late?.shownFrom)
  assert.match((await amina.opens('/folder?to=2026-03-04')).text, /a law delayed it/)
})

test('she takes the proof of a reading away, and it verifies against the record alone', async () => {
  for (let n = 0; n < 11; n += 1) await reads(city, ref)
  const [access] = await listed()
  const path = `/folder/accesses/${access?.id}`
  assert.match((await amina.opens(path)).text, /sealed together in the night after it/)
  assert.equal((await amina.opens(`${path}/proof`)).status, 404)
  await daysGoBy(1)
  await city.work()
  await city.city.record.step()
  assert.match((await amina.opens(path)).text, new RegExp(`${path}/proof`))
  const { text, headers } = await amina.opens(`${path}/proof`)
  assert.match(String(headers['content-disposition']), /^attachment; filename="access-/)
  assert.match(String(headers['content-type']), /^text\/plain/)
  assert.equal(headers['access-control-allow-origin'], undefined)
  const proof = proofFrom(text)
  assert.ok(proof)
  const [vkey] = city.city.record.vkeys()
  file = text
  policy = `log ${vkey}\nquorum none\n`
  const proven = checkProof(proof, parsePolicy(policy))
  const said = proven.payload as { id: string; purpose: string }
  assert.deepEqual([said.id, said.purpose], [access?.id, call.id])
  const eva = await city.resident('eva-again')
  assert.equal((await eva.opens(path)).status, 404)
  assert.equal((await eva.opens(`${path}/proof`)).status, 404)
})

/** What the file says of the reading, to its owner alone. */
type Said = Readonly<Record<string, unknown>> & { readonly payload: Record<string, unknown> }
const lineOf = (text: string) => /^extra (.+)$/m.exec(text)?.[1] ?? ''
const extraOf = (text: string) =>
  JSON.parse(Buffer.from(lineOf(text), 'base64').toString()) as { batch: Said }
const saidIn = (text: string) => extraOf(text).batch
const same = (said: Said) => said

/** The file with something else in what it says of the reading. */
function changed(change: (said: Said) => Said): string {
  const other = { ...extraOf(file), batch: change(saidIn(file)) }
  return file.replace(lineOf(file), Buffer.from(JSON.stringify(other)).toString('base64'))
}

/** What our verifier and Go's say of a proof file. */
function verdictsOn(text: string, check: GoPrograms['check']) {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-access-'))
  const [where, list] = [join(folder, 'proof'), join(folder, 'policy')]
  writeFileSync(where, text)
  writeFileSync(list, policy)
  const proof = proofFrom(text)
  assert.ok(proof)
  let ours = true
  try {
    ours = checkProof(proof, parsePolicy(policy)).quorum
  } catch {
    ours = false
  }
  const go = check('proof', where, list).status === 0
  rmSync(folder, { recursive: true })
  return { ours, go }
}

/** What a browser says of it is tried in test/journeys/check-file.test.ts. */
goTest(
  'her file holds for verify and for Go, and for neither when any word of it was changed',
  ({ check }) => {
    promise('P2.11')
    assert.deepEqual(verdictsOn(file, check), { ours: true, go: true })
    assert.deepEqual(verdictsOn(changed(same), check), { ours: true, go: true })
    const neither = { ours: false, go: false }
    const salt = Buffer.alloc(32, 7).toString('base64')
    assert.deepEqual(
      verdictsOn(
        changed((said) => ({ ...said, salt })),
        check,
      ),
      neither,
    )
    const words = Object.keys(saidIn(file).payload)
    assert.ok(words.length > 8, 'what was read, by whom, when and why is all in it')
    for (const word of words) {
      const other = (said: Said) => ({ ...said, payload: { ...said.payload, [word]: 'another' } })
      assert.deepEqual(verdictsOn(changed(other), check), neither, word)
    }
  },
)
