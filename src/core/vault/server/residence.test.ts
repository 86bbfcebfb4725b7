import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { left, openResidents, type Residents } from '../testing-residents.ts'
import { nextBatch, now } from '../testing.ts'
import { z } from 'zod'

let vault: Residents['vault']
let somebody: Residents['somebody']
let attested: Residents['attested']
let asks: Residents['asks']
before(async () => {
  ;({ vault, somebody, attested, asks } = await openResidents())
})
after(() => vault.close())

const amina = { name: 'Amina Belkacem', birthDate: '1990-05-04' }

test('a service learns yes, yes and the district, and neither the day nor the birth date', async () => {
  const one = await somebody('amina')
  assert.deepEqual(await attested(one.ref, amina), { held: true })
  assert.deepEqual(await asks(await one.refOf('proposals'), now), {
    'residence.residentUntil#ahead': 'yes',
    'residence.homeDistrict': 'salinas',
    'residence.over16From#reached': 'yes',
  })
})

test('on the last day the proof counts no more, and somebody turns sixteen on their birthday', async () => {
  const one = await somebody('teo')
  const young = { ...left, over16From: '2026-06-10' }
  await attested(one.ref, { name: 'Teo', birthDate: '2010-06-10' }, { residency: young })
  const ref = await one.refOf('proposals')
  const answers = async (day: string) => {
    const said = await asks(ref, `${day}T09:00:00.000Z`)
    return [said['residence.residentUntil#ahead'], said['residence.over16From#reached']]
  }
  assert.deepEqual(await answers('2026-06-09'), ['yes', 'no'])
  assert.deepEqual(await answers('2026-06-10'), ['yes', 'yes'])
  assert.deepEqual(await answers('2028-03-01'), ['yes', 'yes'])
  assert.deepEqual(await answers('2028-03-02'), ['no', 'yes'])
})

test('a second account of the same person is refused, however the name is written', async () => {
  const first = await somebody('lucia')
  const who = { name: 'Lucía  Montaner', birthDate: '1980-01-01' }
  await attested(first.ref, who)
  const second = await somebody('lucia2')
  const typed = { name: 'LUCIA MONTANER', birthDate: '1980-01-01' }
  assert.deepEqual(await attested(second.ref, typed), { taken: true })
  assert.deepEqual(await attested(first.ref, who), { held: true }, 'the first one may renew')
  const born = { ...typed, birthDate: '1980-01-02' }
  assert.deepEqual(await attested(second.ref, born), { held: true }, 'that is somebody else')
})

test('an account that is one person’s is not lent to another', async () => {
  const one = await somebody('bruno')
  await attested(one.ref, { name: 'Bruno', birthDate: '1971-02-03' })
  const friend = { name: 'Nadia', birthDate: '1985-02-03' }
  assert.deepEqual(await attested(one.ref, friend), { other: true })
})

test('the desk frees the first account, which is then no resident and holds nothing', async () => {
  const first = await somebody('edith')
  const second = await somebody('edith2')
  const who = { name: 'Edith Larkin', birthDate: '1950-07-08' }
  await attested(first.ref, who)
  assert.deepEqual(await attested(second.ref, who, { frees: true }), {
    held: true,
    freed: first.ref,
  })
  assert.deepEqual(await asks(await first.refOf('proposals'), now), {})
  assert.equal(
    (await asks(await second.refOf('proposals'), now))['residence.residentUntil#ahead'],
    'yes',
  )
})

test('whoever ends a proof may prove residence with another account', async () => {
  const first = await somebody('kwame')
  const second = await somebody('kwame2')
  const who = { name: 'Kwame Osei', birthDate: '1977-09-09' }
  await attested(first.ref, who)
  const over = { ref: first.ref, why: 'request', at: now }
  await vault.ask('residence', 'residence.end', over)
  assert.deepEqual(await attested(second.ref, who), { held: true })
})

