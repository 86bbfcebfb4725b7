/** For tests: a foreign application (`openid-client`), and a resident's browser without JavaScript. */
import assert from 'node:assert/strict'
import { bareBrowser, onTo } from '#test/bare-browser'
import type { Somebody, TestCity } from '#test/city'
import * as client from 'openid-client'
import type { Action } from '#core/actions'
import applications from '#services/applications'
import folder from '#services/folder'
import mandates from '#services/mandates'

export const URL_OF_CITY = 'https://luzarra.example'
export const CALLBACK = 'https://catalogue.example/callback'

/** An action of the register of applications, of the folder or of mandates, by its name. */
export function act(name: string): Action<any, any, any> {
  const found = [...applications.actions, ...folder.actions, ...mandates.actions].find(
    (one) => one.name === name,
  )
  if (!found) throw new Error(`there is no action ${name}`)
  return found
}

/** What two officials let in. */
export interface Let {
  readonly application: string
  readonly kind?: 'confidential' | 'public'
  readonly returns?: string
  readonly claims?: readonly ('email' | 'name' | 'over16' | 'resident' | 'district')[]
  readonly must?: readonly ('email' | 'name' | 'over16' | 'resident' | 'district')[]
}

/** Two officials let an application in; gives its secret where it has one. */
export async function letIn(officials: readonly [Somebody, Somebody], one: Let): Promise<string> {
  const { application, kind = 'confidential', returns = CALLBACK, claims = [], must = [] } = one
  const [first, second] = officials
  await first.does(act('applications.propose'), {
    application,
    kind,
    returns,
    name: { en: `The ${application}`, es: `El ${application}` },
    purpose: { en: 'Borrow and prolong books.' },
    afterwards: `${new URL(returns).origin}/bye`,
    claims: [...claims],
    must: [...must],
    reasons: Object.fromEntries(claims.map((claim) => [claim, `We need ${claim}.`])),
    stays: true,
    contact: 'catalogue@luzarra.example',
  })
  await second.does(act('applications.approve'), { application })
  if (kind === 'public') return ''
  return String((await second.does(act('applications.make-secret'), { application })).secret)
}

/** Sends what the foreign application asks to the city, as the network would. */
function network(city: TestCity): client.CustomFetch {
  return async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const sent = Object.fromEntries(new Headers(headers))
    const got = await city.city.web.inject({
      method: method as 'GET',
      url: `${pathname}${search}`,
      headers: body ? { 'content-type': 'application/x-www-form-urlencoded', ...sent } : sent,
      ...(body ? { payload: String(body) } : {}),
    })
    const answered = Object.entries(got.headers).map(([name, value]) => [name, String(value)])
    const empty = got.statusCode === 204 || got.statusCode === 304
    return new Response(empty ? null : new Uint8Array(got.rawPayload), {
      status: got.statusCode,
      headers: Object.fromEntries(answered),
    })
  }
}

/** A foreign application that finds out by itself how the city is spoken with. */
export async function foreign(
  city: TestCity,
  id: string,
  secret: string,
): Promise<client.Configuration> {
  const how = secret ? client.ClientSecretBasic(secret) : client.None()
  const config = await client.discovery(new URL(URL_OF_CITY), id, secret || undefined, how, {
    [client.customFetch]: network(city),
  })
  return config
}

export type Browser = ReturnType<typeof bareBrowser>

/** A resident's browser, signed in with her password; the fields of the form are read from its page. */
export async function signedIn(city: TestCity, who: Somebody, name: string): Promise<Browser> {
  const browser = bareBrowser(city)
  await browser.opens('/sign-in')
  const got = await browser.posts('/sign-in/enter', {
    email: who.email,
    password: `${name} likes the harbour`,
  })
  assert.equal(got.status, 303, got.text)
  return browser
}

/** What the application remembers of a sign-in it began. */
export interface Begun {
  readonly url: URL
  readonly verifier: string
  readonly state: string
  readonly nonce: string
}

/** The application begins a sign-in, pushed (RFC 9126) or in the address. */
export async function begin(
  config: client.Configuration,
  asked: Record<string, string> = {},
  pushed = true,
): Promise<Begun> {
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const parameters = {
    redirect_uri: CALLBACK,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...asked,
  }
  const url = pushed
    ? await client.buildAuthorizationUrlWithPAR(config, parameters)
    : client.buildAuthorizationUrl(config, parameters)
  return { url, verifier, state, nonce }
}

export const pathOf = (url: URL | string) => {
  const { pathname, search } = new URL(url, URL_OF_CITY)
  return `${pathname}${search}`
}

/** Follows where the browser is led, as long as it stays in the city; gives the address outside. */
export async function leadsOut(browser: Browser, path: string): Promise<URL> {
  let next = path
  for (let step = 0; step < 10; step += 1) {
    const got = await browser.opens(next)
    const [, onward] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(got.text) ?? []
    const to = got.status === 303 ? onTo(got) : onward?.replaceAll('&amp;', '&')
    assert.ok(to, `${next} leads nowhere: ${got.status} ${got.text.slice(0, 2000)}`)
    const url = new URL(to, URL_OF_CITY)
    if (url.origin !== URL_OF_CITY) return url
    next = pathOf(url)
  }
  throw new Error('there is no end of leading on')
}

/** The page on which the resident is asked. */
export async function isAsked(browser: Browser, { url }: Begun): Promise<string> {
  const got = await browser.opens(pathOf(url))
  assert.equal(got.status, 303, got.text)
  const path = pathOf(onTo(got))
  assert.match(path, /^\/applications\/asked\//)
  return path
}

/** The resident allows it, with these scopes ticked; gives where the application gets its answer. */
export async function allows(
  browser: Browser,
  begun: Begun,
  ...ticked: readonly string[]
): Promise<URL> {
  const path = await isAsked(browser, begun)
  const page = await browser.opens(path)
  assert.equal(page.status, 200, page.text)
  const [first = ''] = ticked
  const got = await browser.posts(`${path}/allow`, ticked.length > 0 ? { claims: first } : {})
  assert.equal(got.status, 303, got.text)
  return leadsOut(browser, onTo(got))
}

/** The application takes the code to the city and gets what it may know. */
export function exchanges(config: client.Configuration, begun: Begun, answer: URL) {
  return client.authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: begun.verifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
  })
}
