/** Editions as news (RFC 4287): issued, replaced, withdrawn. */
import { type Feed, type FeedLook, xml } from '#core/pages'
import { sorts } from '../model.ts'
import { listEditions, listFiles, type File, type Listed } from '../store/editions.ts'

const NEWS = 50

function linkOf(href: string, { kind, bytes }: File): string {
  const type = xml(sorts[kind].type)
  return `  <link rel="enclosure" type="${type}" length="${bytes}" href="${href}/files/${kind}"/>\n`
}

function newsOf({ say, city }: FeedLook<unknown>, row: Listed, files: readonly File[]): string {
  const { number, title, lead, language, issuedAt, frozenAt, withdrawnOn, replacedBy } = row
  const href = xml(`${city.url}/editions/${number}`)
  const state =
    withdrawnOn !== null
      ? say('editions.state.withdrawn')
      : replacedBy === null
        ? ''
        : say('editions.replacedBy', { number: replacedBy })
  const text = [state, lead ?? ''].filter((part) => part !== '').join('. ')
  return `<entry>
  <id>${href}</id>
  <title>${xml(say('editions.titled', { number, title }))}</title>
  <link href="${href}"/>
${files.map((file) => linkOf(href, file)).join('')}  <published>${issuedAt ?? frozenAt}</published>
  <updated>${withdrawnOn === null ? (issuedAt ?? frozenAt) : `${withdrawnOn}T12:00:00.000Z`}</updated>
  <author><name>${xml(city.name)}</name></author>
  <summary xml:lang="${xml(state === '' ? language : say.language)}">${xml(text)}</summary>
</entry>
`
}

/** The editions issued last. */
export const atom: Feed<unknown> = {
  type: 'application/atom+xml; charset=utf-8',
  async *write(work) {
    const { city, say, now } = work
    const rows = await work.look(async (tx) => {
      const found = (await listEditions(tx, NEWS)).filter(({ issuedAt }) => issuedAt !== null)
      const all = []
      for (const row of found) all.push({ row, files: await listFiles(tx, row.number) })
      return all
    })
    const href = xml(`${city.url}/editions`)
    yield `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${say.language}">
<id>${href}</id>
<title>${xml(say('editions.list'))}</title>
<updated>${rows[0]?.row.issuedAt ?? now}</updated>
<author><name>${xml(city.name)}</name></author>
<link href="${href}"/>
<link rel="self" href="${href}.atom"/>
`
    for (const { row, files } of rows) yield newsOf(work, row, files)
    yield '</feed>\n'
  },
}
