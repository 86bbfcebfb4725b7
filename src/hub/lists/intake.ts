/** How a message is taken in, by whichever door it came: its thread, whether it waits, and what follows. */
import { createHmac } from 'node:crypto'
import type { Work } from '#core/actions'
import { listTaken } from '#core/decisions'
import { addDays } from '#core/kernel'
import { sort, type Sender } from './decisions.ts'
import { letterHeld } from './jobs/letters.ts'
import { deliverPiece } from './jobs/deliver.ts'
import {
  bareSubject,
  type MessageState,
  plainAddress,
  TOLD_ONCE,
  withoutAddresses,
} from './model.ts'
import { addForMessage } from './store/deliveries.ts'
import { type List, mayTell } from './store/lists.ts'
import * as messages from './store/messages.ts'
import type { Subscriber } from './store/subscribers.ts'

/** What an address is known by in one list; it cannot be compared with the mark of another list. */
export function markOf({ salt }: Pick<List, 'salt'>, address: string): string {
  return createHmac('sha256', salt).update(plainAddress(address)).digest('hex')
}

/** What this part of the story needs of an action's work. */
export type Taking = Pick<Work<unknown>, 'tx' | 'now' | 'newId' | 'later' | 'decide'>

/** A message as it comes in. */
export interface Given {
  readonly list: List
  readonly id: string
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly subject: string
  readonly text: string
  readonly writtenAt: string
  readonly cameBy: 'web' | 'mail' | 'import'
  /** Whose it is; in an archive a name may stand alone. */
  readonly sender: { readonly id: string | null; readonly shown: string | null } | undefined
  readonly proof: Sender['proof']
  readonly files: readonly messages.Kept[]
  readonly lostFiles: number
}

/** What a message answers, the nearest last: the references, then what it replies to (RFC 5322 3.6.4). */
function answersOf({ references, inReplyTo, messageId }: Given): string[] {
  const all = inReplyTo === null ? references : [...references, inReplyTo]
  return [...new Set(all.toReversed())].toReversed().filter((id) => id !== messageId)
}

async function threadFor({ tx, newId }: Taking, it: Given, answers: string[]): Promise<string> {
  const { list, messageId, writtenAt: at } = it
  const known = await messages.threadOf(tx, list.name, answers)
  const thread = known ?? newId()
  const title = withoutAddresses(bareSubject(it.subject))
  if (!known) await messages.addThread(tx, { id: thread, list: list.name, title, at })
  await messages.gatherAnswers(tx, { list: list.name, messageId, thread })
  return thread
}

/** Puts a message where it belongs. One that is here already stays as it is. */
export async function putIn(
  work: Taking,
  it: Given,
  how: { state: MessageState; because: string | null; notice: string | null },
): Promise<string> {
  const { tx } = work
  const answers = answersOf(it)
  const thread = await threadFor(work, it, answers)
  await messages.addMessage(tx, {
    ...how,
    thread,
    answers,
    id: it.id,
    list: it.list.name,
    messageId: it.messageId,
    inReplyTo: it.inReplyTo,
    subscriber: it.sender?.id ?? null,
    shown: it.sender?.shown ?? null,
    subject: withoutAddresses(it.subject) || '…',
    body: withoutAddresses(it.text),
    cameBy: it.cameBy,
    lostFiles: it.lostFiles,
    writtenAt: it.writtenAt,
  })
  for (const file of it.files) await messages.addFile(tx, it.id, file)
  await messages.countThread(tx, thread)
  return thread
}

/** It goes out to everybody who gets the list. */
export async function sendOut(
  { tx, later }: Pick<Taking, 'tx' | 'later'>,
  it: { id: string; list: string; thread: string },
): Promise<void> {
  const { id: message, list, thread } = it
  const receivers = await addForMessage(tx, { message, list, thread })
  if (receivers > 0) await later(deliverPiece, { piece: message, kind: 'message' })
}

/** Why the version in force held it; `no-machine` where the register let none decide. */
async function whyHeld(tx: Taking['tx'], about: string): Promise<string> {
  const [taken] = await listTaken(tx, { decision: sort.name, about, limit: 1 })
  return taken ? taken.because.key.slice('lists.because.'.length) : 'no-machine'
}

/** Takes a message in: it goes out at once, or waits for a person; a person can see why. */
export async function takeIn(
  work: Taking,
  it: Given & { readonly sender: Pick<Subscriber, 'id' | 'shown' | 'known'> | undefined },
  tellSender: () => Promise<string | null>,
): Promise<{ state: 'sent' | 'held' | 'known' }> {
  const { tx, now, decide, later } = work
  const { list, sender, proof, id } = it
  if (await messages.hasMessage(tx, list.name, it.messageId)) return { state: 'known' }
  const yesterday = `${addDays(now.slice(0, 10), -1)}${now.slice(10)}`
  const today = sender ? await messages.countSince(tx, sender.id, yesterday) : 0
  const facts = {
    sender: sender ? (sender.known ? ('known' as const) : ('new' as const)) : ('stranger' as const),
    proof,
    today,
  }
  const about = `/lists/${list.name}/messages/${id}`
  const outcome = await decide(sort, about, facts)
  if (outcome === 'send') {
    const thread = await putIn(work, it, { state: 'sent', because: null, notice: null })
    await sendOut(work, { id, list: list.name, thread })
    return { state: 'sent' }
  }
  const notice = await tellSender()
  await putIn(work, it, { state: 'held', because: await whyHeld(tx, about), notice })
  if (notice !== null) await later(letterHeld, { message: id })
  return { state: 'held' }
}

/** Is this sender to be told? Once in a while only: whoever forges an address must not flood its owner. */
export function tellsAgain(
  { tx, now }: Pick<Taking, 'tx' | 'now'>,
  list: List,
  mark: string,
): Promise<boolean> {
  const before = `${addDays(now.slice(0, 10), -TOLD_ONCE)}${now.slice(10)}`
  return mayTell(tx, { list: list.name, mark, at: now, before })
}
