/** The register for everybody, assessments agreed to by two, and data held by order. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { enqueuer } from '#core/jobs'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { can as report, lamp } from '#test/lamp'
import { can } from '#test/processing'
import processing from '#services/processing'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let author: Somebody
let officer: Somebody
let operator: Somebody
let number: string

before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  author = await city.official('dario', 'unit-lead')
  officer = await city.official('olga', 'privacy-officer')
  operator = await city.official('pau', 'operator')
  const reported = await amina.does(report('report'), { ...lamp, toAccount: true })
  number = String(reported.number)
  await author.does(report('unmask'), { number, reason: 'Where is the lamp?' })
  await author.opens(`/reports/desk/${number}/contact`)
})
after(() => city.close())

async function nightly() {
  const tally = processing.jobs?.find(({ name }) => name === 'processing.tally')
  assert.ok(tally)
  await city.city.db.transact((tx) => enqueuer(tx, () => city.city.clock())(tally, {}))
  await city.work()
}

test('everybody reads the register: each purpose with its law, its data and how long it is kept', async () => {
  promise('P2.25')
  const { purposes } = city.city.declared
  const { text } = await city.anybody.opens('/processing')
  for (const { id } of purposes) assert.ok(text.includes(`/processing/${id}"`), id)
  assert.match(text, /City of Luzarra, represented by its mayor/)
  assert.match(text, /privacy@luzarra\.example/)
  for (const { id, law } of purposes) {
    const page = await city.anybody.opens(`/processing/${id}`)
    assert.equal(page.status, 200, id)
    assert.ok(page.text.includes(law.replaceAll('&', '&amp;')), id)
    assert.doesNotMatch(page.text, /⟦/)
  }
  assert.equal((await city.anybody.opens('/processing/reports.nothing')).status, 404)
})

test('the register is searched by words of data and purpose', async () => {
  const { text } = await city.anybody.opens('/processing?q=e-mail%20address&service=account')
  assert.match(text, /processing\/account\.letters/)
  assert.doesNotMatch(text, /processing\/reports\./)
  assert.match(
    (await city.anybody.opens('/processing?q=zeppelin')).text,
    /Nothing fits these words/,
  )
})

test('the table has one line for each purpose, and no cell that a spreadsheet would run', async () => {
  const { text, headers } = await city.anybody.opens('/processing.csv')
  assert.match(String(headers['content-type']), /text\/csv/)
  const lines = text.trim().split('\r\n')
  assert.equal(lines.length, city.city.declared.purposes.length + 1)
  assert.match(lines[0] ?? '', /^purpose,version,service,title/)
})

type Node = Readonly<Record<string, unknown>>

/** Every property and class of a document, with its prefix. */
function termsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(termsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value as Node).flatMap(([key, one]) => {
    if (key === '@context') return []
    if (key === '@type') return [one].flat().map(String)
    return key.startsWith('@') ? [] : [key, ...termsOf(one)]
  })
}

async function linked() {
  const answer = await city.anybody.opens('/processing/linked-data')
  assert.match(String(answer.headers['content-type']), /application\/ld\+json/)
  return answer.json<Node>()
}

test('as linked data the register is a record of processing with one process for each purpose', async () => {
  promise('P2.25')
  const ropa = await linked()
  assert.equal(ropa['@type'], 'dpv:ROPA')
  const processes = [ropa['dpv:hasProcess']].flat() as Node[]
  const ids = processes.map((one) => one['dct:identifier'])
  assert.deepEqual(ids, city.city.declared.purposes.map(({ id }) => id).toSorted())
  for (const one of processes) {
    for (const part of ['Purpose', 'PersonalData', 'LegalBasis', 'StorageCondition', 'DataSubject'])
      assert.ok(`dpv:has${part}` in one, `${String(one['@id'])} has no ${part}`)
  }
  const prefixes = new Set(termsOf(ropa).map((term) => term.split(':')[0]))
  const context = Object.keys(ropa['@context'] as Node)
  assert.deepEqual(
    [...prefixes].filter((one) => !context.includes(String(one))),
    [],
  )
})

/** Folder of the vocabulary's term lists (`dpv.csv`, `pd.csv`, `eu-gdpr.csv`), when somebody fetched it. */
const VOCABULARY = process.env['DPV_TERMS'] ?? ''
const absent = !VOCABULARY || !existsSync(`${VOCABULARY}/dpv.csv`)

