/** Somebody asks about their own data, signed in; and takes it back. */
import { action, type Work } from '#core/actions'
import { dateIn } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { moved, received } from '../entries.ts'
import { dueOn } from '../model/clock.ts'
import { correctable, type Kind, kinds, numberOf } from '../model/kinds.ts'
import { correcting, handling, telling } from '../purposes.ts'
import { mayAsk, mayWithdraw } from '../rules.ts'
import { addRequest, holdOwn, takeId } from '../store/change.ts'
import { readOwn, standingOf } from '../store/lists.ts'
import { withdraw as takeBack } from '../store/steps.ts'
import { happen } from '../story.ts'

/** What was asked, in the words of whoever asks. */
export const words = z
  .string()
  .min(10)
  .max(5000)
  .meta({ input: 'textarea', rows: 8, personal: true })
const hidden = (most: number) => z.string().max(most).optional().meta({ input: 'hidden' })

const input = z.object({
  kind: z.enum(kinds).meta({ input: 'hidden' }),
  access: z.uuid().optional().meta({ input: 'hidden' }),
  field: z.enum(correctable).optional().meta({ input: 'select' }),
  value: z.string().max(300).optional().meta({ personal: true }),
  class: z.string().max(200).optional().meta({ input: 'select' }),
  purpose: z.string().max(200).optional().meta({ input: 'select' }),
  about: hidden(20),
  text: words,
})
type Input = z.infer<typeof input>

/** What each kind has to name. */
const needed: Partial<Record<Kind, 'access' | 'field' | 'class' | 'purpose' | 'about'>> = {
  contest: 'access',
  correction: 'field',
  objection: 'purpose',
  restriction: 'class',
  erasure: 'class',
}

/** Only what belongs to the kind; whatever else was sent is left out. */
function aboutOf({ kind, access, field, class: retention, purpose }: Input) {
  const accessed = kind === 'question' || kind === 'contest'
  const classed = kind === 'restriction' || kind === 'erasure'
  return {
    access: (accessed ? access : undefined) ?? null,
    field: (kind === 'correction' ? field : undefined) ?? null,
    class: (classed ? retention : undefined) ?? null,
    purpose: (kind === 'objection' ? purpose : undefined) ?? null,
  }
}

type Asking = Work<Input>

/** The earlier request of a complaint: one's own, or it is refused as unknown. */
async function earlier({ tx, input: { kind, about }, by }: Asking): Promise<number | null> {
  if (kind !== 'complaint' || about === undefined) return null
  return (await readOwn(tx, about, by.ref)).id
}

/** Keeps the words in the vault, readable for this one request. */
async function keepWords(work: Asking, ref: string, number: string): Promise<void> {
  const { kind, value, text } = work.input
  const purposes = [handling, telling, ...(kind === 'correction' ? [correcting] : [])]
  const said = kind === 'correction' && value ? { 'request.correction': value } : {}
  const grants = purposes.map((purpose) => ({ purpose, case: number }))
  await work.keep(ref, { 'request.wish': text, ...said }, grants)
}

/** The form again, about the same reading or request. */
function formOf({ kind, access, about }: Readonly<Record<string, unknown>>): string {
  const named = Object.entries({ access, about }).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  )
  const query = new URLSearchParams(named).toString()
  return `/protection/new/${encodeURIComponent(String(kind))}${query && `?${query}`}`
}

/** Asks about one's own data. */
export const ask = action({
  name: 'protection.ask',
  path: '/protection/new/:kind/ask',
  who: residents,
  input,
  output: z.object({ number: z.string() }),
  rules: [mayAsk],
  keeps: [handling, telling, correcting],
  records: [received],
  limit: { per: 'session', most: 20, seconds: 3600 },
  on: formOf,
  onto: ({ number }) => `/protection/requests/${number}`,

  async run(work) {
    const { input: asked, tx, by, now, city, language } = work
    const { kind } = asked
    const ref = by.ref ?? ''
    const of = { ref, kind, ...aboutOf(asked), about: await earlier(work) }
    const id = await takeId(tx)
    const number = numberOf(id)
    await keepWords(work, ref, number)
    const named = needed[kind]
    const access =
      of.access && (await work.cases.access(ref, { case: number, access: of.access, now }))
    mayAsk.require({
      kind,
      ...(await standingOf(tx, of)),
      aboutKnown: of.access ? Boolean(access) : !named || of[named] !== null,
      field: of.field,
      value: asked.value ?? null,
    })
    const receivedOn = dateIn(now, city.zone)
    const running = { receivedOn, extended: false, pausedDays: 0 }
    const due = { receivedAt: now, receivedOn, dueOn: dueOn(running, city.holidays) }
    await addRequest(tx, {
      ...of,
      ...due,
      id,
      language,
      identified: null,
      pausedOn: null,
      code: null,
    })
    await happen(work, id, { kind: 'received', by: 'resident' })
    await work.record(received, { number, kind })
    return { number }
  },
})

/** Takes a request back. Nobody reads it any more. */
export const withdraw = action({
  name: 'protection.withdraw',
  path: '/protection/requests/:number/withdraw',
  who: residents,
  input: z.object({ number: z.string().max(20).meta({ input: 'hidden' }) }),
  output: z.object({ number: z.string() }),
  rules: [mayWithdraw],
  records: [moved],

  async run(work) {
    const { tx, by, now } = work
    const request = await holdOwn(tx, work.input.number, by.ref)
    mayWithdraw.require(request)
    const number = numberOf(request.id)
    await takeBack(tx, request.id, now)
    await happen(work, request.id, { kind: 'withdrawn', by: 'resident' })
    await work.record(moved, { number, to: 'withdrawn' })
    await work.grants.end(number)
    return { number }
  },
})