test('what the city did not commit proves nothing and is in nobody’s way', async () => {
  const [one, other] = [await somebody('ruth'), await somebody('ruth2')]
  const who = { name: 'Ruth Abernathy', birthDate: '1966-06-06' }
  const batch = nextBatch()
  const asked = { batch, ref: one.ref, who, residency: left, frees: false, at: now }
  await vault.ask('residence', 'residence.attest', asked)
  assert.deepEqual(await asks(await one.refOf('proposals'), now), {})
  await vault.ask('residence', 'discard', { batch })
  assert.deepEqual(await attested(other.ref, who), { held: true })
})

test('no other service attests, ends or looks into the register', async () => {
  const ops = ['residence.attest', 'residence.end', 'register.find', 'register.take']
  for (const op of ops) {
    const asked = { ref: 'x', why: 'request', at: now, run: 'r', rows: [] }
    const who = { ...amina, postcode: '9', number: '1234' }
    const input = { ...asked, who, batch: 'b', residency: left, frees: true }
    await assert.rejects(vault.ask('reports', op, input), /foreign-line/)
  }
})

const row = { ...amina, postcode: '90 002', number: 'LZ-4711-0815', district: 'salinas' }

test('the register finds whoever knows all four facts, and lies as hashes alone', async () => {
  const one = await somebody('reg')
  const young = { ...row, name: 'Child', birthDate: '2015-02-28', number: 'LZ-1000-0001' }
  const rows = [row, young]
  await vault.ask('residence', 'register.take', { run: 'one', rows, at: now })
  assert.equal(await vault.ask('residence', 'register.finish', { run: 'one' }), 2)
  const finds = (who: object, ref = one.ref) =>
    vault.ask('residence', 'register.find', { ref, who, at: now })
  const { district: _, ...known } = row
  assert.deepEqual(await finds({ ...known, name: 'amina  BELKACEM', postcode: '90 002' }), {
    district: 'salinas',
    over16From: null,
  })
  assert.equal(await finds({ ...known, number: 'LZ-4711-0816' }), null)
  const kept = await vault.db.look((tx) =>
    tx.many(
      sql`select row_to_json(t)::text as row from vault.register t`,
      z.object({ row: z.string() }),
    ),
  )
  assert.ok(kept.length === 2 && !/Amina|1990|4711|90002|2015/.test(JSON.stringify(kept)))
})

test('nobody tries the numbers of a neighbour: after five tries there is a wait', async () => {
  const one = await somebody('tries')
  const { district: _, ...known } = row
  const find = (n: number) =>
    vault.ask('residence', 'register.find', {
      ref: one.ref,
      who: { ...known, number: `LZ-0000-000${n}` },
      at: now,
    })
  for (let n = 0; n < 5; n += 1) assert.equal(await find(n), null)
  assert.ok('wait' in (await find(6)))
})

test('whoever is on no list any more is in the register no more', async () => {
  const one = await somebody('gone')
  const { district: _, ...known } = row
  await vault.ask('residence', 'register.take', { run: 'two', rows: [], at: now })
  assert.equal(await vault.ask('residence', 'register.finish', { run: 'two' }), 0)
  const asked = { ref: one.ref, who: known, at: now }
  assert.equal(await vault.ask('residence', 'register.find', asked), null)
})

test('a number for the desk is good for half an hour, and the one before it is worth nothing', async () => {
  const one = await somebody('desk')
  const make = () => vault.ask('residence', 'desk.number', { ref: one.ref, at: now })
  const [first, second] = [String(await make()), String(await make())]
  const whose = (number: string, minutes = 0) =>
    vault.ask('residence', 'desk.person', {
      number,
      official: 'someone',
      at: new Date(Date.parse(now) + minutes * 60_000).toISOString(),
    })
  assert.equal(await whose(first), null)
  assert.deepEqual(await whose(second.toUpperCase().replace('-', ' ')), { ref: one.ref })
  assert.equal(await whose(second, 31), null)
})

test('whoever erases the proof of residence is free to prove it anew', async () => {
  const [first, second] = [await somebody('erase'), await somebody('erase2')]
  const who = { name: 'Grace Holloway', birthDate: '1991-01-01' }
  await attested(first.ref, who)
  const ref = await first.refOf('folder')
  await vault.ask('folder', 'erase', { ref, classes: ['residence'], at: now })
  assert.deepEqual(await attested(second.ref, who), { held: true })
})
