import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import account from '#services/account'
import record from '#services/record'
import coalition from '#hub/coalition'
import changes from '#hub/changes'
import cities from '#hub/cities'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { chair, end, found, join, leave } from './actions/groups.ts'
import { approve, decline, takeIn } from './actions/deciding.ts'
import { publish, sign, withdraw } from './actions/statements.ts'
import { openText, propose } from './actions/texts.ts'
import { file, finishTask, setTask } from './actions/work.ts'
import groups from './service.ts'
import { promise } from '#test/promise'

let city: TestCity
let sofia: Somebody
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const stands = (id: string, state: string) =>
  city.city.db.transact((tx) =>
    tx.run(sql`insert into endorsements.membership (city, name, state, decided_on, source, changed_at)
      values (${id}, ${id}, ${state}, '2019-01-01', 'list', now())
      on conflict (city) do update set state = excluded.state`),
  )
const entries = (kind: string) =>
  city.rows(sql`select d as body, by from record.outbox where t = ${kind} order by id`)

before(async () => {
  const hub = [coalition, declaration, endorsements, cities, groups, changes]
  city = await openCity([account, record, ...hub])
  sofia = await city.official('sofia', 'secretariat')
  const list = cities.actions.find(({ name }) => name === 'cities.list')
  assert.ok(list)
  const place = { country: 'FR', domains: 'grenoble.fr' }
  await sofia.does(list, { name: 'Grenoble', ...place })
  await sofia.does(list, { name: 'Lyon', country: 'FR', domains: 'lyon.fr' })
  await sofia.does(list, { name: 'Bergen', country: 'NO', domains: 'bergen.kommune.no' })
  await stands('grenoble-fr', 'member')
  await stands('lyon-fr', 'historic')
  await stands('bergen-no', 'on_hold')
})
after(() => city.close())

const group = 'data-for-all'

test('a group is founded by the secretariat, and only members of the coalition join', async () => {
  const made = await sofia.does(found, { name: 'Data for all', purpose: 'Open data together.' })
  assert.deepEqual(made, { group })
  const again = { name: 'Data for all', purpose: 'Twice' }
  await assert.rejects(sofia.does(found, again), /already-founded/)
  await sofia.does(join, { group, city: 'grenoble-fr' })
  await sofia.does(join, { group, city: 'lyon-fr' })
  await assert.rejects(sofia.does(join, { group, city: 'lyon-fr' }), /in-group-already/)
  await assert.rejects(sofia.does(join, { group, city: 'bergen-no' }), /not-a-member/)
  const amina = await city.resident('amina')
  await assert.rejects(amina.does(join, { group, city: 'lyon-fr' }), /people.who.groups.work/)
})

test('a city of the group takes the chair, and gives it back when it leaves', async () => {
  await assert.rejects(sofia.does(chair, { group, city: 'bergen-no' }), /not-in-group/)
  await sofia.does(chair, { group, city: 'lyon-fr' })
  assert.match((await city.anybody.opens(`/groups/${group}`)).text, /Chairs the group/)
  await sofia.does(leave, { group, city: 'lyon-fr' })
  const page = await city.anybody.opens(`/groups/${group}`)
  assert.doesNotMatch(page.text, /Chairs the group/)
  assert.match(page.text, />Left</)
  await sofia.does(join, { group, city: 'lyon-fr' })
})

test('minutes and documents are kept with their hash, and tasks say when they are overdue', async () => {
  const minutes = { group, kind: 'minutes', title: 'First meeting', on: '2026-02-20' } as const
  await sofia.does(file, { ...minutes, text: 'We began.' })
  await assert.rejects(sofia.does(file, minutes), /text-or-link/)
  const link = 'https://grenoble.fr/plan.pdf'
  await assert.rejects(sofia.does(file, { ...minutes, link }), /link-needs-hash/)
  await sofia.does(file, { ...minutes, kind: 'document', link, sha256: hash('plan') })
  const [first] = await entries('groups.filed')
  const body = first?.['body'] as { sha256: string } | undefined
  assert.equal(body?.sha256, hash('We began.'))
  assert.equal(first?.['by'], 'role:secretariat')
  const { number } = await sofia.does(setTask, { group, title: 'Count', due: '2026-03-01' })
  assert.match((await city.anybody.opens(`/groups/${group}`)).text, /Overdue/)
  await sofia.does(finishTask, { group, number: String(number) })
  await assert.rejects(sofia.does(finishTask, { group, number: String(number) }), /no-open-task/)
})

test('one text, three bodies, an amendment: adopted when all three approved the same hash', async () => {
  const body = 'Cities share their data.\nAlways.'
  const bodies = 'City council\nYouth council\nMetropolitan board'
  const { text } = await sofia.does(openText, { group, title: 'Charter', body, bodies })
  const at = { group, text: String(text) }
  const yes = (who: string, words: string) =>
    sofia.does(approve, { ...at, body: who, sha256: hash(words), on: '2026-03-01' })
  assert.deepEqual(await yes('City council', body), { group, text, adopted: false })
  await assert.rejects(yes('Parliament', body), /no-such-body/)
  const better = 'Cities share their data.\nAlways, and with everybody.'
  const proposal = { ...at, city: 'lyon-fr', body: better, reason: 'Clearer.' }
  await assert.rejects(sofia.does(propose, { ...proposal, body }), /changes-nothing/)
  const { amendment } = await sofia.does(propose, proposal)
  const late = await sofia.does(propose, { ...proposal, body: 'Something else.' })
  const page = await city.anybody.opens(`/groups/${group}/texts/${text}`)
  assert.match(page.text, /<del>Always\.<\/del>/)
  assert.match(page.text, /<ins>Always, and with everybody\.<\/ins>/)
  await sofia.does(takeIn, { ...at, amendment: String(amendment) })
  const outdated = { ...at, amendment: String(late.amendment) }
  await assert.rejects(sofia.does(takeIn, outdated), /amendment-outdated/)
  await sofia.does(decline, outdated)
  await assert.rejects(yes('Youth council', body), /other-hash/)
  await yes('Youth council', better)
  await yes('Metropolitan board', better)
  const waits = await city.anybody.opens(`/groups/${group}/texts/${text}`)
  assert.match(waits.text, /Approved an older version/)
  assert.deepEqual(await yes('City council', better), { group, text, adopted: true })
  await assert.rejects(sofia.does(propose, proposal), /text-adopted/)
  assert.deepEqual(await entries('groups.adopted'), [
    { body: { group, text, sha256: hash(better) }, by: 'role:secretariat' },
  ])
  assert.doesNotMatch((await city.anybody.opens(`/groups/${group}/texts/${text}`)).text, /⟦/)
})

