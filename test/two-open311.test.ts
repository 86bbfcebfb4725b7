/** Two Cityrights: one passes reports on to the other, which is down, comes back, and works on them. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Action } from '#core/actions'
import open311 from '#services/open311'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { freePort } from '#test/free-port'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { connectedFolder, openSlowTown, photoIn, type SlowTown } from '#test/slow-town'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Where the first city is: the other one fetches its public photos there. */
let HOME: string
let slow: SlowTown

function does(verb: string): Action<any, any, any> {
  const found = open311.actions.find(({ name }) => name === `open311.${verb}`)
  assert.ok(found, verb)
  return found
}

let folder: string
let luzarra: TestCity
let valdora: TestCity
let keyFile: string

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cityright-two-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const trial = { HARVEST_LOOPBACK: 'yes', HARVEST_DNS: '127.0.0.1:9' }
  valdora = await openCity(undefined, { ...trial, PORT: String(port), PUBLIC_URL: url })
  const home = await freePort()
  slow = await openSlowTown()
  const connected = connectedFolder(folder, { endpoint: `${url}/open311/v2`, slow })
  ;({ keyFile } = connected)
  HOME = `http://localhost:${home}`
  luzarra = await openCity(undefined, {
    ...trial,
    PORT: String(home),
    PUBLIC_URL: HOME,
    CITY: connected.at,
  })
  const { secret } = (await (
    await somebody(valdora, 'operator')
  ).does(does('give'), {
    key: 'luzarra',
    called: 'The city of Luzarra',
    contact: 'open311@luzarra.example',
  })) as { secret: string }
  writeFileSync(keyFile, `${secret}\n`)
})
after(async () => {
  await luzarra?.close()
  await valdora?.close()
  slow?.server.close()
  rmSync(folder, { recursive: true, force: true })
})

let hired = 0

/** An official who has just signed in: whoever signed in yesterday is signed in no more. */
const somebody = (of: TestCity, role: string): Promise<Somebody> => {
  hired += 1
  return of.official(`${role}-${hired}`, role)
}

/** Both clocks go on, and the first city does what is due. */
async function goOn(milliseconds: number): Promise<void> {
  luzarra.later(milliseconds)
  valdora.later(milliseconds)
  await luzarra.work()
}

const deliveryOf = async (number: string) =>
  (await luzarra.rows(sql`select * from open311.delivery where number = ${number}`))[0]
const arrived = () =>
  valdora.rows(
    sql`select number, text, source, contact from reports.report where source = 'open311' order by number`,
  )
const stateOf = async (number: string) =>
  (
    await luzarra.rows(
      sql`select state from reports.report where number = ${Number(number.slice(2))}`,
    )
  )[0]?.['state']

let number: string
let theirs: string

test('while the other city is down for a day, nothing is lost and an official sees why', async () => {
  promise('P5.6')
  ;({ number } = await luzarra.anybody.does(can('report'), {
    ...lamp,
    email: 'vera@post.example',
    name: 'Vera Solis',
  }))
  await goOn(6 * MINUTE)
  for (let hour = 0; hour < 7; hour += 1) await goOn(4 * HOUR)
  const waiting = await deliveryOf(number)
  assert.deepEqual([waiting?.['state'], waiting?.['why']], ['unsent', 'unreachable'])
  assert.ok(Number(waiting?.['tries']) >= 6, String(waiting?.['tries']))
  const page = await (await somebody(luzarra, 'operator')).opens('/open311/desk')
  assert.match(page.text, /The other system does not answer/)
  assert.equal(await stateOf(number), 'received')
})

test('when it comes back, the report arrives once, without the contact of whoever reported', async () => {
  promise('P5.6')
  await valdora.city.listen()
  await goOn(5 * HOUR)
  const sent = await deliveryOf(number)
  assert.deepEqual([sent?.['state'], sent?.['why']], ['sent', null])
  const [there, ...more] = await arrived()
  assert.deepEqual(more, [])
  theirs = `R-${String(there?.['number'])}`
  assert.equal(sent?.['remote'], theirs)
  assert.match(String(there?.['text']), new RegExp(`^Two lamps[^]+${HOME}/reports/${number}$`))
  assert.equal(there?.['contact'], null)
  assert.ok(!JSON.stringify(there).includes('Vera'))
  assert.equal(await stateOf(number), 'waiting_external')
  const shown = await luzarra.anybody.opens(`/reports/${number}`)
  assert.match(shown.text, /Told by another system: valdora/)
})

