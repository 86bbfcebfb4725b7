/** The officer answers, sees to it that recipients know, and closes. */
import { action, type Work } from '#core/actions'
import { may } from '#core/people'
import { type Disclosure, reveal } from '#core/vault'
import { z } from 'zod'
import { answered, moved, told } from '../entries.ts'
import { carryOut } from '../jobs.ts'
import { findings, grounds, isCarriedOut, numberOf, outcomes } from '../model/kinds.ts'
import { correcting, handling } from '../purposes.ts'
import { mayClose, mayDecide } from '../rules.ts'
import { hold, holdAt } from '../store/change.ts'
import * as recipients from '../store/recipients.ts'
import type { Asked } from '../store/rows.ts'
import * as steps from '../store/steps.ts'
import { happen, tellAsker } from '../story.ts'
import { about, officer, todayOf } from './clock.ts'

const input = z.object({
  ...about,
  outcome: z.enum(outcomes).meta({ input: 'radios' }),
  ground: z.enum(grounds).optional().meta({ input: 'select' }),
  finding: z.enum(findings).optional().meta({ input: 'radios' }),
  breach: z
    .string()
    .max(40)
    .regex(/^[\w/.-]+$/)
    .optional(),
  text: z.string().min(20).max(10_000).meta({ input: 'textarea', rows: 10, personal: true }),
})

const reads = { handling }
type Deciding = Work<z.infer<typeof input>, typeof reads>

function requireDecidable(work: Deciding, request: Asked): void {
  const { outcome, ground, finding } = work.input
  const today = todayOf(work)
  const { unit, explainedAt, explainBy } = request
  mayDecide.require({
    ...request,
    outcome,
    paused: request.pausedOn !== null,
    ground: ground !== undefined,
    finding: finding !== undefined,
    unitHasTime: unit !== null && explainedAt === null && today <= (explainBy ?? today),
    own: work.by.ref === request.ref,
  })
}

/** The value that was asked for, on its way into the field that it corrects. */
async function corrected(work: Deciding, request: Asked): Promise<Record<string, string>> {
  const { field, ref, id } = request
  const guest = request.identified !== null
  if (field === null || !isCarriedOut(request.kind, work.input.outcome, guest)) return {}
  const why = {
    case: numberOf(id),
    fields: ['request.correction'],
    reason: 'protection.why.corrected',
  }
  const { 'request.correction': value } = await work.personal.handling(ref, why)
  if (!value) throw new Error(`${numberOf(id)} has no value to correct ${field} with`)
  return { [field]: reveal(value, 'vault').trim() }
}

const asRecipient = ({ kind, code, last, cases }: Disclosure) => ({
  ...{ kind, code, lastAt: last, cases: [...cases] },
})

/** Everybody who was shown the old value; officials find it on their unit's page. */
async function notify(work: Deciding, { id, ref, field }: Asked): Promise<void> {
  if (field === null) return
  const number = numberOf(id)
  const all = await work.cases.disclosed(ref, { case: number, field })
  await recipients.addRecipients(work.tx, id, { all: all.map(asRecipient), now: work.now })
  const units = all.filter(({ kind }) => kind === 'unit').length
  if (units > 0) await work.record(told, { number, recipients: units })
}

/** Answers a request. A corrected value stands in the vault as soon as the city has committed to it. */
export const decide = action({
  ...officer,
  name: 'protection.decide',
  path: '/protection/desk/:number/decide',
  input,
  rules: [mayDecide],
  reads,
  keeps: [handling, correcting],
  records: [answered, told],

  async run(work) {
    const { tx, now, input: said } = work
    const request = await holdAt(tx, said)
    requireDecidable(work, request)
    const { id, ref, kind } = request
    const number = numberOf(id)
    const value = await corrected(work, request)
    const changed = Object.keys(value).length > 0
    const grant = { purpose: handling, case: number }
    await work.keep(ref, { ...value, 'request.letter': said.text }, [grant])
    const { outcome, finding = null, breach = null } = said
    const toCarry = !changed && isCarriedOut(kind, outcome, request.identified !== null)
    const ground = outcome === 'granted' ? null : (said.ground ?? null)
    await steps.answer(tx, id, { outcome, ground, finding, breach, toCarry, at: now })
    await happen(work, id, { kind: 'answered', by: 'officer', says: outcome })
    if (changed) await happen(work, id, { kind: 'corrected', by: 'officer' })
    if (changed) await notify(work, request)
    const inTime = todayOf(work) <= request.dueOn
    await work.record(answered, { number, kind, outcome, inTime })
    if (toCarry) await work.later(carryOut, { number })
    await tellAsker(work, request, 'answered')
    return { number }
  },
})

/** Notes that a recipient outside the city was told, or says that they know. */
export const tell = action({
  ...officer,
  name: 'protection.tell',
  path: '/protection/desk/:number/tell',
  input: z.object({
    number: about.number,
    kind: z.enum(['outside', 'unit']).meta({ input: 'hidden' }),
    code: z.string().max(200).meta({ input: 'hidden' }),
    what: z.enum(['told', 'acknowledged']).meta({ input: 'hidden' }),
  }),
  rules: [],
  records: [told],

  async run(work) {
    const { tx, now, input: said } = work
    const { id } = await hold(tx, said.number)
    const of = { request: id, kind: said.kind, code: said.code }
    const number = numberOf(id)
    const set = said.what === 'told' ? recipients.setTold : recipients.setAcknowledged
    if (!(await set(tx, of, now))) return { number }
    await happen(work, id, { kind: said.what, by: 'officer', says: said.code })
    if (said.what === 'told') await work.record(told, { number, recipients: 1 })
    return { number }
  },
})

/** Closes a request: from now on nobody reads it but whoever asked. */
export const close = action({
  ...officer,
  name: 'protection.close',
  path: '/protection/desk/:number/close',
  who: may('protection.handle'),
  input: z.object(about),
  rules: [mayClose],
  records: [moved],

  async run(work) {
    const { tx, now } = work
    const request = await holdAt(tx, work.input)
    const all = await recipients.listRecipients(tx, request.id)
    mayClose.require({ ...request, untold: all.filter((one) => one.toldAt === null).length })
    const number = numberOf(request.id)
    await steps.close(tx, request.id, now)
    await happen(work, request.id, { kind: 'done', by: 'officer' })
    await work.record(moved, { number, to: 'done' })
    await work.grants.end(number)
    return { number }
  },
})