test('each city signs a statement by its own decision on its own domain, and late ones have their own day', async () => {
  promise('P6.13')
  const { statement } = await sofia.does(publish, { group, title: 'For lamps', body: 'Light.' })
  const at = { group, statement: String(statement) }
  const by = { authority: 'City Council', decided: '2026-03-01', sha256: hash('decision') }
  const grenoble = { ...at, ...by, city: 'grenoble-fr', proof: 'https://www.grenoble.fr/d.pdf' }
  await assert.rejects(
    sofia.does(sign, { ...grenoble, proof: 'https://lyon.fr/d.pdf' }),
    /foreign-proof/,
  )
  await assert.rejects(sofia.does(sign, { ...grenoble, decided: '2026-09-01' }), /decided-later/)
  await sofia.does(sign, grenoble)
  await assert.rejects(sofia.does(sign, grenoble), /signed-already/)
  city.later(40 * 86_400_000)
  sofia = await city.official('sara', 'secretariat')
  await sofia.does(sign, { ...grenoble, city: 'lyon-fr', proof: 'https://lyon.fr/d.pdf' })
  const bergen = { ...grenoble, city: 'bergen-no', proof: 'https://bergen.kommune.no/d' }
  await assert.rejects(sofia.does(sign, bergen), /not-a-member/)
  const page = await city.anybody.opens(`/groups/${group}/statements/${statement}`)
  assert.match(page.text, /Signed later/)
  const signed = (await entries('groups.statement-signed')).map(({ body }) => body)
  assert.deepEqual(
    signed.map((one) => {
      const { city: who, signed: on, sha256 } = one as Record<string, string>
      return [who, on, sha256]
    }),
    [
      ['grenoble-fr', '2026-03-02', hash('Light.')],
      ['lyon-fr', '2026-04-11', hash('Light.')],
    ],
  )
  await sofia.does(withdraw, { ...at, city: 'lyon-fr' })
  await assert.rejects(sofia.does(withdraw, { ...at, city: 'lyon-fr' }), /not-signed/)
  assert.match(
    (await city.anybody.opens(`/groups/${group}/statements/${statement}`)).text,
    /Withdrawn/,
  )
})

test('a closed group says why, and shows what it writes to its keepers alone', async () => {
  const why = 'It speaks of weaknesses that are not closed yet.'
  const closed = { name: 'Weaknesses', purpose: 'Closing them.', closedBecause: why }
  const { group: id } = await sofia.does(found, closed)
  const body = 'There is a hole.'
  await sofia.does(file, {
    group: id,
    kind: 'minutes',
    title: 'The hole',
    on: '2026-03-01',
    text: body,
  })
  const { text } = await sofia.does(openText, { group: id, title: 'Secret', body, bodies: 'Board' })
  const page = await city.anybody.opens(`/groups/${id}`)
  assert.match(page.text, /not closed yet/)
  assert.doesNotMatch(page.text, /The hole/)
  const api = await city.anybody.opens(`/api/groups/${id}`)
  assert.doesNotMatch(api.text, /hole/)
  assert.equal((await city.anybody.opens(`/groups/${id}/texts/${text}`)).status, 404)
  assert.match((await sofia.opens(`/groups/${id}`)).text, /The hole/)
  const filed = (await entries('groups.filed')).at(-1)
  const said = filed?.['body'] as { sha256: string } | undefined
  assert.match(said?.sha256 ?? '', /^[0-9a-f]{64}$/)
  assert.notEqual(said?.sha256, hash(body))
})

test('what was adopted and signed is news for other cities', async () => {
  await city.city.record.step()
  const feed = await city.anybody.opens('/federation/changes')
  const kinds = feed.text.match(/"t":"groups\.[a-z-]+"/g) ?? []
  assert.deepEqual(kinds, [
    '"t":"groups.adopted"',
    '"t":"groups.statement-published"',
    '"t":"groups.statement-signed"',
    '"t":"groups.statement-signed"',
    '"t":"groups.signature-withdrawn"',
  ])
})

test('a group that ended changes nothing any more and stays readable', async () => {
  await sofia.does(end, { group })
  const task = { group, title: 'Late', due: '2026-09-01' }
  await assert.rejects(sofia.does(setTask, task), /group-ended/)
  await assert.rejects(sofia.does(publish, { group, title: 'Late', body: 'x' }), /group-ended/)
  const page = await city.anybody.opens(`/groups/${group}`)
  assert.match(page.text, /has done its work/)
  assert.match(page.text, /First meeting/)
  assert.equal((await city.anybody.opens('/groups/nobody')).status, 404)
})
