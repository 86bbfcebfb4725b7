import { action, type Work } from '#core/actions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { note } from '../apart.ts'
import { residenceOf } from '../config.ts'
import { ended, proved, seen, toldApart } from '../entries.ts'
import { ADDRESSES, DOCUMENTS, THIRD_FACTS } from '../model.ts'
import { leftOf } from '../proving.ts'
import { keepProof, remind } from '../purposes.ts'
import { mayAgreeApart, mayTellApart } from '../rules.ts'
import { whoInput } from './letter.ts'

const guarded = { who: may('residence.verify'), assurance: 'substantial', fresh: true } as const
const number = z.string().trim().min(4).max(40).meta({ input: 'text', autocomplete: 'off' })
const fact = z.string().trim().min(2).max(100).meta({ personal: true, autocomplete: 'off' })

/** Whose number it is; tries are counted for the official. */
async function before({ input, by, now, residence }: Work<{ number: string }>) {
  const official = by.ref ?? ''
  const found = await residence.atDesk({ number: input.number, official, at: now })
  if (found && 'wait' in found) {
    throw new Refusal('too-many', ['too-many'], { retryAfter: found.wait })
  }
  return { official, ref: found?.ref }
}

/**
 * The first official: the person has the name and birthday of somebody who proved residence, and is somebody else.
 * One more fact of the document tells them apart; nothing counts before another official read the same.
 */
export const tellApart = action({
  name: 'residence.tell-apart',
  path: '/residence/desk/namesake/tell-apart',
  ...guarded,
  input: z.object({
    number,
    ...whoInput,
    district: z.string().min(1).max(100).meta({ input: 'select' }),
    kind: z.enum(THIRD_FACTS),
    fact,
    document: z.enum(DOCUMENTS),
    address: z.enum(ADDRESSES),
    frees: z.boolean().default(false),
  }),
  output: z.object({}),
  rules: [mayTellApart],
  keeps: [keepProof],
  records: [seen, toldApart],
  on: () => '/residence/desk/namesake',
  onto: () => '/residence/desk/namesake?asked=yes',

  async run(work) {
    const { input, city, residence, record } = work
    const { official, ref } = await before(work)
    const { name, birthDate, kind, district, frees } = input
    const facts = {
      numberKnown: ref !== undefined,
      ownAccount: ref === official,
      districtKnown: city.districts.areas.some(({ code }) => code === district),
    }
    mayTellApart.require({ ...facts, no: null })
    const { until: _, ...residency } = leftOf(work, { district, birthDate })
    const who = { name, birthDate }
    const asked = { ref: ref ?? '', official, who, kind, fact: input.fact, residency, frees }
    mayTellApart.require({ ...facts, ...(await residence.tellApart(asked)) })
    await record(seen, { evidence: input.document, address: input.address, count: 1 })
    await record(toldApart, { step: 'asked', count: 1 })
    return {}
  },
})

/** Another official reads the same fact from the document: the person has a proof, or waits until the first was heard. */
export const agreeApart = action({
  name: 'residence.agree-apart',
  path: '/residence/desk/agree/agree-apart',
  ...guarded,
  input: z.object({ number, fact }),
  output: z.object({ state: z.enum(['held', 'kept', 'waits', 'same']) }),
  rules: [mayAgreeApart],
  keeps: [keepProof, remind],
  records: [toldApart, proved, ended],
  on: () => '/residence/desk/agree',
  onto: ({ state }) => `/residence/desk/agree?state=${state}`,

  async run(work) {
    const { input, tx, now, city, residence, record, grants, language } = work
    const { official, ref } = await before(work)
    mayAgreeApart.require({ numberKnown: ref !== undefined, no: null })
    const until = addDays(dateIn(now, city.zone), residenceOf(city).validDays)
    const of = { ref: ref ?? '', official, fact: input.fact, until }
    const said = await residence.agreeApart(of)
    const no = 'no' in said ? said.no : null
    mayAgreeApart.require({ numberKnown: true, no })
    if ('no' in said) throw new Refusal('not-found', ['residence.not-asked'])
    await record(toldApart, { step: 'agreed', count: 1 })
    if (said.state === 'held') {
      await grants.give(of.ref, { purpose: remind, case: `residence/${of.ref}` })
    }
    await note({ tx, now, record }, said, { ref: of.ref, until, language })
    return { state: said.state }
  },
})
