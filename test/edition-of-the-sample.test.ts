import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readSession } from '#core/people'
import { hubCan } from '#test/coalition'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { madeMember } from '#test/compendium'
import { issueEdition } from '../src/opening/sample/editions.ts'
import { type Actor, setStage } from '../src/opening/sample/stage.ts'

let city: TestCity
let sofia: Somebody
before(async () => {
  city = await openCity()
  sofia = await city.official('sofia', 'secretariat')
})
after(() => city.close())

async function actorOf({ cookie, email }: Somebody): Promise<Actor> {
  const { db, clock, facts } = city.city
  const secret = cookie.replace('cityright=', '')
  return { email, language: 'en', person: await readSession(db, secret, clock(), facts.roles) }
}

test('the sample coalition issues an edition of the practices it has, and none while it has none', async () => {
  const stage = setStage(city.city)
  const now = Date.parse(city.city.clock())
  const issuing = { stage, secretariat: await actorOf(sofia), now }
  assert.equal(await issueEdition(issuing), false)
  await sofia.does(hubCan('cities.list'), { name: 'Grenoble', country: 'FR' })
  await madeMember(city, 'grenoble-fr')
  const gita = await city.official('gita', 'city-official', 'grenoble-fr')
  const text = {
    summary: 'Libraries lend laptops for four weeks.',
    problem: 'None.',
    done: 'Lent.',
  }
  const about = { city: 'grenoble-fr', language: 'fr', title: 'Laptops', forWhom: 'All', ...text }
  const { practice } = await gita.does(hubCan('practices.draft'), {
    ...{ ...about, principles: ['access'], stage: 'running', cost: 'none' },
    contact: 'office@grenoble.example',
  })
  await gita.does(hubCan('practices.approve'), { practice })
  const ticks = { facts: true, praise: true, plain: true }
  await sofia.does(hubCan('practices.publish'), { practice, ...ticks })
  assert.equal(await issueEdition(issuing), true)
  assert.match((await city.anybody.opens('/editions/1')).text, /23 February 2026/)
  await city.city.record.step()
  await city.work()
  const booklet = await city.anybody.opens('/editions/1/files/html')
  assert.match(booklet.text, /<h2 id="foreword-title">Foreword<\/h2>/)
  assert.match(booklet.text, /lang="fr" dir="ltr">Laptops</)
  assert.doesNotMatch(booklet.text, /⟦/)
})
