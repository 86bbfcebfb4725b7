import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { endActing, may } from '#core/people'
import { z } from 'zod'
import { asked, ended, given } from '../entries.ts'
import { mayAgree, mayAsk } from '../rules.ts'
import { called, scopes, which } from './give.ts'

const guarded = { who: may('mandates.manage'), assurance: 'substantial', fresh: true } as const
const number = z.string().trim().min(4).max(40).meta({ input: 'text', autocomplete: 'off' })
/** A number of a file of the city, in letters and digits: no name of anybody. */
const file = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\d][\p{L}\d/.-]*$/u)
  .meta({ autocomplete: 'off' })

/** One official asks for a parental or a court mandate, with its file before them. */
export const ask = action({
  name: 'mandates.ask',
  path: '/mandates/desk/ask',
  ...guarded,
  input: z.object({
    kind: z.enum(['parental', 'court']),
    delegate: number,
    delegateName: called,
    personName: called,
    birthDate: z.iso.date().meta({ personal: true, autocomplete: 'off' }),
    person: number.optional(),
    scopes,
    evidence: file,
    until: z.iso.date().optional(),
  }),
  output: z.object({ mandate: z.string() }),
  rules: [mayAsk],
  records: [asked],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: () => '/mandates/desk',

  async run({ input, by, now, city, mandates, record }) {
    const official = by.ref ?? ''
    const badge = by.person?.badge ?? ''
    const said = await mandates.open({ ...input, official, badge, zone: city.zone, at: now })
    if ('wait' in said) throw new Refusal('too-many', ['too-many'], { retryAfter: said.wait })
    mayAsk.require({ no: 'no' in said ? said.no : null })
    await record(asked, { kind: input.kind, count: 1 })
    return { mandate: 'mandate' in said ? said.mandate : '' }
  },
})

/** Another official saw the file as well: the mandate is in force. */
export const agree = action({
  name: 'mandates.agree',
  path: '/mandates/desk/:mandate/agree',
  ...guarded,
  input: which,
  output: z.object({}),
  rules: [mayAgree],
  records: [given],
  on: () => '/mandates/desk',
  onto: () => '/mandates/desk',

  async run({ input, by, now, mandates, record }) {
    const official = by.ref ?? ''
    const found = (await mandates.waiting(official)).find((one) => one.mandate === input.mandate)
    const said = await mandates.approve({ official, mandate: input.mandate, at: now })
    if (!found || said === 'over') throw new Refusal('not-found', ['mandates.no-such-mandate'])
    mayAgree.require({ said })
    await record(given, { kind: found.kind, count: 1 })
    return {}
  },
})

/** The file says that it is over: the mandates of it end at once. */
export const stop = action({
  name: 'mandates.stop',
  path: '/mandates/desk/stop',
  ...guarded,
  input: z.object({ evidence: file }),
  output: z.object({ count: z.number() }),
  rules: [],
  records: [ended],
  on: () => '/mandates/desk',
  onto: () => '/mandates/desk',

  async run({ input, tx, now, mandates, record }) {
    const over = await mandates.stop({ evidence: input.evidence, at: now })
    if (over.length === 0) throw new Refusal('not-found', ['mandates.no-such-mandate'])
    await endActing(tx, over)
    await record(ended, { why: 'desk', count: over.length })
    return { count: over.length }
  },
})
