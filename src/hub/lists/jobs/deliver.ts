/** Sends a message or a digest to everybody it is for, to nobody twice. */
import { job, type JobWork } from '#core/jobs'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { MailFailure } from '#core/mail'
import { caseOf, FORGIVEN, PAUSES_AT, weightOf } from '../model.ts'
import { deliver } from '../purposes.ts'
import { type Piece, postingFor } from '../sending.ts'
import { type Ended, noteEnded, type Receiver, takeNext, takeStock } from '../store/deliveries.ts'
import { readSubscriber, setScore, type Subscriber } from '../store/subscribers.ts'
import { flow } from './flow.ts'
import { type Asked, asked, ownOf, pieceOf } from './pieces.ts'

/** So many are under way at the same time: as many are unsure at worst when the process is killed. */
const UNDER_WAY = 32
/** So many are noted and taken in one transaction, while the others are under way. */
const PART = 16

type Work = JobWork<Asked, { deliver: typeof deliver }>

function endOf(failure: unknown): Ended {
  if (failure instanceof Refusal) return failure.kind === 'unavailable' ? 'later' : 'gone'
  if (!(failure instanceof MailFailure)) throw failure
  if (failure.unsure) return 'unsure'
  return failure.reply !== undefined && failure.reply >= 500 ? 'failed' : 'later'
}

async function sendOne(work: Work, piece: Piece, receiver: Receiver): Promise<Ended> {
  try {
    const values = await work.personal.deliver(receiver.contact, { case: caseOf(receiver.id) })
    const to = values['contact.email']
    if (!to) return 'gone'
    const say = work.say(receiver.language)
    const own = await ownOf(work, piece, receiver)
    if (!own) return 'gone'
    await work.mail.post(postingFor(own, receiver, to, { say, url: work.city.url }))
    return 'sent'
  } catch (failure) {
    return endOf(failure)
  }
}

/** The score after a failure today: at most one a day counts, and after a while without any it begins anew. */
export function scoreAfter(
  { score, failedOn }: Pick<Subscriber, 'score' | 'failedOn'>,
  status: string | null,
  today: string,
): { score: number; pauses: boolean } {
  if (failedOn === today) return { score, pauses: score >= PAUSES_AT }
  const forgiven = failedOn === null || failedOn < addDays(today, -FORGIVEN)
  const next = (forgiven ? 0 : score) + weightOf(status)
  return { score: next, pauses: next >= PAUSES_AT }
}

async function scoreFailed({ db, now, city }: Work, ids: readonly string[]): Promise<void> {
  const day = dateIn(now, city.zone)
  for (const id of ids) {
    await db.transact(async (tx) => {
      const found = await readSubscriber(tx, id)
      if (found) await setScore(tx, { id, day, ...scoreAfter(found, '5.1.1', day) })
    })
  }
}

/** Goes through everybody who waits; gives how many have to wait longer. */
async function sendAll(work: Work, piece: Piece): Promise<number> {
  const { db, input, signal } = work
  let [later, inVain] = [0, 0]
  await flow<Receiver, { subscriber: string; state: Ended }>({
    most: UNDER_WAY,
    part: PART,
    async take(ended, part) {
      const receivers = await db.transact(async (tx) => {
        await noteEnded(tx, input.piece, ended)
        return part > 0 ? takeNext(tx, input.piece, part) : []
      })
      const failed = ended.filter(({ state }) => state === 'failed')
      await scoreFailed(
        work,
        failed.map(({ subscriber }) => subscriber),
      )
      return receivers
    },
    async send(one) {
      const state = await sendOne(work, piece, one)
      if (state === 'later') later += 1
      inVain = state === 'later' ? inVain + 1 : 0
      return { subscriber: one.id, state }
    },
    goesOn: () => !signal.aborted && inVain < UNDER_WAY,
  })
  return later
}

/**
 * Who gets it is written down before it is sent, and that it was sent right after. A process that is killed leaves those
 * under way as unsure: they are not sent again by themselves, the moderators see how many there are.
 */
export const deliverPiece = job({
  name: 'lists.deliver',
  input: asked,
  retries: 8,
  reads: { deliver },
  async run(work) {
    const { input, db, log, signal } = work
    const unsure = await db.transact((tx) => takeStock(tx, input.piece))
    if (unsure > 0)
      log.warn({ piece: input.piece, unsure }, 'a list does not know who got a message')
    const piece = await pieceOf(work)
    if (!piece) return
    const later = await sendAll(work, piece)
    if (later > 0) throw new Error(`${later} receivers have to wait`)
    if (signal.aborted) throw new Error('the city stops: the rest goes out after the next start')
  },
})
