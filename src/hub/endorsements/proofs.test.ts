import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admitting } from '#test/admitting'
import { sql } from '#test/city'
import { keepDomains } from './actions/draft.ts'
import { checkAgain, renew } from './actions/follow.ts'
import {
  accepted,
  DAY,
  drafted,
  type Hub,
  openHub,
  proved,
  refusal,
  stateOf,
  submitted,
  type Submitted,
  tokenOf,
} from './trial.ts'
import { promise } from '#test/promise'

let it: Hub
before(async () => {
  it = await openHub()
})
after(() => it.close())

const domainsOf = (number: number) =>
  it.hub.rows(sql`select domain, method, reason, dnssec, passed_at is not null as passed, failures,
    flagged_at is not null as flagged from endorsements.domain where application = ${number} order by domain`)
const reasonOf = async (number: number) => (await domainsOf(number))[0]?.['reason']
const again = async ({ code }: Submitted) => {
  await it.hub.anybody.does(checkAgain, { code })
  await it.hub.work()
}
const endorse = (token: string) => ({ txt: [`cityright-endorse=${token}`] })
const CHALLENGE = '_cityright-challenge'

test('a token of at least 128 bits, another for every domain, is shown with both ways to show it', async () => {
  const one = await submitted(it, 'alta')
  const token = await tokenOf(it, one.number)
  assert.match(token, /^[0-9a-z]{26,}$/)
  const page = await it.hub.anybody.opens(`/endorse/mine/${one.code}`)
  assert.match(page.text, /_cityright-challenge\.alta\.localhost/)
  assert.match(page.text, new RegExp(`cityright-endorse=${token}`))
  assert.match(page.text, /well-known\/digital-rights-city\/challenge\.txt/)
})

test('a wrong token, no name and a server that fails each have their own sentence', async () => {
  const one = await submitted(it, 'bodo')
  await it.hub.work()
  assert.equal(await reasonOf(one.number), 'no-token')
  it.names('bodo', endorse('somebodyelses'))
  await again(one)
  assert.equal(await reasonOf(one.number), 'wrong-token')
  it.names('bodo', { code: 2 })
  await again(one)
  assert.equal(await reasonOf(one.number), 'no-answer')
  const page = await it.hub.anybody.opens(`/endorsements/${one.number}`)
  assert.match(page.text, /No name server answered/)
  assert.equal(await stateOf(it, one.number), 'checking')
})

test('a token on www alone does not prove the domain', async () => {
  promise('P6.1')
  const one = await submitted(it, 'drammen')
  it.names('www.drammen', endorse(await tokenOf(it, one.number)))
  await again(one)
  assert.equal(await reasonOf(one.number), 'no-token')
})

test('an alias to a name of somebody else proves nothing, and no file on the web makes it good', async () => {
  const one = await submitted(it, 'elverum')
  const token = await tokenOf(it, one.number)
  for (const { zones } of [it.one, it.other]) {
    zones.set(`${CHALLENGE}.elverum.localhost`, { cname: 'token.attacker.example' })
    zones.set('token.attacker.example', endorse(token))
  }
  it.serves('elverum', '/.well-known/digital-rights-city/challenge.txt', token)
  await again(one)
  assert.equal(await reasonOf(one.number), 'alias-elsewhere')
})

test('a file with exactly the token proves the domain; anything more does not', async () => {
  const one = await submitted(it, 'floro')
  const token = await tokenOf(it, one.number)
  const path = '/.well-known/digital-rights-city/challenge.txt'
  it.serves('floro', path, `<p>${token}</p>`)
  await again(one)
  assert.equal(await reasonOf(one.number), 'no-token')
  it.serves('floro', path, `${token}\n`)
  await again(one)
  const [domain] = await domainsOf(one.number)
  assert.deepEqual([domain?.['method'], domain?.['passed']], ['web', true])
})

