/** What is to be seen, in the words of whoever reports it: first to find the kind of problem by, and then to be sent. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { categoryOf, reportsOf } from '../config.ts'
import { freeTexts, piecesOf } from '../masking.ts'
import { alikeInPublic, type Problem } from '../similar.ts'
import * as drafts from '../drafting.ts'
import { lifeOf, stepPath } from './draft.ts'

const draft = { draft: z.string().min(1).max(64).meta({ input: 'hidden' }) }
const next = z.object({ next: z.string() })

function requireShort({ city }: Pick<Work<unknown>, 'city'>, text: string): void {
  const { textLength: max } = reportsOf(city).terms
  if (text.length <= max) return
  throw new Refusal('invalid', [{ code: 'too_big.string', field: 'text', values: { max } }])
}

/** What is to be seen, first in one's own words: the page then proposes what it may be. */
export const propose = action({
  name: 'reports.propose',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/what/propose',
  who: anyone,
  input: z.object({
    ...draft,
    text: z.string().min(1).max(3000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: next,
  rules: [],
  limit: { per: 'address', most: 120, seconds: 3600 },
  onto: (output) => output.next,

  async run(work) {
    const { input, tx } = work
    await drafts.readDraft(tx, input.draft)
    requireShort(work, input.text)
    await drafts.setStep(tx, input.draft, { text: input.text }, lifeOf(work))
    return { next: `${stepPath(input.draft, 'what')}?proposed=yes` }
  },
})

/** Where it goes on once the words are there: to reports of perhaps the same problem, else to photos. */
export async function afterWords(
  { tx, city, now }: Pick<Work<unknown>, 'tx' | 'city' | 'now'>,
  said: Problem,
  code: string,
): Promise<string> {
  const alike = await alikeInPublic(tx, said, { reports: reportsOf(city), now })
  return stepPath(code, alike.length > 0 ? 'same' : 'photos')
}

/** What exactly is to be seen, in the reporter's own words; what sounds alike close by is shown next. */
export const describe = action({
  name: 'reports.describe',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/details/describe',
  who: anyone,
  input: z.object({
    ...draft,
    text: z.string().min(1).max(3000).meta({ input: 'textarea', rows: 7 }),
  }),
  output: next,
  rules: [],
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, city } = work
    const draft = await drafts.readDraft(tx, input.draft)
    requireShort(work, input.text)
    const { text } = input
    await drafts.setStep(tx, input.draft, { text, sameAs: null }, lifeOf(work))
    const said = { ...draft, text }
    const category = categoryOf(reportsOf(city), draft.category ?? '')
    if (piecesOf(freeTexts(said, category), []).length > 0) {
      return { next: stepPath(input.draft, 'seen') }
    }
    return { next: await afterWords(work, said, input.draft) }
  },
})
