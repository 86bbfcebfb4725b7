/** One entry in the words of another register, to take away. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { z } from 'zod'
import { factsOf, languagesFor, spoken } from '../known.ts'
import { standardOf, toStandard } from '../standards/index.ts'
import { findEntry } from '../store/entries.ts'

/** The entry as JSON in that standard. */
export const standardPage = page({
  name: 'algorithms.standard',
  path: '/algorithms/:name/as/:standard',
  who: anyone,
  input: z.object({
    name: z.string().max(100),
    standard: z.string().max(20),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, city, language }) {
    const standard = standardOf(input.standard)
    const entry = await findEntry(tx, input.name, ['published'])
    if (!standard || !entry) throw new Refusal('not-found', ['no-such-standard'])
    const said = spoken(entry.document, languagesFor(city, language))
    return toStandard(said.words, factsOf(entry, said.language), standard)
  },
  sends: ({ entry }) => ({
    type: 'application/json; charset=utf-8',
    text: `${JSON.stringify(entry, null, 2)}\n`,
  }),
  view: () => {
    throw new Error('an entry for other registers is no page')
  },
})
