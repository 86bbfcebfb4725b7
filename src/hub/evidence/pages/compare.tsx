/** One item over chosen cities, by name. There is no order of merit and no sum (coalition-access.md 3.2). */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Checkboxes, Empty, Filters, Layout, Notice, Table } from '#design'
import { z } from 'zod'
import { chosenCities } from '../chosen.ts'
import { items } from '../model.ts'
import { listReachedOver } from '../reached.ts'
import { listNodes, readNodes } from '../store/nodes.ts'
import { freshText, levelText, nameOf, Seen, SourceLink, trail, ValueTag } from './parts.tsx'

const OFFERED = 200

export const comparePage = page({
  name: 'evidence.compare',
  path: '/evidence/compare/:item',
  who: anyone,
  keep: 'public',
  input: z.object({
    item: z.string().max(10),
    cities: chosenCities,
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, now, language }) {
    const item = items.find((one) => one === input.item)
    if (!item) throw new Refusal('not-found', ['evidence.no-such-item'])
    const chosen = input.cities
    const nodes = await readNodes(tx, chosen)
    const found = await listReachedOver(tx, { item, cities: chosen }, now.slice(0, 10))
    const rows = nodes.map((node) => ({
      city: node.city,
      name: nameOf(node, language),
      readAt: node.readAt,
      kept: found.find(({ city }) => city === node.city) ?? null,
    }))
    const offered = (await listNodes(tx, '', OFFERED)).map((node) => {
      return { city: node.city, name: nameOf(node, language) }
    })
    const byName = (a: { name: string }, b: { name: string }) =>
      a.name.localeCompare(b.name, language)
    return { item, chosen, rows: rows.toSorted(byName), offered: offered.toSorted(byName) }
  },
  view: ({ item, chosen, rows, offered }, { say, now }) => (
    <Layout
      title={say(`evidence.item.${item}`)}
      lead={say('evidence.compare.lead')}
      breadcrumb={trail(say)}
      wide
    >
      <Filters>
        <Checkboxes
          name="cities"
          label={say('evidence.compare.cities')}
          values={chosen}
          options={offered.map(({ city, name }) => ({ value: city, text: name }))}
        />
      </Filters>
      {rows.length === 0 ? (
        <Empty title={say('evidence.compare.none')} />
      ) : (
        <Table
          caption={say('evidence.compare.table')}
          head={['city', 'value', 'level', 'seen', 'source'].map((name) =>
            say(`evidence.column.${name}`),
          )}
          rows={rows.map(({ city, name, readAt, kept }) => [
            <a href={`/evidence/${city}/${item}`}>{name}</a>,
            kept ? <ValueTag value={kept.value} say={say} /> : say('evidence.fresh.never'),
            kept ? levelText(kept.reaches, say) : '',
            <>
              {kept && <Seen kept={kept} say={say} />} {freshText({ readAt }, now, say)}
            </>,
            kept ? <SourceLink kept={kept} say={say} /> : '',
          ])}
        />
      )}
      <Notice title={say('evidence.not')}>
        <p>{say(`evidence.not.${item}`)}</p>
      </Notice>
    </Layout>
  ),
})
