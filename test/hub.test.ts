/** A city is a hub when its configuration says so; without that, nothing of the hub is there. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { services, servicesOf } from '../src/city.ts'
import { isHub } from '../src/facts.ts'
import { root } from '../src/settings.ts'
import { openCity, sql, type TestCity } from '#test/city'

const hubNames = services
  .filter((service) => !servicesOf({ hub: false }).includes(service))
  .map(({ name }) => name)

/** The sample city, but for one line of its configuration. */
function cityThatSays(folder: string, hub: boolean | undefined): string {
  const place = join(folder, `hub-${hub}`)
  cpSync(join(root, 'cities/luzarra'), place, { recursive: true })
  const file = join(place, 'city.json')
  const { hub: _, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify(hub === undefined ? rest : { ...rest, hub }))
  return place
}

let folder: string
let plain: TestCity
let hub: TestCity
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cityright-hub-'))
  plain = await openCity(undefined, { CITY: cityThatSays(folder, false) })
  hub = await openCity(undefined, { CITY: cityThatSays(folder, true) })
})
after(async () => {
  await plain?.close()
  await hub?.close()
  rmSync(folder, { recursive: true, force: true })
})

const hubPages = services
  .filter(({ name }) => hubNames.includes(name))
  .flatMap(({ pages }) => pages)
  .filter(({ path }) => !path.includes(':'))

test('a city that does not say it is a hub has none of its pages, tables, imports or menu entries', async () => {
  assert.ok(hubPages.length > 0)
  for (const { path } of hubPages) {
    assert.equal((await plain.anybody.opens(path)).status, 404, path)
    assert.equal((await plain.anybody.opens(`/api${path}`)).status, 404, path)
  }
  const schemas = await plain.rows(sql`select schema_name as name from information_schema.schemata`)
  for (const { name } of schemas) assert.ok(!hubNames.includes(String(name)), String(name))
  assert.doesNotMatch((await plain.anybody.opens('/')).text, /href="\/coalition"/)
  assert.doesNotMatch((await plain.anybody.opens('/api/openapi.json')).text, /\/api\/coalition/)
})

test('a hub has one entry in the menu, and from there a door to every service that has one', async () => {
  const front = (await hub.anybody.opens('/')).text
  assert.match(front, /href="\/coalition"/)
  const inMenu = services
    .filter(({ name }) => hubNames.includes(name))
    .flatMap(({ pages }) => pages.filter(({ menu }) => menu !== undefined))
  assert.deepEqual(
    inMenu.map(({ name }) => name),
    ['coalition.show'],
  )
  const door = await hub.anybody.opens('/coalition')
  assert.equal(door.status, 200)
  assert.doesNotMatch(door.text, /⟦/)
})

test('whichever page of the hub one is on, the menu says so', async () => {
  const entry = /<a[^>]*href="\/coalition"[^>]*>/g
  const marked = (html: string) => html.match(entry)?.filter((link) => /aria-current/.test(link))
  let looked = 0
  for (const { path } of hubPages) {
    const { status, text } = await hub.anybody.opens(path)
    if (status !== 200 || !/<!doctype html>/i.test(text)) continue
    assert.ok((marked(text)?.length ?? 0) > 0, path)
    looked += 1
  }
  assert.ok(looked > 10, String(looked))
  for (const path of ['/', '/reports', '/record']) {
    assert.deepEqual(marked((await hub.anybody.opens(path)).text), [], path)
  }
})

test('a city that says nothing about it is no hub', () => {
  assert.equal(isHub(cityThatSays(folder, undefined)), false)
  assert.equal(isHub(join(root, 'cities/luzarra')), true)
})
