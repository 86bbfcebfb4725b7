import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { postOf } from '#test/bare-browser'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { proveAtDesk, deskNumber } from './actions/desk.ts'
import { endProof } from './actions/end.ts'
import { askLetter, dropLetter, enterCode, letterSent } from './actions/letter.ts'
import { agreeApart, tellApart } from './actions/namesake.ts'
import { finishRegister, lookUp, takeRegister } from './actions/register.ts'
import { settleApart } from './apart.ts'
import { nightly } from './jobs.ts'
import { enqueuer } from '#core/jobs'
import { promise } from '#test/promise'

let city: TestCity
let desk: Somebody
before(async () => {
  city = await openCity()
  desk = await city.official('bruno', 'front-desk')
})
after(() => city.close())

const letterTo = postOf(() => city)
const letter = (name: string, birthDate = '1990-05-04') => ({
  name,
  birthDate,
  address: 'Calle del Faro 7',
  postcode: '90003',
})

interface Status {
  verified: { resident: boolean; district?: string; over16?: boolean }
  next: string
  until: string | null
  ending: string | null
}
const statusOf = async (one: Somebody) => (await one.opens('/api/residence')).json<Status>()

/** The desk prints the letter that waits, and posts it; what the paper says comes back. */
async function posted() {
  const [first] = (await desk.opens('/api/residence/letters')).json<{ id: string }[]>()
  const paper = (await desk.opens(`/residence/letters/${first?.id}`)).text
  await desk.does(letterSent, { letter: first?.id ?? '' })
  return {
    paper,
    id: first?.id ?? '',
    code: /cr-letter__code"><bdi>([^<]+)/.exec(paper)?.[1] ?? '',
  }
}

const kept = async (name: string) =>
  JSON.stringify(
    await city.rows(sql`select to_jsonb(l)::text as row from residence.letter l
      union all select to_jsonb(s)::text from residence.standing s
      union all select payload::text from (select input as payload from jobs.job) j`),
  ).includes(name)

async function night() {
  await city.city.db.transact((tx) => enqueuer(tx, () => city.city.clock())(nightly, {}))
  await city.work()
}

test('Amina proves with a letter where she lives, and nothing is left but that', async () => {
  promise('P2.28')
  const amina = await city.resident('amina')
  assert.equal((await statusOf(amina)).next, 'prove')
  await amina.does(askLetter, letter('Amina Belkacem'))
  assert.equal((await statusOf(amina)).next, 'wait')
  const { paper, code, id } = await posted()
  assert.match(paper, /Amina Belkacem[\s\S]*Calle del Faro 7[\s\S]*90003/)
  assert.equal((await statusOf(amina)).next, 'enter-code')
  const again = (await desk.opens(`/residence/letters/${id}`)).text
  assert.ok(!again.includes('Amina Belkacem'), 'read again after it was posted')
  assert.deepEqual(await amina.does(enterCode, { code: '0000-0000-0000-0000' }), {
    right: false,
    left: 4,
  })
  assert.equal((await amina.does(enterCode, { code: code.toUpperCase() })).right, true)
  const { verified, next } = await statusOf(amina)
  assert.deepEqual(verified, { resident: true, district: 'cerro-faro', over16: true })
  assert.equal(next, 'nothing')
  await city.work()
  const holdings = (await amina.opens('/api/folder')).json<{ holdings: { class: string }[] }>()
  assert.deepEqual(
    [...new Set(holdings.holdings.map((one) => one.class))].filter((one) => one !== 'account'),
    ['residence'],
  )
  assert.ok(!(await kept('Belkacem')) && !(await kept('1990')))
})

test('her folder says who read her address, and the record says how many and never who', async () => {
  const { accesses } = (await (await city.resident('amina2')).opens('/api/folder')).json<{
    accesses: unknown[]
  }>()
  assert.deepEqual(accesses, [])
  const entries = await city.rows(
    sql`select t, d as body from record.outbox where t like 'residence.%' order by id`,
  )
  assert.deepEqual(entries, [
    { t: 'residence.letters-sent', body: { count: 1 } },
    { t: 'residence.proved', body: { way: 'letter', count: 1 } },
  ])
})

test('a code is tried five times at most, and then it is worth nothing', async () => {
  const carla = await city.resident('carla')
  await carla.does(askLetter, letter('Carla', '1980-01-01'))
  const { code } = await posted()
  for (let left = 4; left >= 0; left -= 1) {
    const wrong = await carla.does(enterCode, { code: '1111-1111-1111-1111' })
    assert.deepEqual(wrong, { right: false, left })
  }
  assert.deepEqual(await carla.does(enterCode, { code }), { right: false, left: 0 })
  await carla.does(dropLetter, {})
})

