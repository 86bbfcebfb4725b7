/** A resident without JavaScript signs in to an application of somebody else, in a real browser. */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { after, before } from 'node:test'
import { journey } from '#test/browser'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { letIn } from '#test/foreign-application'
import { freePort } from '#test/free-port'
import * as client from 'openid-client'

let city: TestCity
let address: string
let application: Awaited<ReturnType<typeof catalogue>>
let amina: Somebody

const portOf = (server: Server) => (server.address() as AddressInfo).port

/** The catalogue: a server of its own on another origin, which knows nothing of the city but its address. */
async function catalogue() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${portOf(server)}`
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  let idToken = ''
  const answer = async (config: client.Configuration, request: IncomingMessage) => {
    const { pathname, href } = new URL(request.url ?? '/', url)
    if (pathname === '/callback') {
      const checks = { pkceCodeVerifier: verifier, expectedState: state }
      const tokens = await client.authorizationCodeGrant(config, new URL(href), checks)
      idToken = tokens.id_token ?? ''
      const told = await client.fetchUserInfo(
        config,
        tokens.access_token,
        tokens.claims()?.sub ?? '',
      )
      return { html: `<h1>Welcome ${String(told.email)}</h1><a href="/out">Sign out</a>` }
    }
    if (pathname === '/bye') return { html: '<h1>See you soon</h1>' }
    if (pathname === '/out') {
      const asked = { post_logout_redirect_uri: `${url}/bye`, id_token_hint: idToken }
      return { to: client.buildEndSessionUrl(config, asked) }
    }
    const to = client.buildAuthorizationUrl(config, {
      redirect_uri: `${url}/callback`,
      scope: 'openid email',
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return pathname === '/in' ? { to } : { html: '<h1>Catalogue</h1><a href="/in">Sign in</a>' }
  }
  const serve = async (
    config: client.Configuration,
    reply: ServerResponse,
    got: IncomingMessage,
  ) => {
    const { html, to } = await answer(config, got)
    if (to) return reply.writeHead(302, { location: to.href }).end()
    return reply.setHeader('content-type', 'text/html').end(`<!doctype html>${html}`)
  }
  return {
    url,
    async opens(secret: string) {
      const how = client.ClientSecretBasic(secret)
      const config = await client.discovery(new URL(address), 'catalogue', secret, how, {
        execute: [client.allowInsecureRequests],
      })
      server.on('request', (got, reply) => {
        serve(config, reply, got).catch((failure) => reply.writeHead(500).end(String(failure)))
      })
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

before(async () => {
  const port = await freePort()
  const environment = { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` }
  city = await openCity(undefined, environment)
  city.today(new Date().toISOString())
  address = await city.city.listen()
  application = await catalogue()
  const first = await city.official('olga', 'operator')
  const second = await city.official('otto', 'privacy-officer')
  const returns = `${application.url}/callback`
  const wish = { application: 'catalogue', returns, claims: ['email'] } as const
  await application.opens(await letIn([first, second], wish))
  amina = await city.resident('amina')
})
after(async () => {
  application?.close()
  await city?.close()
})

journey(
  'Amina, without JavaScript, signs in to the catalogue, sees what it learns, and signs out again',
  async (browser) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(application.url)
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail address').fill(amina.email)
    await page.getByLabel('Password').fill('amina likes the harbour')
    await page.getByRole('button', { name: 'Sign in' }).click()
    assert.equal(await page.textContent('h1'), 'Sign in to The catalogue')
    assert.match((await page.textContent('main')) ?? '', /We need email\./)
    await page.getByLabel('Your e-mail address').check()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: `Welcome ${amina.email}` }).waitFor()
    assert.equal(new URL(page.url()).origin, application.url)

    await page.goto(`${application.url}/in`)
    await page.getByRole('heading', { name: `Welcome ${amina.email}` }).waitFor()
    await page.getByRole('link', { name: 'Sign out' }).click()
    assert.match((await page.textContent('main')) ?? '', /You have left The catalogue/)
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('heading', { name: 'See you soon' }).waitFor()

    await page.goto(`${address}/applications`)
    assert.match((await page.textContent('main')) ?? '', /The catalogue/)
    await page.goto(`${address}/folder`)
    assert.match(page.url(), /\/sign-in/)
    await context.close()
  },
)
