import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#test/city'
import { hubOf, type Hub } from './trial.ts'
import { confirmed, count, noteAnswer } from './actions.ts'
import { plainAddress } from './model.ts'

let hub: Hub
before(async () => {
  hub = await hubOf()
})
after(() => hub.close())

const ask = (email: string, city = 'lyon-fr') => hub.city.anybody.does(count, { city, email })
async function codeFor(email: string): Promise<string> {
  await hub.city.work()
  const letter = (await hub.city.letters()).find(({ to }) => to === email)
  return /confirm\/([0-9a-z]+)/.exec(letter?.text ?? '')?.[1] ?? ''
}
async function supporters(city = 'lyon-fr'): Promise<number> {
  const page = await hub.city.anybody.opens(`/api/ask-my-city/${city}`)
  return page.json<{ supporters: number }>().supporters
}

test('somebody finds her city, whatever accents she types, and gets a letter in her language', async () => {
  const found = await hub.city.anybody.opens('/ask-my-city?words=MALAGA')
  assert.match(found.text, /href="\/ask-my-city\/malaga-es"/)
  const letter = await hub.city.anybody.opens('/ask-my-city/malaga-es?language=ar')
  assert.match(letter.text, /إلى رئيس البلدية/)
  assert.match(letter.text, /href="mailto:\?subject=/)
  assert.doesNotMatch(letter.text, /⟦/)
})

test('an address counts once it is confirmed, once per city, and then nobody may read it', async () => {
  await ask('amina@luzarra.example')
  assert.equal(await supporters(), 0)
  const code = await codeFor('amina@luzarra.example')
  const looked = await hub.city.anybody.opens(`/ask-my-city/confirm/${code}`)
  assert.equal(looked.status, 200)
  assert.equal(await supporters(), 0, 'opening the link counts nothing')
  await hub.city.anybody.does(confirmed, { code })
  assert.equal(await supporters(), 1)
  await assert.rejects(hub.city.anybody.does(confirmed, { code }), /no-such-ask/)
  const grants = await hub.city.rows(sql`select count(*) as n from supporters.ask`)
  assert.equal(grants[0]?.['n'], 0)
  await ask('Amina+again@Luzarra.example')
  await hub.city.work()
  assert.equal((await hub.city.letters()).length, 1, 'no second letter')
  assert.equal(await supporters(), 1)
})

test('the same person counts for another city as well, under a mark that cannot be compared', async () => {
  hub.city.later(60_000)
  await ask('amina@luzarra.example', 'malaga-es')
  const letters = async () => {
    await hub.city.work()
    return (await hub.city.letters()).filter(({ to }) => to === 'amina@luzarra.example')
  }
  const [newest] = await letters()
  const code = /confirm\/([0-9a-z]+)/.exec(newest?.text ?? '')?.[1] ?? ''
  await hub.city.anybody.does(confirmed, { code })
  assert.equal(await supporters('malaga-es'), 1)
  const marks = await hub.city.rows(sql`select distinct address_hash from supporters.supporter`)
  assert.equal(marks.length, 2)
})

test('no address stands in the database of the city, confirmed or not', async () => {
  await ask('bruno@luzarra.example')
  await hub.city.work()
  const tables = await hub.city.rows(
    sql`select a::text as row from supporters.ask a union all select s::text from supporters.supporter s
        union all select j::text from jobs.job j union all select o::text from record.outbox o`,
  )
  assert.doesNotMatch(JSON.stringify(tables), /bruno@|amina@/i)
})

test('what nobody confirms is forgotten after seven days', async () => {
  await ask('salma@luzarra.example')
  const code = await codeFor('salma@luzarra.example')
  hub.city.later(8 * 86_400_000)
  await hub.city.work()
  const left = await hub.city.rows(sql`select count(*) as n from supporters.ask`)
  assert.equal(left[0]?.['n'], 0)
  await assert.rejects(hub.city.anybody.does(confirmed, { code }), /no-such-ask/)
})

test('the record learns the number of a day, never a single request', async () => {
  hub.city.later(2 * 86_400_000)
  await hub.city.work()
  const entries = await hub.city.rows(
    sql`select d as body from record.outbox where t = 'supporters.counted' order by d ->> 'city'`,
  )
  assert.deepEqual(
    entries.map(({ body }) => body),
    [
      { city: 'lyon-fr', supporters: 1 },
      { city: 'malaga-es', supporters: 1 },
    ],
  )
})

test('everybody sees on which day the city answered', async () => {
  const secretariat = await hub.city.official('sofia', 'secretariat')
  const note = (on: string, city = 'lyon-fr') => secretariat.does(noteAnswer, { city, on })
  await assert.rejects(note('2999-01-01'), /in-the-future/)
  await assert.rejects(note('2026-03-01', 'paris-fr'), /nobody-asked/)
  await note('2026-03-01')
  assert.match((await hub.city.anybody.opens('/ask-my-city/lyon-fr')).text, /Lyon has answered/)
})

test('a form without JavaScript leads to the next step, and a city that is not listed is not found', async () => {
  const sent = await hub.city.anybody.posts('/ask-my-city/lyon-fr/count', {
    email: 'teo@luzarra.example',
  })
  assert.equal(sent.status, 303)
  assert.equal(sent.headers['location'], '/ask-my-city/lyon-fr/sent')
  const wrong = await hub.city.anybody.posts('/ask-my-city/lyon-fr/count', { email: 'no address' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /value="no address"/)
  assert.equal((await hub.city.anybody.opens('/ask-my-city/atlantis-gr')).status, 404)
})

test('an address is the same in capitals and with a tag', () => {
  assert.equal(plainAddress(' Amina+Votes@Luzarra.Example '), 'amina@luzarra.example')
})
