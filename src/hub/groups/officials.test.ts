import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import account from '#services/account'
import record from '#services/record'
import coalition from '#hub/coalition'
import cities from '#hub/cities'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import { approve, takeIn } from './actions/deciding.ts'
import { chair, end, found, join, leave } from './actions/groups.ts'
import { makePublic, shut } from './actions/openness.ts'
import { publish, sign, withdraw } from './actions/statements.ts'
import { openText, propose } from './actions/texts.ts'
import { file, setTask } from './actions/work.ts'
import groups from './service.ts'

let hub: TestCity
let gita: Somebody
let luc: Somebody
let nils: Somebody
const [group, grenoble, lyon] = ['open-code', 'grenoble-fr', 'lyon-fr']
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const bodies = (kind: string) =>
  hub.rows(sql`select d as body, by from record.outbox where t = ${kind} order by id`)

before(async () => {
  hub = await openCity([account, record, coalition, declaration, endorsements, cities, groups])
  const sofia = await hub.official('sofia', 'secretariat')
  for (const [name, domains] of [
    ['Grenoble', 'grenoble.fr'],
    ['Lyon', 'lyon.fr'],
  ])
    await sofia.does(hubCan('cities.list'), { name, country: 'FR', domains })
  await madeMember(hub, grenoble)
  await madeMember(hub, lyon)
  gita = await hub.official('gita', 'city-official', grenoble)
  luc = await hub.official('luc', 'city-official', lyon)
  nils = await hub.official('nils', 'city-official')
})
after(() => hub.close())

test('a member city founds a group and chairs it; another one joins by its own official', async () => {
  const founding = { name: 'Open code', purpose: 'Code that cities share.' }
  await assert.rejects(gita.does(found, founding), /not-your-city/)
  await assert.rejects(gita.does(found, { ...founding, city: lyon }), /not-your-city/)
  await assert.rejects(nils.does(found, founding), /not-your-city/)
  await gita.does(found, { ...founding, city: grenoble })
  await assert.rejects(gita.does(join, { group, city: lyon }), /not-your-city/)
  assert.equal((await luc.posts(`/groups/${group}/join`, { city: lyon })).status, 303)
  const [entry] = await bodies('groups.chaired')
  assert.deepEqual(entry, { body: { group, city: grenoble }, by: 'role:city-official' })
})

test('every city of the group writes minutes and sets tasks, and the page says which one did', async () => {
  const minutes = { group, kind: 'minutes', title: 'Second meeting', on: '2026-03-01' } as const
  await assert.rejects(nils.does(file, { ...minutes, text: 'Hm.' }), /not-in-this-group/)
  await luc.does(file, { ...minutes, text: 'We met in Lyon.' })
  await luc.does(setTask, { group, title: 'List the licences', city: grenoble, due: '2026-04-01' })
  const page = await hub.anybody.opens(`/groups/${group}`)
  assert.match(page.text, /filed by <a href="\/cities\/lyon-fr">Lyon/)
  const [filed] = await bodies('groups.filed')
  assert.equal(Object(filed?.['body']).city, lyon)
  assert.doesNotMatch(page.text, /Keep this group up to date/)
  assert.match((await luc.opens(`/groups/${group}`)).text, /File minutes or a document/)
})

test('each body approves through its own city, and the chair alone takes amendments in', async () => {
  const names = 'Grenoble: City council\nLyon: City council\nYouth assembly'
  const words = { group, title: 'Licence', body: 'We publish.', bodies: names }
  const { text } = await luc.does(openText, words)
  const at = { group, text: String(text) }
  const better = 'We publish under an open licence.'
  await assert.rejects(
    luc.does(propose, { ...at, body: better, reason: 'x', city: grenoble }),
    /not-your-city/,
  )
  const { amendment } = await luc.does(propose, { ...at, body: better, reason: 'Say which.' })
  const taking = { ...at, amendment: String(amendment) }
  await assert.rejects(luc.does(takeIn, taking), /not-the-chair/)
  await gita.does(takeIn, taking)
  const yes = (who: Somebody, body: string) =>
    who.does(approve, { ...at, body, sha256: hash(better), on: '2026-03-01' })
  await assert.rejects(yes(gita, 'Lyon: City council'), /not-your-body/)
  await assert.rejects(yes(luc, 'Youth assembly'), /not-your-body/)
  await yes(luc, 'Lyon: City council')
  await yes(gita, 'Youth assembly')
  assert.equal((await yes(gita, 'Grenoble: City council')).adopted, true)
})

test('each city signs a joint statement by its own official, and takes back its own signature alone', async () => {
  const words = { group, title: 'Public code', body: 'Code paid by all is open to all.' }
  await assert.rejects(luc.does(publish, words), /not-the-chair/)
  const { statement } = await gita.does(publish, words)
  const decision = { authority: 'City Council', decided: '2026-03-01', sha256: hash('decision') }
  const at = { group, statement: String(statement), city: lyon }
  const signed = { ...at, ...decision, proof: 'https://lyon.fr/decision.pdf' }
  await assert.rejects(gita.does(sign, signed), /not-your-city/)
  await luc.does(sign, signed)
  await assert.rejects(gita.does(withdraw, at), /not-your-city/)
  assert.match((await luc.opens(`/groups/${group}/statements/${statement}`)).text, /withdraws/)
  const [entry] = await bodies('groups.statement-signed')
  assert.equal(entry?.['by'], 'role:city-official')
})

test('the chair closes the group with a reason: its cities read on, nobody else, until it is public again', async () => {
  const because = 'It speaks of a hole that is not mended.'
  await assert.rejects(luc.does(shut, { group, because }), /not-the-chair/)
  await gita.does(shut, { group, because })
  await assert.rejects(gita.does(shut, { group, because }), /turned-already/)
  const stranger = await hub.anybody.opens(`/groups/${group}`)
  assert.match(stranger.text, /a hole that is not mended/)
  assert.doesNotMatch(stranger.text, /Second meeting/)
  assert.doesNotMatch((await nils.opens(`/api/groups/${group}`)).text, /Second meeting/)
  assert.match((await luc.opens(`/groups/${group}`)).text, /Second meeting/)
  await gita.does(makePublic, { group })
  assert.match((await hub.anybody.opens(`/groups/${group}`)).text, /Second meeting/)
})

test('the chair is handed on, falls vacant when its city leaves, and is taken by another for itself', async () => {
  await assert.rejects(luc.does(chair, { group, city: lyon }), /not-the-chair/)
  await assert.rejects(luc.does(leave, { group, city: grenoble }), /not-your-city/)
  await gita.does(leave, { group, city: grenoble })
  await luc.does(chair, { group, city: lyon })
  await gita.does(join, { group, city: grenoble })
  await luc.does(chair, { group, city: grenoble })
  await assert.rejects(luc.does(end, { group }), /not-the-chair/)
  await gita.does(end, { group })
})
