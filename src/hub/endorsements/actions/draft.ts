/** Endorsing step by step. The draft lies with the hub; only its secret code, in the address, leads to it. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { listVersions } from '#hub/declaration'
import { DRAFT_DAYS, kinds, levels, TOKEN_DAYS } from '../model.ts'
import { mayBegin, mayChange, mayDecide } from '../rules.ts'
import { hashOf } from '../seal.ts'
import * as store from '../store/applications.ts'
import { listDomains, setDomains } from '../store/proofs.ts'
import type { Application } from '../store/rows.ts'
import { readMemberships } from '../store.ts'
import { domainIn, mailboxIn, requireWhole } from '../wholeness.ts'
import { sendCodes } from './codes.ts'

/** The secret code of a draft, as forms carry it. */
export const code = z.string().min(1).max(64).meta({ input: 'hidden' })
const line = (most: number) => z.string().trim().min(1).max(most)
/** Where a step leads. */
export const next = z.object({ next: z.string() })
/** How often one address may take a step. */
export const limit = { per: 'address', most: 60, seconds: 3600 } as const
const stepPath = (secret: string, step: string) => `/endorse/draft/${secret}/${step}`

/** The moment so many days after this one. */
export const daysAfter = (now: string, days: number) =>
  `${addDays(now.slice(0, 10), days)}${now.slice(10)}`

type Changing = Pick<Work<unknown>, 'tx' | 'now'>

/** The application behind a code, when the city may change it now; a draft lives longer for it. */
export async function changing({ tx, now }: Changing, secret: string): Promise<Application> {
  const found = await store.byCode(tx, hashOf(secret), true)
  mayChange.require(found)
  await store.keepAlive(tx, found.number, daysAfter(now, DRAFT_DAYS))
  return found
}

/** What was submitted already stays whole whatever is changed in it. */
async function whole({ tx }: Changing, secret: string): Promise<void> {
  const found = await store.byCode(tx, hashOf(secret))
  if (found.state !== 'draft') requireWhole(found, await listDomains(tx, found.number))
}

/** After a step: the next one of a draft; back to the application when it was submitted already. */
export const after = (it: Application, secret: string, step: string) =>
  it.state === 'draft' ? stepPath(secret, step) : `/endorse/mine/${secret}`

/** Begins an application: which government it is, and what it asks for. */
export const begin = action({
  name: 'endorsements.begin',
  path: '/endorse/new/begin',
  who: anyone,
  input: z.object({
    kind: z.enum(kinds).default('join').meta({ input: 'hidden' }),
    city: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
      .max(100)
      .optional()
      .meta({ input: 'hidden' }),
    name: line(300),
    country: z
      .string()
      .transform((text) => text.trim().toUpperCase())
      .pipe(z.string().regex(/^[A-Z]{2}$/))
      .meta({ input: 'text' }),
    level: z.enum(levels).meta({ input: 'radios' }),
  }),
  output: z.object({ code: z.string() }),
  rules: [mayBegin],
  limit,
  onto: (output) => stepPath(output.code, 'decision'),

  async run({ input, tx, now, language, newSecret }) {
    const { kind, city = null, name, country, level } = input
    const known = city === null ? undefined : (await readMemberships(tx, [city])).get(city)
    const open = await store.countWaiting(tx, { name, country })
    mayBegin.require({ kind, membership: known?.state, open })
    const secret = newSecret()
    const it = { kind, city, name, country, level, language, at: now, codeHash: hashOf(secret) }
    await store.addApplication(tx, { ...it, vanishesAt: daysAfter(now, DRAFT_DAYS) })
    return { code: secret }
  },
})

/** Which body decided what, when, and where everybody can read it. */
export const keepDecision = action({
  name: 'endorsements.keep-decision',
  path: '/endorse/draft/:code/decision/keep-decision',
  who: anyone,
  input: z.object({
    code,
    body: line(200),
    decidedOn: z.iso.date().meta({ input: 'date' }),
    reference: line(100),
    declaration: z.string().max(10).meta({ input: 'select' }),
    documentUrl: z.url({ protocol: /^https?$/ }).max(500),
    documentLanguage: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
      .max(20)
      .meta({ input: 'text' }),
  }),
  output: next,
  rules: [mayChange, mayDecide],
  limit,
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, now, city: hub } = work
    const { code: secret, ...decision } = input
    const found = await changing(work, secret)
    const versions = (await listVersions(tx)).map(({ version }) => version)
    mayDecide.require({
      on: input.decidedOn,
      today: dateIn(now, hub.zone),
      versionKnown: versions.includes(input.declaration),
    })
    await store.setDecision(tx, found.number, decision)
    await whole(work, secret)
    return { next: after(found, secret, 'domains') }
  },
})

/** The official domains; each gets a token that only who holds it can show. */
export const keepDomains = action({
  name: 'endorsements.keep-domains',
  path: '/endorse/draft/:code/domains/keep-domains',
  who: anyone,
  input: z.object({ code, domains: line(500).meta({ input: 'textarea', rows: 3 }) }),
  output: next,
  rules: [mayChange],
  limit,
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, now, city: hub, newSecret } = work
    const found = await changing(work, input.code)
    const trial = hub.sampleCity || /localhost/.test(hub.url)
    const given = input.domains.split(/[\s,;]+/).filter(Boolean)
    const read = [...new Set(given.map((one) => domainIn(one, trial)))]
    const domains = read.flatMap((domain) => (domain ? [{ domain, token: newSecret() }] : []))
    if (domains.length !== read.length || domains.length === 0 || domains.length > 5) {
      throw new Refusal('invalid', [{ code: 'no-domain', field: 'domains' }])
    }
    await setDomains(tx, found.number, { domains, until: daysAfter(now, TOKEN_DAYS) })
    await whole(work, input.code)
    return { next: after(found, input.code, 'contacts') }
  },
})

/** Two role mailboxes of two people: one answers for the application, one signs. */
export const keepContacts = action({
  name: 'endorsements.keep-contacts',
  path: '/endorse/draft/:code/contacts/keep-contacts',
  who: anyone,
  input: z.object({
    code,
    mailbox: line(320).meta({ input: 'email' }),
    signerMailbox: line(320).meta({ input: 'email' }),
  }),
  output: next,
  rules: [mayChange],
  limit,
  onto: (output) => output.next,

  async run(work) {
    const { input, tx } = work
    const found = await changing(work, input.code)
    const mailbox = mailboxIn(input.mailbox, 'mailbox')
    const signerMailbox = mailboxIn(input.signerMailbox, 'signerMailbox')
    if (mailbox.toLowerCase() === signerMailbox.toLowerCase()) {
      throw new Refusal('refused', [{ code: 'same-mailbox', field: 'signerMailbox' }])
    }
    await store.setContacts(tx, found.number, { mailbox, signerMailbox })
    await whole(work, input.code)
    const changed = found.mailbox !== mailbox || found.signerMailbox !== signerMailbox
    if (found.state !== 'draft' && changed) await sendCodes(work, found.number)
    return { next: after(found, input.code, found.kind === 'withdraw' ? 'check' : 'actions') }
  },
})
