/** A city promises, and puts a promise in front of the others or takes it back. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { areas } from '#hub/endorsements'
import { isMember, isMine, listOffers, pageOf, PROMISE, sealed } from '../acting.ts'
import * as entries from '../entries.ts'
import * as f from '../fields.ts'
import { budgets } from '../model.ts'
import { mayChange, mayFeature, mayPromise, mayTend } from '../rules.ts'
import { latestEnd } from '../model/standing.ts'
import * as store from '../store/commitments.ts'
import { settleOffer } from '../store/offers.ts'
import { addChange } from '../store/parts.ts'
import { tellDirectory } from '../telling.ts'

/** Officials of member cities. */
export const officials = may(PROMISE)

const promising = z.object({
  city: f.city.meta({ input: 'select' }),
  title: f.line(150),
  problem: f.words(3000),
  benefits: f.words(1000, 2),
  principles: z.array(z.string().max(40)).min(1).max(10).meta({ input: 'checkboxes' }),
  items: z.array(f.item).max(22).default([]).meta({ input: 'checkboxes' }),
  targets: f.targets,
  office: f.line(150),
  mailbox: z.email().max(200).meta({ input: 'email' }),
  partners: z.string().trim().max(1000).optional().meta({ input: 'text' }),
  startsOn: f.day,
  endsOn: f.day,
  budget: z.enum(budgets).default('unknown').meta({ input: 'select' }),
  /** The first action of the endorsement it comes from. */
  area: z.enum(areas).optional().meta({ input: 'hidden' }),
})

const several = (text: string | undefined) => (text ?? '').split(/[\s,;]+/).filter(Boolean)

/** Promises something for a city. It is published at once, also when nobody can check it yet. */
export const promise = action({
  name: 'commitments.promise',
  path: '/commitments/new/promise',
  who: officials,
  input: promising,
  output: f.outcome,
  rules: [mayPromise],
  records: [entries.promised],
  onto: ({ number }) => pageOf(number),

  async run({ input, tx, now, by, newSecret, record }) {
    const { city, title, problem, benefits, startsOn, endsOn } = input
    const member = await isMember(tx, city)
    mayPromise.require({ mine: isMine(by, city), member, startsOn, endsOn })
    const { items, principles } = input
    const partners = input.partners ?? null
    const it = { ...input, targets: several(input.targets), partners, at: now }
    const number = await store.addCommitment(tx, it)
    const { area } = input
    const offer = area && (await listOffers(tx, city)).find((one) => one.area === area)
    if (offer) await settleOffer(tx, { ...offer, commitment: number, at: now })
    const text = sealed(newSecret(), title, problem, benefits)
    const from = offer ? { area: offer.area } : {}
    const body = { number, city, items, principles, starts: startsOn, ends: endsOn, text, ...from }
    await record(entries.promised, body, { subject: pageOf(number) })
    await tellDirectory(tx, city, now)
    return { number }
  },
})

/** Puts a commitment in front of the others, or back among them. */
export const feature = action({
  name: 'commitments.feature',
  path: '/commitments/:number/desk/feature',
  who: officials,
  input: z.object({
    number: f.number,
    flagship: z.enum(['yes', 'no']).meta({ input: 'hidden' }),
  }),
  output: f.outcome,
  rules: [mayFeature],
  records: [entries.featured],

  async run({ input: { number, flagship }, tx, by, record }) {
    const { city, withdrawn } = await store.lockCommitment(tx, number)
    const wanted = flagship === 'yes'
    const flagships = wanted ? await store.countFlagships(tx, city) : 0
    mayFeature.require({ mine: isMine(by, city), withdrawn: withdrawn !== null, flagships })
    await store.setFlagship(tx, number, wanted)
    const body = { number, city, flagship: wanted }
    await record(entries.featured, body, { subject: pageOf(number) })
    return { number }
  },
})

/** Ends earlier or later than was promised. */
export const extend = action({
  name: 'commitments.extend',
  path: '/commitments/:number/desk/extend',
  who: officials,
  input: z.object({ number: f.number, endsOn: f.day, reason: f.words(2000) }),
  output: f.outcome,
  rules: [mayChange],
  records: [entries.changed],

  async run({ input, tx, now, by, newId, newSecret, record }) {
    const { number, endsOn, reason } = input
    const { city, withdrawn, startsOn, endsOn: old } = await store.lockCommitment(tx, number)
    mayChange.require({
      mine: isMine(by, city),
      withdrawn: withdrawn !== null,
      same: old === endsOn || endsOn <= startsOn,
      settled: false,
      tooLong: endsOn > latestEnd(startsOn),
    })
    await store.setEnd(tx, number, endsOn)
    const it = { what: 'end', old, new: endsOn } as const
    await addChange(tx, number, { ...it, id: newId(), place: null, reason, at: now })
    const body = { number, ...it, text: sealed(newSecret(), reason) }
    await record(entries.changed, body, { subject: pageOf(number) })
    return { number }
  },
})

/** A city takes a commitment back, with the reason; everything that was said stays. */
export const withdraw = action({
  name: 'commitments.withdraw',
  path: '/commitments/:number/desk/withdraw',
  who: officials,
  input: z.object({ number: f.number, reason: f.words(2000) }),
  output: f.outcome,
  rules: [mayTend],
  records: [entries.withdrawn],
  onto: ({ number }) => pageOf(number),

  async run({ input: { number, reason }, tx, now, by, newSecret, record, city: hub }) {
    const { city, withdrawn } = await store.lockCommitment(tx, number)
    mayTend.require({ mine: isMine(by, city), withdrawn: withdrawn !== null })
    await store.setWithdrawn(tx, number, { reason, at: now })
    const body = { number, city, text: sealed(newSecret(), dateIn(now, hub.zone), reason) }
    await record(entries.withdrawn, body, { subject: pageOf(number) })
    await tellDirectory(tx, city, now)
    return { number }
  },
})