test('when the answer was lost, the report is looked up and not sent again', async () => {
  for (const reference of ['kept', 'changed']) {
    // The answer never came: the delivery stands where it stood, with one try behind it. The second time even
    // the reference is another one, as for a system that knows none: the address in the text is found.
    await luzarra.city.db.transact((tx) =>
      tx.run(sql`update open311.delivery set state = 'sending', remote = null, tries = 1, sent_at = null,
        reference = case when ${reference} = 'kept' then reference else 'another-reference-0000' end,
        asked_at = ${luzarra.city.clock()}::timestamptz - interval '6 hours', next_at = ${luzarra.city.clock()}`),
    )
    await goOn(MINUTE)
    const found = await deliveryOf(number)
    assert.deepEqual([found?.['state'], found?.['remote']], ['sent', theirs])
    assert.equal((await arrived()).length, 1)
  }
})

test('what the other city does stands on our timeline, once, and the report follows', async () => {
  await goOn(6 * MINUTE)
  const desk = await somebody(valdora, 'unit-lead')
  await desk.does(can('move'), { number: theirs, version: 1, to: 'scheduled' })
  await goOn(6 * MINUTE)
  assert.equal(await stateOf(number), 'scheduled')
  await desk.does(can('move'), {
    number: theirs,
    version: 2,
    to: 'resolved',
    text: 'New bulb & fuse',
  })
  await goOn(6 * MINUTE)
  await goOn(6 * MINUTE)
  assert.equal(await stateOf(number), 'resolved')
  const said = await luzarra.rows(sql`select id from reports.event where text = 'New bulb & fuse'`)
  assert.equal(said.length, 1)
  const entries = await luzarra.rows(
    sql`select t, by, d from record.outbox where subject = ${`/reports/${number}`} and t in ('reports.moved', 'open311.passed-on')`,
  )
  const moves = entries.filter(({ t }) => t === 'reports.moved')
  assert.ok(moves.length >= 3)
  for (const { by, d } of moves)
    assert.deepEqual([by, (d as Record<string, unknown>)['system']], ['operator', 'valdora'])
  assert.ok(entries.some((one) => one['t'] === 'open311.passed-on'))
  assert.ok(entries.length >= 4)
  await desk.does(can('move'), {
    number: theirs,
    version: 3,
    to: 'reopened',
    text: 'It failed again',
  })
  await goOn(6 * MINUTE)
  assert.equal(await stateOf(number), 'reopened')
})

test('a report with open parts is not over because another system says so; its words are read all the same', async () => {
  const bin = { category: 'full-bin', text: 'The bin beside the lamp is full' }
  const here = await somebody(luzarra, 'unit-lead')
  const [found] = await luzarra.rows(
    sql`select version from reports.report where 'R-' || number = ${number}`,
  )
  await here.does(can('split'), { number, version: found?.['version'], ...bin })
  const there = await somebody(valdora, 'unit-lead')
  const done = { to: 'resolved', text: 'The lamp shines for good' }
  await there.does(can('move'), { number: theirs, version: 4, ...done })
  await goOn(6 * MINUTE)
  assert.equal(await stateOf(number), 'reopened')
  const heard = await luzarra.rows(
    sql`select kind, audience from reports.event where text = ${done.text}`,
  )
  assert.deepEqual(heard, [{ kind: 'heard', audience: 'public' }])
})

