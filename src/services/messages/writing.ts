/** A message is put down: its words in the vault, that it is there in the city, and whoever wants to know is told. */
import type { Tx } from '#core/database'
import type { Enqueue } from '#core/jobs'
import type { Recorder } from '#core/record'
import { written } from './entries.ts'
import { letter } from './jobs/letters.ts'
import { itemOf, type Thread, threadName, type Writer } from './model.ts'
import { correspondence, messageText } from './purposes.ts'
import { addMessage } from './store/threads.ts'
import { takeWaiting } from './store/wishes.ts'

/** What puts it down, and where its words are kept. */
export interface Hand {
  readonly tx: Tx
  readonly now: string
  readonly record: Recorder
  readonly later: Enqueue
  /** Keeps the words of one message; the unit may read them as long as the thread is open. */
  keep(kept: Kept): Promise<unknown>
}

/** The words of one message on their way into the vault. */
export interface Kept {
  readonly ref: string
  readonly values: Readonly<Record<string, string>>
  readonly case: string
  readonly item: string
}

/** The purpose for which the unit may read, granted with each message. */
export const forUnit = correspondence

/** One message of a thread. */
export interface Words {
  readonly id: string
  readonly from: Writer
  readonly badge?: string | null
  readonly text: string
}

/** Whoever wants to be told of every message at once is told now. */
async function tellAtOnce({ tx, now, later }: Hand, ref: string): Promise<void> {
  for (const one of await takeWaiting(tx, { often: ['each'], at: now, ref }))
    await later(letter, { ref: one })
}

/** Puts one message into a thread that is held. */
export async function write(hand: Hand, thread: Thread, words: Words): Promise<void> {
  const { tx, now, record } = hand
  const { id, from, badge = null, text } = words
  await hand.keep({
    ref: thread.ref,
    values: { [messageText.name]: text },
    case: threadName(thread.number),
    item: itemOf(thread.number, id),
  })
  await addMessage(tx, { id, thread: thread.number, written: from, badge, at: now })
  await record(written, { unit: thread.unit, from })
  if (from !== 'resident') await tellAtOnce(hand, thread.ref)
}
