/** Proposals to amend the declaration: proposed and discussed by anybody, answered by the secretariat. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may, namedUnits, residents } from '#core/people'
import * as entries from '../entries.ts'
import { languageTag, principleId, tagIn, versionName } from '../model.ts'
import { mayAdopt, mayDiscuss, mayPropose, maySpeak } from '../rules.ts'
import * as store from '../store/amendments.ts'
import { addVersion, listPrinciples, newestVersion, type Principle } from '../store/versions.ts'

/** Who answers proposals for the coalition. */
const answering = may('declaration.answer')
/** What officials of member cities may: speak for their city. */
export const SPEAK = 'declaration.speak'
const limit = { per: 'session', most: 20, seconds: 3600 } as const
const amendment = z.string().max(10).meta({ input: 'hidden' })
/** The member city somebody speaks for; left out: for herself. */
const city = z.string().max(100).optional().meta({ input: 'select' })
const outcome = z.object({ amendment: z.string() })
const text = z.string().trim().min(1).max(5000).meta({ input: 'textarea', rows: 6 })

/** What stands in the record in place of what somebody wrote. */
const sealed = (salt: string, words: string) =>
  createHash('sha256').update(`${salt}\0${words}`).digest('hex')
const pageOf = (number: number | string) => `/declaration/amendments/${number}`

const forCity = ({ city: of }: { readonly city?: string | undefined }) =>
  of === undefined ? {} : { city: of }

/** Proposes to change a principle, to add one, or to change the text as a whole. */
export const propose = action({
  name: 'declaration.propose',
  path: '/declaration/amendments/new/propose',
  who: residents,
  input: z.object({
    about: z.string().max(60).meta({ input: 'select' }),
    title: z.string().trim().min(1).max(150),
    text,
    reason: text,
    city,
  }),
  output: outcome,
  rules: [mayPropose, maySpeak],
  records: [entries.amendmentProposed],
  limit,
  onto: (output) => pageOf(output.amendment),

  async run({ input, tx, now, by, newSecret, record }) {
    const { about, title, reason } = input
    maySpeak.require({ city: input.city, mine: namedUnits(by.person, SPEAK) })
    const known = (await listPrinciples(tx)).some(({ id }) => id === about)
    mayPropose.require({ aboutKnown: known || about === 'text' || about === 'new' })
    const salt = newSecret()
    const it = { about, title, text: input.text, reason, salt, at: now, as: by.as }
    const number = await store.addAmendment(tx, { ...it, city: input.city ?? null })
    const seal = sealed(salt, `${title}\n${input.text}\n${reason}`)
    const body = { amendment: number, about, text: seal, ...forCity(input) }
    await record(entries.amendmentProposed, body, { subject: pageOf(number) })
    return { amendment: String(number) }
  },
})

/** Says something about an open proposal. */
export const comment = action({
  name: 'declaration.comment',
  path: '/declaration/amendments/:amendment/comment',
  who: residents,
  input: z.object({ amendment, city, text }),
  output: outcome,
  rules: [mayDiscuss, maySpeak],
  records: [entries.commented],
  limit,

  async run({ input, tx, now, by, newId, newSecret, record }) {
    const found = await store.lockAmendment(tx, input.amendment)
    mayDiscuss.require(found)
    maySpeak.require({ city: input.city, mine: namedUnits(by.person, SPEAK) })
    const salt = newSecret()
    const it = { id: newId(), amendment: found.number, at: now, as: by.as, text: input.text, salt }
    await store.addComment(tx, { ...it, city: input.city ?? null })
    const text = sealed(salt, input.text)
    const body = { amendment: found.number, text, ...forCity(input) }
    await record(entries.commented, body, { subject: pageOf(found.number) })
    return { amendment: input.amendment }
  },
})

