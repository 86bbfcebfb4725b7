/** One text over several bodies: opened by a group, and other words proposed for it. */
import { z } from 'zod'
import { action } from '#core/actions'
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { whichCity } from '#hub/cities'
import { actsFor, lockWorking, workers } from '../acting.ts'
import * as entries from '../entries.ts'
import { mayAmend, mayWork } from '../rules.ts'
import { hashOf, sealed } from '../seal.ts'
import { isInGroup } from '../store/groups.ts'
import * as store from '../store/texts.ts'
import { city, group, groupPath, number, title, words } from './parts.ts'

/** What an act on a text answers. */
export const outcome = z.object({ group: z.string(), text: z.number() })
/** The page of a text. */
export const textPath = (of: { group: string; text: number }) =>
  `${groupPath(of.group)}/texts/${of.text}`
/** The page an act on a text comes from. */
export const onText = (input: Readonly<Record<string, unknown>>) =>
  `/groups/${String(input['group'])}/texts/${String(input['text'])}`

/**
 * Bodies, one a line. `Lyon: City council` is a body of Lyon, when that city is in the group: its own officials file what
 * it decided.
 */
async function bodiesIn(tx: Tx, of: { group: string; text: string }) {
  const lines = of.text.normalize('NFC').split(/[\r\n]+/)
  const bodies = [...new Set(lines.map((one) => one.trim()).filter(Boolean))]
  if (bodies.length > 20 || bodies.some((one) => one.length > 100))
    throw new Refusal('invalid', [{ code: 'groups.too-many-bodies', field: 'bodies' }])
  const found: { body: string; city: string | null }[] = []
  for (const body of bodies) {
    const [, named] = /^([^:]+):\s*\S/.exec(body) ?? []
    const id = named === undefined ? undefined : await whichCity(tx, named)
    const inside = id !== undefined && (await isInGroup(tx, { group: of.group, city: id }))
    found.push({ body, city: inside ? id : null })
  }
  return found
}

/** Opens a text that these bodies are to approve, one a line. */
export const openText = action({
  name: 'groups.open-text',
  path: '/groups/:group/open-text',
  who: workers,
  input: z.object({ group, title, body: words, bodies: words.max(2000) }),
  output: outcome,
  rules: [mayWork],
  records: [entries.textOpened],
  onto: textPath,

  async run({ input, tx, now, by, record }) {
    await lockWorking({ tx, by }, input.group)
    const bodies = await bodiesIn(tx, { group: input.group, text: input.bodies })
    const sha256 = hashOf(input.body)
    const it = { group: input.group, title: input.title, body: input.body, sha256, bodies, at: now }
    const text = await store.addText(tx, it)
    const made = { group: input.group, text }
    await record(
      entries.textOpened,
      { ...made, sha256, bodies: bodies.map(({ body }) => body) },
      { subject: textPath(made) },
    )
    return made
  },
})

/** Proposes other words for the text as it stands; what changes is shown line by line. */
export const propose = action({
  name: 'groups.propose',
  path: '/groups/:group/texts/:text/propose',
  who: workers,
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

  async run({ input, tx, now, by, newSecret, record }) {
    const { acting } = await lockWorking({ tx, by }, input.group)
    const from = input.city ?? acting.cities[0] ?? null
    if (from !== null && !(await isInGroup(tx, { group: input.group, city: from })))
      throw new Refusal('refused', ['groups.not-in-group'])
    const text = await store.lockText(tx, { group: input.group, number: input.text })
    const changesNothing = hashOf(input.body) === text.sha256
    const acts = from === null || actsFor(acting, from)
    mayAmend.require({ acts, adopted: text.adoptedAt !== null, changesNothing })
    const salt = newSecret()
    const { body, reason } = input
    const it = { text: text.number, version: text.version, city: from, body, reason, salt, at: now }
    const amendment = await store.addAmendment(tx, it)
    const made = { group: text.group, text: text.number }
    const entry = { ...made, amendment, seal: sealed(salt, `${body}\n${reason}`) }
    await record(entries.amendmentProposed, entry, { subject: textPath(made) })
    return { ...made, amendment }
  },
})
