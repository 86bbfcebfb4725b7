/** Who looked, as news (RFC 4287): as much of it as its person chose, and never a value. */
import type { CityFacts } from '#core/actions'
import { xml } from '#core/pages'
import type { Say } from '#core/text'
import type { Access } from '#core/vault'
import { inUnit, purposeTitle, sentence } from '../naming.ts'
import type { Feed } from '../store.ts'

/** Readings in one feed. */
export const NEWEST = 50

/** What a feed is made of. */
export interface Told {
  readonly feed: Pick<Feed, 'id' | 'detail' | 'madeAt'>
  readonly accesses: readonly Access[]
  readonly city: CityFacts
  readonly language: string
}

function entryOf(access: Access, { feed, city }: Told, say: Say): string {
  const plain = feed.detail === 'count'
  const title = plain ? say('folder.feed.read') : sentence(inUnit(access, city, say.language), say)
  const about = plain ? say('folder.feed.where') : purposeTitle(access.purpose, say)
  const href = plain ? `${city.url}/folder` : `${city.url}/folder/accesses/${access.id}`
  const at = access.shownFrom ?? access.at
  return `<entry>
  <id>urn:uuid:${access.id}</id>
  <title>${xml(title)}</title>
  <link rel="alternate" type="text/html" href="${xml(href)}"/>
  <published>${at}</published>
  <updated>${at}</updated>
  <summary>${xml(about)}</summary>
</entry>
`
}

/** The whole document. It names nobody, and its id is not its address. */
export function atomOf(told: Told, say: Say): string {
  const { feed, accesses, city } = told
  const times = accesses.map((one) => one.shownFrom ?? one.at)
  const updated = times.reduce((last, at) => (at > last ? at : last), feed.madeAt)
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${say.language}">
<id>urn:uuid:${feed.id}</id>
<title>${xml(say('folder.feed.title', { city: city.name }))}</title>
<updated>${updated}</updated>
<author><name>${xml(city.name)}</name></author>
<link rel="alternate" type="text/html" href="${xml(`${city.url}/folder`)}"/>
${accesses.map((one) => entryOf(one, told, say)).join('')}</feed>
`
}
