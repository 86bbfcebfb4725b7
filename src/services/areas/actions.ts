/** Following an area by mail: asked for, confirmed by its owner, changed, renewed and ended by the secret in each letter. */
import { createHmac } from 'node:crypto'
import { action, type Work } from '#core/actions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { z } from 'zod'
import { areaInput, readArea } from './area.ts'
import { letterConfirm } from './jobs.ts'
import { caseOf, LASTS, plainAddress, rhythms } from './model.ts'
import { tell } from './purposes.ts'
import { mayAsk, mayFollow } from './rules.ts'
import * as store from './store.ts'

const code = z.string().max(60).meta({ input: 'hidden' })
const limit = { per: 'address', most: 60, seconds: 3600 } as const
const outcome = z.object({ code: z.string() })
const mine = (output: { code: string }) => `/areas/mine/${output.code}`

const endOf = ({ now, city }: Pick<Work<unknown>, 'now' | 'city'>) =>
  addDays(dateIn(now, city.zone), LASTS)

/** By what an address is known again; without the salt it says nothing. */
async function markOf({ tx, newSecret }: Pick<Work<unknown>, 'tx' | 'newSecret'>, email: string) {
  const salt = await store.saltOf(tx, newSecret())
  return createHmac('sha256', salt).update(plainAddress(email)).digest('hex')
}

/**
 * Asks to be told of an area. Until the owner of the address confirms it, one letter goes there and no more. The answer
 * is the same for every address, so that nobody learns who follows what.
 */
export const follow = action({
  name: 'areas.follow',
  path: '/areas/follow',
  who: anyone,
  input: z.object({
    district: areaInput.district.meta({ input: 'hidden' }),
    lat: areaInput.lat.meta({ input: 'hidden' }),
    lon: areaInput.lon.meta({ input: 'hidden' }),
    metres: areaInput.metres.meta({ input: 'hidden' }),
    category: areaInput.category.meta({ input: 'hidden' }),
    email: z.email().max(254).meta({ input: 'email', autocomplete: 'email', personal: true }),
    rhythm: z.enum(rhythms).meta({ input: 'radios' }),
  }),
  output: z.object({}),
  rules: [mayFollow, mayAsk],
  keeps: [tell],
  limit: { per: 'address', most: 10, seconds: 3600 },
  on: (sent) => `/areas?${new URLSearchParams(saidAgain(sent))}`,
  onto: () => '/areas/asked',

  async run(work) {
    const { input, tx, now, language, by, newId, newSecret, keep, later } = work
    const { area, reasons } = readArea(input, work.city)
    if (reasons.length > 0) throw new Refusal('refused', reasons)
    const mark = await markOf(work, input.email)
    const yesterday = new Date(Date.parse(now) - 86_400_000).toISOString()
    const counts = await store.countOf(tx, mark, yesterday)
    const known = await store.hasSame(tx, { ...area, mark })
    if (known || mayAsk.reasons(counts).length > 0) return {}
    const id = newId()
    const grant = { purpose: tell, case: caseOf(id) }
    const contact = await keep(null, { 'contact.email': input.email }, [grant])
    const person = by.person?.kind === 'resident' ? by.ref : null
    const { rhythm } = input
    const rest = { id, mark, contact, person, language, rhythm, code: newSecret(), at: now }
    await store.addFollowed(tx, { ...area, ...rest, endsOn: endOf(work) })
    await later(letterConfirm, { id })
    return {}
  },
})

function saidAgain(sent: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.keys(areaInput).flatMap((name) =>
    typeof sent[name] === 'string' && sent[name] !== '' ? [[name, sent[name]]] : [],
  )
}

/** The area behind a secret; the same answer for a wrong one and for one that is over. */
async function followedBy(tx: Work<unknown>['tx'], secret: string): Promise<store.Followed> {
  const found = await store.readByCode(tx, secret)
  if (!found) throw new Refusal('not-found', ['areas.no-such-area'])
  return found
}

/** Whoever has the letter owns the address: from now on it is told. */
export const confirmed = action({
  name: 'areas.confirmed',
  path: '/areas/mine/:code/confirmed',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx, by, now }) {
    const { id } = await followedBy(tx, input.code)
    const person = by.person?.kind === 'resident' ? by.ref : null
    await store.confirm(tx, id, { person, at: now })
    return { code: input.code }
  },
})

/** How often a letter comes. */
export const wish = action({
  name: 'areas.wish',
  path: '/areas/mine/:code/wish',
  who: anyone,
  input: z.object({ code, rhythm: z.enum(rhythms).meta({ input: 'radios' }) }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx }) {
    await store.setRhythm(tx, (await followedBy(tx, input.code)).id, input.rhythm)
    return { code: input.code }
  },
})

/** It goes on for another year. */
export const renew = action({
  name: 'areas.renew',
  path: '/areas/mine/:code/renew',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run(work) {
    const { input, tx } = work
    await store.renew(tx, (await followedBy(tx, input.code)).id, endOf(work))
    return { code: input.code }
  },
})

/** Ends it: the address is forgotten. One click in the mail program does the same (RFC 8058). */
export const leave = action({
  name: 'areas.leave',
  path: '/areas/mine/:code/leave',
  who: anyone,
  input: z.object({ code }),
  output: z.object({}),
  rules: [],
  limit,
  oneClick: true,
  on: (input) => `/areas/mine/${String(input['code'])}/leave`,
  onto: () => '/areas/left',

  async run({ input, tx, grants }) {
    const { id } = await followedBy(tx, input.code)
    await store.removeFollowed(tx, id)
    await grants.end(caseOf(id))
    return {}
  },
})
