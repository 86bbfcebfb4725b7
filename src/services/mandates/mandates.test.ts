import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { enqueuer } from '#core/jobs'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { begin, leave } from './actions/act.ts'
import { stop } from './actions/desk.ts'
import { withdraw } from './actions/give.ts'
import { nightly } from './jobs.ts'
import { agreed, guardianOf, mandatesOf, numberOf } from './trial.ts'
import { ask } from './actions/desk.ts'
import { promise } from '#test/promise'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const report = can('report')
const reportsRef = (one: Somebody) => city.city.channel('reports').refOf(one.ref)
const officials = async (name: string): Promise<[Somebody, Somebody]> => [
  await city.official(`${name}1`, 'front-desk'),
  await city.official(`${name}2`, 'front-desk'),
]

test('Bruno acts for Amina: every page says so, and what he does is hers and stands in her folder', async () => {
  promise('P2.29')
  const [amina, bruno] = [await city.resident('amina'), await city.resident('bruno')]
  const mandate = await agreed(amina, bruno)
  assert.equal((await bruno.posts(`/mandates/${mandate}/begin`)).headers['location'], '/folder')
  for (const path of ['/folder', '/reports', '/', '/mandates']) {
    const page = (await bruno.opens(path)).text
    assert.match(page, /You are acting for[^<]*Amina from next door/, path)
    assert.match(page, /action="\/mandates\/leave"/, path)
  }
  await bruno.does(report, { ...lamp, toAccount: true })
  const [row] = await city.rows(sql`select reporter from reports.report`)
  assert.equal(row?.['reporter'], await reportsRef(amina))
  const entries = await city.rows(sql`select by from record.outbox where t = 'reports.received'`)
  assert.deepEqual(entries, [{ by: 'role:delegate' }])
  await bruno.does(leave, {})
  assert.ok(!(await bruno.opens('/')).text.includes('You are acting for'))
  const folder = (await amina.opens('/folder')).text
  assert.match(folder, /acts for you \(my neighbour Bruno\) reported a problem for you/)
  assert.match(folder, /acts for you \(my neighbour Bruno\) began to act for you/)
})

test('he reads her folder and not his own, and the record of mandates names nobody', async () => {
  const [amina, bruno] = [await city.resident('a2'), await city.resident('b2')]
  const mandate = await agreed(amina, bruno, ['folder'])
  await amina.does(report, { ...lamp, toAccount: true })
  await city.work()
  await bruno.does(begin, { mandate })
  const seen = (one: Somebody) =>
    one.opens('/api/folder').then((got) => got.json<{ accesses: { case: string }[] }>().accesses)
  assert.deepEqual(await seen(bruno), await seen(amina))
  assert.ok((await seen(amina)).length > 0)
  const entries = JSON.stringify(
    await city.rows(sql`select d from record.outbox where t like 'mandates.%'`),
  )
  assert.ok(!/Bruno|Amina|a2|b2/.test(entries))
})

const beyond: readonly (readonly [string, Record<string, string | string[]>])[] = [
  ['/folder/erasing/contact/erase', {}],
  ['/folder/rights/restrict', { class: 'contact' }],
  ['/mandates/new/offer', { name: 'Carla', scopes: ['folder'], until: '2027-01-01' }],
  ['/mandates/take/enter', { code: '0000-0000-0000-0000', name: 'x' }],
  ['/residence/letter/ask', {}],
  ['/residence/leaving/end', { why: 'moved' }],
  ['/ways/generator/offer', {}],
]

test('a delegate erases nothing, restricts nothing, proves nothing and passes nothing on', async () => {
  promise('P2.29')
  const [amina, bruno] = [await city.resident('a3'), await city.resident('b3')]
  const mandate = await agreed(amina, bruno)
  await bruno.does(begin, { mandate })
  for (const [path, fields] of beyond) {
    const got = await bruno.posts(`/api${path}`, fields)
    assert.ok([403, 404].includes(got.status), `${path} answers ${got.status}`)
  }
  for (const path of [
    '/folder/take',
    '/folder/take/archive',
    '/folder/rights',
    '/sessions',
    '/ways',
  ]) {
    assert.equal((await bruno.opens(path)).status, 403, path)
  }
  await assert.rejects(bruno.does(withdraw, { mandate }), /not-for-another/)
  assert.equal((await mandatesOf(amina)).at(0)?.state, 'standing')
})

test('what the mandate does not include is refused, and looking is not acting', async () => {
  const [amina, bruno] = [await city.resident('a4'), await city.resident('b4')]
  const mandate = await agreed(amina, bruno, ['folder'])
  await bruno.does(begin, { mandate })
  await assert.rejects(bruno.does(report, lamp), /not-in-mandate/)
  await bruno.does(leave, {})
  const other = await agreed(amina, bruno, ['reports.report'])
  await bruno.does(begin, { mandate: other })
  assert.equal((await bruno.opens('/folder')).status, 403)
  assert.equal((await bruno.opens('/api/folder')).status, 403)
  assert.equal((await bruno.opens('/folder.csv')).status, 403)
})

