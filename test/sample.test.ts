/** The sample city: made by acting, whole or not there, the same when it is opened again, and checked by a foreign program. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '#core/database'
import { listEntries, readHead } from '#core/record'
import { checkProof, parsePolicy, proofFrom, verifyLog } from '#core/record/log'
import { goTest } from '#test/go'
import { promise } from '#test/promise'
import { connectedOf, regularly } from './sample-connected.ts'
import { sortingOf } from './sample-sorting.ts'
import { z } from 'zod'
import { openSampleCity, type SampleCity } from '../src/opening/sample.ts'
import { settingsFrom } from '../src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-sample-'))
const settings = settingsFrom({ PORT: '0', DATA: join(folder, 'data'), LOG_LEVEL: 'silent' })
const Row = z.record(z.string(), z.unknown())

let city: SampleCity
let told: string[] = []
/** When the filling that became whole began; its year ends at this moment. */
let began = ''

const open = () => openSampleCity(settings, (line) => told.push(line))
const rows = (statement: ReturnType<typeof sql>) => city.db.look((tx) => tx.many(statement, Row))
const counts = () =>
  rows(sql`select (select count(*) from reports.report) as reports,
    (select count(*) from reports.event) as events, (select count(*) from record.outbox) as entries,
    (select count(*) from people.post) as posts, (select count(*) from files.file) as files`)

/** Begins to fill the city as `npm start` does, and is killed while the year goes by. */
async function killedInTheMiddle(): Promise<void> {
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--test'))
  const main = join(import.meta.dirname, '../src/main.ts')
  const args = [...flags, main, 'start', '--port', '0', '--data', settings.data]
  const none = { DATABASE_URL: '', VAULT_DATABASE_URL: '', VAULT_SOCKET: '', KEYS: '' }
  const env = { ...process.env, ...none, LOG_LEVEL: 'silent', NODE_TEST_CONTEXT: '' }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'exit')
  let said = ''
  for await (const part of child.stdout.setEncoding('utf8')) {
    said += String(part)
    if (said.includes(' 60 of')) break
  }
  child.kill('SIGKILL')
  await ended
  assert.match(said, /60 of/)
}

before(async () => {
  await killedInTheMiddle()
  began = new Date().toISOString()
  city = await open()
})

after(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a city whose filling was interrupted begins again and becomes whole', async () => {
  assert.match(told.join('\n'), /interrupted: beginning again/)
  assert.doesNotMatch(told.join('\n'), /refused/)
  const [found] = await rows(sql`select count(*) as reports from reports.report where parent is null
    and external_id is null and source <> 'open311'
    and not '/reports/R-' || number in (select about from decisions.taken where decision = 'reports.sort')`)
  assert.equal(found?.['reports'], 300)
  assert.match(readFileSync(join(settings.data, 'sample.json'), 'utf8'), /"whole"/)
})

test('the sample city is a member of its own coalition: it promises, is late with one step, and has reported', async () => {
  const steps = await rows(sql`select m.due_on < now()::date and m.reached_on is null as late,
      r.reply is not null as replied, c.city
    from commitments.commitment c join commitments.milestone m on m.commitment = c.number
    join commitments.review r on r.commitment = c.number order by m.place`)
  assert.deepEqual(
    steps.map(({ late, replied }) => [late, replied]),
    [
      [false, true],
      [true, true],
    ],
  )
  const reports = await rows(sql`select city from assessments.report where derived is not null`)
  assert.deepEqual(reports, [{ city: steps[0]?.['city'] }])
  const said = await rows(sql`select status from commitments.statement order by commitment`)
  assert.deepEqual(said, [{ status: 'limited' }, { status: 'not-started' }])
})

test('every invented report came in by an act that stands in the public record', async () => {
  const missing = await rows(sql`
    select number from reports.report r where external_id is null
      and not exists (select 1 from record.outbox o
      where o.t = 'reports.received' and o.d->>'number' = 'R-' || r.number)`)
  assert.deepEqual(missing, [])
  const states = await rows(sql`select distinct state from reports.report`)
  assert.ok(states.length >= 10, `only ${states.length} states`)
  const [late] = await rows(sql`select count(*) as n from reports.report where opened_at > now()`)
  assert.equal(late?.['n'], 0)
})