test(
  'every term of it is in the Data Privacy Vocabulary',
  {
    skip: absent && 'DPV_TERMS names no folder with dpv.csv, pd.csv and eu-gdpr.csv',
  },
  async () => {
    const files = { dpv: 'dpv', pd: 'pd', 'eu-gdpr': 'eu-gdpr' } as const
    const terms = termsOf(await linked())
    for (const [prefix, file] of Object.entries(files)) {
      const lines = readFileSync(`${VOCABULARY}/${file}.csv`, 'utf8').split('\n')
      const known = new Set(lines.map((line) => line.split(',')[0]?.replaceAll('"', '')))
      const used = terms.filter((one) => one.startsWith(`${prefix}:`))
      assert.ok(used.length > 0, prefix)
      assert.deepEqual(
        used.filter((one) => !known.has(one.slice(prefix.length + 1))),
        [],
      )
    }
  },
)

test('what the register says is on the public record, once, and again only when it says something else', async () => {
  const said = await city.rows(
    sql`select d ->> 'purpose' as purpose from record.outbox where t = 'processing.activity'`,
  )
  assert.equal(said.length, city.city.declared.purposes.length)
  const { tx: _, ...starting } = { tx: 0, now: city.city.clock(), city: city.city.facts }
  const again = (declared: typeof city.city.declared) =>
    city.city.db.transact(
      (tx) => processing.start?.({ ...starting, tx, declared }) as Promise<void>,
    )
  await again(city.city.declared)
  const count = () =>
    city.rows(sql`select count(*)::integer as n from record.outbox where t = 'processing.activity'`)
  assert.deepEqual(await count(), [{ n: said.length }])
  const [first, ...rest] = city.city.declared.purposes
  assert.ok(first)
  const changed = { ...first, recipients: ['Lamp makers'] }
  await again({ ...city.city.declared, purposes: [changed, ...rest] })
  assert.deepEqual(await count(), [{ n: said.length + 1 }])
  await again(city.city.declared)
})

test('how often was read is told from ten a month, and what nobody reads is proposed to be dropped', async () => {
  city.today('2026-03-02T09:05:00.000Z')
  await nightly()
  const path = '/processing/reports.contact-back'
  assert.match((await city.anybody.opens(path)).text, /Nothing to tell yet/)
  const [row] = await city.rows(sql`select count(*)::integer as n from processing.read`)
  assert.deepEqual(row, { n: 0 })
  await city.city.db.transact((tx) =>
    tx.run(sql`insert into processing.unread values ('reports.contact-back', 'contact.name')`),
  )
  assert.match((await city.anybody.opens(path)).text, /Nobody read name/i)
  const desk = (await officer.opens('/processing/desk')).text
  assert.match(desk, /Proposals to drop/)
  assert.match(desk, /No request of a resident is open[\s\S]*href="\/protection\/desk"/)
  await nightly()
  assert.doesNotMatch((await city.anybody.opens(path)).text, /Nobody read name/i)
})

const code = 'lamp-photos'
const answers = {
  1: ['nature', 'purposes', 'people', 'flow'].map((one) => [
    `answers[what-${one}]`,
    `About ${one}`,
  ]),
  2: ['basis', 'necessary', 'less', 'rights'].map((one) => [`answers[need-${one}]`, `On ${one}`]),
  3: ['people', 'officer'].map((one) => [`answers[views-${one}]`, `Said by ${one}`]),
}

test('an assessment is written step by step without script, and what is missing is named', async () => {
  const start = { code, title: 'Photos of reports', set: 'cityright-dpia' }
  const begun = await author.posts('/processing/assessments/begin/start', start)
  assert.equal(begun.headers['location'], `/processing/assessments/${code}/write/1`)
  const early = await author.posts(`/processing/assessments/${code}/write/check/hand-in`)
  assert.equal(early.status, 422)
  assert.match(early.text, /Answers that must be given are missing/)
  assert.match(early.text, /Write down one risk at least/)
  for (const [step, said] of Object.entries(answers)) {
    assert.equal((await author.opens(`/processing/assessments/${code}/write/${step}`)).status, 200)
    const sent = await author.posts(
      `/processing/assessments/${code}/write/${step}/answer`,
      Object.fromEntries(said),
    )
    assert.equal(sent.status, 303)
  }
  assert.match((await author.opens(`/processing/assessments/${code}/write/1`)).text, /About nature/)
  const risk = { what: 'A face is seen', likelihood: '3', severity: '3' }
  const rest = { measures: 'Faces are hidden', restLikelihood: '1', restSeverity: '2' }
  await author.posts(`/processing/assessments/${code}/write/risks/add`, { ...risk, ...rest })
  const summary = 'Photos show streets. Faces are hidden before anybody sees them.'
  const end = { summary, reviewOn: '2027-03-01', consultation: 'not-needed' }
  await author.posts(`/processing/assessments/${code}/write/end/conclude`, end)
  const handed = await author.posts(`/processing/assessments/${code}/write/check/hand-in`)
  assert.equal(handed.headers['location'], `/processing/assessments/${code}/review`)
  assert.equal((await city.anybody.opens(`/processing/assessments/${code}`)).status, 404)
})

