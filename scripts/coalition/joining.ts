/** A city joins a trial coalition as the statute says (coalition-access.md 3.1): four proofs, two reviewers, publication. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Clerk, until } from './clerk.ts'

/** Of everybody who works at the hub of a trial; nobody else can reach it. */
export const PASSWORD = 'lantern by the harbour'

/** Who works at the hub of a trial, and who may act for its cities once these belong to it. */
export const people = [
  { email: 'operator@hub.example', role: 'operator' },
  { email: 'secretariat@hub.example', role: 'secretariat' },
  { email: 'reviewer-one@hub.example', role: 'reviewer' },
  { email: 'reviewer-two@hub.example', role: 'reviewer' },
] as const

/** The official of a city, by its name. */
export const officialOf = (name: string) => `official@${name.toLowerCase()}.example`

/** A city that wants to join: its domain, and where its decision lies. */
export interface Candidate {
  readonly name: string
  readonly country: string
  readonly domain: string
  readonly documentUrl: string
  readonly lat?: string
  readonly lon?: string
}

/** Everybody around the hub. */
export interface Hub {
  readonly anybody: Clerk
  readonly secretariat: Clerk
  readonly reviewers: readonly Clerk[]
  /** Somebody who signs in at this hub. */
  enters(email: string): Promise<Clerk>
  /** Writes a text into the DNS of a city. */
  names(name: string, text: string): void
  /** The letters the hub sent, as their receivers see them. */
  letters(): readonly { readonly to: string; readonly text: string }[]
}

const Letter = z.object({ to: z.string(), text: z.string() })

/** Opens the doors of a hub whose letters lie in this folder. */
export async function atHub(of: {
  readonly address: string
  readonly mail: string
  names(name: string, text: string): void
}): Promise<Hub> {
  const enters = (email: string) => new Clerk(of.address).signsIn(email, PASSWORD)
  const [secretariat, ...reviewers] = await Promise.all(
    people.slice(1).map(({ email }) => enters(email)),
  )
  if (!secretariat) throw new Error('a hub needs a secretariat')
  for (const [n, one] of reviewers.entries()) {
    await one.does('/endorsements/desk/state-employer', { employer: `city-${n}.example` })
  }
  return {
    ...{ anybody: new Clerk(of.address), secretariat, reviewers, enters, names: of.names },
    letters: () =>
      (existsSync(of.mail) ? readdirSync(of.mail) : [])
        .filter((name) => name.endsWith('.json'))
        .map((name) => Letter.parse(JSON.parse(readFileSync(join(of.mail, name), 'utf8')))),
  }
}

const hostOf = (domain: string) => domain.replace(/:\d+$/, '')
const Mine = z.object({
  application: z.object({ number: z.number(), state: z.string() }),
  domains: z.array(z.object({ domain: z.string(), token: z.string() })),
})

/** The city fills in the form and submits it; gives the secret code of its application. */
async function apply({ anybody }: Hub, it: Candidate): Promise<string> {
  const { name, country, domain, documentUrl } = it
  const began = await anybody.does('/endorse/new/begin', { name, country, level: 'municipality' })
  const code = String(began['code'])
  const draft = `/endorse/draft/${code}`
  const month = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
  await anybody.does(`${draft}/decision/keep-decision`, {
    ...{ body: 'City council', decidedOn: month, reference: '7/2026', declaration: '2018-11' },
    ...{ documentUrl, documentLanguage: 'en' },
  })
  await anybody.does(`${draft}/domains/keep-domains`, { domains: domain })
  const [mailbox, signerMailbox] = ['rights', 'mayor'].map((box) => `${box}@${hostOf(domain)}`)
  await anybody.does(`${draft}/contacts/keep-contacts`, { mailbox, signerMailbox })
  await anybody.does(`${draft}/check/submit`, {})
  return code
}

/** The city shows the token in its DNS, and two people follow the links of their letters. */
async function prove(hub: Hub, it: Candidate, code: string): Promise<number> {
  const host = hostOf(it.domain)
  const mine = () => hub.anybody.opens(`/endorse/mine/${code}`, Mine)
  for (const { token } of (await mine()).domains) {
    hub.names(`_cityright-challenge.${host}`, `cityright-endorse=${token}`)
  }
  for (const box of ['rights', 'mayor']) {
    const link = await until(`the letter to ${box}@${host}`, async () => {
      const letter = hub.letters().find(({ to, text }) => {
        return to === `${box}@${host}` && text.includes('/endorse/confirm/')
      })
      return /\/endorse\/confirm\/([0-9a-z]+)/.exec(letter?.text ?? '')?.[1]
    })
    await hub.anybody.does(`/endorse/confirm/${link}/confirm`, {})
  }
  await hub.anybody.does(`/endorse/mine/${code}/check-again`, {})
  return until(`the review of ${it.name}`, async () => {
    const { application } = await mine()
    return application.state === 'in_review' ? application.number : undefined
  })
}

/** Two reviewers agree, and who keeps the directory publishes it; gives the city's id. */
async function admit(hub: Hub, it: Candidate, number: number): Promise<string> {
  const page = `/endorsements/${number}`
  const [first] = hub.reviewers
  const link = `https://register.example/${it.name.toLowerCase()}`
  await first?.does(`${page}/vouch`, { way: 'register', link })
  for (const one of hub.reviewers) await one.does(`${page}/review`, { verdict: 'accept' })
  const admitted = await hub.secretariat.does('/cities/accepted/admit', {
    application: String(number),
  })
  const city = String(admitted['city'])
  const { name, country, domain, lat, lon } = it
  const point = lat === undefined || lon === undefined ? {} : { lat, lon }
  // A domain is proved without its port, which only towns of a trial have.
  const facts = { name, country, domains: domain, ...point }
  await hub.secretariat.does(`/cities/${city}/edit/correct`, facts)
  return city
}

/** A city joins, from the first form to its place in the directory; gives its id. */
export async function joins(hub: Hub, it: Candidate): Promise<string> {
  const code = await apply(hub, it)
  return admit(hub, it, await prove(hub, it, code))
}

/** Somebody acts for a member city from now on, by an invitation of the secretariat. */
export async function appointed(hub: Hub, city: string, email: string): Promise<Clerk> {
  const offer = { post: 'official', city }
  const { secret } = await hub.secretariat.does('/commitments/officials/invite', offer)
  const official = await hub.enters(email)
  await official.does(`/officials/join/${String(secret)}/accept`, {})
  return official
}
