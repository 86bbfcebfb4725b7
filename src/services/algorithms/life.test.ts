/** The life of an entry: written, read by two others, in force, stopped, and taken to other registers. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can as canReport, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { refused } from '#test/refused'
import { can } from '#test/registered'
import { FIELD_NAMES } from './model.ts'

const NAME = 'reports.route'
let city: TestCity
let author: Somebody
let officer: Somebody
let operator: Somebody
before(async () => {
  city = await openCity()
  author = await city.official('leila', 'unit-lead', 'streets')
  officer = await city.official('nora', 'privacy-officer')
  operator = await city.official('pilar', 'operator')
})
after(() => city.close())

const page = async (path: string, who: Somebody = city.anybody) => {
  const answer = await who.opens(path)
  assert.equal(answer.status, 200, path)
  return answer.text
}
const unitOf = async (number: string) =>
  (await city.rows(sql`select unit from reports.report where 'R-' || number = ${number}`))[0]?.[
    'unit'
  ]
const report = (more: object = {}) => city.anybody.does(canReport('report'), { ...lamp, ...more })

test('what the city ships stands in the register in plain words, in three languages, and with its numbers', async () => {
  promise('P3.1')
  await report()
  const text = await page(`/algorithms/${NAME}`)
  for (const said of [/Which unit answers a report/, /somebody reports a problem/, /In numbers/]) {
    assert.match(text, said)
  }
  assert.match(await page(`/algorithms/${NAME}?language=es`), /Qué unidad atiende un aviso/)
  assert.match(await page(`/algorithms/${NAME}?language=ar`), /أي وحدة تجيب عن البلاغ/)
  const { numbers } = (await city.anybody.opens(`/api/algorithms/${NAME}`)).json<{
    numbers: Record<string, unknown>
  }>()
  assert.deepEqual(numbers, { decisions: 1, toPerson: 0, overrides: 0, contests: 0 })
  assert.match(await page('/algorithms?q=harbour'), /Which unit answers/)
  assert.doesNotMatch(await page('/algorithms?q=zeppelin'), /Which unit answers/)
})

test('an entry that a person writes is in force only when two others have read it', async () => {
  promise('P3.2', 'P3.12')
  await author.does(can('begin'), { name: NAME })
  await assert.rejects(author.does(can('begin'), { name: NAME }), refused('draft-open'))
  const words = { name: 'Who answers a report', summary: 'Rules choose the unit.', contact: '' }
  await author.does(can('write'), { name: NAME, part: 'about', in: 'en', words })
  const terms = { name: NAME, status: 'operational', revisionOn: '2029-01-01' }
  await author.does(can('terms'), terms)
  await author.does(can('write'), { name: NAME, part: 'about', in: 'es', words: {} })
  await author.does(can('write'), { name: NAME, part: 'about', in: 'ar', words: {} })
  await assert.rejects(
    author.does(can('hand-in'), { name: NAME }),
    refused('fields-missing', 'revision-far'),
  )
  const whole = { ...words, organisation: 'City', contact: 'rights@luzarra.example' }
  await author.does(can('write'), { name: NAME, part: 'about', in: 'en', words: whole })
  await author.does(can('terms'), { ...terms, revisionOn: '2027-01-01', auditDays: 365 })
  assert.match(await page(`/algorithms/${NAME}/edit/check`, author), /hand in/i)
  await author.does(can('hand-in'), { name: NAME })
  assert.match(await page(`/algorithms/${NAME}/review`, author), /others review it/)
  await assert.rejects(
    author.does(can('review'), { name: NAME, verdict: 'agree' }),
    refused('own-entry'),
  )
  await officer.does(can('review'), { name: NAME, verdict: 'agree' })
  await assert.rejects(
    officer.does(can('review'), { name: NAME, verdict: 'agree' }),
    refused('reviewed-already'),
  )
  assert.doesNotMatch(await page(`/algorithms/${NAME}`), /Who answers a report/)
  const done = await operator.does(can('review'), { name: NAME, verdict: 'agree' })
  assert.deepEqual(done, { name: NAME, phase: 'published' })
  assert.match(await page(`/algorithms/${NAME}`), /Who answers a report/)
  const [standing] = await city.rows(sql`select kept, to_char(revision_on, 'YYYY-MM-DD') as day,
    audit_days as days from decisions.standing where name = ${NAME}`)
  assert.deepEqual(standing, { kept: true, day: '2027-01-01', days: 365 })
  assert.equal(await unitOf((await report()).number), 'lighting')
})

test('everybody sees what changed in an entry, field by field, and hears of it in the feed', async () => {
  const text = await page(`/algorithms/${NAME}/history`)
  assert.match(text, /Which unit answers a report[\s\S]*Who answers a report/)
  assert.match(text, /Algorithms: published/)
  const feed = await page('/algorithms.atom')
  assert.match(feed, /<entry>[\s\S]*\/algorithms\/reports\.route\/history#v2/)
  const csv = (await page('/algorithms.csv')).split('\r\n')
  assert.deepEqual(csv[0]?.split(',').slice(8), FIELD_NAMES)
  const { algorithms: all } = JSON.parse(await page('/algorithms.json'))
  assert.ok(all.some((one: { name: string; hash: string }) => one.name === NAME && one.hash))
})

test('an entry goes out in each standard and comes in again as a draft, and what is left out is said', async () => {
  promise('P3.12')
  const out = JSON.parse(await page(`/algorithms/${NAME}/as/eurocities?language=es`))
  assert.deepEqual([out.lang, out.status, out.risk_category], ['es', 'operational', 'minimal risk'])
  for (const code of ['nl', 'nl-register', 'uk', 'dtpr']) {
    JSON.parse(await page(`/algorithms/${NAME}/as/${code}`))
  }
  const text = JSON.stringify({ ...out, colour: 'blue' })
  const given = { name: 'parking.scan-car', standard: 'eurocities', in: 'es', text }
  const taken = await author.does(can('take-in'), given)
  assert.deepEqual(taken, { name: 'parking.scan-car', leftOut: ['colour'] })
  assert.match(await page('/algorithms/parking.scan-car/edit/check', author), /colour/)
  await assert.rejects(author.does(can('take-in'), { ...given, text: '{not' }), refused('not-json'))
})

test('an entry of another register is read as it comes, and what would break the register is refused in words', async () => {
  const given = { name: 'parking.other', standard: 'nl-register', in: 'en' }
  const take = (entry: unknown, more = '') =>
    author.does(can('take-in'), { ...given, text: more + JSON.stringify(entry) })
  const link = {
    name: 'Scan\u0000 car\ud800',
    goal: 'Below <40 % nobody',
    code: 'javascript:alert(1)',
  }
  const evil = {
    ...link,
    publiccode: 'javascript:alert(1)',
    summary: '<img src=x onerror=alert(1)>',
  }
  await take(evil, '\uFEFF')
  const text = await page('/algorithms/parking.other/edit/about', author)
  assert.match(text, /Scan car/)
  const check = await page('/algorithms/parking.other/edit/method', author)
  assert.doesNotMatch(check, /href="javascript:/)
  await assert.rejects(take(evil), refused('draft-open'))
  await assert.rejects(
    author.does(can('take-in'), {
      ...{ ...given, name: 'parking.long' },
      text: JSON.stringify({ name: 'x', goal: 'y'.repeat(10_001) }),
    }),
    refused('field-too-long'),
  )
  for (const odd of [
    '[]',
    '[{}, {}]',
    '"x"',
    'null',
    '{}',
    '{"name":""}',
    '{"__proto__":{"a":1}}',
  ]) {
    await assert.rejects(author.does(can('take-in'), { ...given, text: odd }), odd)
  }
})

test('two who write in one part at once: the second is told, and what was typed stands in the form', async () => {
  const other = await city.official('lin', 'unit-lead', 'streets')
  const at = '/algorithms/parking.other/edit/about'
  const seen = /name="seen" value="(\w+)"/.exec(await page(`${at}?in=en`, author))?.[1] ?? ''
  const say = (who: Somebody, name: string) =>
    who.posts(`${at}/save`, { in: 'en', seen, 'words[name]': name })
  assert.equal((await say(other, 'Scan car of the city')).status, 303)
  assert.equal((await say(author, 'Scan car of the city')).status, 303, 'the same is no quarrel')
  const second = await say(author, 'A car that scans')
  assert.equal(second.status, 409)
  assert.match(second.text, /Somebody else has written in this part meanwhile/)
  assert.match(second.text, /value="A car that scans"/)
  const [row] = await city.rows(sql`select document -> 'en' ->> 'name' as name
    from algorithms.entry where name = 'parking.other'`)
  assert.equal(row?.['name'], 'Scan car of the city')
  const again = /name="seen" value="(\w+)"/.exec(second.text)?.[1] ?? ''
  const saved = await author.posts(`${at}/save`, { in: 'en', seen: again, 'words[name]': 'Mine' })
  assert.equal(saved.status, 303)
})

test('two who change in which phase an entry is, and until when it holds: the second is told, and loses nothing', async () => {
  const other = await city.official('lin', 'unit-lead', 'streets')
  const at = '/algorithms/parking.other/edit/terms'
  const seen = /name="seen" value="(\w+)"/.exec(await page(at, author))?.[1] ?? ''
  const set = (who: Somebody, status: string, revisionOn: string, shown = seen) =>
    who.posts(`${at}/save`, { seen: shown, status, revisionOn, auditDays: '90', assessments: '' })
  assert.equal((await set(other, 'pilot', '2027-05-05')).status, 303)
  assert.equal((await set(author, 'pilot', '2027-05-05')).status, 303, 'the same is no quarrel')
  const second = await set(author, 'evaluation', '2027-06-06')
  assert.equal(second.status, 409)
  assert.match(second.text, /Somebody else has written in this part meanwhile/)
  assert.match(second.text, /value="2027-06-06"/)
  assert.match(second.text, /value="evaluation" selected/)
  const stands = sql`select status, to_char(revision_on, 'YYYY-MM-DD') as until
    from algorithms.entry where name = 'parking.other'`
  assert.deepEqual(await city.rows(stands), [{ status: 'pilot', until: '2027-05-05' }])
  const again = /name="seen" value="(\w+)"/.exec(second.text)?.[1] ?? ''
  assert.equal((await set(author, 'evaluation', '2027-06-06', again)).status, 303)
  assert.deepEqual(await city.rows(stands), [{ status: 'evaluation', until: '2027-06-06' }])
})

test('one official stops an algorithm at once; the next report waits for a person, and everybody reads why', async () => {
  promise('P3.2', 'P3.10')
  const { number } = await report({ email: 'amina@mail.example' })
  assert.equal(await unitOf(number), 'lighting')
  const reason = 'Lamps of the harbour went to the wrong unit.'
  await assert.rejects(author.does(can('stop'), { name: NAME, reason }))
  await officer.does(can('stop'), { name: NAME, reason })
  assert.equal(await unitOf((await report()).number), null)
  const text = await page(`/algorithms/${NAME}`)
  assert.match(text, /No machine decides this now[\s\S]*Lamps of the harbour/)
  await assert.rejects(
    officer.does(can('stop'), { name: NAME, reason }),
    refused('stopped-already'),
  )
  const affected = await page(`/algorithms/${NAME}/affected`, officer)
  assert.ok(affected.includes(`/reports/${number}`))
  const now = { version: 2, from: '2026-03-01', to: '2026-03-09' }
  const words = 'A rule was wrong. A person looks at your report again.'
  const again = await officer.does(can('look-again'), { name: NAME, ...now, text: words })
  assert.equal(again.back, again.cases)
  assert.equal(await unitOf(number), null)
  assert.match(await page(`/reports/${number}`), /A rule was wrong/)
  await city.work()
  assert.ok((await city.letters()).some((one) => /A rule was wrong/.test(one.text)))
  const kinds = await city.rows(sql`select t, by from record.outbox
    where subject = ${`/algorithms/${NAME}`} and by like 'role:privacy%' order by id`)
  assert.deepEqual(
    kinds.map(({ t }) => t),
    ['algorithm.suspended', 'algorithms.looked-again'],
  )
})

test('what waited for a second voice until its day of revision came is not put in force', async () => {
  await author.does(can('begin'), { name: NAME })
  const terms = { name: NAME, status: 'operational', revisionOn: '2026-03-03' }
  await author.does(can('terms'), terms)
  await author.does(can('hand-in'), { name: NAME })
  await officer.does(can('review'), { name: NAME, verdict: 'agree' })
  city.today('2026-03-03T06:00:00.000Z')
  const late = await city.official('lola', 'operator')
  await assert.rejects(
    late.does(can('review'), { name: NAME, verdict: 'agree' }),
    refused('revision-past'),
  )
  const back = { name: NAME, verdict: 'back', words: 'Its day has passed.' }
  assert.equal((await late.does(can('review'), back)).phase, 'draft')
  assert.equal(await unitOf((await report()).number), null, 'it stays stopped')
})
