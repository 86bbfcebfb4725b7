/** The directory of the coalition: who belongs to it, on a map and in a list. */
import { z } from 'zod'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { listPrinciples } from '#hub/declaration'
import { countMemberships, membershipTable } from '#hub/endorsements'
import { areas } from '../model.ts'
import { countCities, gather, listCities, listCountries, listLanguages } from '../store/list.ts'
import { askedOf, asking, filterOf } from './asked.ts'
import { DirectoryView } from './directory-view.tsx'
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
  async load({ input, tx }) {
    const members = membershipTable()
    const filter = filterOf(input)
    const area = input.area ?? 'world'
    const everywhere = { ...filter, square: undefined }
    const { after, before } = input
    const { rows, ...paging } = await listCities(tx, members, filter, {
      after,
      before,
      limit: PART,
    })
    return {
      cities: rows,
      ...paging,
      count: await countCities(tx, members, filter),
      standing: await countMemberships(tx),
      gathered: await gather(tx, members, everywhere, areas[area] ?? { x: 0, y: 0, closer: 1 }),
      countries: await listCountries(tx, members),
      languages: await listLanguages(tx),
      principles: await listPrinciples(tx),
      asked: askedOf(input),
      area,
    }
  },
  view: (data) => <DirectoryView {...data} />,
})

/** What the directory shows. */
export type Directory = Awaited<ReturnType<typeof directoryPage.load>>
