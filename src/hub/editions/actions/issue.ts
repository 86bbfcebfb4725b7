/** An edition is issued: dated, numbered, fixed for ever. What follows can only be a new one, or that it is withdrawn. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { listPublished } from '#hub/practices'
import * as entries from '../entries.ts'
import { freeze, hashOf } from '../freezing.ts'
import { make, print } from '../jobs.ts'
import { causes } from '../model.ts'
import { mayCorrect, mayIssue, mayPrint, mayWithdraw } from '../rules.ts'
import { addDraft, lockDraft, readDraft, setIssued } from '../store/drafts.ts'
import * as store from '../store/editions.ts'
import { deskOf, writers } from './draft.ts'

/** Who issues for the coalition. */
export const issuers = may('editions.issue')

const draft = z.string().max(10).meta({ input: 'hidden' })
const edition = z.string().max(10).meta({ input: 'hidden' })
const pageOf = (number: string | number) => `/editions/${number}`

const standing = (one: store.Edition) => ({
  issued: one.issuedAt !== null,
  replaced: one.replacedBy !== null,
  withdrawn: one.withdrawnOn !== null,
})

/** Issues it: everything it says is taken from the coalition as it is now. Its files are made right after. */
export const issue = action({
  name: 'editions.issue',
  path: '/editions/drafts/:draft/issue',
  who: issuers,
  input: z.object({ draft }),
  output: z.object({ edition: z.number() }),
  rules: [mayIssue],
  records: [entries.frozen],
  onto: (output) => pageOf(output.edition),

  async run({ input, tx, now, city: hub, record, later }) {
    const found = await lockDraft(tx, input.draft)
    const { id, issued, practices, words, replaces } = found
    const before = replaces === null ? undefined : await store.lockEdition(tx, replaces)
    const published = (await listPublished(tx, practices)).length
    const overtaken = before !== undefined && before.replacedBy !== null
    mayIssue.require({ issued, chosen: practices.length, published, overtaken })
    const number = await store.takeNumber(tx)
    const date = dateIn(now, hub.zone)
    const content = await freeze(tx, { words, practices, replaces, number, date, hub })
    const sha256 = hashOf(content)
    const body = { edition: number, date, practices: practices.length, sha256 }
    const entry = await record(entries.frozen, body, { subject: pageOf(number) })
    await store.addEdition(tx, { number, draft: id, content, sha256, entry, replaces, at: now })
    await setIssued(tx, { id, number })
    await later(make, { edition: number, tries: 0 })
    return { edition: number }
  },
})

/** Begins the edition that is to take the place of an issued one, with the same words and practices. */
export const correct = action({
  name: 'editions.correct',
  path: '/editions/:edition/correct',
  who: writers,
  input: z.object({ edition }),
  output: z.object({ draft: z.string() }),
  rules: [mayCorrect],
  records: [entries.drafted],
  onto: (output) => deskOf(output.draft),

  async run({ input, tx, now, record }) {
    const found = await store.lockEdition(tx, input.edition)
    mayCorrect.require(standing(found))
    const { words, practices } = await readDraft(tx, found.draft)
    const id = await addDraft(tx, { words, practices, replaces: found.number, at: now })
    await record(entries.drafted, { draft: id }, { subject: pageOf(found.number) })
    return { draft: String(id) }
  },
})

/** Withdraws it, with the reason. Its page and its files stay. */
export const withdraw = action({
  name: 'editions.withdraw',
  path: '/editions/:edition/withdraw',
  who: issuers,
  input: z.object({
    edition,
    because: z.enum(causes).meta({ input: 'radios' }),
    words: z.string().trim().min(10).max(2000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: z.object({ edition: z.string() }),
  rules: [mayWithdraw],
  records: [entries.withdrawn],

  async run({ input, tx, now, city: hub, record }) {
    const found = await store.lockEdition(tx, input.edition)
    mayWithdraw.require(standing(found))
    const { number } = found
    const { because, words } = input
    await store.setWithdrawn(tx, { number, on: dateIn(now, hub.zone), because, words })
    await record(entries.withdrawn, { edition: number, because }, { subject: pageOf(number) })
    return { edition: input.edition }
  },
})

/** Tries again to print an edition of which there is no printed document yet. */
export const printAgain = action({
  name: 'editions.print-again',
  path: '/editions/:edition/print-again',
  who: issuers,
  input: z.object({ edition }),
  output: z.object({ edition: z.string() }),
  rules: [mayPrint],

  async run({ input, tx, later }) {
    const found = await store.lockEdition(tx, input.edition)
    const { number, print: state, issuedAt } = found
    const waiting = state === 'waiting'
    mayPrint.require({ issued: issuedAt !== null, printed: state === 'made', waiting })
    await store.setPrint(tx, { number, print: 'waiting' })
    await later(print, { edition: number })
    return { edition: input.edition }
  },
})
