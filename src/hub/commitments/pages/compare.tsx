/** One item over chosen cities, by name: four voices side by side, no sum and no place (coalition-access.md 3.2). */
import { dateIn, Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Checkboxes, Empty, Filters, Layout, Table } from '#design'
import { chosenCities, items, listReachedOver } from '#hub/evidence'
import { z } from 'zod'
import { listAbout, listCities } from '../store/commitments.ts'
import { listReviews, listVoices } from '../store/voices.ts'
import { Badges, namesOf, standingsOf, StatusTag, trail } from './parts.tsx'

export const comparePage = page({
  name: 'commitments.compare',
  path: '/commitments/compare/:item',
  who: anyone,
  keep: 'public',
  input: z.object({
    item: z.string().max(10),
    cities: chosenCities,
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, now, city: hub, language }) {
    const item = items.find((one) => one === input.item)
    if (!item) throw new Refusal('not-found', ['evidence.no-such-item'])
    const chosen = input.cities
    const all = await listAbout(tx, item, chosen)
    const numbers = all.map(({ number }) => number)
    const today = dateIn(now, hub.zone)
    const found = await listReachedOver(tx, { item, cities: chosen }, today)
    const peers = await listVoices(tx, numbers)
    const reviews = (await listReviews(tx, numbers)).filter((one) => one.publishedAt !== null)
    const standings = await standingsOf(tx, all, today)
    const offered = await listCities(tx)
    const name = await namesOf(tx, [...offered, ...chosen], language)
    const rows = all.map((it) => {
      const about = (one: { commitment: number }) => one.commitment === it.number
      const standing = standings.get(it.number)
      return {
        ...{ verifiable: false, overdue: false, ...it, ...standing },
        cityName: name(it.city),
        said: standing?.status ?? null,
        machine: found.find(({ city }) => city === it.city)?.value ?? null,
        peers: peers.filter(about).map(({ status }) => status),
        review: reviews.filter(about).find(({ stage }) => stage === 'end')?.status ?? null,
      }
    })
    const byName = (a: { cityName: string }, b: { cityName: string }) =>
      a.cityName.localeCompare(b.cityName, language)
    const choices = offered.map((city) => ({ value: city, text: name(city) }))
    return { item, chosen, rows: rows.toSorted(byName), choices }
  },
  view: ({ item, chosen, rows, choices }, { say }) => (
    <Layout
      title={say(`evidence.item.${item}`)}
      lead={say('commitments.compare.lead')}
      breadcrumb={trail(say)}
      wide
    >
      <Filters>
        <Checkboxes
          name="cities"
          label={say('commitments.compare.cities')}
          values={chosen}
          options={choices}
        />
      </Filters>
      {rows.length === 0 ? (
        <Empty title={say('commitments.compare.none')} />
      ) : (
        <Table
          caption={say('commitments.compare.table')}
          head={['cityName', 'title', 'city', 'machine', 'peers', 'review'].map((name) =>
            say(`commitments.compare.column.${name}`),
          )}
          rows={rows.map((row) => [
            row.cityName,
            <>
              <a href={`/commitments/${row.number}`}>{row.title}</a> <Badges it={row} say={say} />
            </>,
            <StatusTag status={row.said} say={say} />,
            row.machine ? say(`evidence.value.${row.machine}`) : say('commitments.nothing-said'),
            row.peers.length === 0
              ? say('commitments.nothing-said')
              : row.peers.map((status) => say(`commitments.status.${status}`)).join(' · '),
            <StatusTag status={row.review} say={say} />,
          ])}
        />
      )}
    </Layout>
  ),
})
