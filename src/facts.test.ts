import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readFacts } from './facts.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-facts-'))
after(() => rmSync(folder, { recursive: true, force: true }))
cpSync('cities/luzarra', folder, { recursive: true })
const whole = JSON.parse(readFileSync('cities/luzarra/city.json', 'utf8'))
const more = { url: 'http://localhost:0', sampleCity: false }

/** The facts of a city whose `city.json` says this of its holidays. */
function factsWith(holidays: unknown) {
  writeFileSync(join(folder, 'city.json'), JSON.stringify({ ...whole, holidays }))
  return readFacts(folder, [], more)
}

test('a city names its holidays by date or for every year, and has none when it names none', () => {
  const days = ['2026-04-03', '12-25', '02-29']
  assert.deepEqual(factsWith(days).holidays, days)
  assert.deepEqual(factsWith(undefined).holidays, [])
})

test('what is no day is refused with the file and the place in it', () => {
  for (const wrong of ['25-12', '2026-02-30', 'Christmas', '1-1'])
    assert.throws(() => factsWith(['12-25', wrong]), /city\.json: holidays\.1 is neither a date/)
})
