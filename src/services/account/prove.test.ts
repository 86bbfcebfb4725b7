import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { bareBrowser, codeIn, onTo, postOf } from '#test/bare-browser'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const letterTo = postOf(() => city)

/** Somebody who came in with the password alone, in a browser without JavaScript. */
async function withPassword(email: string) {
  const mine = bareBrowser(city)
  const password = `${email.split('@')[0]} likes the harbour`
  assert.equal((await mine.posts('/sign-in/enter', { email, password })).status, 303)
  return { mine, password }
}

const REASON = 'To ask which of the two corners is meant'

async function reported() {
  const amina = await city.resident(`amina${Math.random()}`.replace('0.', ''))
  return (await amina.does(can('report'), { ...lamp, toAccount: true })).number
}

test('an official with a password alone shows more, and is back with the reason she typed', async () => {
  promise('P2.15')
  const { email } = await city.official('bruno', 'unit-lead')
  const number = await reported()
  const { mine } = await withPassword(email)
  const refused = await mine.posts(`/reports/desk/${number}/unmask`, { reason: REASON })
  assert.equal(refused.status, 303)
  const door = onTo(refused)
  assert.match(door, /^\/prove\?need=more&next=/)
  assert.deepEqual(await city.rows(sql`select 1 from reports.event where kind = 'unmasked'`), [])
  const page = await mine.opens(door)
  assert.match(page.text, /action="\/prove\/send"/)
  const next = new URL(door, 'http://x').searchParams.get('next') ?? ''
  const sent = await mine.posts('/prove/send', { next })
  const code = codeIn((await letterTo(email)).text)
  const entered = await mine.posts(onTo(sent).replace('?', '/enter?'), { code, next })
  assert.equal(onTo(entered), next)
  const back = await mine.opens(next)
  assert.equal(back.status, 200)
  assert.ok(back.text.includes(REASON), 'what she typed is lost')
  const done = await mine.posts(`/reports/desk/${number}/unmask`, { reason: REASON })
  assert.equal(onTo(done), `/reports/desk/${number}/contact`)
})

test('what was typed comes back to nobody else, and not after half an hour', async () => {
  const { email } = await city.official('carlos', 'unit-lead')
  const number = await reported()
  const { mine } = await withPassword(email)
  const refused = await mine.posts(`/reports/desk/${number}/unmask`, { reason: REASON })
  const next = new URL(onTo(refused), 'http://x').searchParams.get('next') ?? ''
  const other = await city.official('dora', 'unit-lead')
  assert.ok(!(await other.opens(next)).text.includes(REASON))
  assert.ok((await mine.opens(next)).text.includes(REASON))
  const kept = await city.rows(sql`select encode(sealed, 'escape') as text from actions.held`)
  assert.ok(kept.length > 0 && !JSON.stringify(kept).includes(REASON), 'it lies open in a table')
  city.later(31 * 60_000)
  const later = (await withPassword(email)).mine
  assert.ok(!(await later.opens(next)).text.includes(REASON))
})

test('a browser that was left open is not enough: the password is asked again', async () => {
  const { email } = await city.resident('elena')
  const { mine, password } = await withPassword(email)
  assert.equal((await mine.opens('/ways/generator')).status, 200)
  city.later(11 * 60_000)
  const door = onTo(await mine.opens('/ways/generator'))
  assert.match(door, /^\/prove\?need=again/)
  const wrong = await mine.posts('/prove/enter', { password: 'not it', next: '/ways/generator' })
  assert.equal(wrong.status, 422)
  const right = await mine.posts('/prove/enter', { password, next: '/ways/generator' })
  assert.equal(onTo(right), '/ways/generator')
  assert.equal((await mine.opens('/ways/generator')).status, 200)
})

test('a form sent after the session ended is back, filled in, after signing in', async () => {
  promise('P2.15')
  const { email } = await city.official('fatima', 'unit-lead')
  const number = await reported()
  const { mine } = await withPassword(email)
  mine.jar.clear()
  const refused = await mine.posts(`/reports/desk/${number}/unmask`, { reason: REASON })
  assert.match(onTo(refused), /^\/sign-in\?next=/)
  const next = new URL(onTo(refused), 'http://x').searchParams.get('next') ?? ''
  const again = await withPassword(email)
  assert.ok((await again.mine.opens(next)).text.includes(REASON))
})

test('what somebody typed before her session ran out is not shown to who signs in next at that computer', async () => {
  promise('P2.15')
  const { email } = await city.resident('hana')
  const { mine } = await withPassword(email)
  city.later(31 * 60_000)
  const typed = { name: 'my neighbour Oihana', scopes: 'folder', until: '2026-12-31' }
  const refused = await mine.posts('/mandates/new/offer', typed)
  assert.match(onTo(refused), /^\/sign-in\?next=/)
  const next = new URL(onTo(refused), 'http://x').searchParams.get('next') ?? ''
  const signsIn = async (who: string) => {
    const password = `${who.split('@')[0]} likes the harbour`
    assert.equal((await mine.posts('/sign-in/enter', { email: who, password })).status, 303)
    return (await mine.opens(next)).text.includes(typed.name)
  }
  const { email: other } = await city.resident('iker')
  assert.equal(await signsIn(other), false, 'a stranger reads what she typed')
  assert.equal(await signsIn(email), true, 'what she typed is lost')
})

test('a program is told what is missing, as a reason with a sentence', async () => {
  const { email } = await city.official('gita', 'unit-lead')
  const number = await reported()
  const { mine } = await withPassword(email)
  const got = await mine.posts(`/api/reports/desk/${number}/unmask`, { reason: REASON })
  assert.equal(got.status, 401)
  assert.match(
    String(got.headers['www-authenticate']),
    /insufficient_user_authentication", acr_values="substantial"/,
  )
  assert.equal(
    got.json<{ reasons: { code: string }[] }>().reasons[0]?.code,
    'people.prove-more-substantial',
  )
})
