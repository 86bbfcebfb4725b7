/** From one version of the code to another and back, in a city: by two, by one, and what is done for those concerned. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can as canReport, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { refused } from '#test/refused'
import { can, canRoute } from '#test/registered'

const NAME = 'reports.route'
let city: TestCity
let author: Somebody
let officer: Somebody
let operator: Somebody
let second: Somebody
before(async () => {
  city = await openCity()
  author = await city.official('leila', 'unit-lead', 'streets')
  officer = await city.official('nora', 'privacy-officer')
  second = await city.official('omar', 'unit-lead', 'lighting')
  operator = await city.official('pilar', 'operator')
})
after(() => city.close())

const page = async (path: string, who: Somebody = officer) => {
  const answer = await who.opens(path)
  assert.equal(answer.status, 200, path)
  return answer.text
}
const unitOf = async (number: string) =>
  (await city.rows(sql`select unit from reports.report where 'R-' || number = ${number}`))[0]?.[
    'unit'
  ]
async function report(more: object = {}): Promise<string> {
  city.later(1000)
  return (await city.anybody.does(canReport('report'), { ...lamp, ...more })).number
}
const words = { organisation: 'City', contact: 'rights@luzarra.example' }

/** One writes an entry for a version of the code, two others agree. */
async function agreed(version: number, begins = true): Promise<void> {
  city.later(60_000)
  if (begins) await author.does(can('begin'), { name: NAME })
  const said = { name: 'Who answers', summary: `By version ${version}`, ...words }
  await author.does(can('write'), { name: NAME, part: 'about', in: 'en', words: said })
  const terms = { name: NAME, status: 'operational', revisionOn: '2027-01-01' }
  await author.does(can('terms'), { ...terms, version })
  await author.does(can('hand-in'), { name: NAME })
  await officer.does(can('review'), { name: NAME, verdict: 'agree' })
  await operator.does(can('review'), { name: NAME, verdict: 'agree' })
}
async function ruled(text: string): Promise<void> {
  city.later(60_000)
  const { version } = await author.does(canRoute('write'), { text })
  await second.does(canRoute('activate'), { version })
}
const reason = 'The rules sent lamps to people who have no ladder.'
const back = (more: object = {}, who: Somebody = officer) =>
  who.does(can('go-back'), { name: NAME, from: 2, version: 1, reason, ...more })
const days = { from: '2026-03-01', to: '2026-03-03' }
const text = 'An earlier version was better. Your report goes to other people.'

test('an entry says which version of the code it is for, and that one decides once two have agreed', async () => {
  promise('P3.12')
  await ruled('category == "lamp-out" -> streets')
  assert.equal(await unitOf(await report()), 'streets')
  await assert.rejects(back(), refused('never-in-force'))
  assert.match(await page(`/algorithms/${NAME}/versions`), /Never decided here: two have to agree/)
  await agreed(1)
  assert.equal(await unitOf(await report()), 'lighting', 'the category alone')
  assert.match(await page(`/algorithms/${NAME}`), /By version 1/)
  await author.does(can('begin'), { name: NAME })
  await assert.rejects(
    author.does(can('terms'), {
      ...{ name: NAME, status: 'operational', revisionOn: '2027-01-01', version: 7 },
    }),
    refused('version-not-held'),
  )
  assert.match(await page(`/algorithms/${NAME}/edit/terms`, author), /Version of the code/)
  const [row] = await city.rows(sql`select version from algorithms.entry where phase = 'draft'`)
  assert.deepEqual(row, { version: 1 }, 'a new entry is for what decides now')
  await agreed(2, false)
  assert.equal(await unitOf(await report()), 'streets')
})

test('before anybody goes back, an official sees which cases the version before would have decided otherwise', async () => {
  promise('P3.10', 'P3.22')
  const same = await report({ category: 'dirty-street', answers: {} })
  const shown = await page(`/algorithms/${NAME}/replay?version=2&by=1`)
  assert.match(
    shown,
    /Report R-1001<\/a>[\s\S]*?Streets and pavements[\s\S]*?<strong>[^<]*[Ll]ight/,
  )
  assert.ok(shown.includes(`/reports/${same}`))
  assert.match(shown, /Decide the \d open ones again/)
  const answer = await officer.opens(`/api/algorithms/${NAME}/replay?version=2&by=1`)
  const { cases } = answer.json<{ cases: { outcome: string; other: string | null }[] }>()
  assert.deepEqual(
    cases.map(({ outcome, other }) => [outcome, other === outcome]),
    [
      ['streets', false],
      ['streets', false],
      [await unitOf(same), true],
    ],
  )
  assert.notEqual((await city.anybody.opens(`/algorithms/${NAME}/replay`)).status, 200)
  assert.equal((await author.opens(`/algorithms/${NAME}/replay`)).status, 403)
})