/** Takes a comment out of sight; its place stays, and says why. */
export const hide = action({
  name: 'declaration.hide',
  path: '/declaration/amendments/:amendment/hide',
  who: answering,
  input: z.object({
    amendment,
    comment: z.string().max(60).meta({ input: 'hidden' }),
    reason: z.enum(['insult', 'personal', 'off-topic']).meta({ input: 'select' }),
  }),
  output: outcome,
  rules: [],
  records: [entries.commentHidden],

  async run({ input, tx, record }) {
    const { number } = await store.readAmendment(tx, input.amendment)
    const it = { id: input.comment, amendment: number, reason: input.reason }
    if (!(await store.hideComment(tx, it))) throw new Refusal('not-found', ['no-such-comment'])
    const body = { amendment: number, reason: input.reason }
    await record(entries.commentHidden, body, { subject: pageOf(number) })
    return { amendment: input.amendment }
  },
})

/** Answers a proposal without adopting it. */
export const decline = action({
  name: 'declaration.decline',
  path: '/declaration/amendments/:amendment/decline',
  who: answering,
  input: z.object({ amendment, text }),
  output: outcome,
  rules: [mayDiscuss],
  records: [entries.amendmentDeclined],

  async run({ input, tx, now, newSecret, record }) {
    const found = await store.lockAmendment(tx, input.amendment)
    mayDiscuss.require(found)
    const it = { state: 'declined', answer: input.text, at: now } as const
    await store.setAnswered(tx, found.number, it)
    const body = { amendment: found.number, text: sealed(newSecret(), input.text) }
    await record(entries.amendmentDeclined, body, { subject: pageOf(found.number) })
    return { amendment: input.amendment }
  },
})

const adoption = z.object({
  amendment,
  version: versionName.meta({ input: 'text' }),
  text,
  /** A name for a new principle. */
  principle: principleId.optional().meta({ input: 'text' }),
  title: z.string().trim().max(150).optional().meta({ input: 'text' }),
  summary: z.string().trim().max(1000).optional().meta({ input: 'textarea' }),
  language: languageTag.optional().meta({ input: 'hidden' }),
  /** The principle is no longer one. Its tags of earlier versions stay valid. */
  drop: z.boolean().optional(),
})

/** The principles of the new version: those of the last, with what the proposal changes. */
function changed(
  before: readonly Principle[],
  about: string,
  input: z.infer<typeof adoption>,
): Pick<Principle, 'id' | 'title' | 'summary'>[] {
  const language = input.language ?? 'en'
  const said = (words: string | undefined) => (words ? { [language]: words } : {})
  const more = { title: said(input.title), summary: said(input.summary) }
  const kept = before.filter(({ id }) => !(input.drop && id === about))
  const all = kept.map((it) => {
    const mine = it.id === about && (input.title || input.summary)
    if (!mine) return it
    return { id: it.id, title: { ...it.title, ...more.title }, summary: more.summary }
  })
  const added = about === 'new' ? tagIn(input.principle ?? '') : undefined
  const fresh = added && !all.some(({ id }) => id === added.id) ? [{ id: added.id, ...more }] : []
  return [...all, ...fresh]
}

/** Adopts a proposal: a new version of the declaration begins. */
export const adopt = action({
  name: 'declaration.adopt',
  path: '/declaration/amendments/:amendment/adopt',
  who: answering,
  input: adoption,
  output: outcome,
  rules: [mayAdopt],
  records: [entries.amended],

  async run({ input, tx, now, record, language }) {
    const found = await store.lockAmendment(tx, input.amendment)
    const { version } = input
    const spoken = { ...input, language: input.language ?? language }
    const principles = changed(await listPrinciples(tx), found.about, spoken)
    const newest = await newestVersion(tx)
    const { state, number } = found
    mayAdopt.require({ state, version, newest, dropsLast: principles.length === 0 })
    await addVersion(tx, { version, amendment: number, at: now, principles })
    await store.setAnswered(tx, number, { state: 'adopted', answer: input.text, version, at: now })
    const body = { amendment: number, version, principles: principles.map(({ id }) => id) }
    await record(entries.amended, body, { subject: pageOf(number) })
    return { amendment: input.amendment }
  },
})
