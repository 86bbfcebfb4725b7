/** Documents as their person sees them: what the vault says of each, and what the city knows of those it gave. */
import type { Look } from '#core/pages'
import { dateIn } from '#core/kernel'
import { type KeptDocument, reveal } from '#core/vault'
import { type Issued, type Standing, standingOf } from '../model.ts'
import { given, own } from '../purposes.ts'
import { listIssued } from '../store/issued.ts'

/** One document of whoever looks. */
export interface Mine {
  readonly document: string
  readonly origin: 'issued' | 'kept'
  readonly title: string
  readonly name: string
  readonly kind: string
  readonly type: string
  readonly sha256: string
  readonly note: string | null
  readonly bytes: number
  readonly since: string
  readonly replaces: string | null
  /** What the person noted of each link, by its id. */
  readonly notes: Readonly<Record<string, string>>
  readonly issued: (Issued & { readonly standing: Standing }) | null
}

type Reading = Pick<Look<unknown>, 'by' | 'tx' | 'now' | 'city' | 'documents'>

type Words = KeptDocument<'documents.own' | 'documents.given'>

function told({ facts, notes, field, ...same }: Words): Omit<Mine, 'issued'> {
  const word = (name: string) => {
    const value = facts[name]
    return value === undefined ? undefined : reveal(value, 'self-view')
  }
  const { document, bytes, since } = same
  return {
    document,
    bytes,
    since,
    origin: field === 'document.issued' ? 'issued' : 'kept',
    title: word('title') ?? word('name') ?? '',
    name: word('name') ?? '',
    kind: word('kind') ?? 'other',
    type: word('type') ?? '',
    sha256: word('sha256') ?? '',
    note: word('note') ?? null,
    replaces: word('replaces') ?? null,
    notes: Object.fromEntries(
      Object.entries(notes).map(([id, text]) => [id, reveal(text, 'self-view')]),
    ),
  }
}

/** Everything of whoever looks, the newest first; it is written down as two readings of their own. */
export async function readMine({ by, tx, now, city, documents }: Reading): Promise<Mine[]> {
  const ref = by.ref ?? ''
  const kept = await documents.list(own, ref, { fields: ['document.kept-about'] })
  const got = await documents.list(given, ref, { fields: ['document.issued-about'] })
  const issued = await listIssued(
    tx,
    got.map(({ document }) => document),
  )
  const today = dateIn(now, city.zone)
  const known = new Map(
    issued.map((one) => [one.document, { ...one, standing: standingOf(one, today) }]),
  )
  const all = [...kept, ...got].map((one) => ({
    ...told(one),
    issued: known.get(one.document) ?? null,
  }))
  return all.toSorted((a, b) => (a.since < b.since ? 1 : -1))
}

/** The older versions of a document, the newest of them first. */
export function versionsOf(all: readonly Mine[], { document, replaces }: Mine): Mine[] {
  const byId = new Map(all.map((one) => [one.document, one]))
  const found: Mine[] = []
  const seen = new Set([document])
  for (let id = replaces; id !== null && !seen.has(id);) {
    seen.add(id)
    const one = byId.get(id)
    if (!one) break
    found.push(one)
    id = one.replaces
  }
  return found
}
