/** The record for programs: as a table, streamed, and as news in parts. */
import { Refusal } from '#core/kernel'
import { cell, type Feed, type FeedLook, xml } from '#core/pages'
import { canonical, listEntries } from '#core/record'
import { addressOf, type Asked, keptOf, understood } from './parts/asked.ts'
import { actor, kindName, sentence, tellerOf, type Told } from './parts/naming.ts'

/** Rows of the table that are read at a time, and entries of one part of the news. */
const ROWS = 500
const NEWS = 50

/** What is asked for; what cannot be understood is refused, field by field. */
async function filterOf({ input, city, declared, look }: FeedLook<Asked>) {
  const { filter, wrong } = await look((tx) => understood(tx, input, { city, declared }))
  const reasons = Object.entries(wrong).map(([field, code]) => {
    const text = input[field === 'subject' ? 'subject' : field === 'from' ? 'from' : 'to'] ?? ''
    return { code: `record.wrong.${code}`, field, values: { text } }
  })
  if (reasons.length > 0) throw new Refusal('invalid', reasons)
  return filter
}

const columns = [
  ['id', (row: Told) => row.id],
  ['at', (row: Told) => row.at],
  ['kind', (row: Told) => row.kind],
  ['by', (row: Told) => row.by],
  ['service', (row: Told) => row.service],
  ['subject', (row: Told) => row.subject],
  ['position', (row: Told) => row.position],
  ['facts', (row: Told) => canonical(row.body)],
] as const

/** The entries as comma-separated values with a header line (RFC 4180), the newest first. */
export const csv: Feed<Asked> = {
  type: 'text/csv; charset=utf-8; header=present',
  async *write(work) {
    const filter = await filterOf(work)
    const { city, declared, say, look } = work
    const teller = tellerOf({ city, declared, language: say.language })
    yield `${[...columns.map(([name]) => name), 'sentence'].join(',')}\r\n`
    let { before, after }: Pick<Asked, 'before' | 'after'> = work.input
    for (;;) {
      const part = await look((tx) => listEntries(tx, { ...filter, before, after, limit: ROWS }))
      const lines = part.map(teller).map((row) => {
        const cells = [...columns.map(([, value]) => value(row)), sentence(row, say)]
        return `${cells.map(cell).join(',')}\r\n`
      })
      yield lines.join('')
      if (part.length < ROWS || after !== undefined) return
      before = part.at(-1)?.id
    }
  },
}

function news({ city, say }: FeedLook<Asked>, told: Told): string {
  const { id, at, kind, subject } = told
  const about = subject ? `<link rel="related" href="${xml(`${city.url}${subject}`)}"/>\n` : ''
  return `<entry>
<id>urn:uuid:${xml(id)}</id>
<title>${xml(sentence(told, say))}</title>
<updated>${at}</updated>
<published>${at}</published>
<author><name>${xml(actor(told, say))}</name></author>
<category term="${xml(kind)}" label="${xml(kindName(kind, say))}"/>
<link href="${xml(`${city.url}/record/${id}`)}"/>
${about}<summary>${xml(sentence(told, say))}</summary>
</entry>
`
}

/** What news were asked for, as an address of the feed. */
function address({ city, input }: FeedLook<Asked>, more: Record<string, string> = {}): string {
  const { language } = input
  return xml(`${city.url}${addressOf('/record.atom', { ...keptOf(input), language, ...more })}`)
}

function head(work: FeedLook<Asked>, updated: string): string {
  const { city, say, input } = work
  const html = xml(`${city.url}${addressOf('/record', keptOf(input))}`)
  const { before, after } = input
  const own = { ...(before ? { before } : {}), ...(after ? { after } : {}) }
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${say.language}">
<id>${address(work)}</id>
<title>${xml(say('record.news', { city: city.name }))}</title>
<updated>${updated}</updated>
<author><name>${xml(city.name)}</name></author>
<link href="${html}"/>
<link rel="self" href="${address(work, own)}"/>
<link rel="first" href="${address(work)}"/>
`
}

/** The entries as news (RFC 4287), fifty at a time, with the way to older and newer ones (RFC 5005 3). */
export const atom: Feed<Asked> = {
  type: 'application/atom+xml; charset=utf-8',
  async *write(work) {
    const filter = await filterOf(work)
    const { input, city, declared, say, now, look } = work
    const { before, after } = input
    const found = await look((tx) => listEntries(tx, { ...filter, before, after, limit: NEWS + 1 }))
    const more = found.length > NEWS
    const part = after !== undefined && more ? found.slice(1) : found.slice(0, NEWS)
    yield head(work, part[0]?.at ?? now)
    const [newest, oldest] = [part[0]?.id, part.at(-1)?.id]
    if (oldest && (more || after !== undefined))
      yield `<link rel="next" href="${address(work, { before: oldest })}"/>\n`
    if (newest && (before !== undefined || (after !== undefined && more)))
      yield `<link rel="previous" href="${address(work, { after: newest })}"/>\n`
    const teller = tellerOf({ city, declared, language: say.language })
    for (const entry of part) yield news(work, teller(entry))
    yield '</feed>\n'
  },
}
