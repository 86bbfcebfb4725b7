/** Where the sample people act: through the city's one door, each act at its own moment. */
import { byOf, Limits, perform, serviceOf } from '#core/actions'
import { Refusal } from '#core/kernel'
import { enqueuer, type Job, type Jobs } from '#core/jobs'
import { openMail } from '#core/mail'
import type { Person } from '#core/people'
import { documentReader, readers } from '#core/vault'
import { join } from 'node:path'
import { z } from 'zod'
import { jobsFor } from '../jobs.ts'
import { senderOf } from '../reach.ts'
import type { OpenCity } from '../open.ts'

const none = () => Promise.resolve([])

/** Nobody looks into a folder while the sample city is filled. */
const EMPTY_FOLDER = {
  accesses: none,
  holdings: none,
  consents: none,
  limitations: none,
  holds: none,
  mandates: none,
  erasures: none,
  breaches: none,
  inNumbers: none,
  standing: none,
  export: () => Promise.reject(new Error('nobody takes a folder away from the sample city')),
  values: none,
  refIn: () => Promise.reject(new Error('nobody looks into a folder of the sample city')),
  knownBy: () => Promise.resolve(null),
  readingsOf: none,
  proof: () => Promise.resolve(undefined),
  documents: none,
  counted: () => Promise.resolve({ count: 0, bytes: 0 }),
}

/** Somebody of the sample city: with an account, or without. */
export interface Actor {
  readonly email: string
  readonly language: string
  readonly person: Person | null
}

/** One act after another. The clock stands where the act says. */
export interface Stage {
  readonly city: OpenCity
  at(moment: number): void
  readonly now: () => string
  does(who: Actor, action: string, values: object): Promise<Record<string, unknown>>
  /** Opens a page as somebody: what is written down when it is looked at, and what it says. */
  looks(who: Actor, page: string, values: object): Promise<unknown>
  /** Asks the vault although one's role may not. The attempt is written down. */
  tries(who: Actor, page: string, whom: Actor, why: { case: string; reason: string }): Promise<void>
  /** Lets the letters go out that were asked for. */
  post(): Promise<void>
  /** Does what the city does by itself at that hour. */
  hour(job: string): Promise<void>
}

function found<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const one = list.find((each) => each.name === name)
  if (!one) throw new Error(`The sample city needs ${name}`)
  return one
}

/** Regular work as work that somebody asks for: the stage says when its hour has come. */
function whenAsked(regular: Job<any, any>): Job<any, any> {
  const { every, ...once } = regular
  return every === undefined ? regular : once
}

/** Jobs that answer to acts, at the moment of the act; the regular ones wait for the open city, or for their hour. */
function jobsAt(city: OpenCity, clock: () => string): Jobs {
  const { mailFrom, data } = city.settings
  const from = mailFrom ?? `${city.facts.name} <city@${city.facts.name.toLowerCase()}.example>`
  const mail = openMail({ from, clock, mailbox: join(data, 'mail') })
  const all = city.services.flatMap(({ jobs = [] }) => jobs)
  const sender = senderOf({ ...city, clock })
  return jobsFor({ ...city, clock, mail, sender }, all.map(whenAsked))
}

const addressOf = ({ email }: Actor) => `sample ${email}`

/** Performs actions of this city by the clock of the stage. */
function doing(city: OpenCity, now: () => string, jobs: Jobs): Stage['does'] {
  const door = {
    ...city,
    clock: now,
    limits: new Limits(),
    jobs: { ...jobs, nudge: () => undefined },
  }
  const actions = city.services.flatMap((service) => service.actions)
  return async (who, action, values) => {
    const { language } = who
    const person = who.person && { ...who.person, provedAt: now() }
    const caller = { person, language, address: addressOf(who), device: 'Firefox on Linux' }
    const sent = { values: { ...values }, form: false }
    const done = await perform(door, found(actions, action), caller, sent)
    return z.record(z.string(), z.unknown()).parse(done.output)
  }
}

/** A page of this city, with what it may read for somebody. */
async function openFor(city: OpenCity, now: string, who: Actor, name: string) {
  const page = found(
    city.services.flatMap((service) => service.pages),
    name,
  )
  const channel = city.channel(name.slice(0, name.indexOf('.')))
  const by = await byOf(who.person, channel, addressOf(who))
  const reader = { actor: by.actor, at: now }
  const personal = readers(channel, page.reads ?? {}, reader)
  const documents = documentReader(channel, page.reads ?? {}, reader)
  return { page, channel, by, personal, documents }
}

function looking(city: OpenCity, now: () => string): Stage['looks'] {
  const { facts, declared } = city
  const { kind, logins } = city.db
  const nothing = {
    letters: async () => [],
    browser: '',
    folder: EMPTY_FOLDER,
    consented: () => Promise.resolve(null),
    header: () => undefined,
    ways: city.channel('account').accounts,
    mandates: city.channel('mandates').mandates,
    cases: city.channel('protection').cases,
    oversight: city.channel('processing').oversight,
    health: {
      vaultDown: false,
      database: kind,
      logins,
      escrow: undefined,
      scans: city.files.scans,
    },
    prove: () => Promise.resolve(undefined),
  }
  return async (who, name, values) => {
    const { page, by, personal, documents } = await openFor(city, now(), who, name)
    const input = page.input.parse(values)
    const read = { by, personal, documents }
    const look = { input, ...read, declared, now: now(), language: who.language, city: facts }
    const db = city.db.as(serviceOf(name))
    return db.look((tx): Promise<unknown> => page.load({ ...nothing, ...look, tx }))
  }
}

function trying(city: OpenCity, now: () => string): Stage['tries'] {
  return async (who, name, whom, why) => {
    const { channel, personal } = await openFor(city, now(), who, name)
    const ref = await channel.refOf(whom.person?.ref ?? '')
    for (const read of Object.values(personal)) {
      await read(ref, why).catch((failure: unknown) => {
        if (!(failure instanceof Refusal)) throw failure
      })
    }
  }
}

/** Sets the stage in an open city. */
export function setStage(city: OpenCity): Stage {
  let moment = Date.parse(city.clock())
  const now = () => new Date(moment).toISOString()
  const jobs = jobsAt(city, now)
  return {
    city,
    now,
    at(next) {
      moment = next
    },
    does: doing(city, now, jobs),
    looks: looking(city, now),
    tries: trying(city, now),
    async post() {
      await jobs.workUntilIdle()
    },
    async hour(name) {
      const all = city.services.flatMap((service): readonly Job<any, any>[] => service.jobs ?? [])
      await city.db.transact((tx) => enqueuer(tx, now)(found(all, name), {}))
      await jobs.workUntilIdle()
    },
  }
}
