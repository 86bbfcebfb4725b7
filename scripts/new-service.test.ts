/** A service that nobody has thought of yet runs in a city: the core knows none by name. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Service } from '#core/service'
import account from '#services/account'
import { openCity, sql, type TestCity } from '#test/city'
import { houseOf } from './architecture/house.ts'
import { violations } from './architecture.ts'
import { root, writeWhole } from './build/inputs.mjs'
import { newService } from './new-service.ts'

const NAME = 'green-places'
let folder: string
let service: Service
let city: TestCity

before(async () => {
  mkdirSync(join(root, 'dist'), { recursive: true })
  folder = mkdtempSync(join(root, 'dist', '.new-service-'))
  for (const [file, text] of newService(NAME)) writeWhole(join(folder, file), text)
  const made: { default: Service } = await import(pathToFileURL(join(folder, 'service.ts')).href)
  service = made.default
  city = await openCity([account, service])
})
after(async () => {
  await city.close()
  rmSync(folder, { recursive: true })
})

test('what it declares works at once: page, form, JSON, rule and public record', async () => {
  const amina = await city.resident('amina')
  const sent = await amina.posts('/green-places/add', { title: 'By the old harbour' })
  assert.equal(sent.status, 303, sent.text)
  assert.match((await city.anybody.opens('/green-places')).text, /By the old harbour/)
  const json = (await city.anybody.opens('/api/green-places')).json<{ greenPlaces: object[] }>()
  assert.equal(json.greenPlaces.length, 1)
  const entries = await city.rows(
    sql`select t as kind, by from record.outbox where t = 'green-places.added'`,
  )
  assert.deepEqual(entries, [{ kind: 'green-places.added', by: 'role:resident' }])
})

test('a refusal shows the page again with the reason and what was typed', async () => {
  const bruno = await city.resident('bruno')
  const again = await bruno.posts('/green-places/add', { title: 'By the old harbour' })
  assert.equal(again.status, 422)
  assert.match(again.text, /There is one of this title already/)
  assert.match(again.text, /value="By the old harbour"/)
})

test('nobody adds anything without signing in', async () => {
  const answer = await city.anybody.posts('/green-places/add', { title: 'Nobody’s place' })
  assert.match(String(answer.headers['location']), /^\/sign-in/)
  const [count] = await city.rows(sql`select count(*) as places from green_places.green_place`)
  assert.deepEqual(count, { places: 1 })
})

test('its folder keeps the rules of the house', () => {
  const files = [...newService(NAME)].map(
    ([file, text]) => [`src/services/${NAME}/${file}`, text] as const,
  )
  const glossary = ['docs/glossary.md', '| green place | a place |\n'] as const
  assert.deepEqual(violations(houseOf(new Map([...files, glossary])).sources), [])
})

test('its own tests fail until somebody says what it is for', () => {
  const files = newService(NAME)
  assert.match(files.get('README.md') ?? '', /TODO/)
  assert.match(files.get(`${NAME}.test.ts`) ?? '', /doesNotMatch\(readme, \/TODO\//)
})
