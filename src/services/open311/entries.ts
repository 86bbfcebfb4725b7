/** What the public record says of Open311: which keys there are, and what is passed on where. */
import { entry } from '#core/record'
import { z } from 'zod'

/** A developer was given a key; its id is public, the key itself is not. */
export const given = entry('open311.given', z.object({ key: z.string(), called: z.string() }))

/** A key is worth nothing from now on. */
export const ended = entry('open311.ended', z.object({ key: z.string() }))

/** A report is passed on to another system. */
export const passedOn = entry(
  'open311.passed-on',
  z.object({ number: z.string(), system: z.string() }),
)

/** A report is not passed on after all. */
export const stopped = entry(
  'open311.stopped',
  z.object({ number: z.string(), system: z.string() }),
)
