/** What happens later: the daily harvest, and letters to cities that were contradicted. */
import { z } from 'zod'
import { enqueuer, job, type JobWork } from '#core/jobs'
import { newSecret } from '#core/kernel'
import { listKeyPrints } from '#hub/endorsements'
import { examineNode, keep, knownOf } from './harvest.ts'
import { followMembers, hubFactsOf } from './members.ts'
import { hashOf } from './seal.ts'
import { readByCode } from './store/contradictions.ts'
import { findNode, takeDue } from './store/nodes.ts'

/** Cities of one job, and how many of them are asked at once. */
const PART = 25
const AT_ONCE = 8
/** A part that was lost is taken again after so long. */
const LEASE = 6 * 3_600_000
/** Most parts that are asked for in one round: 1,000 cities in ten minutes. */
const ROUNDS = 40

type Work = Pick<JobWork<unknown>, 'db' | 'harvest' | 'now' | 'signal' | 'log'>

/** Asks one city. The network is asked between two transactions, never inside one. */
async function harvestOne(city: string, { db, harvest, now, signal, log }: Work): Promise<void> {
  const known = await db.look(async (tx) => {
    const node = await findNode(tx, city)
    if (!node?.asking) return undefined
    return {
      node,
      before: await knownOf(tx, city),
      hub: await hubFactsOf(tx, city, now),
      anchors: await listKeyPrints(tx, city),
    }
  })
  if (!known) return
  const seed = newSecret()
  const examined = await examineNode(harvest, { ...known, now, seed, signal })
  if (signal.aborted) throw new Error('the harvest was stopped and is done again')
  await db.transact((tx) => keep(tx, { node: known.node, examined, now, seed }))
  const facts = { city, failure: examined.failure, bytes: examined.bytes }
  log.info(facts, 'a city was asked')
}

/** Asks some cities, a few at once, each until it has answered or its time is over. */
export const harvest = job({
  name: 'evidence.harvest',
  input: z.object({ cities: z.array(z.string()).max(PART) }),
  async run(work) {
    const waiting = [...work.input.cities]
    const lane = async () => {
      for (let city = waiting.shift(); city !== undefined; city = waiting.shift()) {
        await harvestOne(city, work)
      }
    }
    const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane))
    const failed = lanes.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
  },
})

/** Every five minutes: whoever is due is asked, in parts. */
export const plan = job({
  name: 'evidence.plan',
  input: z.object({}),
  every: '*/5 * * * *',
  async run({ db, now }) {
    await db.transact(async (tx) => {
      await followMembers(tx, now)
      const until = new Date(Date.parse(now) + LEASE).toISOString()
      const due = await takeDue(tx, { now, until, most: PART * ROUNDS })
      const ask = enqueuer(tx, () => now)
      for (let at = 0; at < due.length; at += PART) {
        await ask(harvest, { cities: due.slice(at, at + PART) })
      }
    })
  },
})

/** The letter to a city's role mailbox: what was said, until when to answer, and where. */
export const letter = job({
  name: 'evidence.letter',
  input: z.object({ number: z.number(), code: z.string() }),
  async run({ input, id, db, mail, say: speaker, city: hub }) {
    const found = await db.look(async (tx) => {
      const one = await readByCode(tx, hashOf(input.code))
      return { one, node: await findNode(tx, one.city) }
    })
    const to = found.node?.contact
    if (!to || found.one.answer !== null || found.one.hidden !== null) return
    const language = hub.languages[0] ?? 'en'
    const say = speaker(language)
    const values = {
      hub: hub.name,
      item: say(`evidence.item.${found.one.item}`),
      text: found.one.text,
      due: found.one.dueOn,
      url: `${hub.url}/evidence/answering/${input.code}`,
    }
    await mail.send({
      to,
      subject: say('evidence.mail.subject', values),
      text: say('evidence.mail.body', values),
      language,
      key: id,
    })
  },
})
