/** An audit from the question to its page, with the file by which anybody repeats it. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { enqueuer } from '#core/jobs'
import { Refusal } from '#core/kernel'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { can as inRegister, canRoute as routing } from '#test/registered'
import { ask, drop, label, publish } from './actions.ts'
import { fairOf } from './fair.ts'
import { measure } from './jobs.ts'
import { setFair } from './store/fair.ts'

let city: TestCity
let auditor: Somebody
let other: Somebody
let lead: Somebody
let judge: Somebody
const REPORTS = 40

/** Reports of which the machine placed so many wrongly, each put right by an official. */
async function placed(
  reports: number,
  { wrong, text = lamp.text }: { wrong: number; text?: string },
) {
  for (let n = 0; n < reports; n += 1) {
    const { number } = await city.anybody.does(can('report'), { ...lamp, text })
    city.later(60_000)
    if (n >= wrong) continue
    await lead.does(can('correct'), { number, version: 1, category: 'pothole' })
  }
}

before(async () => {
  city = await openCity()
  lead = await city.official('leila', 'unit-lead')
  await placed(REPORTS, { wrong: REPORTS / 4 })
  city.later(2 * 86_400_000)
  // Two days have gone by, and whoever was signed in is no longer.
  auditor = await city.official('rosa', 'auditor')
  other = await city.official('noor', 'contest-reviewer')
  judge = await city.official('lina', 'unit-lead')
})
after(() => city?.close())

const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
const window = { algorithm: 'reports.route', from: '2026-03-01', to: '2026-03-02' }