test('what the invented city decided in its year can be proved, and the record says it in order', async () => {
  const [count] = await rows(sql`select count(*) filter (where batch is null) as waiting,
    count(*) as taken, count(distinct batch) as batches from decisions.taken`)
  const { waiting, taken, batches } = z.record(z.string(), z.number()).parse(count)
  assert.ok((batches ?? 0) >= 12, `${batches} batches`)
  assert.ok((waiting ?? 0) < (taken ?? 0) / 4, `${waiting} of ${taken} decisions wait`)
  const early =
    await rows(sql`select o.id from record.outbox o join decisions.taken t on t.batch = o.id
    where o.at <= t.at or o.d->>'to' < to_char(t.at at time zone 'Europe/Madrid', 'YYYY-MM-DD')`)
  assert.deepEqual(early, [])
  const first = await rows(sql`select t from record.outbox order by id limit 2`)
  assert.deepEqual(first, [{ t: 'software.release' }, { t: 'purpose.published' }])
  await city.record.step()
  const [one] = await rows(sql`select id from decisions.taken where batch is not null limit 1`)
  const file = `/record/proof/${String(one?.['id'])}.tlog-proof`
  const proof = proofFrom((await city.web.inject(file)).body)
  assert.ok(proof)
  const policy = parsePolicy((await city.web.inject('/record/policy')).body)
  assert.equal((checkProof(proof, policy).payload as { id: string }).id, one?.['id'])
})

test('every post, and everything the city did in public with a report, stands on the record', async () => {
  const posts = await rows(sql`select role, coalesce(unit, '') as unit, since from people.post p
    where not exists (select 1 from record.outbox o where o.t = 'account.role-changed'
      and o.at = p.since and o.d->>'role' = p.role and o.d->>'unit' = coalesce(p.unit, ''))`)
  assert.deepEqual(posts, [])
  const steps = await rows(sql`select kind, report from reports.event e where audience = 'public'
    and kind in ('received', 'moved', 'answered', 'recategorised', 'relocated')
    and not exists (select 1 from record.outbox o
      where o.subject = '/reports/R-' || e.report and o.at = e.at)`)
  assert.deepEqual(steps, [])
})

test('the sample city is a hub: twenty-six historic members beside the city itself, three partners, a proposal that is discussed', async () => {
  const [found] = await rows(sql`
    select (select count(*) from endorsements.membership where source <> 'sample') as members,
      (select count(*) from cities.city where founder) as founders,
      (select count(*) from partners.partner) as partners,
      (select count(*) from declaration.comment) as comments`)
  assert.deepEqual(found, { members: 26, founders: 3, partners: 3, comments: 2 })
})

test('it is a living member: it joined with four proofs, tells what failed, and works with a neighbour', async () => {
  const [member] = await rows(sql`select m.state, d.method, a.document_sha256 is not null
      and a.mailbox_confirmed_at is not null and a.signer_confirmed_at is not null
      and a.official_way is not null as proved,
      (select name from endorsements.application where state = 'in_review') as waiting,
      (select count(*) from record.outbox where t = 'practices.confirmed') as still_true,
      (select d->'registered' from record.outbox where t = 'activities.over') as seats,
      (select string_agg(city, ' ' order by city) from practices.adoption) as adopted,
      (select string_agg(distinct shown->>'stage', ' ') from practices.practice) as stages,
      (select city from groups.signature) as signed
    from endorsements.membership m join endorsements.application a on a.number = m.application
    join endorsements.domain d on d.application = a.number where m.city = 'luzarra-es'`)
  assert.deepEqual(member, {
    ...{ state: 'member', method: 'dns', proved: true, waiting: 'Valdemora', still_true: 1 },
    ...{ seats: 5, adopted: 'luzarra-es ostavall-es', stages: 'ended failed idea pilot running' },
    signed: 'luzarra-es',
  })
})

sortingOf(() => city)
connectedOf(
  () => city,
  () => began,
)

test('residents find in their folders who read, and what was refused', async () => {
  const door = { email: 'amina@luzarra.example', password: 'lantern by the harbour' }
  const knock = { ...door, address: 'test', now: city.clock() }
  const signed = await city.channel('account').accounts.check(knock)
  const channel = city.channel('folder')
  const ref = await channel.refOf('peopleRef' in signed ? signed.peopleRef : '')
  const accesses = await channel.accesses(ref, { limit: 100 })
  const official = accesses.filter(({ actor }) => actor.kind === 'official')
  for (const one of ['read', 'denied'])
    assert.ok(official.some(({ outcome, reason }) => outcome === one && reason))
  assert.ok(await channel.rights.proof(ref, accesses.at(-1)?.id ?? '', knock.now), 'proved')
})

/** The record as it stands when everything in it was witnessed. */
async function witnessed() {
  for (let tries = 0; tries < 240; tries += 1) {
    const head = await city.db.look((tx) => readHead(tx))
    const [waits] = await rows(sql`select 1 from record.outbox where position is null limit 1`)
    if (head && !waits && head.quorumSize === head.size) return head
    await pause(250)
  }
  return assert.fail('the record was not witnessed within a minute')
}

