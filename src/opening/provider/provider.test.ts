/** The city signs residents in to applications that nobody here wrote. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import * as client from 'openid-client'
import { disconnect } from '../../services/applications/actions/disconnect.ts'
import {
  allows,
  begin,
  exchanges,
  foreign,
  isAsked,
  letIn,
  leadsOut,
  pathOf,
  signedIn,
  URL_OF_CITY,
} from './trial.ts'

let city: TestCity
let officials: readonly [Somebody, Somebody]
let amina: Somebody
let secret: string

before(async () => {
  city = await openCity(undefined, { PUBLIC_URL: URL_OF_CITY })
  city.today(new Date().toISOString())
  const first = await city.official('olga', 'operator')
  officials = [first, await city.official('otto', 'privacy-officer')]
  amina = await city.resident('amina')
  secret = await letIn(officials, { application: 'catalogue', claims: ['email', 'name'] })
})
after(() => city?.close())

const subOf = (tokens: { claims(): { sub: string } | undefined }) => tokens.claims()?.sub ?? ''

test('Amina signs in to the catalogue, which learns her address because she ticked it, and no more', async () => {
  const config = await foreign(city, 'catalogue', secret)
  const begun = await begin(config, { scope: 'openid email profile' })
  const browser = await signedIn(city, amina, 'amina')
  const page = await browser.opens(await isAsked(browser, begun))
  assert.match(page.text, /Sign in to The catalogue/)
  assert.match(page.text, /Borrow and prolong books/)
  assert.match(page.text, /We need email\./)
  const again = await begin(config, { scope: 'openid email profile' })
  const tokens = await exchanges(config, again, await allows(browser, again, 'email'))
  const claims = tokens.claims()
  assert.equal(claims?.acr, 'low')
  assert.ok(Math.abs(Number(claims?.auth_time) - Date.parse(city.city.clock()) / 1000) < 60)
  assert.equal('email' in (claims ?? {}), false, 'the ID token says nothing of her')
  const told = await client.fetchUserInfo(config, tokens.access_token, subOf(tokens))
  assert.deepEqual(told, { sub: subOf(tokens), email: amina.email, email_verified: true })
  const own = await city.city.channel('folder').refOf(amina.ref)
  const [access] = await city.city.channel('folder').accesses(own, { limit: 1, now: later() })
  assert.equal(access?.purpose, 'applications.email')
  assert.equal(access?.reason, 'The catalogue')
  const once = await begin(config, { scope: 'openid email profile' })
  const out = await leadsOut(browser, pathOf(once.url))
  assert.ok(out.searchParams.get('code'), 'she is not asked a second time')
})

const later = () => new Date(Date.parse(city.city.clock()) + 60_000).toISOString()