test('an audit is computed, labelled by two, published by another person, and repeated by anybody', async () => {
  promise('P3.15')
  const { number } = await auditor.does(ask, window)
  assert.equal(
    (await city.anybody.opens(`/audits/${number}`)).status,
    404,
    'a draft is nobody’s yet',
  )
  await city.work()
  const draft = await other.opens(`/audits/desk/${number}`)
  assert.match(draft.text, /75\.0/, 'thirty of forty were right the first time')
  const sample = await city.rows(sql`select report, machine from audits.sample order by report`)
  assert.equal(sample.length, 10)
  for (const who of [other, judge]) {
    const page = await who.opens(`/audits/desk/${number}/label`)
    assert.match(page.text, /Two lamps at the corner/)
    assert.doesNotMatch(page.text, /R-1\d{3} ·/)
    for (const { report } of sample) {
      const category = who === judge && report === sample[0]?.['report'] ? 'pothole' : 'lamp-out'
      await who.does(label, { number, report: String(report), category })
    }
  }
  await assert.rejects(
    other.does(label, { number, report: String(sample[0]?.['report']), category: 'tree' }),
    why('labelled-already'),
  )
  await assert.rejects(auditor.does(publish, { number }), why('asked-by-yourself'))
  await other.does(publish, { number })
  const page = await city.anybody.opens(`/audits/${number}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /What this does not show/)
  assert.match(page.text, /Labelled by two/)
  assert.match(page.text, /<svg/)
  assert.match(page.text, /\.\/bin\/cityright audit/)
  const csv = await city.anybody.opens(`/audits/${number}/table`)
  assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8; header=present')
  const hash = createHash('sha256').update(csv.text).digest('hex')
  assert.match(page.text, new RegExp(hash))
  assert.doesNotMatch(csv.text, /R-1|Calle|lamps/)
  const [entry] = await city.rows(sql`select d from record.outbox where t = 'audits.published'`)
  assert.ok(JSON.stringify(entry?.['d']).includes(hash))
  const told = repeated(csv.text)
  assert.equal(told.sha256, hash)
  assert.equal(told.groups['language']?.[0]?.metrics?.precision, 0.75)
})

interface Repeated {
  sha256: string
  groups: Record<string, { metrics: { precision: number } | null }[]>
}

/** The very command that the page names. */
function repeated(csv: string): Repeated {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-audit-'))
  try {
    const file = join(folder, 'A-1.csv')
    writeFileSync(file, csv)
    const of = '--score sorted --label right_category --group district,language,channel,length'
    const more = '--reference largest --tolerance 0.8 --publish'
    const args = ['audit', file, ...of.split(' '), ...more.split(' ')]
    return JSON.parse(
      execFileSync(join(process.cwd(), 'bin', 'cityright'), args, { encoding: 'utf8' }),
    ) as Repeated
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('no day is published twice, so that no two tables can be subtracted from each other', async () => {
  const { number } = await auditor.does(ask, { ...window, from: '2026-03-02' })
  await city.work()
  await assert.rejects(other.does(publish, { number }), why('days-published'))
  const page = await other.opens(`/audits/desk/${number}`)
  assert.match(page.text, /in a published audit already/)
  assert.doesNotMatch(page.text, /desk\/A-\d+\/publish/)
  const before = { ...window, from: '2026-02-20', to: '2026-02-28' }
  const { number: free } = await auditor.does(ask, before)
  await city.work()
  await assert.rejects(other.does(publish, { number: free }), (failure: unknown) => {
    assert.ok(failure instanceof Refusal)
    assert.deepEqual(
      failure.reasons.map(({ code }) => code),
      ['nothing-to-say'],
    )
    return true
  })
})

test('a draft that is dropped leaves no table, and the record says that there was one', async () => {
  const { number } = await auditor.does(ask, window)
  await city.work()
  await auditor.does(drop, { number })
  const [row] = await city.rows(sql`select state, csv from audits.audit order by id desc limit 1`)
  assert.deepEqual(row, { state: 'dropped', csv: null })
  assert.equal((await city.anybody.opens(`/audits/${number}/table`)).status, 404)
})

test('fair service is computed at night and shows what is still open as open', async () => {
  promise('P3.16')
  assert.match((await city.anybody.opens('/audits/service')).text, /computed every night/)
  await city.city.db.transact((tx) => enqueuer(tx, city.city.clock)(measure, {}))
  await city.work()
  const page = await city.anybody.opens('/audits/service')
  assert.match(page.text, /40 reports/)
  assert.match(page.text, /not reached/)
  assert.match(page.text, /<svg/)
  const { result } = (await city.anybody.opens('/api/audits/service')).json<{
    result: { n: number; resolution: { city: { ended: number } } }
  }>()
  assert.deepEqual([result.n, result.resolution.city.ended], [REPORTS, 0])
  const asking = { from: '2026-01-01', until: '2026-04-01', residents: {} }
  await city.city.db.transact((tx) => setFair(tx, '2026-04-01', fairOf([], asking)))
  const empty = await city.anybody.opens('/audits/service')
  assert.match(empty.text, /Nothing to compare yet/)
  assert.doesNotMatch(empty.text, /<svg viewBox="0 0 300/, 'no charts of nobody')
})

test('an audit that failed stops the machine once it is published: the next report waits for a person', async () => {
  const unitOfNext = async () => {
    const { number } = await city.anybody.does(can('report'), lamp)
    const [row] = await city.rows(
      sql`select unit from reports.report where 'R-' || number = ${number}`,
    )
    return row?.['unit']
  }
  const day = city.city.clock().slice(0, 10)
  lead = await city.official('lena', 'unit-lead')
  // Four of five short texts come to the right people, and one of five long ones.
  await placed(30, { wrong: 6 })
  await placed(30, {
    wrong: 24,
    text: 'The lamp at the corner of the square stays dark. '.repeat(5),
  })
  city.later(2 * 86_400_000)
  auditor = await city.official('rita', 'auditor')
  other = await city.official('nadia', 'contest-reviewer')
  const { number } = await auditor.does(ask, { ...window, from: day, to: day })
  await city.work()
  assert.equal(await unitOfNext(), 'lighting', 'a draft stops nothing')
  await other.does(publish, { number })
  assert.equal(await unitOfNext(), null)
  const register = await city.anybody.opens('/algorithms/reports.route')
  assert.match(register.text, /No machine decides this now/)
  assert.match(register.text, new RegExp(`/audits/${number}`))
})

test('what failed is mended by other rules that two agree to, runs on trial, and everybody can read until when', async () => {
  promise('P3.15')
  const name = 'reports.route'
  const agree = async () => {
    await lead.does(inRegister('begin'), { name })
    await lead.does(inRegister('hand-in'), { name })
    const reading = await readers[0]?.opens(`/algorithms/${name}/review`)
    for (const one of readers) await one.does(inRegister('review'), { name, verdict: 'agree' })
    return reading?.text ?? ''
  }
  const unitOfNext = async () => {
    const { number } = await city.anybody.does(can('report'), lamp)
    const id = Number(number.slice(2))
    return (await city.rows(sql`select unit from reports.report where number = ${id}`))[0]?.['unit']
  }
  lead = await city.official('lara', 'unit-lead')
  const readers = [
    await city.official('nina', 'privacy-officer'),
    await city.official('paz', 'operator'),
  ]
  assert.match(await agree(), /neither its code nor its rules or classifiers have changed/)
  assert.equal(await unitOfNext(), null, 'an entry alone mends nothing')
  const { version } = await lead.does(routing('write'), {
    text: 'category == "lamp-out" -> streets',
  })
  await (await city.official('lin', 'unit-lead')).does(routing('activate'), { version })
  assert.equal(await unitOfNext(), null, 'nobody has agreed to the new rules yet')
  city.later(60_000)
  assert.match(await agree(), /it runs on trial: within 90 days/)
  assert.equal(await unitOfNext(), 'streets')
  const register = await city.anybody.opens(`/algorithms/${name}`)
  assert.match(register.text, /On trial[\s\S]*after a failed audit of what ran before/)
  assert.doesNotMatch(register.text, /No machine decides this now/)
})
