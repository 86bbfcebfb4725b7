/** Commitments for programs: as a table, as JSON with every word, and as news. Streamed, 200 a time. */
import { dateIn } from '#core/kernel'
import { type FeedLook, jsonFeed, newsFeed, tableFeed } from '#core/pages'
import { type Commitment, listCommitments } from '../store/commitments.ts'
import { type Asked, filterOf } from './asked.ts'
import { namesOf, type Standing, standingsOf } from './parts.tsx'

const PART = 200
const NEWS = 50

/** A commitment with how it stands today: computed, never declared. */
type Row = Commitment & Standing

async function rowsOf(
  { input, look, now, city: hub }: FeedLook<Asked>,
  paging: { before?: number | undefined; limit: number },
): Promise<Row[]> {
  return look(async (tx) => {
    const filter = { ...filterOf(input), before: paging.before }
    const all = await listCommitments(tx, filter, paging.limit)
    const standings = await standingsOf(tx, all, dateIn(now, hub.zone))
    const unknown = { verifiable: false, overdue: false, status: null, confirmed: 0 } as const
    return all.map((it) => ({ ...it, ...(standings.get(it.number) ?? unknown) }))
  })
}

async function* partsOf(work: FeedLook<Asked>): AsyncGenerator<readonly Row[]> {
  let before: number | undefined
  do {
    const rows = await rowsOf(work, { before, limit: PART })
    yield rows
    before = rows.length === PART ? rows.at(-1)?.number : undefined
  } while (before !== undefined)
}

/** The list as a table; `status` is the city's word, `confirmed` what people say of it. */
export const csv = tableFeed<Asked, Row>(
  [
    ['number', (row) => row.number],
    ['city', (row) => row.city],
    ['title', (row) => row.title],
    ['principles', (row) => row.principles.join(' ')],
    ['items', (row) => row.items.join(' ')],
    ['sdg_targets', (row) => row.targets.join(' ')],
    ['office', (row) => row.office],
    ['starts_on', (row) => row.startsOn],
    ['ends_on', (row) => row.endsOn],
    ['budget', (row) => row.budget],
    ['flagship', (row) => String(row.flagship)],
    ['verifiable', (row) => String(row.verifiable)],
    ['overdue', (row) => String(row.overdue)],
    ['status', (row) => row.status],
    ['confirmed', (row) => (row.confirmed === 0 ? null : `E${row.confirmed}`)],
    ['published_at', (row) => row.publishedAt],
    ['withdrawn_at', (row) => row.withdrawnAt],
  ],
  partsOf,
)

/** Every commitment with every word. */
export const json = jsonFeed('commitments', {
  partsOf,
  item: (row: Row, { city }) => ({ ...row, href: `${city.url}/commitments/${row.number}` }),
})

/** What was promised or withdrawn last. */
export const atom = newsFeed<Asked>(
  '/commitments',
  ({ say }) => say('commitments.show'),
  async (work) => {
    const { say } = work
    const rows = await rowsOf(work, { limit: NEWS })
    const cities = rows.map(({ city }) => city)
    const name = await work.look((tx) => namesOf(tx, cities, say.language))
    const news = rows.map((row) => ({
      path: `/commitments/${row.number}`,
      title: row.title,
      updated: row.withdrawnAt ?? row.publishedAt,
      published: row.publishedAt,
      author: name(row.city),
      summary: row.withdrawn ?? row.problem,
    }))
    return news.toSorted((a, b) => (a.updated < b.updated ? 1 : -1))
  },
)
