/** What the public record says of proofs of residence: by which way and how many, never whose. */
import { entry } from '#core/record'
import { z } from 'zod'
import { ADDRESSES, DOCUMENTS, ENDINGS, WAYS } from './model.ts'

const count = z.int().positive()

/** Residence was proved. */
export const proved = entry(
  'residence.proved',
  z.object({ way: z.enum(WAYS).meta({ words: 'residence.way' }), count }),
)

/** An official saw a person at the desk: the kinds of documents, never a number. */
export const seen = entry(
  'residence.seen',
  z.object({
    evidence: z.enum(DOCUMENTS).meta({ words: 'residence.evidence' }),
    address: z.enum(ADDRESSES).meta({ words: 'residence.address' }),
    count,
  }),
)

/** Proofs ended. */
export const ended = entry(
  'residence.ended',
  z.object({
    why: z.enum(ENDINGS).meta({ words: 'residence.ending' }),
    count,
  }),
)

/** Letters were printed and sent. */
export const sent = entry('residence.letters-sent', z.object({ count }))

/** A list of the register was taken in: how many people stand on it. */
export const listed = entry('residence.register-taken', z.object({ count: z.int().nonnegative() }))

/** Two officials tell people of one name and birthday apart; by which fact stands nowhere. */
export const toldApart = entry(
  'residence.told-apart',
  z.object({ step: z.enum(['asked', 'agreed']).meta({ words: 'residence.apart.step' }), count }),
)
