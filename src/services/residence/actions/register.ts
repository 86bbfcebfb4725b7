import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may, residents } from '#core/people'
import type { Registered } from '#core/vault'
import { z } from 'zod'
import { residenceOf } from '../config.ts'
import { listed } from '../entries.ts'
import { askTheRegister } from '../asking.ts'
import { leftOf, prove, proving } from '../proving.ts'
import { askRegister } from '../purposes.ts'
import { postcode, whoInput } from './letter.ts'

const asked = {
  ...whoInput,
  postcode,
  number: z.string().trim().min(4).max(40).meta({ personal: true, autocomplete: 'off' }),
}

/** Looks oneself up in the register: by a list of the city at once, at an address of its own a moment later. */
export const lookUp = action({
  name: 'residence.look-up',
  path: '/residence/register/look-up',
  who: residents,
  input: z.object(asked),
  output: z.object({ found: z.boolean() }),
  ...proving,
  keeps: [askRegister, ...proving.keeps],
  limit: { per: 'session', most: 10, seconds: 3600 },
  onto: ({ found }) => (found ? '/residence' : '/residence?asked=register'),

  async run(work) {
    const { input, by, now, city, residence, keep, later, newId, language } = work
    const ref = by.ref ?? ''
    const { register } = residenceOf(city)
    if (!register) throw new Refusal('not-found', ['residence.no-register'])
    if (register.kind === 'address') {
      const caseRef = `register/${newId()}`
      await keep(ref, valuesOf(input), [{ purpose: askRegister, case: caseRef }])
      await later(askTheRegister, { ref, case: caseRef, language })
      return { found: false }
    }
    const found = await residence.findInRegister({ ref, who: input, at: now })
    if (found && 'wait' in found) {
      throw new Refusal('too-many', ['too-many'], { retryAfter: found.wait })
    }
    if (!found) throw new Refusal('refused', ['residence.not-in-register'])
    const { name, birthDate } = input
    const residency = leftOf(work, { district: found.district, birthDate })
    await prove(work, { ref, way: 'register', who: { name, birthDate }, residency })
    return { found: true }
  },
})

const valuesOf = (of: Registered) => ({
  'residence.name': of.name,
  'residence.birthDate': of.birthDate,
  'residence.postcode': of.postcode,
  'residence.registerNumber': of.number,
})

const run = z.string().min(1).max(60)

/** Takes a portion of the register in, as keyed hashes; the list itself is kept nowhere. */
export const takeRegister = action({
  name: 'residence.take-register',
  path: '/residence/register/take',
  who: may('residence.register'),
  input: z.object({
    run,
    rows: z
      .array(
        z.object({
          name: z.string().min(1).max(200),
          birthDate: z.iso.date(),
          postcode: z.string().min(1).max(20),
          number: z.string().min(4).max(40),
          district: z.string().min(1).max(100),
        }),
      )
      .max(500),
  }),
  output: z.object({}),
  rules: [],

  async run({ input, now, residence }) {
    await residence.takeRegister({ ...input, at: now })
    return {}
  },
})

/** The list is whole: whoever does not stand on it any more is not in the register. */
export const finishRegister = action({
  name: 'residence.finish-register',
  path: '/residence/register/finish',
  who: may('residence.register'),
  input: z.object({ run }),
  output: z.object({ count: z.number() }),
  rules: [],
  records: [listed],

  async run({ input, residence, record }) {
    const count = await residence.finishRegister(input.run)
    await record(listed, { count })
    return { count }
  },
})
