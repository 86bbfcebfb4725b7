/** What happens later: letters about reviews, reviews that nobody replied to, statements of a report. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { dateIn, newId, newSecret } from '#core/kernel'
import { recorder } from '#core/record'
import { levelOf, pageOf, sealed } from './acting.ts'
import { reviewPublished, stated } from './entries.ts'
import { stages } from './model.ts'
import { mayState } from './rules.ts'
import { listOf, lockCommitment, readCommitment } from './store/commitments.ts'
import { clearDraft, readDrafts } from './store/drafts.ts'
import { addStatement, listReviews, lockDue, type Review, setPublished } from './store/voices.ts'
import { tellDirectory } from './telling.ts'

/** What the record says of a review once everybody may read it. */
export function publishedBody(it: Review) {
  const { commitment: number, stage, ambition, verifiable, status, effect } = it
  return {
    number,
    stage,
    answered: it.reply !== null,
    ...(ambition === null ? {} : { ambition }),
    ...(verifiable === null ? {} : { verifiable }),
    ...(status === null ? {} : { status }),
    ...(effect === null ? {} : { effect }),
  }
}

/** Every night: a review whose time for a reply is over is published without one. */
export const publish = job({
  name: 'commitments.publish',
  input: z.object({}),
  every: '20 3 * * *',
  async run({ db, now, city }) {
    await db.transact(async (tx) => {
      const write = recorder(tx, { by: 'operator', now, service: 'commitments' })
      for (const it of await lockDue(tx, dateIn(now, city.zone))) {
        await setPublished(tx, it, now)
        const subject = pageOf(it.commitment)
        await write(reviewPublished, publishedBody(it), { subject })
        const { city: of } = await readCommitment(tx, it.commitment)
        await tellDirectory(tx, of, now)
      }
    })
  },
})

/** The letter to the office in the lead: a review has come, and until when the city can reply. */
export const letter = job({
  name: 'commitments.letter',
  input: z.object({ number: z.number(), stage: z.enum(stages) }),
  async run({ input: { number, stage }, id, db, mail, say: speaker, city: hub }) {
    const { it, review } = await db.look(async (tx) => ({
      it: await readCommitment(tx, number),
      review: (await listReviews(tx, [number])).find((one) => one.stage === stage),
    }))
    if (!review || review.publishedAt !== null) return
    const language = hub.languages[0] ?? 'en'
    const say = speaker(language)
    const url = `${hub.url}${pageOf(number)}/desk`
    const values = { hub: hub.name, title: it.title, due: review.replyDue, url }
    await mail.send({
      to: it.mailbox,
      subject: say('commitments.mail.subject', values),
      text: say('commitments.mail.body', values),
      language,
      key: id,
    })
  },
})

/**
 * A half-yearly report was handed in: what the city prepared is its word from now on. What has lost its evidence
 * meanwhile is not said, and stays prepared.
 */
export const stateAll = job({
  name: 'commitments.state-all',
  input: z.object({ city: z.string(), half: z.string(), as: z.string() }),
  async run({ input: { city, half, as }, db, now, city: hub, log }) {
    const today = dateIn(now, hub.zone)
    await db.transact(async (tx) => {
      const write = recorder(tx, { by: as, now, service: 'commitments' })
      const numbers = (await listOf(tx, city)).map(({ number }) => number)
      for (const [number, { status, text }] of await readDrafts(tx, numbers, half)) {
        const it = await lockCommitment(tx, number)
        const level = await levelOf(tx, it, today)
        const facts = { mine: true, withdrawn: false, status, effect: null, ended: false, level }
        const no = mayState.reasons(facts)
        if (no.length > 0) {
          log.warn({ number, no }, 'a prepared statement was not said')
          continue
        }
        const said = { commitment: number, half, status, effect: null, text, at: now }
        await addStatement(tx, { ...said, id: newId(now) })
        await clearDraft(tx, number)
        const body = { number, half, status, text: sealed(newSecret(), text) }
        await write(stated, body, { subject: pageOf(number) })
      }
    })
  },
})
