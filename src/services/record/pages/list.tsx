/** The public record: every public act in order, in plain words. */
import { type Declared, page } from '#core/pages'
import { anyone } from '#core/people'
import { countProven, type Entry, listEntries, readLogStanding } from '#core/record'
import { ListView } from './list-view.tsx'
import { atom, csv } from './feeds.ts'
import { type Asked, asking, keptOf, understood } from './parts/asked.ts'
import { tellerOf } from './parts/naming.ts'

const PART = 25

/** One part of the list, and the cursors of those around it. */
function cut(found: readonly Entry[], { before, after }: Asked) {
  const more = found.length > PART
  const entries = after !== undefined && more ? found.slice(1) : found.slice(0, PART)
  const [newest, oldest] = [entries[0]?.id ?? null, entries.at(-1)?.id ?? null]
  if (after !== undefined) return { entries, previous: more ? newest : null, next: oldest }
  return { entries, previous: before === undefined ? null : newest, next: more ? oldest : null }
}

/** The kinds of acts under whoever writes them: services in the order of the city, then its core. */
function kindsOf({ services, entries }: Declared) {
  const writers = [...services.map(({ name }) => name), ...entries.map(({ service }) => service)]
  return [...new Set(writers)].flatMap((service) => {
    const kinds = entries.filter((entry) => entry.service === service).map(({ name }) => name)
    return kinds.length > 0 ? [{ service, kinds }] : []
  })
}

/** The public record, searched and read by anybody. */
export const recordPage = page({
  name: 'record.show',
  path: '/record',
  who: anyone,
  menu: 40,
  keep: 'public',
  input: asking,
  also: { csv, atom },
  async load({ input, tx, declared, city, language, now }) {
    const { filter, wrong } = await understood(tx, input, { city, declared })
    const { before, after } = input
    const empty = Object.keys(wrong).length > 0
    const found = empty ? [] : await listEntries(tx, { ...filter, before, after, limit: PART + 1 })
    const part = cut(found, input)
    return {
      ...part,
      entries: part.entries.map(tellerOf({ city, declared, language })),
      asked: keptOf(input),
      wrong,
      log: await readLogStanding(tx, now),
      evidence: await countProven(tx),
      kinds: kindsOf(declared),
      url: city.url,
    }
  },
  view: (data) => <ListView {...data} />,
})

/** What the page of the record shows. */
export type ListData = Awaited<ReturnType<typeof recordPage.load>>
