/** What becomes of a text: amendments taken in or declined, bodies that approve it, adopted when all approved the same hash. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { actsFor, leads, lockLed, lockWorking, workers } from '../acting.ts'
import * as entries from '../entries.ts'
import { isAdopted } from '../model.ts'
import { mayApprove, mayDecide, mayLead, mayWork } from '../rules.ts'
import { hashOf } from '../seal.ts'
import * as store from '../store/texts.ts'
import { day, group, hash, link, number } from './parts.ts'
import { onText, outcome, textPath } from './texts.ts'

const deciding = z.object({ group, text: number, amendment: number })

async function decided(work: Pick<Work<unknown>, 'tx' | 'by'>, input: z.infer<typeof deciding>) {
  const { tx } = work
  await lockLed(work, input.group)
  const text = await store.lockText(tx, { group: input.group, number: input.text })
  const of = { text: text.number, number: input.amendment }
  return { text, amendment: await store.readAmendment(tx, of) }
}

/** Takes an amendment in: the text has a new hash, and every body has to approve that. */
export const takeIn = action({
  name: 'groups.take-amendment',
  path: '/groups/:group/texts/:text/take-amendment',
  who: workers,
  input: deciding,
  output: outcome,
  rules: [mayLead, mayDecide],
  records: [entries.amended],
  on: onText,
  onto: textPath,

  async run({ input, tx, now, by, record }) {
    const { text, amendment } = await decided({ tx, by }, input)
    const outdated = amendment.version !== text.version
    const { state } = amendment
    mayDecide.require({ adopted: text.adoptedAt !== null, state, outdated })
    const sha256 = hashOf(amendment.body)
    const version = text.version + 1
    const it = { number: text.number, version, body: amendment.body, sha256, at: now }
    await store.addVersion(tx, { ...it, amendment: amendment.number })
    await store.setAmendment(tx, { number: amendment.number, state: 'taken-in' })
    const made = { group: text.group, text: text.number }
    const body = { ...made, amendment: amendment.number, version, sha256 }
    await record(entries.amended, body, { subject: textPath(made) })
    return made
  },
})

/** Declines an amendment; it stays readable. */
export const decline = action({
  name: 'groups.decline-amendment',
  path: '/groups/:group/texts/:text/decline-amendment',
  who: workers,
  input: deciding,
  output: outcome,
  rules: [mayLead, mayDecide],
  records: [entries.amendmentDeclined],
  on: onText,
  onto: textPath,

  async run({ input, tx, by, record }) {
    const { text, amendment } = await decided({ tx, by }, input)
    const { state } = amendment
    mayDecide.require({ adopted: text.adoptedAt !== null, state, outdated: false })
    await store.setAmendment(tx, { number: amendment.number, state: 'declined' })
    const made = { group: text.group, text: text.number }
    const body = { ...made, amendment: amendment.number }
    await record(entries.amendmentDeclined, body, { subject: textPath(made) })
    return made
  },
})

/** A body approves the text with this hash. The last one that approves the same adopts it. */
export const approve = action({
  name: 'groups.approve',
  path: '/groups/:group/texts/:text/approve',
  who: workers,
  input: z.object({
    ...{ group, text: number, body: z.string().max(100).meta({ input: 'select' }) },
    ...{ sha256: hash.meta({ input: 'hidden' }), on: day, decision: link.optional() },
  }),
  output: outcome.extend({ adopted: z.boolean() }),
  rules: [mayWork, mayApprove],
  records: [entries.approved, entries.adopted],
  on: onText,
  onto: textPath,

  async run({ input, tx, now, by, record }) {
    const { acting } = await lockWorking({ tx, by }, input.group)
    const text = await store.lockText(tx, { group: input.group, number: input.text })
    const known = await store.listTracks(tx, text.number)
    const track = known.find((one) => one.body === input.body)
    const of = track?.city ?? null
    mayApprove.require({
      acts: of === null ? leads(acting) : actsFor(acting, of),
      adopted: text.adoptedAt !== null,
      hasTrack: track !== undefined,
      isCurrent: input.sha256 === text.sha256,
    })
    const { body, sha256, on, decision = null } = input
    await store.setApproved(tx, { number: text.number, body, sha256, on, decision })
    const made = { group: text.group, text: text.number }
    const subject = { subject: textPath(made) }
    await record(entries.approved, { ...made, body, sha256, on }, subject)
    const adopted = isAdopted(await store.listTracks(tx, text.number), text.sha256)
    if (adopted) {
      await store.setAdopted(tx, { number: text.number, sha256, at: now })
      await record(entries.adopted, { ...made, sha256 }, subject)
    }
    return { ...made, adopted }
  },
})