test('two others agree, and only then everybody reads its summary; the answers stay inside', async () => {
  const says = (who: Somebody, verdict: string) =>
    who.does(can('review'), { code, verdict, words: 'As it is' })
  await assert.rejects(says(author, 'agree'), /own-assessment/)
  assert.equal((await says(officer, 'agree')).state, 'review')
  await assert.rejects(says(officer, 'agree'), /reviewed-already/)
  assert.equal((await says(operator, 'agree')).state, 'published')
  const { text } = await city.anybody.opens(`/processing/assessments/${code}`)
  assert.match(text, /Faces are hidden before anybody sees them/)
  assert.doesNotMatch(text, /About nature/)
  const said = await city.rows(sql`select d as body from record.outbox where t = 'dpia.published'`)
  assert.deepEqual(said, [
    {
      body: {
        ...{ code, version: 1, assessment: 'dpia', risks: 1 },
        ...{ remaining: 'low', reviewOn: '2027-03-01' },
      },
    },
  ])
})

test('a new version begins with the old answers, is sent back with words, and leaves the old one in force', async () => {
  assert.match((await author.opens('/processing/desk')).text, /Begin a new version/)
  const begun = await author.posts(`/processing/assessments/${code}/revise`, { code })
  assert.equal(begun.headers['location'], `/processing/assessments/${code}/write/1`)
  assert.doesNotMatch((await author.opens('/processing/desk')).text, /Begin a new version/)
  await assert.rejects(officer.does(can('revise'), { code }), /version-open/)
  await assert.rejects(author.does(can('hand-in'), { code }), /no-review-day/)
  const end = { summary: 'Shorter', reviewOn: '2027-06-01', consultation: 'not-needed' }
  await author.does(can('conclude'), { code, ...end })
  await author.does(can('hand-in'), { code })
  await assert.rejects(officer.does(can('review'), { code, verdict: 'back' }), /words-missing/)
  await officer.does(can('review'), { code, verdict: 'back', words: 'Say more of children' })
  const draft = await author.opens(`/processing/assessments/${code}/write/1`)
  assert.match(draft.text, /Say more of children/)
  const { text } = await city.anybody.opens(`/processing/assessments/${code}`)
  assert.match(text, /Faces are hidden/)
})

test('questions that others publish become a set, and a form of any kind', async () => {
  const question = { name: 'Naam', category: 'A', type: 'string', required: true }
  const other = { ...question, name: 'Doel', description: 'Wat is het doel?' }
  const schema = JSON.stringify({
    type: 'object',
    properties: { '1.1.1': question, '1.2.1': other },
  })
  const set = { code: 'iama-nl', kind: 'iama', language: 'nl', title: 'IAMA', schema }
  assert.deepEqual(await author.does(can('take-set'), set), {
    ...{ code: 'iama-nl', version: 1, isNew: true },
  })
  assert.equal((await author.does(can('take-set'), set)).isNew, false)
  await assert.rejects(author.does(can('take-set'), { ...set, schema: '{}' }), /not-a-question-set/)
  await author.does(can('begin'), { code: 'route-choice', title: 'Routes', set: 'iama-nl' })
  const page = await author.opens('/processing/assessments/route-choice/write/1')
  assert.match(page.text, /lang="nl"/)
  assert.match(page.text, /Wat is het doel/)
  await author.posts('/processing/assessments/route-choice/write/1/answer', {
    'answers[q1]': 'Routes',
    'answers[q9]': 'nobody asked',
  })
  const [form] = await city.rows(
    sql`select answers from processing.form where code = 'route-choice'`,
  )
  assert.deepEqual(form, { answers: { q1: 'Routes' } })
})

test('an order of two officials keeps data from being erased, and the person sees it', async () => {
  promise('P2.27')
  const asked = { class: 'contact', reference: 'Court 3, 118/2026', case: number }
  await assert.rejects(officer.does(can('ask-hold'), { ...asked, email: amina.email }), /case-or/)
  await assert.rejects(officer.does(can('ask-hold'), { ...asked, case: 'R-0' }), /nobody-held/)
  assert.deepEqual(await officer.does(can('ask-hold'), asked), { people: 1 })
  const { orders } = (await operator.opens('/api/processing/holds')).json<{
    orders: { id: string }[]
  }>()
  const order = orders[0]?.id ?? ''
  const agreed = { order, verdict: 'agree' }
  await assert.rejects(officer.does(can('decide-hold'), agreed), /second-official/)
  await operator.does(can('decide-hold'), agreed)
  await assert.rejects(operator.does(can('decide-hold'), agreed), /hold-over/)
  const { text } = await amina.opens('/folder/rights')
  assert.match(text, /Court 3, 118\/2026/)
  assert.match((await city.anybody.opens('/processing/kept')).text, /held/)
  assert.doesNotMatch((await officer.opens('/processing/holds')).text, /amina@/)
})
