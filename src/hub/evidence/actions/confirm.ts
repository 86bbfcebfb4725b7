/** Confirming what was found: by an official of another member city, or by an independent reviewer. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { may, namedUnits, residents } from '#core/people'
import { readMemberships, speaks } from '#hub/endorsements'
import { factsOf, holds } from '../confirming.ts'
import * as entries from '../entries.ts'
import { tellDirectory } from '../members.ts'
import { items, type Voice } from '../model.ts'
import { mayAttest, mayConfirm, mayTakeBack } from '../rules.ts'
import { sealed } from '../seal.ts'
import {
  addConfirmation,
  listMine,
  lockConfirmation,
  setWithdrawn,
} from '../store/confirmations.ts'
import { listCurrent } from '../store/findings.ts'

/** What officials of member cities may: confirm evidence of others. */
export const CONFIRM = 'evidence.confirm'
/** What independent reviewers may. */
export const ATTEST = 'evidence.attest'

const city = z.string().max(100).meta({ input: 'hidden' })
const item = z.enum(items).meta({ input: 'hidden' })
/** The hash of what was shown when it was confirmed: nobody confirms what changed in between. */
const facts = z.string().length(64).meta({ input: 'hidden' })
const number = z.coerce.number().int().min(1).max(2_000_000_000).meta({ input: 'hidden' })
const words = z.string().trim().min(20).max(3000).meta({ input: 'textarea', rows: 5 })
const outcome = z.object({ city: z.string(), item: z.string() })
const pageOf = (of: { city: string; item: string }) => `/evidence/${of.city}/${of.item}`
const limit = { per: 'session', most: 60, seconds: 3600 } as const

interface Given {
  readonly city: string
  readonly item: (typeof items)[number]
  readonly facts: string
  readonly text: string
}
type Confirming = Pick<Work<Given>, 'input' | 'tx' | 'now' | 'by' | 'newSecret' | 'record'>

/** What there is to confirm, and whether it is what was shown. */
async function seen({ input, tx, by }: Confirming) {
  const { city: of, item: about } = input
  const found = (await listCurrent(tx, of)).find((one) => one.item === about)
  const now = found === undefined ? null : factsOf(found)
  const mine = await listMine(tx, { city: of, item: about, ref: by.ref ?? '' })
  const confirmed = mine.some((one) => one.facts === now)
  return { holds: found !== undefined && holds(found), same: input.facts === now, confirmed }
}

async function keep(
  { input, tx, now, by, newSecret, record }: Confirming,
  who: { readonly voice: Voice; readonly from: string | null; readonly interests: string | null },
): Promise<z.infer<typeof outcome>> {
  const { text, ...of } = input
  const salt = newSecret()
  const made = { ...input, ...who, at: now, ref: by.ref ?? '', salt }
  const number = await addConfirmation(tx, made)
  const seal = sealed(salt, who.interests === null ? text : `${who.interests}\n${text}`)
  const from = who.from === null ? {} : { from: who.from }
  const body = { number, ...of, voice: who.voice, ...from, text: seal }
  await record(entries.confirmed, body, { subject: pageOf(of) })
  await tellDirectory(tx, of.city, now)
  return { city: of.city, item: of.item }
}

/** An official of another member city confirms what she has seen. */
export const confirm = action({
  name: CONFIRM,
  path: '/evidence/:city/:item/confirm',
  who: may(CONFIRM),
  input: z.object({
    ...{ city, item, facts },
    from: z.string().max(100).meta({ input: 'select' }),
    text: words,
  }),
  output: outcome,
  rules: [mayConfirm],
  records: [entries.confirmed],
  limit,
  onto: pageOf,

  async run(work) {
    const { input, tx, by } = work
    const { from, ...given } = input
    const mine = namedUnits(by.person, CONFIRM)
    const state = (await readMemberships(tx, [from])).get(from)?.state
    mayConfirm.require({
      ...(await seen(work)),
      mine: mine.includes(from),
      own: from === input.city || mine.includes(input.city),
      member: speaks(state),
    })
    return keep({ ...work, input: given }, { voice: 'peer', from, interests: null })
  },
})

/** An independent reviewer confirms what she has seen, with her interests beside it. */
export const attest = action({
  name: ATTEST,
  path: '/evidence/:city/:item/attest',
  who: may(ATTEST),
  input: z.object({
    ...{ city, item, facts },
    interests: z.string().trim().min(1).max(2000).meta({ input: 'textarea', rows: 3 }),
    independent: z.boolean().default(false).meta({ input: 'checkbox' }),
    text: words,
  }),
  output: outcome,
  rules: [mayAttest],
  records: [entries.confirmed],
  limit,
  onto: pageOf,

  async run(work) {
    const { interests, independent, ...given } = work.input
    const employed = (work.by.person?.units.length ?? 0) > 0
    mayAttest.require({ ...(await seen(work)), employed, declared: independent })
    return keep({ ...work, input: given }, { voice: 'reviewer', from: null, interests })
  },
})

/** Whoever confirmed takes it back. */
export const takeBack = action({
  name: 'evidence.take-back',
  path: '/evidence/:city/:item/take-back',
  who: residents,
  input: z.object({ city, item, number }),
  output: outcome,
  rules: [mayTakeBack],
  records: [entries.takenBack],
  onto: pageOf,

  async run({ input, tx, now, by, record }) {
    const one = await lockConfirmation(tx, input.number, by.ref ?? '')
    mayTakeBack.require({ mine: one.mine, withdrawn: one.withdrawnAt !== null })
    await setWithdrawn(tx, one.number, now)
    const body = { number: one.number, city: one.city, item: one.item }
    await record(entries.takenBack, body, { subject: pageOf(one) })
    await tellDirectory(tx, one.city, now)
    return { city: one.city, item: one.item }
  },
})
