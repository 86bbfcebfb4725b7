/** What happens later: letters, what was granted is carried out, and the daily round. */
import { enqueuer, job } from '#core/jobs'
import { reveal } from '#core/vault'
import { newId, Refusal } from '#core/kernel'
import { z } from 'zod'
import { numberOf } from './model/kinds.ts'
import { telling, tellingGuest } from './purposes.ts'
import { addEvent, hold } from './store/change.ts'
import { readRequest } from './store/lists.ts'
import type { Asked } from './store/rows.ts'
import { carried } from './store/steps.ts'

import { forgetErasedWords } from '#services/messages'

export { round } from './round.ts'

/** The class of what somebody and the city wrote to each other. */
const MESSAGES = 'messages'

/** A letter that there is news. It says neither what was asked nor what was answered. */
export const letter = job({
  name: 'protection.letter',
  input: z.object({ number: z.string(), news: z.enum(['answered', 'extended', 'paused', 'runs']) }),
  reads: { telling, tellingGuest },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const { number, news } = input
    const request = await db.look((tx) => readRequest(tx, number))
    const guest = request.identified !== null
    const why = { case: number, reason: `protection.why.${news}` }
    const read = guest
      ? (await personal.tellingGuest(request.ref, why))['contact.email']
      : (await personal.telling(request.ref, why))['account.email']
    if (!read) return
    const say = speaker(request.language)
    const path = guest ? '/protection/code' : `/protection/requests/${number}`
    const values = { number, city: city.name, url: `${city.url}${path}` }
    await mail.send({
      to: reveal(read, 'mail'),
      subject: say(`protection.mail.${news}.subject`, values),
      text: guest ? say('protection.mail.guest', values) : say('protection.mail.body', values),
      language: request.language,
      key: id,
    })
  },
})

type Rights = Parameters<Parameters<typeof job>[0]['run']>[0]['vault']['rights']

/** Does what was granted; says what came of it. To do it again changes nothing. */
async function carry(
  rights: Rights,
  { ref, kind, class: retention, purpose }: Asked,
  at: string,
): Promise<string> {
  try {
    if (kind === 'objection')
      await rights.limit(ref, { kind: 'objection', subject: purpose ?? '' }, at)
    if (kind === 'restriction')
      await rights.limit(ref, { kind: 'restriction', subject: retention ?? '' }, at)
    if (kind !== 'erasure') return 'carried'
    const receipt = await rights.erase(ref, { classes: [retention ?? ''], decided: true, at })
    return receipt.classes.some(({ outcome }) => outcome === 'held') ? 'held' : 'carried'
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.kind !== 'refused') throw failure
    return 'not-carried'
  }
}

/**
 * Carries out in the vault what the city has committed to. It runs after the commit and as often as it takes: a city
 * that is killed in between does it when it is back.
 */
export const carryOut = job({
  name: 'protection.carry-out',
  input: z.object({ number: z.string() }),
  retries: 20,
  async run({ input, db, vault, now }) {
    const request = await db.look((tx) => readRequest(tx, input.number))
    if (!request.toCarry) return
    const kind = await carry(vault.rights, request, now)
    await db.transact(async (tx) => {
      const { id, toCarry } = await hold(tx, numberOf(request.id))
      if (!toCarry) return
      await carried(tx, id, now)
      if (kind === 'carried' && request.kind === 'erasure' && request.class === MESSAGES) {
        const erased = { service: 'protection', ref: request.ref, at: now }
        await forgetErasedWords(
          enqueuer(tx, () => now),
          erased,
        )
      }
      await addEvent(tx, { id: newId(now), request: id, at: now, kind, by: 'city' })
    })
  },
})
