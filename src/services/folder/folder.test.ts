import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import reports from '#services/reports'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'

let city: TestCity
let amina: Somebody
let lead: Somebody
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  lead = await city.official('bruno', 'unit-lead')
})
after(() => city.close())

interface Folder {
  readonly accesses: readonly {
    outcome: string
    purpose: string
    reason?: string
    case?: string
    actor: { kind: string; badge?: string }
  }[]
  readonly holdings: readonly { field: string; readableBy: string[] }[]
}
const folderOf = async (who: Somebody) => (await who.opens('/api/folder')).json<Folder>()

test('whoever is not signed in is asked to sign in, and comes back to the folder', async () => {
  const got = await city.anybody.opens('/folder')
  assert.deepEqual([got.status, got.headers['location']], [303, '/sign-in?next=%2Ffolder'])
})

test('she sees who read her address, when, for what, and in whose words', async () => {
  const { number } = await amina.does(can('report'), { ...lamp, toAccount: true })
  await lead.does(can('unmask'), { number, reason: 'to ask which corner' })
  const page = await lead.opens(`/reports/desk/${number}/contact`)
  assert.equal(page.status, 200)
  assert.ok(page.text.includes(amina.email))
  const { accesses } = await folderOf(amina)
  const read = accesses.find(({ actor }) => actor.kind === 'official')
  assert.deepEqual(
    [read?.outcome, read?.purpose, read?.reason, read?.case],
    ['read', 'reports.contact-back', 'to ask which corner', number],
  )
  const html = (await amina.opens('/folder')).text
  assert.match(html, /href="\/folder\/accesses\/[^"]+">Ask, contest or prove/)
  assert.ok(html.includes('to ask which corner') && html.includes(String(read?.actor.badge)))
  assert.ok(!html.includes(lead.email), 'an official is a role with a badge, not a person')
})

test('a reading that was refused is in her folder as well', async () => {
  const { number } = await amina.does(can('report'), { ...lamp, toAccount: true })
  await lead.does(can('unmask'), { number, reason: 'to ask once more' })
  await amina.does(can('withdraw'), { code: number })
  const channel = city.city.channel('reports')
  const contactBack = reports.purposes?.find(({ id }) => id === 'reports.contact-back')
  assert.ok(contactBack)
  const [{ contact } = {}] = await city.rows(
    sql`select contact from reports.report where 'R-' || number = ${number}`,
  )
  const actor = {
    kind: 'official',
    ref: 'nobody',
    permissions: [],
    unit: null,
    badge: '9-XX',
  } as const
  const at = city.city.clock()
  await assert.rejects(
    channel.read(contactBack, String(contact), {
      actor,
      case: number,
      reason: 'curious',
      at,
    }),
  )
  const { accesses } = await folderOf(amina)
  const denied = accesses.find(({ outcome }) => outcome === 'denied')
  assert.equal(denied?.actor.badge, '9-XX')
  assert.match((await amina.opens('/folder')).text, /9-XX/)
})

test('nobody sees the folder of anybody else', async () => {
  const eva = await city.resident('eva')
  const { accesses } = await folderOf(eva)
  assert.ok(
    accesses.every(({ actor, case: about }) => actor.kind !== 'official' && about === undefined),
  )
})
