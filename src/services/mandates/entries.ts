/** What the public record says of mandates: of which kind, and how many. Never between whom. */
import { entry } from '#core/record'
import { z } from 'zod'
import { ENDINGS, KINDS } from './model.ts'

const kind = z.enum(KINDS).meta({ words: 'mandates.kind' })
const count = z.int().positive()

/** A mandate is in force. */
export const given = entry('mandates.given', z.object({ kind, count }))

/** A first official asked for a mandate. */
export const asked = entry('mandates.asked', z.object({ kind, count }))

/** Mandates ended. */
export const ended = entry(
  'mandates.ended',
  z.object({ why: z.enum(ENDINGS).meta({ words: 'mandates.ending' }), count }),
)
