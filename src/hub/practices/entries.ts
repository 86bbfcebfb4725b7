/** What the public record says about practices: numbers, cities and hashes, never the words themselves. */
import { z } from 'zod'
import { entry } from '#core/record'
import { stages } from './model.ts'

const practice = z.number()
const city = z.string()

export const drafted = entry('practices.drafted', z.object({ practice, city }))

export const approved = entry(
  'practices.approved',
  z.object({ practice, city, sha256: z.string() }),
)

export const returned = entry('practices.returned', z.object({ practice, city }))

/** A version as everybody can fetch it: SHA-256 of its canonical JSON (RFC 8785). */
export const published = entry(
  'practices.published',
  z.object({
    practice,
    city,
    version: z.number(),
    sha256: z.string(),
    stage: z.enum(stages).meta({ words: 'practices.stage' }),
    principles: z.array(z.string()),
  }),
)

export const confirmed = entry(
  'practices.confirmed',
  z.object({ practice, city, by: z.enum(['official', 'mailbox']).meta({ words: 'practices.by' }) }),
)

export const archived = entry(
  'practices.archived',
  z.object({ practice, city, because: z.string() }),
)

export const adopted = entry('practices.adopted', z.object({ practice, city, since: z.string() }))

export const adoptionEnded = entry(
  'practices.adoption-ended',
  z.object({ practice, city, on: z.string() }),
)
