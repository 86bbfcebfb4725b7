/** An entry comes into force: by the start of the city, or because two agreed. */
import { createHash } from 'node:crypto'
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { publish, readStanding } from '#core/decisions'
import { addDays, Refusal } from '#core/kernel'
import { recorder, type Recording } from '#core/record'
import { shippedEntry } from './config.ts'
import { described } from './entries.ts'
import { differences, type Document } from './model.ts'
import * as store from './store/entries.ts'
import { wouldRun } from './versions.ts'

/** Days until an entry is looked at again, where nobody said another day. */
export const USUAL_DAYS = 365

/** Publishes a version in the place of the one before; what runs under this name is bound to it. */
export async function putInForce(tx: Tx, entry: store.Entry, by: Recording): Promise<void> {
  const { name, number, document } = entry
  const before = await store.findEntry(tx, name, ['published'])
  await store.setPhase(tx, entry, 'published', by.now)
  const changed = differences(before?.document ?? {}, document).length
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex')
  const body = { decision: name, number, changed, hash }
  await recorder(tx, by)(described, body, { subject: `/algorithms/${name}` })
}

/** The same, and the decision of this name may run: agreed to by people, until the day of revision. */
export async function publishAgreed(tx: Tx, entry: store.Entry, by: Recording): Promise<void> {
  await putInForce(tx, entry, by)
  const running = await wouldRun(tx, entry)
  if (!running && entry.version !== null) throw new Refusal('refused', ['version-not-held'])
  if (!running) return
  const { name, version, hash } = running
  const { status, revisionOn, auditDays } = entry
  await publish(tx, { name, version, hash, status, revisionOn, auditDays, kept: true }, by)
}

interface Shipping {
  readonly tx: Tx
  readonly now: string
  readonly city: CityFacts
  readonly declared: { readonly decisions: readonly { readonly name: string }[] }
}

const same = (one: Document, other: Document) => differences(one, other).length === 0

/** What the city ships is published by its start, once, until people write the entry themselves. */
export async function publishShipped({ tx, now, city, declared }: Shipping): Promise<void> {
  for (const { name } of declared.decisions) {
    const last = await store.findEntry(tx, name)
    const document = shippedEntry(city, name)
    if (last && (last.authors.length > 0 || same(last.document, document))) continue
    const standing = await readStanding(tx, name)
    const beginning = {
      ...{ name, number: (last?.number ?? 0) + 1, document, authors: [], leftOut: [] },
      status: standing?.status ?? ('operational' as const),
      revisionOn: standing?.revisionOn.slice(0, 10) ?? addDays(now.slice(0, 10), USUAL_DAYS),
      auditDays: standing?.auditDays ?? null,
      assessments: last?.assessments ?? [],
      version: null,
    }
    await store.addEntry(tx, beginning, now)
    const added = await store.findEntry(tx, name, ['draft'])
    if (added) await putInForce(tx, added, { by: 'operator', now, service: 'algorithms' })
  }
}