test('a token older than 30 days proves nothing; a new one does', async () => {
  const one = await submitted(it, 'gjovik')
  const old = await tokenOf(it, one.number)
  await it.hub.work()
  it.hub.later(31 * DAY)
  it.names('gjovik', endorse(old))
  await again(one)
  assert.equal(await reasonOf(one.number), 'expired-token')
  await it.hub.anybody.does(renew, { code: one.code })
  const fresh = await tokenOf(it, one.number)
  assert.notEqual(fresh, old)
  it.names('gjovik', endorse(fresh))
  await again(one)
  assert.equal((await domainsOf(one.number))[0]?.['passed'], true)
})

test('two resolvers that disagree prove nothing until they agree', async () => {
  const one = await submitted(it, 'hamar')
  const zone = endorse(await tokenOf(it, one.number))
  it.one.zones.set(`${CHALLENGE}.hamar.localhost`, zone)
  await again(one)
  assert.equal(await reasonOf(one.number), 'servers-disagree')
  it.other.zones.set(`${CHALLENGE}.hamar.localhost`, { ...zone, authentic: true })
  await again(one)
  const [domain] = await domainsOf(one.number)
  assert.deepEqual([domain?.['passed'], domain?.['dnssec']], [true, false])
})

test('a domain in other letters is known by its punycode, in the DNS and in the mailboxes', async () => {
  const code = await drafted(it, 'xn--troms-zua')
  const { anybody } = it.hub
  const port = it.domainOf('x').split(':')[1]
  await anybody.does(keepDomains, {
    code,
    domains: `xn--troms-zua.localhost:${port} tromsø.example`,
  })
  const rows = await it.hub.rows(sql`select domain from endorsements.domain
    where domain like 'xn--%' order by domain`)
  assert.deepEqual(
    rows.map(({ domain }) => domain),
    ['xn--troms-zua.example', `xn--troms-zua.localhost:${port}`],
  )
  assert.deepEqual(await refusal(anybody.does(keepDomains, { code, domains: 'no domain!' })), [
    'no-domain',
  ])
})

test('a city with two official domains proves both', async () => {
  const port = it.domainOf('x').split(':')[1]
  const domains = `moss.localhost:${port}\nmoss-kommune.localhost:${port}`
  const one = await submitted(it, 'moss', { domains, mailbox: 'post@moss-kommune.localhost' })
  const [first, second] = [`moss-kommune.localhost:${port}`, `moss.localhost:${port}`]
  it.names('moss', endorse(await tokenOf(it, one.number, second)))
  await again(one)
  const passed = async () => (await domainsOf(one.number)).map((row) => row['passed'])
  assert.deepEqual(await passed(), [false, true])
  it.names('moss-kommune', endorse(await tokenOf(it, one.number, first)))
  await again(one)
  assert.deepEqual(await passed(), [true, true])
})

test('the key a city shows in the DNS when it joins is kept as the first, recorded and shown', async () => {
  const one = await submitted(it, 'molde')
  const [key, later] = ['k'.repeat(43), 'l'.repeat(43)]
  const shows = (print: string) => {
    for (const { zones } of [it.one, it.other])
      zones.set('_cityright-key.molde.localhost', { txt: [print] })
  }
  it.names('molde', endorse(await tokenOf(it, one.number)))
  shows(key)
  await again(one)
  shows(later)
  await again(one)
  const [row] = await it.hub.rows(
    sql`select key_prints as keys from endorsements.domain where application = ${one.number}`,
  )
  assert.deepEqual(row, { keys: [key] })
  assert.match((await it.hub.anybody.opens(`/endorsements/${one.number}`)).text, /k{43}/)
  const said = await it.hub.rows(sql`select d->'keys' as keys from record.outbox
    where t = 'endorsements.checked' and subject = ${`/endorsements/${one.number}`} and d ? 'keys'`)
  assert.deepEqual(said, [{ keys: [key] }])
})