test('the public record lives from the first start: the library and the newspaper witness it', async () => {
  const head = await witnessed()
  assert.deepEqual(
    head.witnesses.map(({ name, at }) => [name, at !== null]),
    [
      ['library', true],
      ['gazette', true],
    ],
  )
  assert.equal(city.witnesses().length, 2)
  const [entry] = await city.db.look((tx) =>
    listEntries(tx, { kind: 'reports.received', limit: 1 }),
  )
  const page = await city.web.inject({ method: 'GET', url: `/record/${entry?.id}` })
  assert.match(page.body, /2 of 2/)
  const first = await rows(
    sql`select t, d->>'change' as change from record.outbox where position = 0`,
  )
  assert.deepEqual(first, [{ t: 'log.key', change: 'first' }])
})
/** A file as the city serves it at /record/, but not through a web that may be busy with something else. */
const served = async (path: string) =>
  Buffer.from((await city.record.read(path))?.bytes ?? assert.fail(path)).toString()

/** The record of the sample city as it lies in its data, and the policy that it serves. */
async function publishedRecord() {
  await city.record.step()
  const policy = join(folder, 'policy')
  writeFileSync(policy, await served('policy'))
  return { log: join(settings.data, 'record'), policy }
}

/** One change of a copy of the record, by its path. */
const FORGERIES: Readonly<Record<string, (bytes: Buffer) => Uint8Array>> = {
  checkpoint: (bytes) => Buffer.from(bytes.toString().replace(/\n(\d+)\n/, '\n1$1\n')),
  'tile/entries/000': (bytes) =>
    Buffer.from(bytes.toString('latin1').replace('R-1', 'R-2'), 'latin1'),
  'tile/entries/001': (bytes) => bytes.subarray(0, -1),
  'tile/entries/002': (bytes) => Buffer.concat([bytes, Buffer.from([0])]),
  'tile/0/000': (bytes) => Buffer.from(bytes).fill(0, 96, 97),
  'tile/0/001': (bytes) => Buffer.from(bytes).toReversed(),
}

goTest(
  'a foreign program accepts the record of the sample city, and refuses every change of it',
  async ({ check }) => {
    promise('P3.6')
    const { log, policy } = await publishedRecord()
    const [found] = await rows(sql`select count(*) as n from record.outbox`)
    const read = (path: string) =>
      Promise.resolve(existsSync(join(log, path)) ? readFileSync(join(log, path)) : undefined)
    const ours = await verifyLog({ read, policy: parsePolicy(readFileSync(policy, 'utf8')) })
    assert.equal(ours.checkpoint.size, found?.['n'])
    assert.deepEqual(check('log', log, policy), { status: 0, said: 'holds' })
    for (const [path, change] of Object.entries(FORGERIES)) {
      const copy = join(folder, 'forged')
      cpSync(log, copy, { recursive: true })
      const file = join(copy, path)
      const forged = change(readFileSync(file))
      assert.notDeepEqual(Buffer.from(forged), readFileSync(file), path)
      writeFileSync(file, forged)
      assert.equal(check('log', copy, policy).status, 1, `Go accepts a changed ${path}`)
      rmSync(copy, { recursive: true })
    }
  },
)

goTest(
  'a foreign program accepts the proof of any act of the sample city, and of no other',
  async ({ check }) => {
    const { policy } = await publishedRecord()
    const entries = await rows(sql`select id from record.outbox where position % 97 = 0`)
    assert.ok(entries.length > 5)
    const files = await Promise.all(
      entries.map(async ({ id }) => {
        const proof = await served(`proof/${String(id)}.tlog-proof`)
        const file = join(folder, `${String(id)}.tlog-proof`)
        writeFileSync(file, proof)
        assert.equal(check('proof', file, policy).status, 0, proof)
        return proof.split('\n')
      }),
    )
    const [one = [], other = []] = files
    const mixed = join(folder, 'mixed.tlog-proof')
    writeFileSync(mixed, one.with(1, other[1] ?? '').join('\n'))
    assert.equal(check('proof', mixed, policy).status, 1)
  },
)

test('a second start finds everything as it was left, and adds nothing', async () => {
  // What comes up every five minutes, done now: else it is counted or not by the minute in which the test runs.
  for (const name of ['evidence.plan', 'open311.pull']) await regularly(() => city, name)
  await witnessed()
  const left = await counts()
  await city.close()
  told = []
  city = await open()
  await witnessed()
  assert.deepEqual(await counts(), left)
  assert.deepEqual(told, [])
  assert.ok(existsSync(join(settings.data, 'files')))
})
