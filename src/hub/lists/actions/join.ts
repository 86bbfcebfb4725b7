/** Joining, confirming, wishing, leaving: on the web and, performed by the door, by mail. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { provedDomains } from '#hub/endorsements'
import { markOf } from '../intake.ts'
import { letterConfirm } from '../jobs/letters.ts'
import { caseOf, domainOf, rhythms } from '../model.ts'
import { deliver } from '../purposes.ts'
import { mayJoin } from '../rules.ts'
import { type List, readList } from '../store/lists.ts'
import { provedDomainOf } from '../store/members.ts'
import { setMute } from '../store/mutes.ts'
import * as store from '../store/subscribers.ts'

const code = z.string().max(60).meta({ input: 'hidden' })
const list = z.string().max(40).meta({ input: 'hidden' })
const shown = z.string().trim().max(80).optional()
const limit = { per: 'address', most: 60, seconds: 3600 } as const
const outcome = z.object({ code: z.string() })
const mine = (output: { code: string }) => `/lists/mine/${output.code}`

/** The subscription behind a secret; the same answer for a wrong one and for one that is gone. */
async function subscriberOf(tx: Work<unknown>['tx'], secret: string): Promise<store.Subscriber> {
  const found = await store.readByCode(tx, secret)
  if (!found) throw new Refusal('not-found', ['no-such-subscription'])
  return found
}

/** The domain by which an address may be on a list of the members: one a member proved, not one somebody typed. */
async function memberDomainOf(tx: Work<unknown>['tx'], it: List, email: string) {
  if (it.kind !== 'members') return null
  return (await provedDomainOf(tx, provedDomains(), domainOf(email))) ?? null
}

/**
 * Asks for a subscription. The answer is the same whether the address gets the list already or not, so that nobody
 * learns who gets it.
 */
export const join = action({
  name: 'lists.join',
  path: '/lists/:list/join',
  who: anyone,
  input: z.object({
    list,
    email: z.email().max(254).meta({ input: 'email', autocomplete: 'email', personal: true }),
    shown,
  }),
  output: z.object({ list: z.string() }),
  rules: [mayJoin],
  keeps: [deliver],
  limit: { per: 'address', most: 10, seconds: 3600 },
  onto: (output) => `/lists/${output.list}/asked`,

  async run({ input, tx, now, language, newId, newSecret, keep, later }) {
    const it = await readList(tx, input.list)
    const domain = await memberDomainOf(tx, it, input.email)
    mayJoin.require({ kind: it.kind, ofMember: domain !== null })
    const mark = markOf(it, input.email)
    const known = await store.readByMark(tx, it.name, mark)
    if (known) {
      if (known.domain !== domain) await store.setDomain(tx, known.id, domain)
      return { list: it.name }
    }
    const id = newId()
    const contact = await keep(null, { 'contact.email': input.email }, [
      { purpose: deliver, case: caseOf(id) },
    ])
    await store.addSubscriber(tx, {
      id,
      list: it.name,
      mark,
      contact,
      shown: input.shown || null,
      code: newSecret(),
      bounce: newSecret(),
      language,
      domain,
      at: now,
    })
    await later(letterConfirm, { subscriber: id })
    return { list: it.name }
  },
})

/** Whoever has the letter owns the address: from now on it gets the list. */
export const confirmed = action({
  name: 'lists.confirmed',
  path: '/lists/mine/:code/confirmed',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx, by }) {
    const found = await subscriberOf(tx, input.code)
    await store.confirm(tx, found.id, by.ref)
    return { code: input.code }
  },
})

/** What is shown beside one's messages, and how often one is written to. */
export const wish = action({
  name: 'lists.wish',
  path: '/lists/mine/:code/wish',
  who: anyone,
  input: z.object({ code, shown, rhythm: z.enum(rhythms).meta({ input: 'radios' }) }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx, language }) {
    const { id } = await subscriberOf(tx, input.code)
    await store.setWishes(tx, { id, shown: input.shown || null, rhythm: input.rhythm, language })
    return { code: input.code }
  },
})

/** Letters go out again after failures paused them. */
export const resume = action({
  name: 'lists.resume',
  path: '/lists/mine/:code/resume',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx }) {
    await store.resume(tx, (await subscriberOf(tx, input.code)).id)
    return { code: input.code }
  },
})

/** A thread is silent for this subscriber, or speaks again. */
export const mute = action({
  name: 'lists.mute',
  path: '/lists/mine/:code/mute',
  who: anyone,
  input: z.object({
    code,
    thread: z.string().max(60).meta({ input: 'hidden' }),
    speaks: z.literal('yes').optional().meta({ input: 'hidden' }),
  }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx }) {
    const { id: subscriber } = await subscriberOf(tx, input.code)
    await setMute(tx, { subscriber, thread: input.thread, muted: input.speaks !== 'yes' })
    return { code: input.code }
  },
})

/** Leaves: the address is forgotten; with `nameless` the shown name vanishes from what was written as well. */
export const leave = action({
  name: 'lists.leave',
  path: '/lists/mine/:code/leave',
  who: anyone,
  input: z.object({ code, nameless: z.boolean().default(false) }),
  output: z.object({ list: z.string() }),
  rules: [],
  limit,
  oneClick: true,
  on: (input) => `/lists/mine/${String(input['code'])}/leave`,
  onto: (output) => `/lists/${output.list}/left`,

  async run({ input, tx, grants }) {
    const { id, list: name } = await subscriberOf(tx, input.code)
    await store.removeSubscriber(tx, id, input.nameless)
    await grants.end(caseOf(id))
    return { list: name }
  },
})
