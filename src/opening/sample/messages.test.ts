/** The last days of the sample year: a unit writes, a resident answers and agrees to letters. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { personOf, type Post } from '#core/people'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { lamp } from '#test/lamp'
import { writeMessages } from './messages.ts'
import { setStage } from './stage.ts'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city?.close())

test('a visitor of the sample city finds messages, a fee, a day and a consent in the first folder', async () => {
  const [amina, bruno] = [
    await city.resident('amina'),
    await city.official('bruno', 'unit-lead', 'lighting'),
  ]
  const now = Date.parse(city.city.clock())
  const stage = setStage(city.city)
  const actor = ({ ref, email }: Somebody, posts: readonly Post[]) => {
    const shown = { how: ['passkey'], assurance: 'substantial', provedAt: stage.now() } as const
    const session = { id: `sample ${ref}`, ref, since: stage.now(), ...shown, posts }
    return { email, language: 'en', person: personOf(session, city.city.facts.roles) }
  }
  const resident = { ...actor(amina, []), name: 'Amina', writes: 1 }
  const worker = actor(bruno, [{ role: 'unit-lead', unit: 'lighting' }])
  stage.at(now - 9 * 86_400_000)
  const sent = await stage.does(resident, 'reports.report', { ...lamp, toAccount: true })
  const answer = { number: sent['number'], version: 1, text: 'We come on Monday.' }
  await stage.does(worker, 'reports.answer', answer)
  const cast = { residents: [resident], officials: new Map([['unit-lead', worker]]) }
  await writeMessages({ stage, cast, now })
  const rows = await city.rows(sql`select written from messages.message order by id`)
  assert.deepEqual(
    rows.map(({ written }) => written),
    ['service', 'official', 'resident', 'official'],
  )
  const dues = await city.rows(sql`select kind, state from messages.due order by due_on`)
  assert.deepEqual(dues, [
    { kind: 'charge', state: 'open' },
    { kind: 'deadline', state: 'open' },
  ])
  const folder = city.city.channel('folder')
  const consents = await folder.rights.consents(await folder.refOf(amina.ref))
  assert.deepEqual(consents.map(({ notice }) => notice).toSorted(), [
    'folder-weekly',
    'messages-mail',
  ])
})
