/** One text over several bodies: opened, amended, approved side by side, adopted when all approved the same hash. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import * as entries from '../entries.ts'
import { isAdopted } from '../model.ts'
import { mayAmend, mayApprove, mayDecide, mayWork } from '../rules.ts'
import { hashOf, sealed } from '../seal.ts'
import { isInGroup, lockGroup } from '../store/groups.ts'
import * as store from '../store/texts.ts'
import { city, day, group, groupPath, hash, keepers, link, number, title, words } from './parts.ts'

const outcome = z.object({ group: z.string(), text: z.number() })
const textPath = (of: { group: string; text: number }) => `${groupPath(of.group)}/texts/${of.text}`
const onText = (input: Readonly<Record<string, unknown>>) =>
  `/groups/${String(input['group'])}/texts/${String(input['text'])}`

async function working({ tx }: Pick<Work<unknown>, 'tx'>, id: string): Promise<void> {
  mayWork.require({ ended: (await lockGroup(tx, id)).endedOn !== null })
}

/** Opens a text that these bodies are to approve, one a line. */
export const openText = action({
  name: 'groups.open-text',
  path: '/groups/:group/open-text',
  who: keepers,
  input: z.object({ group, title, body: words, bodies: words.max(2000) }),
  output: outcome,
  rules: [mayWork],
  records: [entries.textOpened],
  onto: textPath,

  async run({ input, tx, now, record }) {
    await working({ tx }, input.group)
    const lines = input.bodies.normalize('NFC').split(/[\r\n]+/)
    const bodies = [...new Set(lines.map((one) => one.trim()).filter(Boolean))]
    if (bodies.length > 20 || bodies.some((one) => one.length > 100))
      throw new Refusal('invalid', [{ code: 'groups.too-many-bodies', field: 'bodies' }])
    const sha256 = hashOf(input.body)
    const it = { group: input.group, title: input.title, body: input.body, sha256, bodies, at: now }
    const text = await store.addText(tx, it)
    const made = { group: input.group, text }
    await record(entries.textOpened, { ...made, sha256, bodies }, { subject: textPath(made) })
    return made
  },
})

/** Proposes other words for the text as it stands; what changes is shown line by line. */
export const propose = action({
  name: 'groups.propose',
  path: '/groups/:group/texts/:text/propose',
  who: keepers,
  input: z.object({
    group,
    text: number,
    city: city.optional(),
    body: words,
    reason: words.max(3000),
  }),
  output: outcome.extend({ amendment: z.number() }),
  rules: [mayWork, mayAmend],
  records: [entries.amendmentProposed],
  on: onText,
  onto: textPath,

  async run({ input, tx, now, newSecret, record }) {
    await working({ tx }, input.group)
    const by = input.city ?? null
    if (by !== null && !(await isInGroup(tx, { group: input.group, city: by })))
      throw new Refusal('refused', ['groups.not-in-group'])
    const text = await store.lockText(tx, { group: input.group, number: input.text })
    const changesNothing = hashOf(input.body) === text.sha256
    mayAmend.require({ adopted: text.adoptedAt !== null, changesNothing })
    const salt = newSecret()
    const { body, reason } = input
    const it = { text: text.number, version: text.version, city: by, body, reason, salt, at: now }
    const amendment = await store.addAmendment(tx, it)
    const made = { group: text.group, text: text.number }
    const entry = { ...made, amendment, seal: sealed(salt, `${body}\n${reason}`) }
    await record(entries.amendmentProposed, entry, { subject: textPath(made) })
    return { ...made, amendment }
  },
})

const deciding = z.object({ group, text: number, amendment: number })

async function decided({ tx }: Pick<Work<unknown>, 'tx'>, input: z.infer<typeof deciding>) {
  await working({ tx }, input.group)
  const text = await store.lockText(tx, { group: input.group, number: input.text })
  const of = { text: text.number, number: input.amendment }
  return { text, amendment: await store.readAmendment(tx, of) }
}

/** Takes an amendment in: the text has a new hash, and every body has to approve that. */
export const takeIn = action({
  name: 'groups.take-amendment',
  path: '/groups/:group/texts/:text/take-amendment',
  who: keepers,
  input: deciding,
  output: outcome,
  rules: [mayWork, mayDecide],
  records: [entries.amended],
  on: onText,
  onto: textPath,

  async run({ input, tx, now, record }) {
    const { text, amendment } = await decided({ tx }, input)
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
  who: keepers,
  input: deciding,
  output: outcome,
  rules: [mayWork, mayDecide],
  records: [entries.amendmentDeclined],
  on: onText,
  onto: textPath,

  async run({ input, tx, record }) {
    const { text, amendment } = await decided({ tx }, input)
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
  who: keepers,
  input: z.object({
    ...{ group, text: number, body: z.string().max(100).meta({ input: 'select' }) },
    ...{ sha256: hash.meta({ input: 'hidden' }), on: day, decision: link.optional() },
  }),
  output: outcome.extend({ adopted: z.boolean() }),
  rules: [mayWork, mayApprove],
  records: [entries.approved, entries.adopted],
  on: onText,
  onto: textPath,

  async run({ input, tx, now, record }) {
    await working({ tx }, input.group)
    const text = await store.lockText(tx, { group: input.group, number: input.text })
    const known = await store.listTracks(tx, text.number)
    mayApprove.require({
      adopted: text.adoptedAt !== null,
      hasTrack: known.some(({ body }) => body === input.body),
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