test('another account does not enter the code, and nobody enters it before it was posted', async () => {
  const [dora, thief] = [await city.resident('dora'), await city.resident('thief')]
  await dora.does(askLetter, letter('Dora', '1981-01-01'))
  await assert.rejects(dora.does(enterCode, { code: '1111-1111-1111-1111' }), /no-letter/)
  const { code } = await posted()
  await assert.rejects(thief.does(enterCode, { code }), /no-letter/)
  await dora.does(dropLetter, {})
})

const seen = { district: 'molinos', document: 'passport', address: 'lease' } as const

test('the desk proves residence by two facts and keeps no number of a document', async () => {
  promise('P2.28')
  const fatima = await city.resident('fatima')
  const { number } = await fatima.does(deskNumber, {})
  const who = { name: 'Fatima Karim', birthDate: '2012-06-01' }
  await assert.rejects(
    desk.does(proveAtDesk, { number: '0000-0000', ...who, ...seen }),
    /number-unknown/,
  )
  await desk.does(proveAtDesk, { number, ...who, ...seen })
  const { verified } = await statusOf(fatima)
  assert.deepEqual(verified, { resident: true, district: 'molinos', over16: false })
  assert.ok(
    !Object.keys(proveAtDesk.input.shape).some((name) => /document.?number|serial/i.test(name)),
  )
})

test('no official proves their own residence at the desk, and no resident does it at all', async () => {
  const { number } = await desk.does(deskNumber, {})
  const who = { name: 'Bruno', birthDate: '1970-01-01' }
  await assert.rejects(desk.does(proveAtDesk, { number, ...who, ...seen }), /own-account/)
  const gita = await city.resident('gita')
  await assert.rejects(gita.does(proveAtDesk, { number, ...who, ...seen }), /residence.verify/)
})

test('a second account of the same person is refused, until the first one lets go or the desk frees it', async () => {
  const [first, second, third] = await Promise.all(['h1', 'h2', 'h3'].map(city.resident))
  if (!first || !second || !third) throw new Error('nobody')
  const who = { name: 'Hye-jin Park', birthDate: '1995-02-02' }
  const prove = async (one: Somebody, more: object = {}) => {
    const { number } = await one.does(deskNumber, {})
    return desk.does(proveAtDesk, { number, ...who, ...seen, ...more })
  }
  await prove(first)
  await assert.rejects(prove(second), /other-account/)
  assert.equal((await statusOf(second)).verified.resident, false)
  await first.does(endProof, { why: 'elsewhere' })
  await prove(second)
  assert.equal((await statusOf(first)).verified.resident, false)
  await prove(third, { frees: true })
  assert.equal((await statusOf(second)).ending, 'elsewhere')
  assert.equal((await statusOf(second)).verified.resident, false)
  assert.equal((await statusOf(third)).verified.resident, true)
})

const garcia = { name: 'María García', birthDate: '1985-01-01' }

let at = 0
/** Two officials read the same fact from the document of whoever stands before them. */
async function readApart(one: Somebody, of: { fact: string; second?: Somebody; frees?: boolean }) {
  const { second = await city.official(`sofia${(at += 1)}`, 'front-desk'), ...more } = of
  const { number } = await one.does(deskNumber, {})
  await desk.does(tellApart, { number, ...garcia, ...seen, kind: 'personal-number', ...more })
  return (await second.does(agreeApart, { number, fact: of.fact })) as { state: string }
}

test('María and María, born on one day, each get a proof, and the first is heard before', async () => {
  promise('P2.28', 'P2.44')
  const [first, second, third] = await Promise.all(['m1', 'm2', 'm3'].map(city.resident))
  if (!first || !second || !third) throw new Error('nobody')
  const { number } = await first.does(deskNumber, {})
  await desk.does(proveAtDesk, { number, ...garcia, ...seen })
  await assert.rejects(readApart(second, { fact: '1111-A', second: desk }), /second-official/)
  assert.deepEqual(await readApart(second, { fact: '1111-A' }), { state: 'waits' })
  await city.work()
  const mail = await letterTo(first.email)
  assert.match(mail.text, /bring a document to the desk/)
  assert.ok(!/Garc|1111/.test(mail.text), 'the letter names nobody')
  assert.match((await second.opens('/residence')).text, /You are being told apart/)
  assert.match((await first.opens('/residence')).text, /bring your document to the desk by/)
  assert.equal((await statusOf(second)).verified.resident, false)
  assert.deepEqual(await readApart(first, { fact: '2222 b' }), { state: 'kept' })
  await city.work()
  for (const one of [first, second]) {
    assert.equal((await statusOf(one)).verified.resident, true)
    assert.doesNotMatch((await one.opens('/residence')).text, /told apart/)
  }
  await assert.rejects(readApart(third, { fact: '1111A' }), /same-person/)
  assert.deepEqual(await readApart(third, { fact: '1111A', frees: true }), { state: 'held' })
  assert.equal((await statusOf(second)).ending, 'elsewhere')
  assert.ok(!(await kept('1111')) && !(await kept('Garc')))
  const steps = await city.rows(sql`select d ->> 'step' as step, count(*)::int as all
    from record.outbox where t = 'residence.told-apart' group by 1 order by 1`)
  const told = Object.fromEntries(steps.map(({ step, all }) => [step, all]))
  assert.deepEqual(told, { asked: 4, agreed: 3 })
  for (const one of [first, third]) await one.does(endProof, { why: 'elsewhere' })
})

