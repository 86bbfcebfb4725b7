import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { readers } from '#core/vault'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { deskNumber, proveAtDesk } from './actions/desk.ts'
import { askTheRegister } from './asking.ts'
import { askRegister } from './purposes.ts'
import { askAddress } from './register.ts'

/** A register of the test's own: it knows Joana, and can be told to misbehave. */
type Way = 'knows' | 'long' | 'elsewhere' | 'broken' | 'nobody'
let way: Way = 'knows'
const asked: { body: string; token: string | undefined }[] = []

function answer(response: ServerResponse, body: string): void {
  const known = body.includes('Joana Pires') && body.includes('LZ-77-1')
  const said = known ? { resident: true, district: 'naranjos' } : { resident: false }
  const texts: Record<Way, string> = {
    knows: JSON.stringify(said),
    long: JSON.stringify({ resident: true, district: 'x'.repeat(100_000) }),
    elsewhere: '',
    broken: '<html>',
    nobody: '',
  }
  const status = { knows: 200, long: 200, elsewhere: 302, broken: 200, nobody: 404 }[way]
  response.writeHead(status, way === 'elsewhere' ? { location: 'https://other.example/' } : {})
  response.end(texts[way])
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (part) => (body += String(part)))
  request.on('end', () => {
    asked.push({ body, token: request.headers.authorization })
    answer(response, body)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'register-'))
const tokenFile = join(folder, 'token')
let url: string
let city: TestCity
before(async () => {
  writeFileSync(tokenFile, 'a-token\n')
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/look-up`
  city = await openCity()
})
after(async () => {
  await city.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const joana = {
  name: 'Joana Pires',
  birthDate: '1988-03-03',
  postcode: '90004',
  number: 'LZ-77-1',
}
const signal = new AbortController().signal
const at = () => ({ kind: 'address' as const, url, recipient: 'register office', tokenFile })
const asks = (who = joana, now: Way = 'knows') => {
  way = now
  return askAddress(city.city.asker, at(), { who, signal })
}

test('the register is asked once, with its token, and says the district or that it knows nobody', async () => {
  assert.equal(await asks(), 'naranjos')
  assert.equal(asked.at(-1)?.token, 'Bearer a-token')
  assert.deepEqual(JSON.parse(asked.at(-1)?.body ?? ''), joana)
  assert.equal(await asks({ ...joana, number: 'LZ-77-2' }), null)
  assert.equal(await asks(joana, 'nobody'), null)
})

test('a register that answers too much, sends elsewhere or speaks nonsense proves nothing', async () => {
  for (const wrong of ['long', 'elsewhere', 'broken'] as const)
    await assert.rejects(asks(joana, wrong))
  const far = { ...at(), url: 'http://register.example/look-up' }
  await assert.rejects(askAddress(city.city.asker, far, { who: joana, signal }), /neither https/)
})

/** Somebody asked to be looked up; the job does it as the city would. */
async function lookedUp(one: Somebody, who: typeof joana): Promise<void> {
  way = 'knows'
  const channel = city.city.channel('residence')
  const [ref, now] = [await channel.refOf(one.ref), city.city.clock()]
  const input = { ref, case: `register/${ref}`, language: 'en' }
  const values = Object.fromEntries(
    Object.entries(who).map(([name, value]) => [
      name === 'number' ? 'residence.registerNumber' : `residence.${name}`,
      value,
    ]),
  )
  const grants = [{ purpose: askRegister.id, case: input.case }]
  await channel.keep(`batch ${ref}`, ref, values, grants, now)
  await channel.confirm(`batch ${ref}`)
  const system = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const
  const personal = readers(channel, { askRegister }, { actor: system, at: now })
  const config = { residence: { register: at() } }
  const facts = { ...city.city.facts, config }
  const of = { vault: channel, personal, city: facts, input, now, signal }
  await askTheRegister.run({ ...city.city, ...of, id: 'a-job', attempt: 1 })
}

test('whoever the register knows is a verified resident, and what was asked is erased either way', async () => {
  const [known, unknown] = [await city.resident('joana'), await city.resident('pavel')]
  await lookedUp(known, joana)
  await lookedUp(unknown, { ...joana, name: 'Pavel Novotny' })
  const verified = async (one: Somebody) =>
    (await one.opens('/api/residence')).json<{ verified: object }>().verified
  assert.deepEqual(await verified(known), { resident: true, district: 'naranjos', over16: true })
  assert.deepEqual(await verified(unknown), { resident: false })
  for (const one of [known, unknown]) {
    const { holdings } = (await one.opens('/api/folder')).json<{ holdings: { class: string }[] }>()
    assert.ok(!holdings.some((held) => held.class === 'residence-letter'))
  }
  const entries = await city.rows(sql`select d as body from record.outbox
    where t = 'residence.proved'`)
  assert.deepEqual(entries, [{ body: { way: 'register', count: 1 } }])
})

test('an official learns how many live in each district and nothing of anybody, and whoever was counted sees it', async () => {
  const desk = await city.official('bruno', 'front-desk')
  const counted = async () => (await desk.opens('/residence/desk/numbers')).text
  assert.match(await counted(), /Fewer than ten/)
  const people: Somebody[] = []
  for (let n = 0; n < 21; n += 1) {
    const one = await city.resident(`neighbour-${n}`)
    const { number } = await one.does(deskNumber, {})
    const who = { name: `Neighbour Number ${n}`, birthDate: '1980-01-01' }
    const district = n < 11 ? 'molinos' : 'salinas'
    const seen = { district, document: 'passport', address: 'lease' } as const
    await desk.does(proveAtDesk, { number, ...who, ...seen })
    people.push(one)
  }
  const said = (await counted()).replaceAll(/<[^>]+>/g, ' ')
  assert.match(said, /Molinos\s+11\b/)
  assert.match(said, /Salinas\s+Fewer than ten, or not told/, 'or Joana alone would be worked out')
  assert.match(said, /11 more people are not told by district/)
  const more = await city.resident('newcomer')
  assert.doesNotMatch((await more.opens('/folder')).text, /Counted among others/)
  const folder = (await people[0]?.opens('/folder'))?.text ?? ''
  assert.match(folder, /Counted among others[\s\S]*Count residents by district[\s\S]*March 2026/)
  const { accesses } = (await people[0]?.opens('/api/folder'))?.json<{
    accesses: { purpose: string }[]
  }>() ?? { accesses: [] }
  assert.ok(
    accesses.every(({ purpose }) => purpose !== 'residence.by-district'),
    'nobody read it',
  )
})
