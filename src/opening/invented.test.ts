import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { appoint } from '#core/people'
import { pino } from 'pino'
import { settingsFrom } from '../settings.ts'
import { isEmpty } from './invented.ts'
import { openCity } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-invented-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function opened(sample: boolean) {
  const settings = settingsFrom({ PORT: '0', DATA: join(folder, 'data') }, { sample })
  return openCity(settings, { work: false, log: pino({ level: 'silent' }) })
}

test('a city where people live shows nobody its mail, also when started as a sample by mistake', async () => {
  const empty = await opened(true)
  assert.equal((await empty.web.inject('/dev/mail')).statusCode, 200)
  await empty.close()
  const real = await opened(false)
  assert.equal((await real.web.inject('/dev/mail')).statusCode, 404)
  const post = { ref: 'somebody', role: 'operator', unit: null, now: real.clock() }
  await real.db.transact((tx) => appoint(tx, post))
  await real.close()
  const mistaken = await opened(true)
  assert.equal(mistaken.facts.sampleCity, false)
  assert.equal((await mistaken.web.inject('/dev/mail')).statusCode, 404)
  await mistaken.close()
})

test('what a city declares when it starts is nobody’s act: it is still empty, and may be filled', async () => {
  const started = mkdtempSync(join(tmpdir(), 'cityright-declared-'))
  after(() => rmSync(started, { recursive: true, force: true }))
  const settings = settingsFrom({ PORT: '0', DATA: join(started, 'data') }, { sample: true })
  const first = await openCity(settings, { work: false, log: pino({ level: 'silent' }) })
  assert.equal(await isEmpty(first.db), true)
  await first.close()
})
