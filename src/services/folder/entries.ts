/** What the public record says of rights that were exercised: which right and how often, never whose. */
import { entry } from '#core/record'
import { z } from 'zod'

/** A resident exercised a right over their own data (GDPR art. 7(3), 17, 18, 21). */
export const exercised = entry(
  'folder.exercised',
  z.object({
    right: z
      .enum(['withdrawal', 'restriction', 'objection', 'lifting', 'erasure'])
      .meta({ words: 'folder.right' }),
    count: z.int().positive(),
  }),
)

/** Somebody chose to be told of readings, or no longer to be: by which way, never who. */
export const newsChosen = entry(
  'folder.news-chosen',
  z.object({
    what: z.enum(['feed', 'weekly']).meta({ words: 'folder.news.what' }),
    on: z.boolean(),
  }),
)