test("a document that leads on to another domain is not the city's", async () => {
  const one = await submitted(it, 'odda', {
    documentUrl: `http://${it.domainOf('odda')}/moved.pdf`,
  })
  it.serves('odda', '/moved.pdf', `http://${it.domainOf('attacker')}/decision.pdf`)
  await again(one)
  const [row] = await it.hub.rows(sql`select document_failure as failure, document_sha256 as hash
    from endorsements.application where number = ${one.number}`)
  assert.deepEqual(row, { failure: 'domain-not-declared', hash: null })
})

async function member(name: string): Promise<Submitted & { city: string }> {
  const one = await submitted(it, name)
  await proved(it, one)
  await accepted(it, one.number)
  return { ...one, city: await admitting(it.hub, one.number) }
}
const flags = (kind: string, city: string) =>
  it.hub.rows(sql`select d->>'proof' as proof from record.outbox
    where t = ${`endorsements.${kind}`} and d->>'city' = ${city} order by id`)
const day = async () => {
  it.hub.later(DAY + 21 * 60_000)
  await it.hub.work()
}

test('a document that changes is flagged, keeps its first hash, and is cleared when it comes back', async () => {
  promise('P6.1')
  const one = await member('porsgrunn')
  const hash = async () =>
    (
      await it.hub
        .rows(sql`select document_sha256 as hash, document_changed_at is not null as changed
        from endorsements.application where number = ${one.number}`)
    )[0]
  const before = await hash()
  it.serves('porsgrunn', '/decision.pdf', 'Something else entirely')
  it.hub.later(91 * DAY)
  await it.hub.work()
  assert.deepEqual(await hash(), { ...before, changed: true })
  assert.deepEqual(await flags('flagged', one.city), [{ proof: 'authority' }])
  const page = await it.hub.anybody.opens(`/cities/${one.city}/endorsement`)
  assert.match(page.text, /The document has changed since/)
  assert.match(page.text, /Member/)
  it.serves('porsgrunn', '/decision.pdf', 'Council of porsgrunn, resolution 12/2026')
  it.hub.later(91 * DAY)
  await it.hub.work()
  assert.deepEqual(await hash(), before)
  assert.deepEqual(await flags('cleared', one.city), [{ proof: 'authority' }])
})

test('a proved domain is asked every 90 days; three failures flag it, and it stays a member', async () => {
  promise('P6.3')
  const one = await member('rana')
  it.names('rana', { txt: [] })
  it.hub.later(80 * DAY)
  await it.hub.work()
  assert.equal((await domainsOf(one.number))[0]?.['failures'], 0)
  it.hub.later(11 * DAY)
  await it.hub.work()
  for (const failures of [1, 2]) {
    const [domain] = await domainsOf(one.number)
    assert.deepEqual([domain?.['failures'], domain?.['flagged']], [failures, false])
    await day()
  }
  assert.equal((await domainsOf(one.number))[0]?.['flagged'], true)
  assert.deepEqual(await flags('flagged', one.city), [{ proof: 'domain' }])
  const page = await it.hub.anybody.opens(`/cities/${one.city}/endorsement`)
  assert.match(page.text, /Domain not confirmed/)
  const [row] = await it.hub.rows(
    sql`select state from endorsements.membership where city = ${one.city}`,
  )
  assert.equal(row?.['state'], 'member')
  it.names('rana', endorse(await tokenOf(it, one.number)))
  await day()
  assert.equal((await domainsOf(one.number))[0]?.['flagged'], false)
  assert.deepEqual(await flags('cleared', one.city), [{ proof: 'domain' }])
})

test('a server that works once of three times neither proves less nor flags a member', async () => {
  const one = await member('stavanger')
  it.names('stavanger', { ...endorse(await tokenOf(it, one.number)), flaps: 3 })
  it.hub.later(91 * DAY)
  await it.hub.work()
  const [domain] = await domainsOf(one.number)
  assert.deepEqual([domain?.['failures'], domain?.['flagged']], [0, false])
})
