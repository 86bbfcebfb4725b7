/** What the tests of endorsing share: a hub, two name servers, web servers of towns, and people of both sides. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Refusal } from '#core/kernel'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import account from '#services/account'
import record from '#services/record'
import { openCity, type Somebody, sql } from '#test/city'
import { openNameServer, type Zone } from '#test/dns-server'
import { review, stateEmployer, vouch } from './actions/desk.ts'
import { begin, keepContacts, keepDecision, keepDomains } from './actions/draft.ts'
import { confirm, submit } from './actions/follow.ts'
import { CHALLENGE } from './model/domains.ts'
import endorsements from './service.ts'

export const DAY = 86_400_000

/** One web server for all towns: each host has its own pages. */
async function openWeb() {
  const pages = new Map<string, string>()
  const server = createServer((request, response) => {
    const body = pages.get(`${request.headers.host}${request.url}`)
    if (body?.startsWith('http://')) return void response.writeHead(302, { location: body }).end()
    response.writeHead(body === undefined ? 404 : 200).end(body ?? 'no such page')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { pages, server, port: (server.address() as AddressInfo).port }
}

const decision = {
  body: 'City council',
  decidedOn: '2026-02-10',
  reference: '12/2026',
  declaration: '2018-11',
  documentLanguage: 'nb',
}

/** A hub that asks two name servers of this machine. */
export async function openHub() {
  const [one, other, web] = await Promise.all([openNameServer(), openNameServer(), openWeb()])
  const services = [account, record, coalition, declaration, endorsements, cities]
  const hub = await openCity(services, {
    HARVEST_LOOPBACK: 'yes',
    HARVEST_DNS: `${one.address},${other.address}`,
  })
  await hub.work()
  const domainOf = (name: string) => `${name}.localhost:${web.port}`
  const names = (name: string, zone: Zone) => {
    for (const { zones } of [one, other]) zones.set(`${CHALLENGE}.${name}.localhost`, zone)
  }
  return {
    ...{ hub, one, other, names, domainOf },
    serves: (name: string, path: string, body: string) =>
      void web.pages.set(domainOf(name) + path, body),
    async close() {
      one.close()
      other.close()
      web.server.closeAllConnections()
      web.server.close()
      await hub.close()
    },
  }
}
export type Hub = Awaited<ReturnType<typeof openHub>>

/** What differs from the usual application. */
export interface Wish {
  readonly kind?: 'join' | 'reaffirm' | 'withdraw'
  readonly city?: string
  readonly domains?: string
  readonly documentUrl?: string
  readonly mailbox?: string
  readonly signer?: string
}

/** A draft that is filled in, and not submitted. */
export async function drafted(it: Hub, name: string, wish: Wish = {}, who?: Somebody) {
  const somebody = who ?? it.hub.anybody
  const { kind = 'join', city } = wish
  const known = city === undefined ? {} : { city }
  const { code } = await somebody.does(begin, {
    ...{ kind, name, country: 'NO', level: 'municipality' },
    ...known,
  })
  it.serves(name, '/decision.pdf', `Council of ${name}, resolution 12/2026`)
  const documentUrl = wish.documentUrl ?? `http://${it.domainOf(name)}/decision.pdf`
  await somebody.does(keepDecision, { code, ...decision, documentUrl })
  await somebody.does(keepDomains, { code, domains: wish.domains ?? it.domainOf(name) })
  const mailbox = wish.mailbox ?? `post@${name}.localhost`
  const signerMailbox = wish.signer ?? `mayor@${name}.localhost`
  await somebody.does(keepContacts, { code, mailbox, signerMailbox })
  return code
}

/** Submitted: the city has a number. */
export async function submitted(it: Hub, name: string, wish: Wish = {}, who?: Somebody) {
  const code = await drafted(it, name, wish, who)
  const { number } = await (who ?? it.hub.anybody).does(submit, { code })
  return { code, number, name }
}
export type Submitted = Awaited<ReturnType<typeof submitted>>

/** The token of a domain of an application. */
export async function tokenOf({ hub }: Hub, number: number, domain?: string): Promise<string> {
  const rows = await hub.rows(sql`select domain, token from endorsements.domain
    where application = ${number} order by domain`)
  const row = domain === undefined ? rows[0] : rows.find((one) => one['domain'] === domain)
  return String(row?.['token'])
}

/** The code of the newest link in a letter to this mailbox. */
export async function linkTo({ hub }: Hub, mailbox: string): Promise<string> {
  await hub.work()
  const letter = (await hub.letters()).find(
    ({ to, text }) => to === mailbox && /\/(?:confirm|hearing)\//.test(text),
  )
  return /\/(?:confirm|hearing)\/([0-9a-z]+)/.exec(letter?.text ?? '')?.[1] ?? ''
}

/** Shows the token in the DNS and confirms both mailboxes: everything but officialness stands. */
export async function proved(it: Hub, { number, name, code }: Submitted) {
  it.names(name, { txt: [`cityright-endorse=${await tokenOf(it, number)}`] })
  for (const mailbox of ['post', 'mayor']) {
    const link = await linkTo(it, `${mailbox}@${name}.localhost`)
    await it.hub.anybody.does(confirm, { code: link })
  }
  await it.hub.anybody.does(submit, { code }).catch(() => undefined)
  await it.hub.work()
}

let reviewers = 0
/** Somebody who reviews and works elsewhere. */
export async function reviewer({ hub }: Hub, employer = 'oslo.example', role = 'reviewer') {
  reviewers += 1
  const one = await hub.official(`${role}${reviewers}`, role)
  await one.does(stateEmployer, { employer })
  return one
}

/** Two reviewers accept. */
export async function accepted(it: Hub, number: number) {
  const [first, second] = [await reviewer(it), await reviewer(it)]
  const link = 'https://register.example/1201'
  await first.does(vouch, { number: String(number), way: 'register', link })
  for (const one of [first, second]) {
    await one.does(review, { number: String(number), verdict: 'accept' })
  }
}

export async function stateOf({ hub }: Hub, number: number): Promise<string> {
  const [row] = await hub.rows(
    sql`select state from endorsements.application where number = ${number}`,
  )
  return String(row?.['state'])
}

/** The codes with which a piece of work is refused. */
export async function refusal(work: Promise<unknown>): Promise<string[]> {
  const failure = await work.then(
    () => undefined,
    (no: unknown) => no,
  )
  if (failure instanceof Refusal) return failure.reasons.map(({ code }) => code)
  throw new Error(`not refused: ${String(failure)}`)
}