test('a stranger does not act by another’s mandate, nor does anybody before the second yes', async () => {
  const [amina, bruno, carla] = [
    await city.resident('a5'),
    await city.resident('b5'),
    await city.resident('c5'),
  ]
  const mandate = await agreed(amina, bruno)
  await assert.rejects(carla.does(begin, { mandate }), /no-such-mandate/)
  await assert.rejects(amina.does(begin, { mandate }), /no-such-mandate/)
})

test('beginning to act needs a fresh proof of who it is', async () => {
  const [amina, bruno] = [await city.resident('a6'), await city.resident('b6')]
  const mandate = await agreed(amina, bruno)
  city.later(11 * 60_000)
  await assert.rejects(bruno.does(begin, { mandate }), /prove-again/)
})

test('Amina ends it while Bruno acts: he can do nothing more, and does not become himself unnoticed', async () => {
  promise('P2.29')
  const [amina, bruno] = [await city.resident('a7'), await city.resident('b7')]
  const mandate = await agreed(amina, bruno)
  await bruno.does(begin, { mandate })
  await amina.does(withdraw, { mandate })
  await assert.rejects(bruno.does(report, lamp), /not-in-mandate/)
  assert.equal((await bruno.opens('/folder')).status, 403)
  assert.match((await bruno.opens('/')).text, /The mandate has ended/)
  await bruno.does(leave, {})
  await bruno.does(report, lamp)
  await assert.rejects(bruno.does(begin, { mandate }), /no-such-mandate/)
})

test('a mandate that ends at the same moment as an act: the act is whole and told, or not done', async () => {
  const [amina, bruno] = [await city.resident('a8'), await city.resident('b8')]
  for (let round = 0; round < 3; round += 1) {
    const mandate = await agreed(amina, bruno)
    await bruno.does(begin, { mandate })
    const count = async () =>
      (
        await city.rows(sql`select 1 from reports.report
        where reporter = ${await reportsRef(amina)}`)
      ).length
    const was = await count()
    const [, acted] = await Promise.allSettled([
      amina.does(withdraw, { mandate }),
      bruno.does(report, lamp),
    ])
    const told = await city.rows(sql`select 1 from people.acted
      where mandate = ${mandate} and act = 'reports.report'`)
    const done = acted.status === 'fulfilled' ? 1 : 0
    assert.equal(told.length, done)
    assert.equal((await count()) - was, done)
    await assert.rejects(bruno.does(report, lamp), /not-in-mandate/)
    await bruno.does(leave, {})
  }
})

test('Carmen acts for her child, by a mandate of two officials; the file ends it at once', async () => {
  const [first, second] = await officials('o')
  const carmen = await city.resident('carmen')
  const mandate = await guardianOf(carmen, [first, second])
  await carmen.does(begin, { mandate })
  assert.match((await carmen.opens('/folder')).text, /Your guardian \(Carmen Odriozola\) began/)
  await carmen.does(report, lamp)
  await assert.rejects(carmen.does(withdraw, { mandate }), /not-for-another/)
  await first.does(stop, { evidence: 'FAM-2026-17' })
  await assert.rejects(carmen.does(report, lamp), /not-in-mandate/)
})

test('both parents see what the other did for the child', async () => {
  const pair = await officials('p')
  const [mother, father] = [await city.resident('m'), await city.resident('f')]
  const mine = await guardianOf(mother, pair, { personName: 'Mia', evidence: 'FAM-9' })
  const his = await guardianOf(father, pair, {
    ...{ personName: 'Mia', evidence: 'FAM-9', delegateName: 'Osvaldo Prim' },
  })
  await father.does(begin, { mandate: his })
  await father.does(report, lamp)
  await mother.does(begin, { mandate: mine })
  assert.match((await mother.opens('/folder')).text, /Osvaldo Prim\) reported a problem/)
})

test('one official is not enough, no official acts in their own matter, and no resident at the desk', async () => {
  const [first] = await officials('q')
  const dora = await city.resident('dora')
  await assert.rejects(guardianOf(dora, [first, first], { evidence: 'FAM-3' }), /second-official/)
  await assert.rejects(guardianOf(first, [first, first]), /own-mandate/)
  const asked = {
    kind: 'court',
    delegate: await numberOf(dora),
    delegateName: 'D',
    personName: 'E',
  }
  const more = { birthDate: '1940-01-01', scopes: ['folder'], evidence: 'C-1', until: '2027-01-01' }
  await assert.rejects(dora.does(ask, { ...asked, ...more } as never), /mandates.manage/)
})

test('on its day a mandate is over, and the night writes down how many ended', async () => {
  const [amina, bruno] = [await city.resident('a9'), await city.resident('b9')]
  const mandate = await agreed(amina, bruno, ['folder'], '2026-03-03')
  city.later(16 * 3_600_000)
  const fresh = await city.resident('someone')
  assert.equal((await fresh.opens('/mandates')).status, 200)
  await city.city.db.transact((tx) => enqueuer(tx, () => city.city.clock())(nightly, {}))
  await city.work()
  const ended = await city.rows(sql`select d as body from record.outbox
    where t = 'mandates.ended' and d ->> 'why' = 'date'`)
  assert.equal(ended.length, 1)
  assert.ok(mandate)
})
