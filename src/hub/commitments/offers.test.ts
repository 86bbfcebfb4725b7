import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { lampRegister, memberCity } from '#test/promised'
import { setAside } from './actions/offers.ts'
import { promise } from './actions/promise.ts'
import { judge } from './actions/voices.ts'

let hub: TestCity
let gaston: Somebody
let tom: Somebody
let grenoble: string
let toronto: string

/** What the city wrote into its application, as it stands there once the city is a member. */
async function named(city: string, actions: Readonly<Record<string, string>>) {
  await hub.city.db.transact(async (tx) => {
    await tx.run(sql`update endorsements.membership set state = 'member' where city = ${city}`)
    await tx.run(sql`insert into endorsements.application (kind, state, code_hash, language, city, name,
        country, level, begun_at, submitted_on)
      values ('join', 'member', ${`code of ${city}`}, 'en', ${city}, ${city}, 'FR', 'municipality',
        now(), '2026-02-01')`)
    for (const [area, text] of Object.entries(actions))
      await tx.run(sql`insert into endorsements.first_action (application, area, text)
        select max(number), ${area}, ${text} from endorsements.application`)
  })
}

before(async () => {
  hub = await openCity()
  const secretariat = await hub.official('sofia', 'secretariat')
  grenoble = await memberCity(hub, secretariat, 'Grenoble')
  toronto = await memberCity(hub, secretariat, 'Toronto')
  gaston = await hub.official('gaston', 'city-official', grenoble)
  tom = await hub.official('tom', 'city-official', toronto)
  await named(grenoble, {
    openness: 'Every new program is published.',
    process: 'We come to the meetings.',
    transparency: 'Every algorithm is listed.',
  })
})
after(() => hub.close())

const offered = async (who: Somebody) => {
  const { text } = await who.opens('/commitments/new')
  assert.doesNotMatch(text, /⟦/)
  return ['is listed', 'to the meetings', 'program is published'].filter((one) =>
    text.includes(one),
  )
}
const entries = (kind: string) =>
  hub.rows(sql`select d->>'area' as area, d->>'city' as city from record.outbox
    where t = ${kind} order by id`)

test('what a city said it does first is offered to its officials as drafts, and to nobody else', async () => {
  assert.equal((await offered(gaston)).length, 3)
  assert.deepEqual(await offered(tom), [])
  const draft = await gaston.opens(`/commitments/new?city=${grenoble}&area=transparency`)
  assert.match(draft.text, /value="Every algorithm is listed\."/)
  assert.match(draft.text, /value="transparency"[^>]*checked/)
  const foreign = await tom.opens(`/commitments/new?city=${grenoble}&area=transparency`)
  assert.doesNotMatch(foreign.text, /is listed/)
})

test('taken up, a draft is a commitment, the record says from where, and it is offered no longer', async () => {
  await gaston.does(promise, { ...lampRegister, city: grenoble, area: 'transparency' })
  assert.deepEqual(await offered(gaston), ['to the meetings', 'program is published'])
  assert.deepEqual(await entries('commitments.promised'), [
    { area: 'transparency', city: grenoble },
  ])
})

test('a city sets a draft aside; it stays on the profile, and others cannot set it aside', async () => {
  const it = { city: grenoble, area: 'process' } as const
  await assert.rejects(tom.does(setAside, it), /not-your-city/)
  await gaston.does(setAside, it)
  await assert.rejects(gaston.does(setAside, it), /nothing-offered/)
  assert.deepEqual(await offered(gaston), ['program is published'])
  assert.match((await hub.anybody.opens(`/cities/${grenoble}`)).text, /come to the meetings/)
  assert.deepEqual(await entries('commitments.set-aside'), [{ area: 'process', city: grenoble }])
})

test('a city on hold still promises for itself, and is not heard about others', async () => {
  const { number } = await gaston.does(promise, { ...lampRegister, city: grenoble })
  await hub.city.db.transact((tx) =>
    tx.run(sql`update endorsements.membership set state = 'on_hold' where city = ${toronto}`),
  )
  await tom.does(promise, { ...lampRegister, city: toronto })
  const voice = { number, city: toronto, status: 'limited', ambition: 'modest' } as const
  await assert.rejects(tom.does(judge, { ...voice, text: 'Half.' }), /city-on-hold/)
})
