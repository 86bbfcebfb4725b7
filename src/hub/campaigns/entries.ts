/** What the public record says about campaigns: all that is needed to count again, and what was counted. */
import { z } from 'zod'
import { entry } from '#core/record'

const campaign = z.string()
const city = z.string()

/** The whole definition: whoever has the log can compute the counter without asking anybody. */
export const launched = entry(
  'campaigns.launched',
  z.object({
    campaign,
    title: z.string(),
    target: z.number(),
    starts: z.string(),
    zone: z.string(),
    days: z.number(),
    baseline: z.number(),
    rule: z.object({
      kinds: z.array(z.string()),
      field: z.string(),
      where: z.array(z.object({ field: z.string(), is: z.string() })),
      day: z.string().optional(),
    }),
  }),
)
/** The result, computed from the record as it was then. */
export const closed = entry(
  'campaigns.closed',
  z.object({ campaign, count: z.number(), target: z.number(), reached: z.boolean() }),
)
export const pledged = entry(
  'campaigns.pledged',
  z.object({ campaign, city, goal: z.number(), due: z.string(), decision: z.string() }),
)
export const reported = entry(
  'campaigns.reported',
  z.object({ campaign, city, value: z.number(), on: z.string(), source: z.string() }),
)
