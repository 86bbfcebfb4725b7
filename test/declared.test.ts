/** What a city says of itself on the public record when it starts, and that it says it once. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Entry, listEntries, serviceOfKind } from '#core/record'
import { declared, type Service } from '#core/service'
import { speakers, coreTexts } from '#core/text'
import { pino } from 'pino'
import { services } from '../src/city.ts'
import { type OpenCity, openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'
import { freshDatabases, type FreshDatabases } from './databases.ts'
import { promise } from './promise.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-declared-'))
let databases: FreshDatabases
before(async () => {
  databases = await freshDatabases(folder)
})
after(async () => {
  await databases.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens the same city again, perhaps with other services; closes it after looking. */
async function started<T>(work: (city: OpenCity) => Promise<T>, of: readonly Service[] = services) {
  const own = { PORT: '0', DATA: join(folder, 'data') }
  const settings = settingsFrom({ ...databases.environment, ...own }, { sample: false })
  const log = pino({ level: 'silent' })
  const city = await openCity(settings, { work: false, log, services: of })
  try {
    return await work(city)
  } finally {
    await city.close()
  }
}
const entriesOf = async ({ db }: OpenCity): Promise<Entry[]> =>
  (await db.look((tx) => listEntries(tx, { limit: 500 }))).toReversed()
const named = (entries: readonly Entry[]) =>
  entries.map(({ kind, body }) => `${kind} ${String(body['id'] ?? body['name'] ?? '')}`.trim())

test('a city that opens says which software runs, what it reads for and what a machine decides; once', async () => {
  promise('P3.1', 'P3.2')
  const first = await started(entriesOf)
  const about = declared(services)
  assert.deepEqual(named(first), [
    'software.release',
    ...about.purposes.map(({ id }) => `purpose.published ${id}`),
    ...about.decisions.map(({ name }) => `algorithm.registered ${name}`),
    ...about.decisions.map(() => 'algorithms.described'),
    ...about.purposes.map(() => 'processing.activity'),
  ])
  assert.deepEqual(await started(entriesOf), first)
  assert.deepEqual(await started(entriesOf), first)
})

/** Every service but this one and those that cannot do without it. */
function without(name: string): Service[] {
  const gone = new Set([name])
  const users = () =>
    services.filter((one) => !gone.has(one.name) && one.uses.some((used) => gone.has(used)))
  for (let more = users(); more.length > 0; more = users()) {
    for (const one of more) gone.add(one.name)
  }
  return services.filter((one) => !gone.has(one.name))
}

test('a service that is taken away and put back leaves both on the record', async () => {
  const before = (await started(entriesOf)).length
  const fewer = without('reports')
  const { purposes, decisions } = declared(services.filter((one) => !fewer.includes(one)))
  assert.ok(purposes.length > 0 && decisions.length > 0)
  const left = await started(entriesOf, fewer)
  assert.deepEqual(named(left.slice(before)).toSorted(), [
    ...decisions.map(({ name }) => `algorithm.retired ${name}`),
    ...purposes.map(({ id }) => `purpose.retired ${id}`).toSorted(),
  ])
  const again = await started(entriesOf)
  assert.equal(again.length, left.length + purposes.length + decisions.length)
})

test('a purpose that changed but kept its version stops the city before the vault hears of it', async () => {
  const before = await started(entriesOf)
  const changed = services.map((service) => ({
    ...service,
    purposes: (service.purposes ?? []).map((one) => ({ ...one, recipients: ['A newspaper'] })),
  }))
  await assert.rejects(started(entriesOf, changed), /has changed, but still calls itself version/)
  assert.deepEqual(await started(entriesOf), before)
})

test('the hash of the software is that of its source, as anybody can compute it', async () => {
  const [release] = await started(entriesOf)
  const root = join(import.meta.dirname, '..')
  const files = globSync('src/**/*', { cwd: root, withFileTypes: true })
    .filter((found) => found.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
  const hash = createHash('sha256')
  for (const file of [...files, 'package.json', 'package-lock.json'].toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  assert.equal(release?.body['hash'], hash.digest('hex'))
})

test('every kind of entry has a sentence, a short name, and a room that it can be found by', () => {
  const texts = [...coreTexts(), ...services.map((service) => service.texts)]
  for (const language of ['en', 'es', 'ar']) {
    const say = speakers(texts, [language], 'UTC')(language)
    for (const { name, service } of declared(services).entries) {
      for (const key of [`entry.${name}`, `entry.${name}.name`, `service.${service}`]) {
        assert.ok(
          texts.some((one) => one[language]?.[key]),
          `${language} ${key}`,
        )
        assert.ok(say.has(key))
      }
      assert.equal(serviceOfKind(name), service)
    }
  }
})
