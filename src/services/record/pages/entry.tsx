/** One entry of the public record: what it says, where it stands, and how to prove it. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import {
  type Entry,
  entryBytes,
  entryLeaf,
  listEntries,
  placeOf,
  readEntry,
  readHead,
} from '#core/record'
import type { Tx } from '#core/database'
import { z } from 'zod'
import { EntryView } from './entry-view.tsx'
import { tellerOf } from './parts/naming.ts'

/** What the record says about the same page before and after it. */
async function neighbours(tx: Tx, { id, subject }: Entry) {
  if (subject === null) return { older: [], newer: [] }
  const [older, newer] = [
    await listEntries(tx, { subject, before: id, limit: 1 }),
    await listEntries(tx, { subject, after: id, limit: 1 }),
  ]
  return { older, newer }
}

/** One entry of the public record. */
export const entryPage = page({
  name: 'record.entry',
  path: '/record/:id',
  who: anyone,
  keep: 'public',
  input: z.object({ id: z.string().max(60), language: z.string().max(10).optional() }),
  async load({ input, tx, city, declared, language }) {
    const entry = await readEntry(tx, input.id)
    if (!entry) throw new Refusal('not-found', ['no-such-entry'])
    const tell = tellerOf({ city, declared, language })
    const { older, newer } = await neighbours(tx, entry)
    return {
      ...tell(entry),
      place: placeOf(entry.position, await readHead(tx, entry.log)),
      bytes: Buffer.from(entryBytes(entry)).toString('utf8'),
      leaf: entryLeaf(entry),
      older: older.map(tell),
      newer: newer.map(tell),
      declared: declared.entries.filter(({ name }) => name === entry.kind),
    }
  },
  view: (data) => <EntryView {...data} />,
})

/** What the page of one entry shows. */
export type EntryData = Awaited<ReturnType<typeof entryPage.load>>