test('one official goes back with a public reason, the next report is decided by the earlier code, and everybody reads it', async () => {
  promise('P3.2', 'P3.10')
  await assert.rejects(back({ from: 1 }), refused('changed-meanwhile'))
  await assert.rejects(back({ version: 2 }), refused('in-force-already'))
  await assert.rejects(back({ version: 3 }), refused('version-not-held'))
  await assert.rejects(back({ name: 'no.such-thing' }), refused('no-such-algorithm'))
  await assert.rejects(back({ reason: 'why' }))
  await assert.rejects(back({}, author))
  await assert.rejects(back({}, city.anybody))
  city.later(60_000)
  const sent = await officer.posts(`/algorithms/${NAME}/versions/go-back`, {
    ...{ name: NAME, from: '2', version: '1', reason },
  })
  assert.match(String(sent.headers['location']), /\/replay\?version=2&by=1/)
  await assert.rejects(back(), refused('changed-meanwhile', 'in-force-already'))
  assert.equal(await unitOf(await report()), 'lighting')
  const open = await page(`/algorithms/${NAME}`, city.anybody)
  assert.match(open, /Version 1 decides again since[\s\S]*no ladder/)
  assert.match(await page(`/algorithms/${NAME}/history`, city.anybody), /gone back to an earlier/)
  await assert.rejects(back({ from: 1, version: 2 }), refused('later-version'))
})

test('the open reports that differ are decided again by what runs now, and their reporters are written to', async () => {
  promise('P3.10')
  city.later(60_000)
  const [mine] = await city.rows(sql`select 'R-' || number as number from reports.report
    where unit = 'streets' and category = 'lamp-out' order by number limit 1`)
  const number = String(mine?.['number'])
  const about = { name: NAME, version: 2, ...days, by: '1', text }
  await assert.rejects(author.does(canReport('decide-again'), about))
  await assert.rejects(officer.does(canReport('decide-again'), { ...about, by: '1; drop table' }))
  const done = await officer.does(canReport('decide-again'), about)
  assert.deepEqual(done, { cases: 2, moved: 2 })
  assert.equal(await unitOf(number), 'lighting')
  assert.match(await page(`/reports/${number}`, city.anybody), /An earlier version was better/)
  assert.deepEqual(await officer.does(canReport('decide-again'), about), { cases: 0, moved: 0 })
  const [told] = await city.rows(sql`select d from record.outbox
    where t = 'reports.decided-again' order by id limit 1`)
  assert.deepEqual(told?.['d'], { decision: NAME, version: 2, cases: 2, moved: 2 })
})

test('what other rules would have decided is told from the reports; what was corrected since is counted and left alone', async () => {
  await agreed(2)
  const [kept, moved] = [await report({ email: 'amina@mail.example' }), await report()]
  await ruled('category == "lamp-out" -> green')
  const late = await report()
  const [{ version } = {}] = await city.rows(sql`
    select version from reports.report where 'R-' || number = ${moved}`)
  city.later(60_000)
  const place = { address: 'Calle del Faro 5', lon: 12.4501, lat: 36.9301 }
  await author.does(canReport('correct'), { number: moved, version, ...place })
  await city.work()
  const [part] = await city.rows(sql`select hash from decisions.bound
    where decision = ${NAME} and until is not null order by until desc limit 1`)
  const by = `rules:${String(part?.['hash'])}`
  const shown = await page(`/algorithms/${NAME}/replay?version=2&by=${by}`)
  assert.match(shown, /the rules in force until/)
  assert.ok(shown.includes('cannot be told what would have been decided'))
  const row = (number: string) => new RegExp(`${number}</a>[\\s\\S]*?</tr>`).exec(shown)?.[0] ?? ''
  assert.match(row(late), /Parks and trees[\s\S]*<strong>Streets and pavements<\/strong>/)
  assert.match(row(moved), /Cannot be told/)
  assert.match(row(kept), /The same/)
  const about = { name: NAME, version: 2, ...days, by, text }
  const done = await officer.does(can('look-again-at-others'), about)
  assert.equal(done.back, 1)
  assert.deepEqual([await unitOf(late), await unitOf(kept)], [null, 'streets'])
  await assert.rejects(
    officer.does(can('look-again-at-others'), { ...about, by: `rules:${'0'.repeat(64)}` }),
    refused('nothing-to-replay'),
  )
})
