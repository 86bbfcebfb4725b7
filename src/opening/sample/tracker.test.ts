/** The tracker of the sample city: no secret of it is published, and no city of real people inherits it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderOf } from '#services/folder'
import { services } from '../../city.ts'
import { readFacts } from '../../facts.ts'
import { withTracker } from './tracker.ts'

const city = fileURLToPath(new URL('../../../cities/luzarra', import.meta.url))
const folders: string[] = []
after(() => folders.forEach((one) => rmSync(one, { recursive: true, force: true })))

/** A city in this folder, with data of its own. */
function opened(sampleCity: boolean) {
  const data = mkdtempSync(join(tmpdir(), 'cityright-tracker-'))
  folders.push(data)
  const facts = readFacts(city, services, { url: 'https://city.example', sampleCity })
  const again = () => folderOf(withTracker(facts, { city, data })).tracker
  return { data, again, tracker: again() }
}

test('the sample city answers its tracker by a token that lies in its own data, the same after every start', () => {
  const { data, tracker, again } = opened(true)
  const file = join(data, 'tracker-token')
  const token = readFileSync(file, 'utf8').trim()
  assert.match(token, /^[\w-]{43}$/)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(tracker?.tokenSha256, createHash('sha256').update(token).digest('hex'))
  assert.deepEqual(again(), tracker)
})

test('two sample cities have two tokens: none of them is known from the other', () => {
  assert.notEqual(opened(true).tracker?.tokenSha256, opened(true).tracker?.tokenSha256)
})

test('a city of real people in the same folder answers no tracker that it did not name itself', () => {
  const { data, tracker } = opened(false)
  assert.equal(tracker, undefined)
  assert.throws(() => statSync(join(data, 'tracker-token')))
})
