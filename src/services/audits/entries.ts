/** What the public record says of audits. */
import { entry } from '#core/record'
import { z } from 'zod'
import { verdicts } from './model/states.ts'

const number = z.string()
const algorithm = z.string()
const days = { from: z.string(), to: z.string() }

export const asked = entry('audits.asked', z.object({ number, algorithm, ...days }))
export const dropped = entry('audits.dropped', z.object({ number, algorithm }))
export const published = entry(
  'audits.published',
  z.object({
    number,
    algorithm,
    ...days,
    rows: z.int(),
    /** SHA-256 of the published table. */
    hash: z.string().meta({ hash: 'file' }),
    verdict: z.enum(verdicts).meta({ words: 'audits.verdict' }),
  }),
)
