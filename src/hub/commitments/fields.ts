/** Fields that several actions ask for. */
import { z } from 'zod'
import { items } from '#hub/evidence'

export const number = z.coerce.number().int().min(1).max(2_000_000_000).meta({ input: 'hidden' })
export const place = z.coerce.number().int().min(1).max(1000).meta({ input: 'hidden' })
export const city = z.string().max(100)
export const line = (most: number) => z.string().trim().min(1).max(most).meta({ input: 'text' })
export const words = (most: number, rows = 4) =>
  z.string().trim().min(1).max(most).meta({ input: 'textarea', rows })
export const day = z.iso.date().meta({ input: 'date' })
export const figure = z.number().min(-1e12).max(1e12)
export const item = z.enum(items)
/** `16.10, 9.c`: targets of the Sustainable Development Goals. */
export const targets = z
  .string()
  .trim()
  .max(200)
  .regex(/^(?:1?\d\.(?:\d{1,2}|[a-d])(?:[\s,;]+(?=\S)|$))*$/)
  .optional()
  .meta({ input: 'text' })

/** What every act on a commitment answers. */
export const outcome = z.object({ number: z.number() })
