/** A national tracker asks who used whose data (e-gov/AJ, dumonitor-openapi.yaml 2.1.0). */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can as report, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { folderWith } from '#test/with-providers'
import { z } from 'zod'

const ISSUER = 'https://tara.example'
const TOKEN = 'the-token-of-the-security-server-of-the-state'
const AMINA = 'EE49005040010'

/** What the document requires of each answer; nothing that it does not name. */
const Usage = z.strictObject({
  logtime: z.iso.datetime(),
  action: z.string().min(1),
  receiverCode: z.string().min(1),
  receiverName: z.string().optional(),
  receiverSystem: z.string().min(1),
})
const FindUsageResponse = z.strictObject({ totalUsages: z.int32(), usages: z.array(Usage) })
const UsagePeriodResponse = z.strictObject({
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime().optional(),
})
const HeartbeatResponse = z.strictObject({
  status: z.enum(['OK', 'FAIL']),
  message: z.string().optional(),
})

let city: TestCity
let amina: Somebody
let folder: ReturnType<typeof folderWith>
before(async () => {
  folder = folderWith({})
  const tracker = {
    issuer: ISSUER,
    receiverCode: '75000001',
    tokenSha256: createHash('sha256').update(TOKEN).digest('hex'),
  }
  writeFileSync(join(folder.folder, 'folder.json'), JSON.stringify({ tracker }))
  city = await openCity(undefined, { CITY: folder.folder })
  amina = await city.resident('amina')
  const { number } = await amina.does(report('report'), { ...lamp, toAccount: true })
  const bruno = await city.official('bruno', 'unit-lead')
  await bruno.does(report('unmask'), { number, reason: 'Where is the lamp?' })
  await bruno.opens(`/reports/desk/${String(number)}/contact`)
  await links(amina, AMINA)
})
after(async () => {
  await city?.close()
  folder.remove()
})

/** Somebody comes back from the service of the state, and adds it to their ways to sign in. */
async function links({ ref: peopleRef }: Somebody, subject: string): Promise<void> {
  const { accounts } = city.city.channel('account')
  const [browser, now] = ['a browser of the test', city.city.clock()]
  const who = {
    provider: 'tara',
    issuer: ISSUER,
    subject,
    assurance: 'high',
    provedAt: now,
  } as const
  const come = { resident: false, email: null, called: null, browser, peopleRef, now }
  const { arrival } = await accounts.arrive({ ...who, ...come })
  assert.equal(await accounts.addArrival({ arrival, browser, peopleRef, now }), 'added')
}

async function asks(path: string, { user = AMINA, token = TOKEN } = {}) {
  const headers = { authorization: `Bearer ${token}`, 'x-road-userid': user }
  const got = await city.city.web.inject({ url: `/folder/tracker/v2/${path}`, headers })
  return {
    status: got.statusCode,
    type: got.headers['content-type'],
    json: () => got.json<object>(),
  }
}
const uses = async (query: string) =>
  FindUsageResponse.parse((await asks(`findUsage?userCode=${AMINA}${query}`)).json())

test('the tracker of the state shows Amina who used her data, when and what for, in its own words', async () => {
  promise('P2.3', 'P2.38')
  const { totalUsages, usages } = await uses('')
  assert.ok(totalUsages > 0 && usages.length === totalUsages)
  const [newest] = usages
  assert.deepEqual([newest?.receiverCode, newest?.receiverSystem], ['75000001', 'Reports'])
  assert.ok(
    usages.every(({ action }) => !/^[a-z]+\.[a-z-]+$/.test(action)),
    'a code is no action',
  )
  assert.doesNotMatch(JSON.stringify(usages), /R-\d|amina|Where is the lamp/i)
  const { accesses } = (await amina.opens('/folder.json')).json<{
    accesses: { actor: { kind: string }; outcome: string }[]
  }>()
  const others = accesses.filter(
    ({ actor, outcome }) => actor.kind !== 'self' && outcome === 'read',
  )
  assert.equal(totalUsages, others.length)
})

test('it turns pages and asks for a period, as its interface says', async () => {
  const { totalUsages } = await uses('')
  const part = await uses('&offset=1&limit=1')
  assert.equal(part.totalUsages, totalUsages)
  assert.equal(part.usages.length, Math.min(1, totalUsages - 1))
  assert.equal((await uses('&periodStart=2031-01-31T10:20:30%2B02:00')).totalUsages, 0)
  assert.equal((await uses('&periodEnd=2020-01-31T10:20:30Z')).totalUsages, 0)
  assert.equal((await asks(`findUsage?userCode=${AMINA}&periodStart=yesterday`)).status, 400)
  assert.equal((await asks('findUsage')).status, 400)
  UsagePeriodResponse.parse((await asks('usagePeriod')).json())
  assert.deepEqual(HeartbeatResponse.parse((await asks('heartbeat')).json()).status, 'OK')
})

test('whoever has no token, asks for another, or knows a code of nobody here learns nothing', async () => {
  for (const path of [`findUsage?userCode=${AMINA}`, 'usagePeriod', 'heartbeat'])
    assert.equal((await asks(path, { token: `${TOKEN}x` })).status, 403)
  assert.equal((await asks(`findUsage?userCode=${AMINA}`, { user: 'EE38001010001' })).status, 400)
  const stranger = 'EE38001010001'
  const got = await asks(`findUsage?userCode=${stranger}`, { user: stranger })
  assert.deepEqual(FindUsageResponse.parse(got.json()), { totalUsages: 0, usages: [] })
})
