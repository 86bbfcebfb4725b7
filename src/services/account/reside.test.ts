/** Where somebody lives, by the word of a provider that the city trusts. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { bareBrowser, onTo } from '#test/bare-browser'
import { sql, type TestCity } from '#test/city'
import { foreignProvider } from '#test/foreign-provider'
import { promise } from '#test/promise'
import { cityWith, comesBack, folderWith, goes, HOME } from '#test/with-providers'

let city: TestCity
let provider: Awaited<ReturnType<typeof foreignProvider>>
let folder: ReturnType<typeof folderWith>
const SECRET = 'the secret of the city'
const OUT = '/ways/residence/card'
const AMINA = {
  name: 'Amina Belkacem',
  birthdate: '1990-05-04',
  address: { postal_code: '90001', street_address: 'Calle del Faro 12' },
}

before(async () => {
  provider = await foreignProvider({
    client_id: 'luzarra',
    client_secret: SECRET,
    redirect_uris: [`${HOME}/sign-in/back/card`, `${HOME}/sign-in/back/club`],
  })
  const card = {
    name: 'card',
    title: { en: 'Card of the state' },
    issuer: provider.issuer,
    client: 'luzarra',
    scopes: ['profile', 'address'],
    claims: ['name', 'birthdate', 'address.postal_code'],
    levels: { 'urn:basic': 'low', 'urn:card': 'high' },
  }
  const club = { ...card, name: 'club', title: { en: 'Club' }, issuer: 'https://club.example' }
  const trusted = { [provider.issuer]: { assurance: 'substantial' } }
  folder = folderWith({ providers: [card, club] }, { providers: trusted })
  city = await cityWith(folder, { PROVIDER_SECRET_CARD: SECRET, PROVIDER_SECRET_CLUB: SECRET })
})
after(async () => {
  await provider.close()
  folder.remove()
  await city.close()
})
beforeEach(() => {
  city.today(new Date().toISOString())
  Object.assign(provider.visitor, { sub: 'amina', acr: 'urn:card', claims: AMINA, declines: false })
})

/** Somebody with a password, signed in. */
async function signedIn(name: string) {
  const { email } = await city.resident(name)
  const mine = bareBrowser(city)
  const password = `${name} likes the harbour`
  assert.equal((await mine.posts('/sign-in/enter', { email, password })).status, 303)
  return mine
}

const standings = () => city.rows(sql`select way from residence.standing where ended_at is null`)

test('Amina goes to the card of the state, comes back, and is a verified resident of her district', async () => {
  promise('P2.28')
  const amina = await signedIn('amina')
  assert.match((await amina.opens('/residence')).text, /href="\/ways\/residence"/)
  const offered = (await amina.opens('/ways/residence')).text
  assert.match(offered, /Go to Card of the state/)
  assert.doesNotMatch(offered, /Club/)
  assert.equal(onTo(await comesBack(amina, OUT)), '/residence')
  const page = (await amina.opens('/residence')).text
  assert.match(page, /Puerto Viejo/)
  assert.match(page, /a provider of identities/)
  assert.doesNotMatch(page, /Belkacem|Calle del Faro|1990/)
  assert.deepEqual(await standings(), [{ way: 'provider' }])
})

test('what the provider does not say, or not surely enough, proves nothing, and the reason is named', async () => {
  const bruno = await signedIn('bruno')
  const told = async (claims: object, acr = 'urn:card') => {
    Object.assign(provider.visitor, { sub: 'bruno', acr, claims: { ...AMINA, ...claims } })
    return (await comesBack(bruno, OUT)).text
  }
  assert.match(
    await told({ address: { postal_code: '28001' } }),
    /This postcode is not in the city/,
  )
  assert.match(await told({ birthdate: undefined }), /says no day of birth/)
  assert.match(await told({}, 'urn:basic'), /less sure/)
  assert.equal((await bruno.opens('/ways/residence/club')).status, 404)
  assert.equal((await standings()).length, 1)
})

test('the same person with a second account, another browser, or an invented answer proves nothing', async () => {
  const carla = await signedIn('carla')
  assert.match((await comesBack(carla, OUT)).text, /another account/i)
  const back = await goes(carla, OUT)
  assert.match((await bareBrowser(city).opens(back)).text, /belongs to another browser/)
  const invented = await carla.posts('/residence/by-provider', { arrival: 'invented' })
  assert.equal(invented.status, 422)
  assert.match(invented.text, /Begin once more/)
  assert.equal((await standings()).length, 1)
})
