/** Two Cityrights: one passes reports on to the other, which is down, comes back, and works on them. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Action } from '#core/actions'
import open311 from '#services/open311'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Where the first city says it is; nobody asks it anything. */
const HOME = 'http://localhost:3999'

function does(verb: string): Action<any, any, any> {
  const found = open311.actions.find(({ name }) => name === `open311.${verb}`)
  assert.ok(found, verb)
  return found
}

/** A port that nobody listens on now. */
const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const found = server.address()
      server.close(() => done(typeof found === 'object' && found ? found.port : 0))
    })
  })

let folder: string
let luzarra: TestCity
let valdora: TestCity
let keyFile: string

/** The folder of Luzarra, connected with the other city. */
function connected(endpoint: string): string {
  const at = join(folder, 'luzarra')
  const luzarraFolder = fileURLToPath(new URL('../cities/luzarra', import.meta.url))
  cpSync(luzarraFolder, at, { recursive: true, filter: (file) => !file.endsWith('/sample') })
  keyFile = join(folder, 'valdora.key')
  writeFileSync(keyFile, 'not yet')
  const valdoras = {
    code: 'valdora',
    name: 'Valdora',
    endpoint,
    keyFile,
    categories: { 'lamp-out': 'lamp-out' },
    since: '2026-03-02',
  }
  writeFileSync(join(at, 'open311.json'), JSON.stringify({ systems: [valdoras] }))
  return at
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cityright-two-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const trial = { HARVEST_LOOPBACK: 'yes', HARVEST_DNS: '127.0.0.1:9' }
  valdora = await openCity(undefined, { ...trial, PORT: String(port), PUBLIC_URL: url })
  luzarra = await openCity(undefined, {
    ...trial,
    PUBLIC_URL: HOME,
    CITY: connected(`${url}/open311/v2`),
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
