/** Every night the city learns from what its officials confirmed. */
import { job } from '#core/jobs'
import { z } from 'zod'
import { trainAll } from './train.ts'

/** Trains anew; what is no worse for anybody takes over, and the public record says so. */
export const train = job({
  name: 'routing.train',
  input: z.object({}),
  every: '40 2 * * *',
  retries: 3,

  async run({ db, now, city, log }) {
    for (const { language, texts, verdict } of await trainAll({ db, city, now })) {
      log.info({ language, texts, verdict }, 'a classifier for reports was trained')
    }
  },
})
