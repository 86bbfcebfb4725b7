/** The desk takes a request in of somebody without an account, who follows it with a code. */
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { anyone, may } from '#core/people'
import { z } from 'zod'
import { paused, received } from '../entries.ts'
import { dueOn } from '../model/clock.ts'
import { identities, kinds, numberOf } from '../model/kinds.ts'
import { asker, handling, tellingGuest } from '../purposes.ts'
import { addRequest, readByCode, takeId } from '../store/change.ts'
import { happen } from '../story.ts'
import { words } from './ask.ts'

/** Kinds that stand for themselves: a contested access or a value to correct is known by an account only. */
export const deskKinds = kinds.filter((kind) => kind !== 'contest' && kind !== 'correction')

/** Takes a request in at the desk, with what was looked at; gives the code, once. */
export const takeIn = action({
  name: 'protection.take-in',
  path: '/protection/enter/take-in',
  who: may('protection.enter'),
  input: z.object({
    kind: z.enum(deskKinds).meta({ input: 'select' }),
    name: z.string().min(1).max(100).meta({ autocomplete: 'off', personal: true }),
    identified: z.enum(identities).meta({ input: 'radios' }),
    email: z
      .email()
      .max(254)
      .optional()
      .meta({ input: 'email', autocomplete: 'off', personal: true }),
    language: z.string().max(10).meta({ input: 'select' }),
    text: words,
  }),
  output: z.object({ number: z.string(), code: z.string() }),
  rules: [],
  keeps: [handling, asker, tellingGuest],
  records: [received, paused],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ code }) => `/protection/code/${code}/slip`,

  async run(work) {
    const { input, tx, now, city, newSecret } = work
    const { kind, name, email, identified, text } = input
    const id = await takeId(tx)
    const number = numberOf(id)
    const code = newSecret()
    const values = { 'contact.name': name, 'request.wish': text }
    const reach = email ? { 'contact.email': email } : {}
    const ref = await work.keep(null, { ...values, ...reach }, [
      { purpose: handling, case: number, code },
      ...[asker, tellingGuest].map((purpose) => ({ purpose, case: number })),
    ])
    const today = dateIn(now, city.zone)
    const running = { receivedOn: today, extended: false, pausedDays: 0 }
    const doubted = identified === 'doubted'
    const about = { access: null, field: null, class: null, purpose: null, about: null }
    const language = city.languages.includes(input.language) ? input.language : work.language
    const days = { receivedAt: now, receivedOn: today, dueOn: dueOn(running, city.holidays) }
    const known = { identified, pausedOn: doubted ? today : null }
    await addRequest(tx, { ...about, ...days, ...known, id, ref, kind, language, code })
    await happen(work, id, { kind: 'taken-in', by: 'desk', says: identified })
    await work.record(received, { number, kind })
    if (doubted) await work.record(paused, { number, clock: 'stands' })
    return { number, code }
  },
})

/** Opens a request with the code that the desk gave out. */
export const open = action({
  name: 'protection.open',
  path: '/protection/code/open',
  who: anyone,
  input: z.object({ code: z.string().min(1).max(64).meta({ autocomplete: 'off' }) }),
  output: z.object({ code: z.string() }),
  rules: [],
  limit: { per: 'address', most: 30, seconds: 3600 },
  onto: ({ code }) => `/protection/code/${code}`,

  async run({ input, tx }) {
    const code = input.code.toLowerCase().replace(/[^a-z0-9]/g, '')
    await readByCode(tx, code).catch((failure: unknown) => {
      if (!(failure instanceof Refusal)) throw failure
      throw new Refusal('invalid', [{ code: 'no-such-code', field: 'code' }])
    })
    return { code }
  },
})
