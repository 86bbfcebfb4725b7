/** Contradicting what is shown of a city, by anybody; answering, by the city; hiding what must not be shown. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { dateIn, Refusal, workingDaysAfter } from '#core/kernel'
import { anyone, may } from '#core/people'
import * as entries from '../entries.ts'
import { letter } from '../jobs.ts'
import { items } from '../model.ts'
import { ANSWER_DAYS, mayAnswer, mayContradict } from '../rules.ts'
import { hashOf, sealed } from '../seal.ts'
import {
  addContradiction,
  type Contradiction,
  countOpen,
  lockByCode,
  lockByNumber,
  setAnswer,
  setHidden,
} from '../store/contradictions.ts'
import { listCurrent } from '../store/findings.ts'

const city = z.string().max(100).meta({ input: 'hidden' })
const item = z.enum(items).meta({ input: 'hidden' })
const words = z.string().trim().min(20).max(3000).meta({ input: 'textarea', rows: 6 })
const number = z.coerce.number().int().min(1).max(1_000_000_000).meta({ input: 'hidden' })
const limit = { per: 'address', most: 10, seconds: 3600 } as const

/** The page of one item of one city. */
const pageOf = (of: { city: string; item: string }) => `/evidence/${of.city}/${of.item}`

export const contradict = action({
  name: 'evidence.contradict',
  path: '/evidence/:city/:item/contradict',
  who: anyone,
  input: z.object({
    city,
    item,
    text: words,
    link: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
  }),
  output: z.object({ number: z.number(), due: z.string() }),
  rules: [mayContradict],
  records: [entries.contradicted],
  limit,
  onto: (_, input) => pageOf(input),

  async run({ input, tx, now, city: hub, newSecret, record, later }) {
    const today = dateIn(now, hub.zone)
    const found = (await listCurrent(tx, input.city)).find((one) => one.item === input.item)
    const { open } = await countOpen(tx, input.city, today)
    mayContradict.require({ found: found !== undefined, open })
    const [salt, code] = [newSecret(), newSecret()]
    const due = workingDaysAfter(today, ANSWER_DAYS, hub.holidays)
    const link = input.link ?? null
    const it = { ...input, link, salt, now, due, finding: found?.id ?? '', code: hashOf(code) }
    const made = await addContradiction(tx, it)
    const seal = sealed(salt, `${input.text}\n${link ?? ''}`)
    const body = { number: made, city: input.city, item: input.item, text: seal, due }
    await record(entries.contradicted, body, { subject: pageOf(input) })
    await later(letter, { number: made, code })
    return { number: made, due }
  },
})

type Answering = Pick<Work<unknown>, 'tx' | 'now' | 'newSecret' | 'record'>

async function answerWith(
  { tx, now, newSecret, record }: Answering,
  one: Contradiction,
  it: { text: string; by: 'city' | 'secretariat' },
): Promise<{ city: string; item: string }> {
  mayAnswer.require({ answered: one.answer !== null, hidden: one.hidden !== null })
  const { number: of } = one
  await setAnswer(tx, { number: of, answer: it.text, by: it.by, now })
  const late = now.slice(0, 10) > one.dueOn
  const text = sealed(newSecret(), it.text)
  const body = { number: of, city: one.city, by: it.by, text, late }
  await record(entries.answered, body, { subject: pageOf(one) })
  return { city: one.city, item: one.item }
}

const answeredOf = z.object({ city: z.string(), item: z.string() })

/** The city answers from its role mailbox: whoever has the code of the letter. */
export const answer = action({
  name: 'evidence.answer',
  path: '/evidence/answering/:code/answer',
  who: anyone,
  input: z.object({ code: z.string().min(1).max(64).meta({ input: 'hidden' }), text: words }),
  output: answeredOf,
  rules: [mayAnswer],
  records: [entries.answered],
  limit,
  onto: pageOf,

  async run(work) {
    const { input, tx } = work
    const one = await lockByCode(tx, hashOf(input.code))
    return answerWith(work, one, { text: input.text, by: 'city' })
  },
})

/** The secretariat hands on what a city answered in another way. */
export const answerFor = action({
  name: 'evidence.answer-for',
  path: '/evidence/contradictions/:number/answer-for',
  who: may('evidence.answer'),
  input: z.object({ number, text: words }),
  output: answeredOf,
  rules: [mayAnswer],
  records: [entries.answered],
  on: () => '/evidence/contradictions',
  onto: pageOf,

  async run(work) {
    const one = await lockByNumber(work.tx, work.input.number)
    return answerWith(work, one, { text: work.input.text, by: 'secretariat' })
  },
})

/** What must not be shown is hidden, with the reason; that it was said stays. */
export const hide = action({
  name: 'evidence.hide',
  path: '/evidence/contradictions/:number/hide',
  who: may('evidence.answer'),
  input: z.object({
    number,
    reason: z.enum(['personal', 'insult', 'unlawful']).meta({ input: 'radios' }),
  }),
  output: answeredOf,
  rules: [],
  records: [entries.hidden],
  on: () => '/evidence/contradictions',
  onto: () => '/evidence/contradictions',

  async run({ input, tx, record }) {
    const one = await lockByNumber(tx, input.number)
    if (one.hidden !== null) throw new Refusal('refused', ['evidence.hidden-already'])
    await setHidden(tx, one.number, input.reason)
    const body = { number: one.number, reason: input.reason }
    await record(entries.hidden, body, { subject: pageOf(one) })
    return { city: one.city, item: one.item }
  },
})
