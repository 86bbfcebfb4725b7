/** A service of the city writes to somebody who has an account; the vault alone knows who that is. */
import type { Database } from '#core/database'
import { type Enqueue, enqueuer, job } from '#core/jobs'
import { newId } from '#core/kernel'
import { recorder } from '#core/record'
import { type Channel, wasKept } from '#core/vault'
import { z } from 'zod'
import { dueChanged } from '../entries.ts'
import { dueKinds } from '../model.ts'
import { addDue } from '../store/dues.ts'
import { hasMessage, openThread } from '../store/threads.ts'
import { forUnit, type Hand, write } from '../writing.ts'

const Due = z.object({
  kind: z.enum(dueKinds),
  /** In the smallest unit of the currency. */
  amount: z.int().positive().nullable(),
  currency: z.string().nullable(),
  on: z.iso.date(),
  link: z.string().max(500).nullable(),
})

const Note = z.object({
  /** The service that writes, and its own pseudonym of whom it writes to. */
  service: z.string(),
  ref: z.string(),
  /** Its number of the matter, such as `R-1029`: what is written about it stands in one thread. */
  subject: z.string().min(1).max(60),
  /** What the matter is called, by language: names of the city's own lists, nothing that a resident wrote. */
  titles: z.record(z.string(), z.string().max(200)).nullable().default(null),
  /** The unit that answers. */
  unit: z.string(),
  language: z.string(),
  /** A text of that service and what is put into it; nothing personal. */
  text: z.string(),
  values: z.record(z.string(), z.string()),
  due: Due.optional(),
})

/** What a service writes to somebody it knows by its own pseudonym. */
export type Note = z.input<typeof Note>

/** Where the words are kept until the city has committed. */
function keeping(hand: Omit<Hand, 'keep'>, vault: Channel, batch: string): Hand {
  return {
    ...hand,
    async keep({ ref, values, case: caseRef, item }) {
      const grants = [{ purpose: forUnit.id, case: caseRef }]
      await vault.keep(batch, ref, values, grants, hand.now, item)
      await wasKept(hand.tx, batch, 'messages', hand.now)
    },
  }
}

interface Delivery {
  readonly id: string
  readonly now: string
  readonly ref: string
  readonly text: string
  readonly note: z.infer<typeof Note>
}

/** Puts it down once, however often the job runs; gives the batch that the vault is to keep. */
function deliverOnce(db: Database, vault: Channel, of: Delivery): Promise<string | undefined> {
  const { id, now, ref, text, note } = of
  return db.transact(async (tx) => {
    if (await hasMessage(tx, id)) return undefined
    const batch = newId(now)
    const record = recorder(tx, { by: 'operator', now, service: 'messages' })
    const hand = keeping({ tx, now, record, later: enqueuer(tx, () => now) }, vault, batch)
    const thread = await openThread(tx, { ...note, ref, at: now })
    await write(hand, thread, { id, from: 'service', text })
    if (note.due) {
      await addDue(tx, { ...note.due, id, thread: thread.number, at: now })
      await record(dueChanged, { unit: note.unit, kind: note.due.kind, state: 'open' })
    }
    return batch
  })
}

/** Delivers what a service wrote. Whoever has no account has no folder, and gets nothing. */
export const deliver = job({
  name: 'messages.deliver',
  input: Note,
  async run({ input: note, id, now, db, vault, say }) {
    const ref = await vault.refFrom(note.service, note.ref)
    if (ref === null) return
    const text = say(note.language)(note.text, note.values)
    const batch = await deliverOnce(db, vault, { id, now, ref, text, note })
    if (batch !== undefined) await vault.confirm(batch)
  },
})

/** Writes to a resident, in the transaction of whoever calls: the one door for other services. */
export async function tellResident({ later }: { readonly later: Enqueue }, note: Note) {
  await later(deliver, note)
}
