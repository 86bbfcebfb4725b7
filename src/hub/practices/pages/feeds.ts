/** The compendium for programs: as a table, as JSON with every word, and as news. Streamed, 200 a time. */
import { type FeedLook, jsonFeed, type News, newsFeed, tableFeed } from '#core/pages'
import { cityTable, nameIn } from '#hub/cities'
import { type Listed, listNewest, listPractices } from '../store/list.ts'
import { type Asked, filterOf } from './asked.ts'

const PART = 200
const NEWS = 50

async function* partsOf({ input, look }: FeedLook<Asked>): AsyncGenerator<readonly Listed[]> {
  const filter = filterOf(input)
  let before: number | undefined
  do {
    const paging = { before, limit: PART }
    const rows = await look((tx) => listPractices(tx, cityTable(), filter, paging))
    yield rows
    before = rows.length === PART ? rows.at(-1)?.number : undefined
  } while (before !== undefined)
}

const columns = [
  ['number', (row: Listed) => row.number],
  ['version', (row: Listed) => row.version],
  ['city', (row: Listed) => row.city],
  ['title', (row: Listed) => row.shown.title],
  ['language', (row: Listed) => row.shown.language],
  ['summary', (row: Listed) => row.shown.summary],
  ['principles', (row: Listed) => row.shown.principles.join(' ')],
  ['stage', (row: Listed) => row.shown.stage],
  ['from', (row: Listed) => row.shown.from],
  ['until', (row: Listed) => row.shown.until],
  ['cost', (row: Listed) => row.shown.cost],
  ['adoptions', (row: Listed) => row.adoptions],
  ['published_at', (row: Listed) => row.publishedAt],
  ['confirmed_on', (row: Listed) => row.confirmedOn],
  ['archived_on', (row: Listed) => row.archivedOn],
  ['licence', (row: Listed) => row.shown.licence],
] as const

/** The list as a table. */
export const csv = tableFeed(columns, partsOf)

/** Every practice with every word, for another compendium. */
export const json = jsonFeed('practices', {
  partsOf,
  item: ({ shown, ...row }: Listed, { city }) => ({
    ...row,
    href: `${city.url}/practices/${row.number}`,
    content: shown,
  }),
})

function newsOf({ say }: FeedLook<Asked>, row: Listed): News {
  const { title, stage, licence, language, summary } = row.shown
  return {
    path: `/practices/${row.number}`,
    updated: row.publishedAt,
    author: nameIn(row, say.language),
    category: { term: stage, label: say(`practices.stage.${stage}`) },
    rights: licence,
    ...{ title, language, summary },
  }
}

/** The practices published last. */
export const atom = newsFeed<Asked>(
  '/practices',
  ({ say }) => say('practices.list'),
  async (work) => {
    const filter = filterOf(work.input)
    const rows = await work.look((tx) => listNewest(tx, cityTable(), filter, NEWS))
    return rows.map((row) => newsOf(work, row))
  },
)
