import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { services } from '../src/city.ts'
import { openCity, type Somebody, type TestCity } from '#test/city'

/** The table that a reviewer reads: UPDATE=yes writes it anew. */
const file = new URL('./permissions.txt', import.meta.url)

let city: TestCity
let people: readonly (readonly [name: string, who: Somebody])[]
before(async () => {
  city = await openCity()
  const roles = city.city.facts.roles.map(({ name }) => name)
  const officials = await Promise.all(
    roles.map(async (role) => [role, await city.official(`one-${role}`, role)] as const),
  )
  people = [['anybody', city.anybody], ['resident', await city.resident('amina')], ...officials]
})
after(() => city.close())

const filled = (path: string) => path.replace(/:\w+/g, 'none')

/** Refused right behind the door, so that nothing is done: nobody is signed out by being asked. */
const UNREADABLE = JSON.stringify({ '\0': 'x' })

/** May this person come in? 401 and 403 say no; everything else is said after the door. */
async function mayAct(who: Somebody, path: string): Promise<string> {
  const url = `/api${filled(path)}`
  const got = await city.city.web.inject({
    method: 'POST',
    url,
    headers: { cookie: who.cookie, 'content-type': 'application/json' },
    payload: UNREADABLE,
  })
  const refusal = got.statusCode === 403 ? (got.json().reasons?.[0]?.code ?? '') : ''
  if (got.statusCode === 401) return 'signs in first'
  return refusal.startsWith('people.who.') || got.statusCode === 403 ? 'no' : 'yes'
}

async function mayLook(who: Somebody, path: string): Promise<string> {
  const got = await who.opens(`/api${path === '/' ? '/home' : filled(path)}`)
  if (got.status === 401) return 'signs in first'
  return got.status === 403 ? 'no' : 'yes'
}

async function rowOf(name: string, path: string, policy: string, ask: typeof mayAct) {
  const answers: Record<string, string[]> = { yes: [], no: [], 'signs in first': [] }
  for (const [who, somebody] of people) answers[await ask(somebody, path)]?.push(who)
  const told = Object.entries(answers).flatMap(([answer, whom]) => {
    if (whom.length === 0) return []
    return [`${answer}: ${whom.length === people.length ? 'everybody' : whom.join(', ')}`]
  })
  return `${name} (${policy})\n  ${told.join('\n  ')}`
}

test('who may do what and look at what is the table that was agreed upon', async () => {
  const rows: string[] = ['What people may do and look at. Written by test/permissions.test.ts.']
  for (const { actions, pages } of services) {
    for (const { name, path, who } of actions) rows.push(await rowOf(name, path, who.name, mayAct))
    for (const { name, path, who, file: sends } of pages)
      if (!sends) rows.push(await rowOf(name, path, who.name, mayLook))
  }
  const table = `${rows.join('\n\n')}\n`
  if (process.env['UPDATE']) writeFileSync(file, table)
  assert.equal(table, readFileSync(file, 'utf8'), 'UPDATE=yes npm test -- permissions')
})

test('everything an official may do is given to some role, and no role may do what nothing asks for', () => {
  const asked = services.flatMap((service) => [
    ...service.actions.flatMap(({ who }) => who.permission ?? []),
    ...service.pages.flatMap(({ who }) => who.permission ?? []),
    ...(service.permissions ?? []),
  ])
  const given = city.city.facts.roles.flatMap(({ permissions }) => permissions)
  const nobody = [...new Set(asked)].filter((permission) => !given.includes(permission))
  assert.deepEqual(nobody, [], 'nobody may')
  const unknown = [...new Set(given)].filter((permission) => !asked.includes(permission))
  assert.deepEqual(unknown, [], 'allows nothing')
})

test('a refusal at the door says who may come in', async () => {
  const { actions } = city.city.declared
  const resident = people[1]?.[1]
  for (const { name, path, who, policy } of actions) {
    if (policy === 'anyone' || policy === 'residents') continue
    const got = await city.city.web.inject({
      method: 'POST',
      url: `/api${filled(path)}`,
      headers: { cookie: resident?.cookie ?? '', 'content-type': 'application/json' },
      payload: UNREADABLE,
    })
    assert.equal(got.statusCode, 403, name)
    const [reason] = got.json().reasons
    assert.equal(reason.message, city.city.say('en')(who), name)
    assert.doesNotMatch(reason.message, /⟦/, name)
  }
})
