/** Being told who looked: by news under a secret address, or by a letter a week. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { newsChosen } from '../entries.ts'
import { weekly, WEEKLY } from '../purposes.ts'
import { mayOpenFeed } from '../rules.ts'
import { addFeed, endFeed, listFeeds } from '../store.ts'

const limit = { per: 'session', most: 60, seconds: 3600 } as const

/** Makes a secret address; it is shown once, and whoever has it reads the news. */
export const openFeed = action({
  name: 'folder.open-feed',
  path: '/folder/news/open-feed',
  who: residents,
  fresh: true,
  input: z.object({ detail: z.enum(['count', 'sentence']).meta({ input: 'radios' }) }),
  output: z.object({ secret: z.string() }),
  rules: [mayOpenFeed],
  records: [newsChosen],
  limit,
  onto: ({ secret }) => `/folder/news?made=${secret}#feeds`,

  async run({ input, tx, now, by, newId, newSecret, record }) {
    const ref = by.ref ?? ''
    mayOpenFeed.require({ feeds: (await listFeeds(tx, ref)).length })
    const secret = newSecret()
    await addFeed(tx, { id: newId(), ref, detail: input.detail, secret, at: now })
    await record(newsChosen, { what: 'feed', on: true })
    return { secret }
  },
})

/** Ends one: its address answers nobody any more. */
export const closeFeed = action({
  name: 'folder.end-feed',
  path: '/folder/news/end-feed',
  who: residents,
  input: z.object({ feed: z.uuid().meta({ input: 'hidden' }) }),
  output: z.object({}),
  rules: [],
  records: [newsChosen],
  limit,
  onto: () => '/folder/news#feeds',

  async run({ input, tx, by, record }) {
    const ended = await endFeed(tx, { id: input.feed, ref: by.ref ?? '' })
    if (!ended) throw new Refusal('not-found', ['folder.no-feed'])
    await record(newsChosen, { what: 'feed', on: false })
    return {}
  },
})

/** Agrees to one letter a week; the receipt of the consent comes next (GDPR art. 7). */
export const startWeekly = action({
  name: 'folder.start-weekly',
  path: '/folder/news/start-weekly',
  who: residents,
  input: z.object({}),
  output: z.object({ consent: z.string() }),
  rules: [],
  keeps: [weekly],
  records: [newsChosen],
  limit,
  onto: ({ consent }) => `/folder/consents/${consent}`,

  async run({ by, grants, consents, record }) {
    await grants.give(by.ref ?? '', { purpose: weekly, case: WEEKLY })
    await record(newsChosen, { what: 'weekly', on: true })
    return { consent: await consents.give(weekly) }
  },
})
