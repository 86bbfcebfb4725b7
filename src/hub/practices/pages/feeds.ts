/** The compendium for programs: as a table, as JSON with every word, and as news. Streamed, 200 a time. */
import { cell, type Feed, type FeedLook, xml } from '#core/pages'
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

/** The list as comma-separated values with a header line (RFC 4180). */
export const csv: Feed<Asked> = {
  type: 'text/csv; charset=utf-8; header=present',
  async *write(work) {
    yield `${columns.map(([name]) => name).join(',')}\r\n`
    for await (const rows of partsOf(work)) {
      const lines = rows.map((row) => columns.map(([, value]) => cell(value(row))).join(','))
      yield lines.map((line) => `${line}\r\n`).join('')
    }
  },
}

/** Every practice with every word, for another compendium (RFC 8259). */
export const json: Feed<Asked> = {
  type: 'application/json; charset=utf-8',
  async *write(work) {
    yield '{"practices":[\n'
    let first = true
    for await (const rows of partsOf(work)) {
      if (rows.length === 0) continue
      const lines = rows.map(({ shown, ...row }) =>
        JSON.stringify({
          ...row,
          href: `${work.city.url}/practices/${row.number}`,
          content: shown,
        }),
      )
      yield `${first ? '' : ',\n'}${lines.join(',\n')}`
      first = false
    }
    yield '\n]}\n'
  },
}

function newsOf({ say, city }: FeedLook<Asked>, row: Listed): string {
  const href = xml(`${city.url}/practices/${row.number}`)
  return `<entry>
  <id>${href}</id>
  <title>${xml(row.shown.title)}</title>
  <link href="${href}"/>
  <updated>${row.publishedAt}</updated>
  <author><name>${xml(nameIn(row, say.language))}</name></author>
  <category term="${row.shown.stage}" label="${xml(say(`practices.stage.${row.shown.stage}`))}"/>
  <rights>${row.shown.licence}</rights>
  <summary xml:lang="${xml(row.shown.language)}">${xml(row.shown.summary)}</summary>
</entry>
`
}

/** The practices published last, as news (RFC 4287). */
export const atom: Feed<Asked> = {
  type: 'application/atom+xml; charset=utf-8',
  async *write(work) {
    const { input, city, say, now } = work
    const rows = await work.look((tx) => listNewest(tx, cityTable(), filterOf(input), NEWS))
    yield `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${say.language}">
<id>${xml(`${city.url}/practices`)}</id>
<title>${xml(say('practices.list'))}</title>
<updated>${rows[0]?.publishedAt ?? now}</updated>
<author><name>${xml(city.name)}</name></author>
<link href="${xml(`${city.url}/practices`)}"/>
<link rel="self" href="${xml(`${city.url}/practices.atom`)}"/>
`
    for (const row of rows) yield newsOf(work, row)
    yield '</feed>\n'
  },
}
