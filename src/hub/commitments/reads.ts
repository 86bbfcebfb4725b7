/** What other services may know of commitments. */
import type { Tx } from '#core/database'
import { confirmed } from './acting.ts'
import type { Status } from './model.ts'
import { type Commitment, listOf } from './store/commitments.ts'
import { readDrafts } from './store/drafts.ts'
import { lastStatements } from './store/voices.ts'

/** A promise on an item of the checklist, and how far people confirm it. */
export interface PromisedItem {
  readonly item: string
  readonly number: number
  /** 4: peers; 5: an independent reviewer; 0: nobody yet. */
  readonly confirmed: 0 | 4 | 5
}

/** What a city promises, item by item. */
export async function listPromised(tx: Tx, city: string): Promise<PromisedItem[]> {
  const all = await listOf(tx, city)
  const levels = await confirmed(
    tx,
    all.map(({ number }) => number),
  )
  return all.flatMap(({ number, items }) =>
    items.map((item) => ({ item, number, confirmed: levels.get(number) ?? 0 })),
  )
}

/** What a city will say of a commitment in its report. */
export interface Prepared extends Pick<Commitment, 'number' | 'title' | 'endsOn'> {
  /** Prepared already, else what was said last, else that it has not been started. */
  readonly status: Status
  readonly text: string
  readonly prepared: boolean
  /** What was said last, in words. */
  readonly before: string | null
}

/** Every running commitment of a city with what its report will say of it. */
export async function listPrepared(tx: Tx, city: string, half: string): Promise<Prepared[]> {
  const all = await listOf(tx, city)
  const numbers = all.map(({ number }) => number)
  const [drafts, last] = [await readDrafts(tx, numbers, half), await lastStatements(tx, numbers)]
  return all.map(({ number, title, endsOn }) => {
    const [draft, before] = [drafts.get(number), last.get(number)]
    return {
      number,
      title,
      endsOn,
      status: draft?.status ?? before?.status ?? 'not-started',
      text: draft?.text ?? '',
      prepared: draft !== undefined,
      before: before?.text ?? null,
    }
  })
}
