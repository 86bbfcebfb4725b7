/** The morning of a breach: open, assess, count, notify, tell, close (GDPR art. 33, 34). */
import { action } from '#core/actions'
import { momentIn, Refusal } from '#core/kernel'
import { z } from 'zod'
import * as entries from '../entries.ts'
import { atLeast, breachKinds, breachRisks, dueAt, noticers } from '../model.ts'
import { mayClose, mayTell, mayWork } from '../rules.ts'
import * as store from '../store/breaches.ts'
import { writers } from './forms.ts'

export const number = z.string().regex(/^[BX]-[0-9]{1,9}$/)
const hidden = number.meta({ input: 'hidden' })
export const outcome = z.object({ number: z.string() })
export const pageOf = (of: unknown) => `/processing/breaches/${String(of)}`
const day = z.iso.date().regex(/^20/).meta({ input: 'date' })
const time = z
  .string()
  .trim()
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/)

/** A day and a time by the city's clocks; an hour that is skipped when they change is refused. */
function momentOf(on: string, at: string, { zone, field }: { zone: string; field: string }) {
  const found = momentIn(on, at.padStart(5, '0'), zone)
  if (!found) throw new Refusal('invalid', [{ code: 'no-such-hour', field }])
  return found
}

/** The breach that is worked on. */
export async function locked(tx: Parameters<typeof store.lockBreach>[0], of: string) {
  const found = await store.lockBreach(tx, of)
  if (!found) throw new Refusal('not-found', ['no-such-breach'])
  return found
}

/** Opens a breach. From the moment it was noticed, seventy-two hours run. */
export const openBreach = action({
  name: 'processing.open-breach',
  path: '/processing/breaches/new/open',
  who: writers,
  input: z.object({
    title: z.string().trim().min(3).max(300),
    kinds: z.array(z.enum(breachKinds)).min(1).meta({ input: 'checkboxes' }),
    noticedOn: day,
    noticedAt: time,
    noticedBy: z.enum(noticers).meta({ input: 'select' }),
    fromOn: day,
    fromAt: time,
    untilOn: day,
    untilAt: time,
    exercise: z.boolean().default(false).meta({ input: 'checkbox' }),
  }),
  output: outcome,
  rules: [],
  records: [entries.breachOpened],
  onto: ({ number: of }) => pageOf(of),

  async run({ input, tx, now, city, record }) {
    const { zone } = city
    const at = (on: string, when: string, field: string) => momentOf(on, when, { zone, field })
    const noticedAt = at(input.noticedOn, input.noticedAt, 'noticedAt')
    const from = at(input.fromOn, input.fromAt, 'fromAt')
    const until = at(input.untilOn, input.untilAt, 'untilAt')
    const wrong = [
      ...(noticedAt > now ? [{ code: 'in-the-future', field: 'noticedOn' }] : []),
      ...(from >= until ? [{ code: 'ends-before', field: 'untilOn' }] : []),
    ]
    if (wrong.length > 0) throw new Refusal('invalid', wrong)
    const { title, kinds, noticedBy, exercise } = input
    const of = await store.nextNumber(tx, exercise)
    const times = { noticedAt, from, until, dueAt: dueAt(noticedAt), openedAt: now }
    await store.addBreach(tx, { number: of, exercise, title, kinds, noticedBy, ...times })
    if (!exercise) {
      const body = { number: of, kinds, noticed: noticedAt }
      await record(entries.breachOpened, body, { subject: '/processing/kept' })
    }
    return { number: of }
  },
})

/** Says how grave it is for those whom it concerns, and why. */
export const assess = action({
  name: 'processing.assess',
  path: '/processing/breaches/:number/assess',
  who: writers,
  input: z.object({
    number: hidden,
    risk: z.enum(breachRisks).exclude(['unknown']).meta({ input: 'radios' }),
    riskWhy: z.string().trim().min(3).max(5000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: outcome,
  rules: [mayWork],
  onto: ({ number: of }) => pageOf(of),

  async run({ input, tx }) {
    const breach = await locked(tx, input.number)
    mayWork.require(breach)
    await store.setRisk(tx, breach.number, input)
    return { number: breach.number }
  },
})

const some = z.string().trim().max(200).default('')

/** Has the vault find whom it concerns. The city learns how many, never who. */
export const count = action({
  name: 'processing.count',
  path: '/processing/breaches/:number/count',
  who: writers,
  input: z.object({
    number: hidden,
    by: z.enum(['accesses', 'cases']).meta({ input: 'radios' }),
    module: some.meta({ input: 'select' }),
    purpose: some.meta({ input: 'select' }),
    badge: some,
  }),
  output: z.object({ number: z.string(), people: z.number() }),
  rules: [mayWork],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ number: of }) => pageOf(of),

  async run({ input, tx, now, oversight }) {
    const breach = await locked(tx, input.number)
    mayWork.require(breach)
    const { by, module, purpose, badge } = input
    const concerned = {
      by,
      ...(module ? { module } : {}),
      ...(purpose ? { purpose } : {}),
      ...(badge && by === 'accesses' ? { badge } : {}),
    }
    const when = { from: breach.from, until: breach.until }
    const people = await oversight.concerned(breach.number, { ...concerned, ...when }, now)
    await store.setPeople(tx, breach.number, { concerned, people })
    return { number: breach.number, people }
  },
})

/** Puts a letter into the folder of each; mail says only that there is one (GDPR art. 34). */
export const tell = action({
  name: 'processing.tell',
  path: '/processing/breaches/:number/tell',
  who: writers,
  fresh: true,
  input: z.object({
    number: hidden,
    letter: z.string().trim().min(40).max(5000).meta({ input: 'textarea', rows: 10 }),
  }),
  output: z.object({ number: z.string(), told: z.number() }),
  rules: [mayTell],
  records: [entries.breachNotified],
  onto: ({ number: of }) => pageOf(of),

  async run({ input, tx, now, oversight, record }) {
    const breach = await locked(tx, input.number)
    mayTell.require(breach)
    await oversight.tell(breach.number, now)
    const { told } = await oversight.told(breach.number)
    await store.setTold(tx, breach.number, { told, letter: input.letter, at: now })
    const body = { number: breach.number, whom: 'residents', phase: 1, late: false } as const
    const how = { ...body, atLeast: atLeast(told) }
    await record(entries.breachNotified, how, { subject: '/processing/kept' })
    return { number: breach.number, told }
  },
})

/** Closes it, with what is done so that it does not happen again (GDPR art. 33(5)). */
export const closeBreach = action({
  name: 'processing.close-breach',
  path: '/processing/breaches/:number/close',
  who: writers,
  input: z.object({
    number: hidden,
    lessons: z.string().trim().min(10).max(5000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: outcome,
  rules: [mayClose],
  records: [entries.breachClosed],
  onto: ({ number: of }) => pageOf(of),

  async run({ input, tx, now, record }) {
    const breach = await locked(tx, input.number)
    const last = (await store.listNotifications(tx, breach.number)).at(-1)
    mayClose.require({ ...breach, more: last?.more ?? null, lessons: input.lessons })
    await store.setClosed(tx, breach.number, { lessons: input.lessons, at: now })
    if (!breach.exercise && breach.risk !== 'unknown') {
      const of = { number: breach.number, risk: breach.risk }
      const body = { ...of, atLeast: atLeast(breach.people ?? 0) }
      await record(entries.breachClosed, body, { subject: '/processing/kept' })
    }
    return { number: breach.number }
  },
})
