import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { z } from 'zod'
import { atomOf, NEWEST, type Told } from '../feeds/atom.ts'
import { readFeed } from '../store.ts'

/** Readings among which those of others are looked for. */
const LOOKED_AT = 200

/** News of who looked, for whoever has the secret address; ended, it is as if it had never been. */
export const feedPage = page({
  name: 'folder.feed',
  path: '/folder/feeds/:secret',
  who: anyone,
  hidden: true,
  input: z.object({ secret: z.string().max(100) }),
  async load({ input, tx, folder, city, language }): Promise<Told> {
    const feed = await readFeed(tx, input.secret)
    if (!feed) throw new Refusal('not-found', ['folder.no-feed'])
    const accesses = await folder.readingsOf(feed.ref, { limit: LOOKED_AT })
    const { id, detail, madeAt } = feed
    const others = accesses.filter(({ actor }) => actor.kind !== 'self')
    return { feed: { id, detail, madeAt }, accesses: others.slice(0, NEWEST), city, language }
  },
  sends: (told, { say }) => ({
    type: 'application/atom+xml; charset=utf-8',
    text: atomOf(told, say(told.language)),
  }),
  view: () => {
    throw new Error('news are for programs')
  },
})
