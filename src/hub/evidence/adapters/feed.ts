import type { Reading } from '../model.ts'
import { day, latest, object } from './text.ts'
import { elements, xml } from './xml.ts'

/** RSS 2.0, RSS 1.0 and Atom (RFC 4287): how many entries, and how new. */
export function readFeed(text: string): Reading | undefined {
  const root = xml(text)
  if (!root) return undefined
  const atom = object(root['feed'])
  if (atom) {
    const entries = elements(atom['entry']).map(object)
    const days = entries.map((one) => day(one?.['updated'] ?? one?.['published']))
    return { form: 'feed', facts: { entries: entries.length, newest: latest(days) } }
  }
  const rdf = object(root['rdf:RDF'])
  const channel = object(object(root['rss'])?.['channel'])
  if (!channel && !rdf) return undefined
  const entries = elements(channel ? channel['item'] : rdf?.['item']).map(object)
  if (rdf && entries.length === 0) return undefined
  const days = entries.map((one) => day(one?.['pubDate'] ?? one?.['dc:date']))
  return { form: 'feed', facts: { entries: entries.length, newest: latest(days) } }
}
