/** One Cityright signs residents in to another: both ends are ours, and neither knows more than it was told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bareBrowser, onTo } from '#test/bare-browser'
import { openCity, type TestCity } from '#test/city'
import { letIn, signedIn } from '#test/foreign-application'
import { freePort } from '#test/free-port'
import { promise } from '#test/promise'
import { cityWith, folderWith, HOME } from '#test/with-providers'

let valdora: TestCity
let luzarra: TestCity
let folder: ReturnType<typeof folderWith>
let issuer: string

before(async () => {
  const port = await freePort()
  issuer = `http://localhost:${port}`
  valdora = await openCity(undefined, { PORT: String(port), PUBLIC_URL: issuer })
  valdora.today(new Date().toISOString())
  await valdora.city.listen()
  const officials = [
    await valdora.official('olga', 'operator'),
    await valdora.official('otto', 'privacy-officer'),
  ] as const
  const returns = `${HOME}/sign-in/back/valdora`
  const secret = await letIn(officials, { application: 'luzarra', returns, claims: ['email'] })
  const provider = {
    name: 'valdora',
    title: { en: 'Valdora' },
    issuer,
    client: 'luzarra',
    scopes: ['email'],
    claims: ['email'],
    levels: { low: 'low', substantial: 'substantial', high: 'high' },
  }
  folder = folderWith({ providers: [provider] })
  luzarra = await cityWith(folder, { PROVIDER_SECRET_VALDORA: secret })
})
after(async () => {
  folder?.remove()
  await luzarra?.close()
  await valdora?.close()
})

type Browser = ReturnType<typeof bareBrowser>

const within = (address: string) => {
  const { pathname, search } = new URL(address, issuer)
  return `${pathname}${search}`
}

/** Follows Valdora until it leads back to Luzarra, agreeing to what it asks. */
async function throughValdora(browser: Browser, start: string): Promise<string> {
  let at = start
  for (let steps = 0; steps < 12; steps += 1) {
    if (at.startsWith(HOME)) return at.slice(HOME.length)
    const got = await browser.opens(within(at))
    const [, onward] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(got.text) ?? []
    const asks = got.status === 200 && /\/applications\/asked\/[^/?]+$/.test(within(at))
    const next = asks
      ? onTo(await browser.posts(`${within(at)}/allow`, { claims: 'email' }))
      : onTo(got) || (onward?.replaceAll('&amp;', '&') ?? '')
    assert.ok(next, `Valdora stopped at ${at}: ${got.status}`)
    at = new URL(next, issuer).href
  }
  throw new Error('Valdora leads in a circle')
}

test('a second Cityright signs residents in: Amina of Valdora comes to Luzarra, and both know no more than she said', async () => {
  promise('P2.14')
  const amina = await valdora.resident('amina')
  const there = await signedIn(valdora, amina, 'amina')
  const here = bareBrowser(luzarra)
  const back = await throughValdora(there, onTo(await here.opens('/sign-in/with/valdora')))
  const newcomer = onTo(await here.opens(back))
  assert.match(newcomer, /^\/sign-in\/new\//)
  assert.equal(onTo(await here.posts(`${newcomer}/open`, { next: '/ways' })), '/ways')
  const ways = (await here.opens('/api/ways')).json<{ hasAddress: boolean }>()
  assert.equal(ways.hasAddress, true, 'the address she ticked did not come')
  const told = (await there.opens('/folder')).text
  assert.match(told, /luzarra/i, 'her folder at home does not say who was told')

  const again = bareBrowser(luzarra)
  const second = await throughValdora(there, onTo(await again.opens('/sign-in/with/valdora')))
  assert.equal(onTo(await again.opens(second)), '/folder')
})
