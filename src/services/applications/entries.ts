/** What the public record says of applications that sign residents in; never of the residents. */
import { entry } from '#core/record'
import { z } from 'zod'
import { CLAIMS } from './model.ts'

const claims = z.array(z.enum(CLAIMS))

/** Two officials let an application sign residents in. */
export const registered = entry(
  'applications.registered',
  z.object({ application: z.string(), called: z.string(), claims }),
)

/** Two officials changed what an application may do. */
export const changed = entry(
  'applications.changed',
  z.object({ application: z.string(), called: z.string(), claims }),
)

/** An application may no longer sign anybody in. */
export const ended = entry('applications.ended', z.object({ application: z.string() }))

/** A resident's own act: neither whose, nor for which application, which its moment might tell. */
export const answered = entry(
  'applications.answered',
  z.object({
    answer: z.enum(['allowed', 'ended']).meta({ words: 'applications.answer' }),
    count: z.int().positive(),
  }),
)
