import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pino } from 'pino'
import { services } from '../city.ts'
import { readFacts } from '../facts.ts'
import { settingsFrom } from '../settings.ts'
import { folderWith } from '#test/with-providers'
import { providersOf } from './providers.ts'

const keys = mkdtempSync(join(tmpdir(), 'cityright-keys-'))
after(() => rmSync(keys, { recursive: true, force: true }))

const card = {
  name: 'city-id',
  title: { en: 'City ID' },
  issuer: 'https://id.example',
  client: 'c',
}

function opens(provider: object, environment: Record<string, string> = {}) {
  const { folder, remove } = folderWith({ providers: [{ ...card, ...provider }] })
  try {
    const settings = settingsFrom({ KEYS: keys, CITY: folder, ...environment })
    const facts = readFacts(folder, services, { url: 'https://city.example', sampleCity: false })
    const log = pino({ level: 'silent' })
    return providersOf({ settings, facts, log, clock: () => '2026-03-02T09:00:00.000Z' })
  } finally {
    remove()
  }
}

test('a provider without its secret keeps the city from starting, and the file it needs is named', () => {
  assert.throws(
    () => opens({}),
    /city-id needs its secret: .*providers\/city-id\.secret or PROVIDER_SECRET_CITY_ID/,
  )
  assert.throws(() => opens({ authentication: 'private-key' }), /private key \(PEM\)/)
  assert.ok(opens({}, { PROVIDER_SECRET_CITY_ID: 'from the environment' }))
  mkdirSync(join(keys, 'providers'))
  writeFileSync(join(keys, 'providers', 'city-id.secret'), 'from a file\n')
  assert.ok(opens({}))
})

test('a mistake in the choices about a provider is named with file and place', () => {
  assert.throws(
    () => opens({ issuer: 'http://id.example' }),
    /account\.json: providers\.0\.issuer has to begin with https/,
  )
  assert.throws(() => opens({ name: 'City ID' }), /providers\.0\.name is a word of small letters/)
  assert.throws(() => opens({ levels: { two: 'very' } }), /providers\.0\.levels\.two/)
  assert.throws(() => opens({ secret: 'here' }), /providers\.0 .*secret/)
})