test('moving away needs a fresh proof of who it is', async () => {
  const iker = await city.resident('iker')
  city.later(11 * 60_000)
  await assert.rejects(iker.does(endProof, { why: 'moved' }), /prove-again/)
})

test('the register proves residence at once to whoever knows all four facts', async () => {
  const operator = await city.official('olga', 'operator')
  const row = { name: 'Joana Pires', birthDate: '1988-03-03', postcode: '90004', number: 'LZ-77-1' }
  await operator.does(takeRegister, { run: 'a', rows: [{ ...row, district: 'naranjos' }] })
  assert.deepEqual(await operator.does(finishRegister, { run: 'a' }), { count: 1 })
  const joana = await city.resident('joana')
  await assert.rejects(joana.does(lookUp, { ...row, number: 'LZ-77-2' }), /not-in-register/)
  assert.deepEqual(await joana.does(lookUp, row), { found: true })
  assert.equal((await statusOf(joana)).verified.district, 'naranjos')
  const { accesses } = (await joana.opens('/folder.json')).json<{
    accesses: { purpose: string }[]
  }>()
  const looked = accesses.filter(({ purpose }) => purpose === 'residence.ask-register')
  assert.equal(looked.length, 2, 'the register was asked twice, and her folder says so')
  await assert.rejects(joana.does(takeRegister, { run: 'b', rows: [] }), /residence.register/)
})

test('a month before its end there is a letter, and after it nobody is a resident any more', async () => {
  const layla = await city.resident('layla')
  const { number } = await layla.does(deskNumber, {})
  desk = await city.official('nora', 'front-desk')
  await desk.does(proveAtDesk, { number, name: 'Layla', birthDate: '1985-05-05', ...seen })
  const { until } = await statusOf(layla)
  city.later(705 * 86_400_000)
  await night()
  const mail = await letterTo(layla.email)
  assert.match(mail.text, /\/residence/)
  assert.ok(!/molinos|Molinos/.test(mail.text), 'the letter says where she lives')
  city.later(30 * 86_400_000)
  await night()
  const rows = await city.rows(sql`select ended_why from residence.standing
    where until = ${until ?? ''}::date and ended_why is distinct from 'elsewhere'`)
  assert.ok(rows.length > 0 && rows.every((row) => row['ended_why'] === 'over'))
  assert.deepEqual(
    await city.rows(sql`select d as body from record.outbox
      where t = 'residence.ended' and d ->> 'why' = 'over'`),
    [{ body: { why: 'over', count: rows.length } }],
  )
})

test('a letter that nobody answered is over, and what it asked for is erased', async () => {
  const edith = await city.resident('edith')
  await edith.does(askLetter, letter('Edith', '1982-01-01'))
  city.later(31 * 86_400_000)
  await night()
  const left = await city.rows(
    sql`select 1 from residence.letter where state in ('waiting', 'sent')`,
  )
  assert.deepEqual(left, [])
})

test('nobody has two accounts by being their own namesake: the first ends before the second counts', async () => {
  promise('P2.44')
  desk = await city.official('nora', 'front-desk')
  const [mine, again] = [await city.resident('n1'), await city.resident('n2')]
  const { number } = await mine.does(deskNumber, {})
  await desk.does(proveAtDesk, { number, ...garcia, ...seen })
  assert.deepEqual(await readApart(again, { fact: '3333-C' }), { state: 'waits' })
  const night = async (days: number) => {
    city.later(days * 86_400_000)
    await city.city.db.transact((tx) => enqueuer(tx, () => city.city.clock())(settleApart, {}))
    await city.work()
  }
  const why = async (one: Somebody) => {
    const ref = await city.city.channel('residence').refOf(one.ref)
    const [row] = await city.rows(
      sql`select coalesce(ended_why, 'stands') as why from residence.standing where ref = ${ref}`,
    )
    return row?.['why']
  }
  await night(13)
  assert.deepEqual([await why(mine), await why(again)], ['stands', undefined])
  await night(2)
  assert.deepEqual([await why(mine), await why(again)], ['namesake', 'stands'])
})
