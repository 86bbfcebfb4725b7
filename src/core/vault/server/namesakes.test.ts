import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { left, openResidents, type Residents } from '../testing-residents.ts'
import { now } from '../testing.ts'
import { z } from 'zod'

let trial: Residents
before(async () => {
  trial = await openResidents()
})
after(() => trial.vault.close())

const twin = { name: 'María García', birthDate: '1985-01-01' }
const later = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()

/** Both officials type the same fact of whoever stands before them. */
async function toldApart(ref: string, number: string, more: object = {}) {
  const { until, ...residency } = left
  const of = { ref, who: twin, kind: 'personal-number', fact: number, residency, frees: false }
  const first = { ...of, official: 'one', at: now, ...more }
  const asked = await trial.committed('namesake.ask', first)
  if (asked.no) return asked
  const second = { ref, official: 'two', fact: first.fact, until, at: first.at }
  return trial.committed('namesake.agree', second)
}
const settles = (ref: string, at: string) =>
  trial.committed('namesake.settle', { ref, until: left.until, at })
const due = (at: string) => trial.vault.ask('residence', 'namesake.due', { at })
const proved = async (one: Awaited<ReturnType<typeof trial.somebody>>) =>
  (await trial.asks(await one.refOf('proposals'), now))['residence.residentUntil#ahead'] === 'yes'

test('two namesakes born on one day are told apart, and the first is heard before', async () => {
  const [first, second] = [await trial.somebody('garcia1'), await trial.somebody('garcia2')]
  await trial.attested(first.ref, twin)
  assert.deepEqual(await trial.attested(second.ref, twin), { taken: true })
  const waits = { state: 'waits', until: later(14), first: [first.ref] }
  assert.deepEqual(await toldApart(second.ref, '11.111.111-A'), waits)
  assert.ok((await proved(first)) && !(await proved(second)), 'nothing changed yet')
  const stranger = await trial.somebody('garcia3')
  assert.deepEqual(await trial.attested(stranger.ref, twin, { frees: true }), { taken: true })
  assert.deepEqual(await toldApart(first.ref, '22222222B'), { state: 'kept' })
  assert.deepEqual(await due(later(1)), [second.ref])
  assert.deepEqual(await settles(second.ref, later(1)), { state: 'held', freed: [] })
  assert.ok((await proved(first)) && (await proved(second)), 'each has a proof of their own')
  assert.deepEqual(
    await trial.attested(second.ref, twin),
    { held: true },
    'and renews it by any way',
  )
  assert.deepEqual(await toldApart(stranger.ref, '11111111a'), { no: 'same' })
  const born = { kind: 'birth-place', fact: 'Sevilla' }
  assert.deepEqual(await toldApart(stranger.ref, '', born), { no: 'personal-number' })
  assert.deepEqual(await toldApart(stranger.ref, '11111111a', { frees: true }), {
    state: 'held',
    freed: [{ ref: second.ref, same: true }],
  })
  for (const one of [first, stranger])
    await trial.vault.ask('residence', 'residence.end', { ref: one.ref, why: 'request', at: now })
})

test('whoever opens a second account of their own has one proof at any moment, never two', async () => {
  const [mine, again] = [await trial.somebody('twice1'), await trial.somebody('twice2')]
  await trial.attested(mine.ref, twin)
  await toldApart(again.ref, '33333333C')
  assert.ok((await proved(mine)) && !(await proved(again)))
  assert.deepEqual(await toldApart(mine.ref, '33333333C'), { no: 'same' }, 'it is the same person')
  assert.equal((await settles(again.ref, later(13))).state, 'waits')
  assert.deepEqual(await due(later(13)), [])
  assert.deepEqual(await due(later(15)), [again.ref])
  assert.deepEqual(await settles(again.ref, later(15)), {
    state: 'held',
    freed: [{ ref: mine.ref, same: false }],
  })
  assert.ok(!(await proved(mine)) && (await proved(again)))
})

test('two accounts of one person that were asked for side by side end with one proof', async () => {
  const other = { ...twin, name: 'Luz Vega' }
  const somebody = async (name: string) => (await trial.somebody(name)).ref
  const [first, one, again] = [
    await somebody('vega1'),
    await somebody('vega2'),
    await somebody('vega3'),
  ]
  await trial.attested(first, other)
  const { until, ...residency } = left
  const of = { who: other, kind: 'personal-number', fact: '66666666G', residency, frees: false }
  for (const ref of [one, again]) {
    const asked = { ...of, ref, official: 'one', at: now }
    assert.deepEqual(await trial.committed('namesake.ask', asked), { no: null })
  }
  const agrees = (ref: string) =>
    trial.committed('namesake.agree', { ref, official: 'two', fact: of.fact, until, at: now })
  const came = [await agrees(one), await agrees(again)]
  for (const ref of [one, again]) came.push(await settles(ref, later(15)))
  const held = came.filter(({ state }) => state === 'held')
  assert.equal(held.length, 1, JSON.stringify(came))
  assert.deepEqual(came.at(-1), { state: 'same' })
})

test('one official tells nobody apart, nor a fact that the second reads otherwise, nor after a day', async () => {
  const one = await trial.somebody('twice3')
  const { until, ...residency } = left
  const of = { ref: one.ref, who: twin, kind: 'personal-number', fact: '44444444D', residency }
  const asked = { ...of, official: 'one', frees: false, at: now }
  assert.deepEqual(await trial.committed('namesake.ask', asked), { no: null })
  const agrees = (official: string, fact: string, at = now) =>
    trial.committed('namesake.agree', { ref: one.ref, official, fact, until, at })
  assert.deepEqual(await agrees('one', '44444444D'), { no: 'own' })
  assert.deepEqual(await agrees('two', '44444444E'), { no: 'fact' })
  assert.deepEqual(await agrees('two', '44444444D', later(2)), { no: 'not-asked' })
  const kept = () =>
    trial.vault.db.look((tx) =>
      tx.many(
        sql`select row_to_json(n)::text as row from vault.namesake n where agreed_at is null`,
        z.object({ row: z.string() }),
      ),
    )
  const [waiting] = await kept()
  assert.match(waiting?.row ?? '', /personal-number/)
  assert.doesNotMatch(
    waiting?.row ?? '',
    /44444444|Garc/,
    'of the number and the name only hashes are kept',
  )
  await due(later(2))
  assert.deepEqual(await kept(), [], 'what nobody agreed to is forgotten')
})

test('what the city did not commit tells nobody apart', async () => {
  const [one, batch] = [await trial.somebody('twice4'), 'lost']
  const { until: _, ...residency } = left
  const of = { ref: one.ref, who: twin, kind: 'personal-number', fact: '55555555F', residency }
  const asked = { ...of, batch, official: 'one' }
  await trial.vault.ask('residence', 'namesake.ask', { ...asked, frees: false, at: now })
  await trial.vault.ask('residence', 'discard', { batch })
  const second = { ref: one.ref, official: 'two', fact: '55555555F', until: left.until, at: now }
  assert.deepEqual(await trial.committed('namesake.agree', second), { no: 'not-asked' })
})
