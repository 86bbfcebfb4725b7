/** The directory of the coalition: who belongs to it, on a map and in a list. */
import { z } from 'zod'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { listPrinciples } from '#hub/declaration'
import { membershipTable } from '#hub/endorsements'
import { listCities } from '../store/list.ts'
import { askedOf, asking, filterOf } from './asked.ts'
import { DirectoryView } from './directory-view.tsx'
import { drawnFor } from './drawn.ts'
import { atom, csv, geojson } from './feeds.ts'

const PART = 48

export const directoryPage = page({
  name: 'cities.directory',
  path: '/cities',
  who: anyone,
  keep: 'public',
  input: asking.extend({
    after: z.string().max(400).optional(),
    before: z.string().max(400).optional(),
    language: z.string().max(10).optional(),
  }),
  also: { csv, geojson, atom },
  async load({ input, tx, city, declared }) {
    const filter = filterOf(input)
    const area = input.area ?? 'world'
    const { after, before } = input
    const paging = { after, before, limit: PART }
    const { rows, next, previous } = await listCities(tx, membershipTable(), filter, paging)
    return {
      cities: rows,
      next,
      previous,
      ...(await drawnFor({ city, tx }, filter, area)),
      principles: await listPrinciples(tx),
      /** Directories of other hubs are shown there, marked as theirs. */
      federation: declared.pages.some(({ path }) => path === '/federation'),
      asked: askedOf(input),
      area,
    }
  },
  view: (data) => <DirectoryView {...data} />,
})

/** What the directory shows. */
export type Directory = Awaited<ReturnType<typeof directoryPage.load>>