test('a refusal is final until an official tries again, and a report goes to one system once', async () => {
  const giver = await somebody(valdora, 'operator')
  const connector = await somebody(luzarra, 'operator')
  await giver.does(does('end'), { key: 'luzarra' })
  const again = await luzarra.anybody.does(can('report'), { ...lamp, text: 'A third lamp' })
  await goOn(6 * MINUTE)
  const refused = await deliveryOf(again.number)
  assert.deepEqual([refused?.['state'], refused?.['why']], ['failed', 'refused'])
  assert.match(String(refused?.['said']), /api_key/)
  const { secret } = (await giver.does(does('give'), {
    key: 'luzarra-2',
    called: 'The city of Luzarra',
    contact: 'open311@luzarra.example',
  })) as { secret: string }
  writeFileSync(keyFile, secret)
  await connector.does(does('again'), { delivery: String(refused?.['id']) })
  await luzarra.work()
  assert.equal((await deliveryOf(again.number))?.['state'], 'sent')
  assert.equal((await arrived()).length, 2)
  await assert.rejects(
    connector.does(does('pass-on'), { number: again.number, system: 'valdora' }),
    /passed-on-before/,
  )
})

test('a report that is not public does not leave the city, and one that is hidden hears nothing', async () => {
  const quiet = await luzarra.anybody.does(can('report'), { ...lamp, text: 'A fourth lamp' })
  const moderator = await somebody(luzarra, 'moderator')
  const connector = await somebody(luzarra, 'operator')
  await moderator.does(can('hide'), {
    number: quiet.number,
    version: 1,
    reason: 'personal-data',
    what: 'text',
  })
  await goOn(6 * MINUTE)
  assert.equal(await deliveryOf(quiet.number), undefined)
  await assert.rejects(
    connector.does(does('pass-on'), { number: quiet.number, system: 'valdora' }),
    /kept-back/,
  )
})

test('a photo that everybody may see goes along by its address, and the other city makes its own of it', async () => {
  promise('P5.6')
  await luzarra.city.listen()
  const file = await photoIn(luzarra)
  await luzarra.anybody.does(can('report'), { ...lamp, text: 'A lamp to see', photos: [file] })
  await goOn(6 * MINUTE)
  const there = await valdora.rows(sql`select p.file from reports.photo p
    join reports.report r on r.number = p.report where r.text like 'A lamp to see%'`)
  assert.equal(there.length, 1)
  const shown = await valdora.anybody.opens(`/reports/photos/${String(there[0]?.['file'])}`)
  assert.match(String(shown.headers['content-type']), /^image\//)
})

test('a key that cannot be read is named as our fault at the desk, and nothing is sent without it', async () => {
  const bench = { ...lamp, category: 'park-bench', answers: {}, text: 'A plank is loose' }
  const photos = [await photoIn(luzarra)]
  ;({ number } = await luzarra.anybody.does(can('report'), { ...bench, photos }))
  await goOn(6 * MINUTE)
  const waiting = await deliveryOf(number)
  assert.deepEqual([waiting?.['state'], waiting?.['why']], ['unsent', 'key-unread'])
  assert.deepEqual(slow.asked, [])
  const page = await (await somebody(luzarra, 'operator')).opens('/open311/desk')
  assert.match(page.text, /Our own key for that system cannot be read/)
})

test('a slow system is given the photo as a file, and asked for its number until it has one', async () => {
  promise('P5.6')
  writeFileSync(join(folder, 'slowtown.key'), 'secret-of-slowtown')
  await goOn(10 * MINUTE)
  const [sent] = slow.asked.filter(({ type }) => type.startsWith('multipart/form-data'))
  assert.match(String(sent?.body), /name="photo1"; filename="photo1\.\w+"\r\nContent-Type: image\//)
  assert.match(String(sent?.body), /name="api_key"\r\n\r\nsecret-of-slowtown/)
  assert.doesNotMatch(String(sent?.body), /media_url/)
  assert.equal((await deliveryOf(number))?.['state'], 'token')
  for (let hour = 0; hour < 5; hour += 1) await goOn(HOUR)
  assert.equal((await deliveryOf(number))?.['state'], 'token')
  assert.equal(await stateOf(number), 'received')
  slow.ready = true
  await goOn(5 * HOUR)
  const found = await deliveryOf(number)
  assert.deepEqual([found?.['state'], found?.['remote']], ['sent', 'S-9'])
  assert.equal(await stateOf(number), 'waiting_external')
  assert.equal(slow.asked.filter(({ type }) => type !== '').length, 1, 'sent once')
  assert.ok(slow.asked.some(({ path }) => path.startsWith('/api/tokens/T-7')))
})
